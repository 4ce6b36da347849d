"""What is wrong with a request, in one Chinese sentence that names the field and the value."""

from collections.abc import Sequence
from typing import Any

_SENTENCES = {
    "missing": "缺少必填项“{field}”",
    "extra_forbidden": "不认识“{field}”，请检查拼写",
    "string_type": "“{field}”应为文字",
    "string_unicode": "“{field}”含有不成字符的编码",
    "string_too_long": "“{field}”太长，最多 {max_length} 个字符",
    "string_too_short": "“{field}”不能为空",
    "int_parsing": "“{field}”应为整数，收到的是“{value}”",
    "int_type": "“{field}”应为整数",
    "int_from_float": "“{field}”应为整数，收到的是“{value}”",
    "int_parsing_size": "“{field}”的数目太大",
    "bool_type": "“{field}”应为 true 或 false",
    "bool_parsing": "“{field}”应为 true 或 false，收到的是“{value}”",
    "greater_than_equal": "“{field}”最小为 {ge}，收到的是“{value}”",
    "less_than_equal": "“{field}”最大为 {le}，收到的是“{value}”",
    "list_type": "“{field}”应为数组",
    "too_short": "“{field}”至少要有 {min_length} 项",
    "too_long": "“{field}”最多 {max_length} 项",
    "dict_type": "“{field}”应为 JSON 对象",
    "model_type": "“{field}”应为 JSON 对象",
    "model_attributes_type": "“{field}”应为 JSON 对象；请求体须是 JSON，并带 Content-Type: application/json",
}
_WHERE = ("body", "query", "path", "header")
_SHOWN = 40
"""Characters of a value that are quoted."""


def complaint(errors: Sequence[Any]) -> str:
    """The first of pydantic's errors as a sentence."""
    first = errors[0]
    kind, context = first["type"], first.get("ctx") or {}
    if kind == "json_invalid":
        return f"请求体不是合法的 JSON（第 {first['loc'][-1]} 个字符处）"
    if kind.startswith("wence_"):  # a sentence of our own
        return str(first["msg"])
    field = _field(first["loc"])
    said = _SENTENCES.get(kind, "“{field}”的值“{value}”不能用")
    return said.format(field=field, value=quoted(first.get("input")), **context)


def field_of(errors: Sequence[Any]) -> str | None:
    """The field that the first of pydantic's errors is about; None where it is the whole body."""
    first = errors[0]
    return None if first["type"] == "json_invalid" else _named(first["loc"]) or None


def quoted(value: object) -> str:
    """A value as it may stand in a sentence: short, and of characters that can be sent."""
    text = str(value) if isinstance(value, str | int | float | bool) else "…"
    shown = "".join(character if character.isprintable() else "□" for character in text[:_SHOWN])
    return shown + ("…" if len(text) > _SHOWN else "")


def _field(place: Sequence[str | int]) -> str:
    return _named(place) or "请求体"


def _named(place: Sequence[str | int]) -> str:
    """filters.kind, history[2].answer."""
    names = place[1:] if place and place[0] in _WHERE else place
    field = "".join(f"[{name}]" if isinstance(name, int) else f".{name}" for name in names)
    return quoted(field.lstrip("."))
