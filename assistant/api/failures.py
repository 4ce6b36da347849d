"""What goes wrong, as JSON with a code for programs and a sentence for people; never a stack trace."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.api.allowed import methods
from assistant.api.complaints import complaint, field_of
from assistant.operations.request import numbered
from corpus.errors import (
    BadCorrection,
    BadQuestion,
    ModelError,
    NoSuchCorrection,
    NoSuchDocument,
    NoSuchEntry,
    StoreError,
    WenceError,
)

logger = logging.getLogger(__name__)

_CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    422: "invalid_request",
    429: "too_many_requests",
}
_SENTENCES = {
    400: "请求体读不出来，应为 UTF-8 编码的 JSON（上传文件时为 multipart/form-data）",
    404: "没有这个地址。全部接口见 /api/docs",
    405: "这个地址不接受这种请求方法，见 /api/docs",
    413: "请求体太大，最多 256 KiB；上传文件时请分几次",
}
_OURS: tuple[tuple[type[WenceError], int, str], ...] = (
    (BadQuestion, 400, "bad_question"),
    (NoSuchEntry, 404, "not_found"),
    (NoSuchCorrection, 404, "not_found"),
    (BadCorrection, 400, "bad_correction"),
    (ModelError, 502, "model_failed"),
    (StoreError, 503, "store_unavailable"),
)
_LIST = "用 GET /api/documents（MCP 用 list_documents）查看已有文件的编号。"
_INTERNAL = "抱歉，这个请求没有处理成功。请稍后再试；如果一直这样，请联系管理员查看日志。"
_NO_MODEL = "语言模型或向量服务暂时没有应答。请稍后再试；如果一直这样，请联系管理员查看日志。"
_OPENAI_TYPES = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}


class Refused(HTTPException):
    """A request that is turned down with a sentence of our own."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that went wrong, as it is told to a program."""

    status: int
    code: str
    message: str
    field: str | None = None
    """Of the request, where one is wrong."""

    @property
    def body(self) -> dict[str, Any]:
        """In our own form."""
        return {"error": {"code": self.code, "message": self.message}}

    @property
    def openai_body(self) -> dict[str, Any]:
        """In the form of OpenAI's interface."""
        kind = _OPENAI_TYPES.get(self.status, "invalid_request_error" if self.status < 500 else "server_error")
        return {"error": {"message": self.message, "type": kind, "param": self.field, "code": self.code}}


def failure_of(error: Exception) -> Failure:
    """What to say of an exception; only our own are quoted."""
    if isinstance(error, RequestValidationError):
        return Failure(422, _CODES[422], complaint(error.errors()), field_of(error.errors()))
    if isinstance(error, HTTPException):
        # What Starlette and FastAPI say is English.
        message = error.detail if isinstance(error, Refused) else _SENTENCES.get(error.status_code)
        message = message or numbered(_INTERNAL)
        return Failure(error.status_code, _CODES.get(error.status_code, "error"), message)
    if isinstance(error, NoSuchDocument):
        return Failure(404, _CODES[404], error.found + _LIST)
    for kind, status, code in _OURS:
        if isinstance(error, kind):
            # What a model's service says of itself is for whoever runs ours, in the log.
            told = _NO_MODEL if kind is ModelError else str(error)
            return Failure(status, code, told if status < 500 else numbered(told))
    if isinstance(error, WenceError):
        return Failure(500, "failed", numbered(str(error)))
    return Failure(500, "internal", numbered(_INTERNAL))


def logged(error: Exception) -> Failure:
    """What to say of an exception in the midst of a stream; where the fault is ours, it is in the log too."""
    failure = failure_of(error)
    if failure.status >= 500:
        logger.warning("a stream failed: %s", error, exc_info=error if failure.code == "internal" else None)
    return failure


def response_of(failure: Failure, path: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The response to a request for `path`: below /v1/ in OpenAI's form."""
    body = failure.openai_body if path.startswith("/v1") else failure.body
    return JSONResponse(body, failure.status, headers)


def answer_failures(app: FastAPI) -> None:
    """Makes `app` answer every exception as JSON."""

    def handled(request: Request, error: Exception) -> JSONResponse:
        failure = failure_of(error)
        if isinstance(error, WenceError) and failure.status >= 500:  # of what is not ours, the server logs the trace
            logger.warning("a request failed: %s", error)
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        if failure.status == 405 and (allowed := methods(app.openapi(), request.url.path)):
            headers["Allow"] = ", ".join(allowed)  # Starlette names those of the first route of this path only
        return response_of(failure, request.url.path, headers)

    for kind in (HTTPException, RequestValidationError, WenceError, Exception):
        app.add_exception_handler(kind, handled)
