"""What the schema of the interface says of each route, as the guide shows it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.api.description import STAFF

_DEPTH = 2
"""Levels of objects whose fields are listed."""
_MADE_UP = {"entry_id": "376281b45a57", "correction_id": "5f0c9a2be417", "feedback_id": "376281b45a57-1a2b3c4d"}
"""Ids as they look, in the paths of examples."""
_WIDE = 70
"""Characters of a body that fit into a line of a command."""
_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true/false",
    "array": "数组",
    "object": "对象",
    "null": "null",
}
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
"""Of a docstring, within a paragraph; Chinese has no space there."""
_EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "/api/search": {"q": "租金补贴", "status": "all", "k": "5"},
    "/api/documents": {"kind": "规范性文件", "limit": "20"},
}
"""Queries of the examples."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls in the examples."""

    base: str
    """Address without a path."""
    key: str
    """What is shown as the key; empty where none is needed."""
    staff_key: str
    values: Mapping[str, str]
    """Of the parts of a path, by name."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a request or a reply, as a line of a table."""

    name: str
    type: str
    required: bool
    said: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """A route, as a chapter of the page."""

    method: str
    path: str
    tag: str
    title: str
    said: str
    command: str
    """That calls it from a shell."""
    runs: str
    """Who may run the command as it stands: everybody (bash), staff, or nobody, for an id in it is made up (sketch)."""
    events: str
    reply: str
    sent: tuple[Field, ...]
    replied: tuple[Field, ...]
    faults: tuple[tuple[str, str], ...]

    @property
    def anchor(self) -> str:
        """Its place in the page."""
        return f"{self.method}{self.path}"


def operations(schema: Mapping[str, Any], caller: Caller) -> Iterator[Operation]:
    """Every route of the schema, in its order, with commands of `caller`."""
    parts = schema["components"]["schemas"]
    for path, methods in schema["paths"].items():
        for method, it in methods.items():
            content = it.get("requestBody", {}).get("content", {}).get("application/json", {})
            body = _resolved(content.get("schema", {}), parts)
            good = next(one for code, one in it["responses"].items() if code < "300").get("content", {})
            reply = _resolved(good.get("application/json", {}).get("schema", {}), parts)
            yield Operation(
                method=method.upper(),
                path=path,
                tag=it["tags"][0],
                title=it["summary"],
                said=_LINE_END.sub("", it.get("description", "")),
                command=_command(method.upper(), path, it, _example(body, parts, wide=_WIDE), caller),
                runs="sketch" if _made_up(path) else "staff" if it["tags"][0] == STAFF else "bash",
                events=good.get("text/event-stream", {}).get("example", ""),
                reply=_example(reply, parts),
                sent=(*map(_parameter, it.get("parameters", ())), *_fields(body, parts)),
                replied=tuple(_fields(reply, parts)),
                faults=tuple((code, one["description"]) for code, one in it["responses"].items() if code >= "300"),
            )


def _made_up(path: str) -> bool:
    return any(f"{{{name}}}" in path for name in _MADE_UP)


def _command(method: str, path: str, it: Mapping[str, Any], body: str, caller: Caller) -> str:
    is_for_staff = it["tags"][0] == STAFF
    key = caller.staff_key if is_for_staff else caller.key
    for name, value in {**_MADE_UP, **caller.values}.items():
        path = path.replace(f"{{{name}}}", value)
    query = "".join(
        f" --data-urlencode '{name}={value}'" for name, value in _EXAMPLES.get(path, {}).items() if method == "GET"
    )
    lines = [
        f"curl -s{'G' if query else ''}{'' if method in ('GET', 'POST') else f' -X {method}'} {caller.base}{path}{query}"
    ]
    if key and path != "/api/health":
        lines.append(f"-H 'Authorization: Bearer {key}'")
    if "multipart/form-data" in it.get("requestBody", {}).get("content", {}):
        lines.append("-F 'files=@租金补贴办法.pdf'")
    elif body:
        lines += ["-H 'Content-Type: application/json'", f"-d '{body}'"]
    elif method == "POST":
        lines[0] = lines[0].replace("curl -s", "curl -s -X POST")
    return " \\\n  ".join(lines)


def _example(schema: Mapping[str, Any], parts: Mapping[str, Any], wide: int = 0) -> str:
    """The example of a schema, as JSON: in one line where that has at most `wide` characters."""
    given = schema.get("example")
    if given is None:
        return ""
    line = json.dumps(_ordered(given, schema, parts), ensure_ascii=False)
    return line if len(line) <= wide else json.dumps(json.loads(line), ensure_ascii=False, indent=2)


def _ordered(given: Any, schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Any:
    """An example with its fields in the order of the schema: pydantic puts them in that of the alphabet."""
    schema = _resolved(schema, parts)
    if isinstance(given, list):
        return [_ordered(one, schema.get("items", {}), parts) for one in given]
    if not isinstance(given, dict):
        return given
    return {name: _ordered(given[name], it, parts) for name, it in schema["properties"].items() if name in given}


def _parameter(it: Mapping[str, Any]) -> Field:
    schema = it["schema"]
    said = it.get("description") or schema.get("description", "")
    return Field(it["name"], _type(schema), it.get("required", False), said, _default(schema))


def _fields(schema: Mapping[str, Any], parts: Mapping[str, Any], prefix: str = "", depth: int = 1) -> Iterator[Field]:
    required = schema.get("required", ())
    for name, it in schema.get("properties", {}).items():
        inner = _resolved(it, parts)
        said = it.get("description") or inner.get("description", "")
        yield Field(prefix + name, _type(it, parts), name in required, said, _default(it))
        within = _resolved(inner.get("items", {}), parts) or inner
        if depth < _DEPTH:
            many = "[]" if inner.get("type") == "array" else ""
            yield from _fields(within, parts, f"{prefix}{name}{many}.", depth + 1)


def _resolved(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema that a reference means; of an optional one, what it is where it is given."""
    for option in schema.get("anyOf", ()):
        if option.get("type") != "null":
            return _resolved(option, parts)
    name = schema.get("$ref", "").rpartition("/")[2]
    return parts[name] if name else schema


def _type(schema: Mapping[str, Any], parts: Mapping[str, Any] | None = None) -> str:
    options = schema.get("anyOf", (schema,))
    names = (_resolved(one, parts or {}) if parts else one for one in options)
    return " 或 ".join(dict.fromkeys(_choices(one) for one in names))


def _choices(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(schema["enum"])
    return "日期" if schema.get("format") == "date" else _TYPES.get(schema.get("type", ""), "对象")


def _default(schema: Mapping[str, Any]) -> str:
    default = schema.get("default")
    return "" if default in (None, [], {}) else json.dumps(default, ensure_ascii=False).strip('"')
