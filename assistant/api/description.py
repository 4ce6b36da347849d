"""What the interface says of itself: which faults may occur, and whether a key is needed."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI

STAFF = "管理（需要工作人员密钥）"
"""The tag of what only staff may do."""
_FAULTS = {
    400: "读不出来，或问题不能这样问",
    401: "需要密钥，或密钥不对",
    403: "密钥没有这个权限",
    404: "没有这一份、这一条",
    409: "与现在的情形不符",
    413: "请求体太大",
    422: "字段缺少、多余或值不对",
    429: "同时在处理的问题太多，过 Retry-After 秒再试",
    500: "没有处理成功",
    502: "语言模型或编码服务没有应答",
    503: "目录数据库现在读不出来或写不进去",
}
_HEADERS: Mapping[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": {"description": "Bearer", "schema": {"type": "string"}}},
    429: {"Retry-After": {"description": "过几秒再试", "schema": {"type": "integer", "minimum": 0}}},
}

Responses = dict[int | str, dict[str, Any]]


def faults(model: Any, *statuses: int) -> Responses:
    """How a route may fail, as FastAPI takes it; `model` is the form of the body."""
    return {
        status: {"model": model, "description": _FAULTS[status]}
        | ({"headers": _HEADERS[status]} if status in _HEADERS else {})
        for status in sorted(statuses)
    }


def describe(app: FastAPI, needs_keys: Callable[[], bool], needs_staff: Callable[[], bool]) -> None:
    """Has the application say that a key must be shown only where that is so: by everybody, or for what staff do."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        closed = {STAFF: needs_staff(), "": needs_keys()}
        return made() | {
            "paths": {
                path: {
                    method: it if closed[STAFF if STAFF in it["tags"] else ""] else _open(it)
                    for method, it in methods.items()
                }
                for path, methods in made()["paths"].items()
            }
        }

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's own guide does it


def _open(operation: Mapping[str, Any]) -> dict[str, Any]:
    """The same, as it is where nobody must show a key."""
    responses = {status: it for status, it in operation["responses"].items() if status not in ("401", "403")}
    return {name: it for name, it in operation.items() if name != "security"} | {"responses": responses}
