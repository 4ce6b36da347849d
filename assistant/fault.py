"""What a model's service may do wrong, told apart by what helps against it."""

import email.utils
import os
import re
import time
from collections.abc import Iterator
from enum import StrEnum
from math import isfinite
from typing import Any

from assistant.wire import Oversized
from corpus.errors import ModelError


class Fault(StrEnum):
    """A kind of failure."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    CREDENTIALS = "credentials"
    UNKNOWN_MODEL = "unknown_model"
    REDIRECTED = "redirected"
    BUSY = "busy"
    SERVER = "server"
    REJECTED = "rejected"
    """This one request was refused; the next may not be."""
    MALFORMED = "malformed"
    EMPTY = "empty"
    ENDLESS = "endless"
    CUT = "cut"
    """The stream ended in the midst of the answer; what had come is used."""


ADVICE = {
    Fault.UNREACHABLE: "连接不上模型服务，请检查 OPENAI_BASE_URL（或 OLLAMA_HOST）和网络",
    Fault.TIMEOUT: "模型没有在时限内答完，请查看模型服务的负载，或调大 WENCE_MODEL_TIMEOUT",
    Fault.CREDENTIALS: "模型服务不接受密钥，请检查 OPENAI_API_KEY 等密钥变量和账户权限，更正后重启",
    Fault.UNKNOWN_MODEL: "模型服务没有这个模型或地址，请检查 WENCE_MODEL 中的模型名和 OPENAI_BASE_URL",
    Fault.REDIRECTED: "模型服务要转到别处，出于安全没有跟随，请把 OPENAI_BASE_URL 改成最终的地址",
    Fault.BUSY: "模型服务限流或额度用尽，请稍后再试，或联系服务方提高额度",
    Fault.SERVER: "模型服务内部出错，请查看它的日志",
    Fault.REJECTED: "模型服务拒绝了这次请求",
    Fault.MALFORMED: "模型服务的应答不合格式，请确认地址指向 OpenAI 兼容的接口（通常以 /v1 结尾）或 Ollama",
    Fault.EMPTY: "模型没有给出任何文字",
    Fault.ENDLESS: "模型服务的应答过长，已停止读取",
    Fault.CUT: "模型没有答完就断开了",
}
"""What was found and what to do, for who runs the service."""
LASTING = frozenset({Fault.CREDENTIALS, Fault.UNKNOWN_MODEL, Fault.REDIRECTED})
"""Do not pass by themselves: one is enough to know."""
OF_THE_QUESTION = frozenset({Fault.REJECTED})
"""Say nothing of the next question; else whoever provokes them takes the model from everybody."""
_MOST_REST = 300.0
"""Seconds: whoever asks to be left alone for longer is tried again all the same."""
_BY_STATUS = {
    401: Fault.CREDENTIALS,
    402: Fault.BUSY,
    403: Fault.CREDENTIALS,
    404: Fault.UNKNOWN_MODEL,
    408: Fault.TIMEOUT,
    409: Fault.SERVER,
    425: Fault.SERVER,
    429: Fault.BUSY,
    504: Fault.TIMEOUT,
}
_CONNECTION = re.compile("ConnectionError|ConnectError|RemoteProtocolError|ReadError|WriteError|APIConnectionError")
_SECRET = re.compile(r"(?i)(?<=bearer )\S+|\bsk-\S+|(?=[\w-]*\d)[\w-]{16,}")
_NAMED_SECRET = re.compile("KEY|TOKEN|SECRET|PASSWORD")
_TOLD = 200
"""Characters of a service's own words that are quoted."""


class ModelFault(ModelError):
    """A failed call, with its kind."""

    def __init__(self, fault: Fault, detail: str = "", error: BaseException | None = None) -> None:
        super().__init__(ADVICE[fault] + (f"（{detail}）" if detail else ""))
        self.fault = fault
        self.error = error

    @property
    def wait(self) -> float | None:
        """Seconds that the service asks to be left alone; None where it asks nothing that can be understood."""
        headers = getattr(getattr(self.error, "response", None), "headers", None) or {}
        told = str(headers.get("retry-after", "")).strip()
        try:
            seconds = float(told)
        except ValueError:
            seconds = _until(told)
        return min(seconds, _MOST_REST) if isfinite(seconds) and seconds >= 0 else None


def fault_of(error: BaseException) -> ModelFault:
    """The failure that an error of any provider's client tells of."""
    status = next((it for one in _chain(error) if (it := _status(one)) is not None), None)
    detail = " ".join(filter(None, (type(error).__name__, f"HTTP {status}" if status else "", _quoted(error))))
    return ModelFault(_kind(error, status), detail, error)


def _kind(error: BaseException, status: int | None) -> Fault:
    chain = list(_chain(error))
    if any(isinstance(one, Oversized) for one in chain):
        return Fault.ENDLESS
    if status is not None and status >= 300:
        if status < 400:
            return Fault.REDIRECTED
        return _BY_STATUS.get(status, Fault.SERVER if status >= 500 else Fault.REJECTED)
    names = {kind.__name__ for one in chain for kind in type(one).__mro__}
    if any("Timeout" in name for name in names):
        return Fault.TIMEOUT
    return Fault.UNREACHABLE if any(map(_CONNECTION.fullmatch, names)) else Fault.MALFORMED


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(8):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _status(error: Any) -> int | None:
    found = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    return found if isinstance(found, int) and found > 0 else None


def _quoted(error: BaseException) -> str:
    """What the service said, on one line and without what may be a key: some repeat the one that they were shown."""
    text = str(error)[: 4 * _TOLD]
    for name, value in os.environ.items():
        if _NAMED_SECRET.search(name) and len(value) > 3:
            text = text.replace(value, "…")
    return " ".join("".join(c if c.isprintable() else " " for c in _SECRET.sub("…", text)).split())[:_TOLD]


def _until(told: str) -> float:
    """Seconds until an HTTP date; not finite where it is none."""
    try:
        return max(0.0, email.utils.parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return float("inf")
