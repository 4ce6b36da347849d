"""Turning text into vectors."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from corpus.document import Chunk
from corpus.errors import SettingError
from index.breaker import Breaker
from index.endpoint import EndpointEncoder
from index.static import StaticEncoder
from index.transformer import TransformerEncoder
from index.vectors import Vectors as Vectors

BUILTIN = Path(__file__).parent / "model"
_ENDPOINT = "openai:"


class Encoder(Protocol):
    """Anything that maps texts to unit vectors."""

    @property
    def name(self) -> str:
        """Identifies what built an index; two encoders with one name must give the same vectors."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised, of what a user typed."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised, of stored text."""


def open_encoder(
    spec: str = "builtin",
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    breaker: Breaker | None = None,
    dimensions: int | None = None,
) -> Encoder:
    """The encoder that `spec` names.

    `builtin` is the model of this package, read without torch. `openai:NAME` is the model NAME of the
    OpenAI-compatible endpoint `base_url`. Anything else is a folder with, or the hub name of, a sentence-transformers
    model, whose weights must be safetensors and whose own code is never run.

    `breaker` spares an endpoint that fails; one whose `dimensions` are known is not asked for them.

    Raises SettingError when `spec` names nothing that can be loaded, ModelError when the endpoint does not answer.
    """
    spec = spec.strip()
    if spec == "builtin":
        return StaticEncoder.open(BUILTIN)
    if spec.startswith(_ENDPOINT):
        address = base_url or os.environ.get("OPENAI_BASE_URL") or "https://api.openai.com/v1"
        key = api_key or os.environ.get("OPENAI_API_KEY")
        name = spec.removeprefix(_ENDPOINT)
        return EndpointEncoder.open(name, address, key, breaker=breaker, dimensions=dimensions)
    if not spec:
        raise SettingError("未指定向量模型：WENCE_EMBEDDER 应为 builtin、模型名或路径，或 openai:模型名")
    return TransformerEncoder.open(spec)


def passage_text(chunk: Chunk) -> str:
    """What is encoded for a chunk: title and headings say what the text is about."""
    return f"{chunk.heading}\n{chunk.text}"
