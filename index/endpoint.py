"""Embeddings from an OpenAI-compatible endpoint."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Self

import numpy as np

from corpus.errors import SettingError
from index.breaker import Breaker
from index.embeddings import Endpoint
from index.fault import LASTING, OF_THE_QUESTION, Fault, ServiceFault
from index.instructions import instructions_for
from index.vectors import Vectors, unit
from index.wire import over_wire

_BATCH = 64  # the smallest limit on inputs per request among the usual services that still keeps requests few
SERVICE = "向量服务"


@dataclass(frozen=True, slots=True)
class EndpointEncoder:
    """The model `model` behind `POST {base}/embeddings`."""

    model: str
    dimensions: int
    endpoint: Endpoint
    breaker: Breaker = field(default_factory=lambda: Breaker(SERVICE))
    """Spares it for those who wait for an answer; who takes in documents has patience."""
    is_hurried: bool = False
    """Whether somebody waits for an answer."""

    @classmethod
    def open(
        cls,
        model: str,
        base_url: str,
        api_key: str | None,
        *,
        breaker: Breaker | None = None,
        dimensions: int | None = None,
    ) -> Self:
        """Asks the endpoint for one vector, to learn its length, unless that is known.

        Raises SettingError or ModelError.
        """
        import httpx

        if not model:
            raise SettingError("WENCE_EMBEDDER=openai: 之后缺少模型名，例如 openai:text-embedding-v4")
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        try:
            client = httpx.Client(base_url=base_url.rstrip("/") + "/", headers=headers, **over_wire())
        except (httpx.InvalidURL, UnicodeEncodeError) as error:
            raise SettingError(f"向量服务的地址或密钥无法使用：{base_url}（{error}）") from error
        endpoint = Endpoint(client, model, api_key or "")
        length = dimensions or len(endpoint.vectors(["园区"])[0])
        return cls(model, length, endpoint, breaker or Breaker(SERVICE))

    @property
    def name(self) -> str:
        """The model's name, without the address: the same model may move to another address."""
        return f"openai:{self.model}:{self.dimensions}"

    @property
    def hurried(self) -> Self:
        """The same for somebody who waits for an answer: it is given up after a few seconds, and not asked while it is
        spared."""
        return replace(self, is_hurried=True)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised; always hurried, for who types waits.

        Raises ModelError.
        """
        return self.hurried._encode(texts, instructions_for(self.model).query)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised; raises ModelError."""
        return self._encode(texts, instructions_for(self.model).passage)

    def _encode(self, texts: Sequence[str], instruction: str) -> Vectors:
        # Servers hand a text to the model as it is, so what the model wants before it is put there here.
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = [instruction + text for text in texts[start : start + _BATCH]]
            vectors[start : start + len(batch)] = self._spared(partial(self._rows, batch))
        return unit(vectors)

    def _rows(self, batch: Sequence[str]) -> list[list[float]]:
        rows = self.endpoint.vectors(batch, is_hurried=self.is_hurried)
        if any(len(row) != self.dimensions for row in rows):
            raise ServiceFault(
                Fault.MALFORMED, f"向量服务返回的向量长度不是 {self.dimensions} 维；请检查模型 {self.model} 是否已更换"
            )
        return rows

    def _spared(self, call: Callable[[], list[list[float]]]) -> list[list[float]]:
        if not self.is_hurried:
            return call()
        with self.breaker.attempt() as attempt:
            try:
                rows = call()
            except ServiceFault as error:
                if error.fault in OF_THE_QUESTION:
                    self.breaker.count(error.fault)
                else:
                    attempt.failed(error.fault, str(error), at_once=error.fault in LASTING, rest=error.wait or 0.0)
                raise
            attempt.succeeded()
            return rows
