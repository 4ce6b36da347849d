"""The built-in encoder: one vector per term, summed. It needs neither torch nor tokenizers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SettingError
from index.tokens import encoder_terms
from index.vectors import Vectors, unit

BUILTIN_NAME = "builtin:"
"""How the names of such encoders begin."""


@dataclass(frozen=True, slots=True)
class StaticEncoder:
    """A sentence-transformers StaticEmbedding model with int8 rows and a weight per row.

    Gives what `SentenceTransformer(folder).encode(" ".join(encoder_terms(text)))` gives. The rows stay int8, a
    quarter of the memory, because a text touches only a few hundred of them.
    """

    name: str
    rows: dict[str, int]
    """Term to row."""
    embeddings: NDArray[np.int8]
    """Shape (terms, dimensions)."""
    weights: NDArray[np.float32]
    """Shape (terms,): what a row is multiplied by."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Reads `folder`; raises SettingError when it does not hold such a model."""
        from safetensors.numpy import load

        try:
            tokenizer = (folder / "tokenizer.json").read_bytes()
            tensors = (folder / "model.safetensors").read_bytes()
        except OSError as error:
            raise SettingError(
                f"内置向量模型不完整：{folder} 缺少 {Path(error.filename).name}；请重新安装，或运行 python -m index.train 重新训练"
            ) from error
        arrays = load(tensors)
        digest = sha256(tokenizer + tensors).hexdigest()
        rows = json.loads(tokenizer)["model"]["vocab"]
        return cls(f"{BUILTIN_NAME}{digest[:16]}", rows, arrays["embeddings"], arrays["weights"])

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.embeddings.shape[1])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised; the model makes no difference between the two."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised; zeros for a text without known terms."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            known = [row for term in encoder_terms(text) if (row := self.rows.get(term)) is not None]
            if known:
                vector[:] = self.weights.take(known) @ self.embeddings.take(known, axis=0).astype(np.float32)
        return unit(vectors)
