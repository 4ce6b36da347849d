"""What someone wrote about a document beside it: front matter, or a sidecar `NAME.meta.yaml`."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from corpus.dates import to_date
from corpus.document import Kind, Level
from corpus.errors import UnreadableFile

_FENCE = re.compile(
    r"\A\s*(?:<!--\s*)?---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n\s*-->)?[ \t]*(?:\n|\Z)", re.DOTALL
)
_LARGEST_SIDECAR = 1_000_000
_PAIR = re.compile(r"([\w-]{1,40})[ \t]*:(?:[ \t]+(.*))?$")


def _day(value: object) -> object:
    """A day in any spelling; a time of day is cut off, what is no day becomes unknown."""
    if isinstance(value, str):
        return to_date(value)
    return value if isinstance(value, date) else None


def _text(value: object) -> object:
    return None if value in (None, "") or isinstance(value, list | dict) else str(value).strip()


def _list(value: object) -> object:
    """Names in a YAML list, or in one line with 、 between them."""
    if isinstance(value, str):
        value = re.split(r"[、，,;；\s]+", value)
    return tuple(str(it).strip() for it in value if str(it).strip()) if isinstance(value, list | tuple) else None


def _one_of(names: type[StrEnum]) -> Callable[[object], object]:
    """A name of a closed set; another word, such as a web page's own `kind`, is left open."""
    return lambda value: next((it for it in names if it == value), None)


Day = Annotated[date | None, BeforeValidator(_day)]
Words = Annotated[str | None, BeforeValidator(_text)]
Names = Annotated[tuple[str, ...] | None, BeforeValidator(_list)]


def _names(*names: str) -> Any:
    return Field(None, validation_alias=AliasChoices(*names))


class Declared(BaseModel):
    """Metadata that was given, not found; each field that is set overrides what the text says."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: Words = _names("title", "标题")
    issuer: Words = _names("issuer", "发文机关")
    doc_number: Words = _names("doc_number", "文号", "发文字号")
    region: Words = _names("region", "地区")
    level: Annotated[Level | None, BeforeValidator(_one_of(Level))] = _names("level", "级别", "层级")
    kind: Annotated[Kind | None, BeforeValidator(_one_of(Kind))] = _names("kind", "类型")
    topics: Names = _names("topics", "主题")
    adopted_on: Day = _names("adopted_on", "通过日期")
    published_on: Day = _names("published_on", "date", "发布日期", "成文日期", "pubdate")
    effective_on: Day = _names("effective_on", "施行日期", "生效日期")
    expires_on: Day = _names("expires_on", "失效日期")
    repealed_on: Day = _names("repealed_on", "废止日期")
    repealed_by: Words = _names("repealed_by", "废止文件")
    url: Words = _names("url", "link", "source_url", "网址")

    def over(self, other: "Declared") -> "Declared":
        """This, with what it leaves open taken from `other`."""
        return self.model_copy(update={key: value for key, value in other if getattr(self, key) is None})


_FIELDS = "、".join(sorted(Declared.model_fields))


def front_matter(text: str) -> tuple[Declared, str]:
    """Split a leading YAML block off, also one inside an HTML comment; text without one comes back whole.

    A block that is no YAML because a value was not quoted (title: 关于: …) is read line by line.
    """
    match = _FENCE.match(text)
    if match is None:
        return Declared(), text
    try:
        values = _loaded(match[1].replace("\t", " "))
    except yaml.YAMLError:
        values = _line_by_line(match[1])
    if not isinstance(values, dict):  # a rule of dashes around plain text
        return Declared(), text
    try:
        return Declared.model_validate(values), text[match.end() :]
    except ValidationError:
        return Declared(), text


class _Plain(yaml.SafeLoader):
    """YAML without references: a few lines of them stand for a text of any length."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("不支持 & 和 * 引用，请把内容直接写出")
        return super().compose_node(parent, index)


def _loaded(text: str) -> Any:
    """What a YAML text says. Raises yaml.YAMLError, also where it nests too deep to be read."""
    try:
        return yaml.load(text, _Plain)  # noqa: S506 - a safe loader that takes less
    except RecursionError:
        raise yaml.YAMLError("嵌套太深") from None


def _line_by_line(block: str) -> dict[str, str] | None:
    """`key: value` lines of a block, the value to the end of its line; None where a line is none, or no key is known."""
    values: dict[str, str] = {}
    for line in block.split("\n"):
        pair = _PAIR.match(line)
        if pair:
            values[pair[1]] = (pair[2] or "").strip("'\" ")
        elif line.strip() and line[0] not in " \t-#":
            return None
    known = {name for it in Declared.model_fields.values() for name in _choices(it.validation_alias)}
    return values if known & set(values) else None


def named(key: str) -> str | None:
    """The field that a sidecar means by `key`, such as 标题; None where it means none."""
    return next((name for name, it in Declared.model_fields.items() if key in _choices(it.validation_alias)), None)


def _choices(alias: object) -> list[str]:
    return [str(it) for it in alias.choices] if isinstance(alias, AliasChoices) else []


def sidecar(path: Path) -> Declared:
    """Read `NAME.meta.yaml` beside `path`; empty where there is none. Raises UnreadableFile if it is not as expected."""
    beside = path.with_name(path.name + ".meta.yaml")
    if not beside.is_file():
        beside = path.with_name(path.stem + ".meta.yaml")
    if not beside.is_file():
        return Declared()
    try:
        if beside.stat().st_size > _LARGEST_SIDECAR:
            raise _unusable(beside, f"超过 {_LARGEST_SIDECAR:,} 字节")
        values = _loaded(beside.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _unusable(beside, "不是 UTF-8 编码") from error
    except (yaml.YAMLError, ValueError) as error:
        raise _unusable(beside, f"不是 YAML（{_first_line(error)}）") from error
    except OSError as error:
        raise _unusable(beside, f"系统无法读取（{error.strerror or error}）") from error
    if values is None:
        return Declared()
    if not isinstance(values, dict):
        raise _unusable(beside, "每行应写作“字段: 值”")
    declared = Declared.model_validate(values)
    _require_understood(beside, values, declared)
    return declared


def _require_understood(beside: Path, values: dict[Any, Any], declared: Declared) -> None:
    """In a sidecar, which someone wrote by hand, a value that means nothing is a slip to be told, not left open."""
    for name, field in Declared.model_fields.items():
        choices = field.validation_alias.choices if isinstance(field.validation_alias, AliasChoices) else [name]
        given = next((values[it] for it in choices if isinstance(it, str) and it in values), None)
        if given not in (None, "", []) and getattr(declared, name) in (None, ()):
            raise _unusable(beside, f"{name} 写作“{given}”，{expected(name)}")


def expected(name: str) -> str:
    """What a field takes."""
    if name.endswith("_on"):
        return "不是日期，请写成 2024-03-01 或 2024年3月1日"
    allowed = {"kind": Kind, "level": Level}.get(name)
    return f"应为{'、'.join(it.value for it in allowed)}之一" if allowed else "应为文字"


def _unusable(beside: Path, reason: str) -> UnreadableFile:
    return UnreadableFile(
        f"同名的 {beside.name} 无法使用：{reason}。应为 UTF-8 编码的 YAML，字段有 {_FIELDS}；改好后重新运行 wence ingest。"
    )


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:160]
