"""GET /api/docs: how to use the interface, as one page made from its schema, which loads nothing from elsewhere."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

_INERT = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_DEPTH = 2
"""Levels of objects whose fields are listed."""
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
_EXAMPLES = {
    "/api/search": "?q=租金补贴&region=河北&k=5",
    "/api/documents": "?kind=规范性文件&limit=20",
}
"""Queries of the examples."""


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
    query: str
    body: str
    events: str
    reply: str
    sent: tuple[Field, ...]
    replied: tuple[Field, ...]
    faults: tuple[tuple[str, str], ...]


def routes(app: FastAPI) -> APIRouter:
    """The route /api/docs; `app` is the application that it describes."""
    router = APIRouter()

    @router.get("/api/docs", include_in_schema=False)
    def guide(request: Request) -> HTMLResponse:
        base = str(request.base_url).rstrip("/")
        return HTMLResponse(page(app.openapi(), base), headers={"Content-Security-Policy": _INERT})

    return router


def page(schema: Mapping[str, Any], base: str) -> str:
    """The page for an OpenAPI schema; `base` is the address that the examples call."""
    from jinja2 import Environment, StrictUndefined

    text = files("assistant.api").joinpath("guide.html").read_text("utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(text)  # fmt: skip
    return template.render(info=schema["info"], operations=tuple(operations(schema)), base=base)


def operations(schema: Mapping[str, Any]) -> Iterator[Operation]:
    """Every route of the schema, in its order."""
    parts = schema["components"]["schemas"]
    for path, methods in schema["paths"].items():
        for method, it in methods.items():
            content = it.get("requestBody", {}).get("content", {}).get("application/json", {})
            body = _resolved(content.get("schema", {}), parts)
            good = it["responses"]["200"].get("content", {})
            reply = _resolved(good.get("application/json", {}).get("schema", {}), parts)
            yield Operation(
                method=method.upper(),
                path=path,
                tag=it["tags"][0],
                title=it["summary"],
                said=_LINE_END.sub("", it.get("description", "")),
                query=_EXAMPLES.get(path, ""),
                body=_example(body, parts),
                events=good.get("text/event-stream", {}).get("example", ""),
                reply=_example(reply, parts, indent=2),
                sent=(*map(_parameter, it.get("parameters", ())), *_fields(body, parts)),
                replied=tuple(_fields(reply, parts)),
                faults=tuple((code, one["description"]) for code, one in it["responses"].items() if code != "200"),
            )


def _example(schema: Mapping[str, Any], parts: Mapping[str, Any], indent: int | None = None) -> str:
    """The example of a schema, as JSON."""
    given = schema.get("example")
    return "" if given is None else json.dumps(_ordered(given, schema, parts), ensure_ascii=False, indent=indent)


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
