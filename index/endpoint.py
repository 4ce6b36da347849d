"""Embeddings from an OpenAI-compatible endpoint."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from pydantic import BaseModel, ValidationError

from corpus.errors import ModelError, SettingError
from index.instructions import instructions_for
from index.vectors import Vectors, unit

if TYPE_CHECKING:
    import httpx

_BATCH = 64  # the smallest limit on inputs per request among the usual services that still keeps requests few
_TIMEOUT_SECONDS = 60.0
_PAUSE_SECONDS = 1.0


class _Item(BaseModel):
    index: int
    embedding: list[float]


class _Reply(BaseModel):
    data: list[_Item]


@dataclass(frozen=True, slots=True)
class EndpointEncoder:
    """The model `model` behind `POST {base}/embeddings`."""

    model: str
    dimensions: int
    client: "httpx.Client"

    @classmethod
    def open(cls, model: str, base_url: str, api_key: str | None) -> Self:
        """Asks the endpoint for one vector, to learn its length; raises SettingError or ModelError."""
        import httpx

        if not model:
            raise SettingError("WENCE_EMBEDDER=openai: 之后缺少模型名，例如 openai:text-embedding-v4")
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        try:
            client = httpx.Client(base_url=base_url.rstrip("/") + "/", headers=headers, timeout=_TIMEOUT_SECONDS)
        except (httpx.InvalidURL, UnicodeEncodeError) as error:
            raise SettingError(f"向量服务的地址或密钥无法使用：{base_url}（{error}）") from error
        return cls(model, len(_post(client, model, ["园区"])[0]), client)

    @property
    def name(self) -> str:
        """The model's name, without the address: the same model may move to another address."""
        return f"openai:{self.model}:{self.dimensions}"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised; raises ModelError."""
        return self._encode(texts, instructions_for(self.model).query)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised; raises ModelError."""
        return self._encode(texts, instructions_for(self.model).passage)

    def _encode(self, texts: Sequence[str], instruction: str) -> Vectors:
        # Servers hand a text to the model as it is, so what the model wants before it is put there here.
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = [instruction + text for text in texts[start : start + _BATCH]]
            rows = _post(self.client, self.model, batch)
            if any(len(row) != self.dimensions for row in rows):
                raise ModelError(f"向量服务返回的向量长度不是 {self.dimensions} 维；请检查模型 {self.model} 是否已更换")
            vectors[start : start + len(batch)] = rows
        return unit(vectors)


def _post(client: "httpx.Client", model: str, texts: Sequence[str]) -> list[list[float]]:
    """One vector per text, in the order of the texts. A request that fails for a passing reason is sent once more."""
    import httpx

    # An empty input is refused by the usual services, and one bad text must not fail its whole batch.
    body = {"model": model, "input": [text or " " for text in texts], "encoding_format": "float"}
    for last in (False, True):
        try:
            response = client.post("embeddings", json=body)
        except httpx.TransportError as error:
            if last:
                raise ModelError(
                    f"连接不上向量服务 {client.base_url}（{error or type(error).__name__}）；"
                    "请检查 WENCE_EMBEDDER_BASE_URL 和网络"
                ) from error
        else:
            if not _is_passing(response.status_code) or last:
                return _vectors(response, len(texts))
        time.sleep(_PAUSE_SECONDS)
    raise AssertionError("the second attempt returns or raises")


def _is_passing(status: int) -> bool:
    """True for a failure that a moment's wait may cure: too many requests, or trouble on the server's side."""
    return status == 429 or status >= 500


def _vectors(response: "httpx.Response", count: int) -> list[list[float]]:
    if not response.is_success:
        hint = "；请检查 WENCE_EMBEDDER_API_KEY" if response.status_code in (401, 403) else ""
        raise ModelError(f"向量服务返回 HTTP {response.status_code}：{response.text[:200]}{hint}")
    try:
        reply = _Reply.model_validate_json(response.content)
    except ValidationError as error:
        raise ModelError(
            f"向量服务的回答不是 OpenAI 格式的 embeddings（{error.error_count()} 处不符）：{response.text[:200]}"
        ) from error
    items = sorted(reply.data, key=lambda item: item.index)
    if [item.index for item in items] != list(range(count)):
        raise ModelError(f"向量服务应返回 {count} 个向量，实际返回 {len(items)} 个")
    return [item.embedding for item in items]
