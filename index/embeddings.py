"""One request for embeddings: bounded in time and size, tried twice, and its failure named."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from index.fault import PASSING, Fault, ServiceFault, kind_of, kind_of_status, quoted
from index.wire import Wire

if TYPE_CHECKING:
    import httpx

_PATIENCE = 60.0
"""Seconds for one request of who takes in documents."""
_PAUSE_SECONDS = 1.0
_SHORT_PAUSE_SECONDS = 0.2
_MOST_BYTES = 64 << 20
"""Of one reply: 64 vectors of 4,096 numbers, written out in full, take a tenth of it."""


class _Item(BaseModel):
    index: int
    embedding: list[float]


class _Reply(BaseModel):
    data: list[_Item]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model's embeddings are asked for."""

    client: "httpx.Client"
    model: str
    key: str = field(default="", repr=False)
    hurry: float = 5.0
    """Seconds that who waits for an answer waits for one batch of vectors, a second try included."""

    def vectors(self, texts: Sequence[str], *, is_hurried: bool = False) -> list[list[float]]:
        """One vector per text, in the order of the texts. A request that fails for a passing reason is sent once more.

        Raises:
            ServiceFault: it failed, or took longer than whoever `is_hurried` waits.
        """
        wire = Wire(self.hurry if is_hurried else 2 * _PATIENCE + _PAUSE_SECONDS, _MOST_BYTES, keeps_open=True)
        try:
            return wire.carry(lambda: self._tried_twice(texts, is_hurried))
        except TimeoutError:
            raise self._failed(Fault.TIMEOUT, "没有在时限内应答") from None

    def _tried_twice(self, texts: Sequence[str], is_hurried: bool) -> list[list[float]]:
        try:
            return self._asked(texts, is_hurried)
        except ServiceFault as error:
            if error.fault not in PASSING or (is_hurried and (error.wait or 0.0) > self.hurry):
                raise
        time.sleep(_SHORT_PAUSE_SECONDS if is_hurried else _PAUSE_SECONDS)
        return self._asked(texts, is_hurried)

    def _asked(self, texts: Sequence[str], is_hurried: bool) -> list[list[float]]:
        # An empty input is refused by the usual services, and one bad text must not fail its whole batch.
        body = {"model": self.model, "input": [text or " " for text in texts], "encoding_format": "float"}
        try:
            response = self.client.post("embeddings", json=body, timeout=self.hurry if is_hurried else _PATIENCE)
        except Exception as error:  # a client has many ways to fail, and an unpacked reply some of its own
            kind, told = kind_of(error), self._shown(str(error) or type(error).__name__)
            if kind is Fault.UNREACHABLE:
                raise self._unreachable(told) from error
            raise self._failed(kind, f"没有正常应答（{told}）") from error
        if not response.is_success:
            raise self._refused(response)
        return self._read(response, len(texts))

    def _read(self, response: "httpx.Response", count: int) -> list[list[float]]:
        try:
            reply = _Reply.model_validate_json(response.content)
        except ValidationError as error:
            told = f"的回答不是 OpenAI 格式的 embeddings（{error.error_count()} 处不符）：{self._shown(response.text)}"
            raise self._failed(Fault.MALFORMED, told) from error
        items = sorted(reply.data, key=lambda item: item.index)
        if [item.index for item in items] != list(range(count)):
            raise self._failed(Fault.MALFORMED, f"应返回 {count} 个向量，实际返回 {len(items)} 个")
        if not all(isfinite(it) for item in items for it in item.embedding):
            raise self._failed(Fault.MALFORMED, "返回的向量里有不是数的值")
        return [item.embedding for item in items]

    def _refused(self, response: "httpx.Response") -> ServiceFault:
        hint = "；请检查 WENCE_EMBEDDER_API_KEY" if response.status_code in (401, 403) else ""
        told = f"返回 HTTP {response.status_code}：{self._shown(response.text)}{hint}"
        asked = response.headers.get("retry-after", "")
        return self._failed(kind_of_status(response.status_code), told, asked)

    def _unreachable(self, told: str) -> ServiceFault:
        place = f"{self.client.base_url.host}:{self.client.base_url.port or self.client.base_url.scheme}"
        message = f"连接不上向量服务 {place}（{told}）；请检查 WENCE_EMBEDDER_BASE_URL 和网络"
        return ServiceFault(Fault.UNREACHABLE, message)

    def _failed(self, kind: Fault, told: str, asked: str = "") -> ServiceFault:
        return ServiceFault(kind, f"向量服务{told}", asked=asked)

    def _shown(self, text: str) -> str:
        return quoted(text.replace(self.key, "…") if self.key else text)
