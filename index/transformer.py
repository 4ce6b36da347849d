"""Any sentence-transformers model, from a folder or from the model hub."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from corpus.errors import SettingError
from index.instructions import Instructions, instructions_for
from index.vectors import Vectors, unit

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


@dataclass(frozen=True, slots=True)
class TransformerEncoder:
    """A model that computes with torch, under its instructions for queries and passages."""

    name: str
    dimensions: int
    model: "SentenceTransformer"
    instructions: Instructions
    """The model's own where its files define them, else those that are known for its name."""

    @classmethod
    def open(cls, spec: str) -> Self:
        """Loads the folder `spec`, or the hub model of that name; raises SettingError when that fails."""
        from sentence_transformers import SentenceTransformer  # with torch, 5 to 8 s

        folder = Path(spec)
        try:
            # Weights in pickles and code that comes with a model could run anything: neither is accepted.
            model = SentenceTransformer(spec, trust_remote_code=False, model_kwargs={"use_safetensors": True})
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            raise SettingError(
                f"无法加载向量模型 {spec}（{_first_line(error)}）；应为含 safetensors 权重的 sentence-transformers "
                "模型的路径或名称。可设 WENCE_EMBEDDER=builtin 使用内置模型"
            ) from error
        dimensions = model.get_embedding_dimension()
        if dimensions is None:
            raise SettingError(f"向量模型 {spec} 没有给出向量维数，应为 sentence-transformers 句向量模型")
        name = f"{folder.name}:{_digest(folder)[:16]}" if folder.is_dir() else spec
        return cls(f"sentence-transformers:{name}", dimensions, model, _instructions(model, spec))

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised, under the instruction for queries."""
        vectors = self.model.encode_query(list(texts), prompt=self.instructions.query, show_progress_bar=False)
        return self._unit(vectors, len(texts))

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), L2-normalised, under the instruction for passages."""
        vectors = self.model.encode_document(list(texts), prompt=self.instructions.passage, show_progress_bar=False)
        return self._unit(vectors, len(texts))

    def _unit(self, vectors: object, count: int) -> Vectors:
        return unit(np.asarray(vectors, dtype=np.float32).reshape(count, self.dimensions))


def _instructions(model: "SentenceTransformer", spec: str) -> Instructions:
    own = model.prompts
    passage = next((it for name in ("document", "passage", "corpus") if (it := own.get(name))), "")
    if (query := own.get("query") or "") or passage:
        return Instructions(query, passage)
    return instructions_for(spec.rstrip("/").rsplit("/", 1)[-1])


def _digest(folder: Path) -> str:
    """Changes when any file of the model changes, and not when the folder is moved."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".safetensors", ".json", ".txt", ".model"}:
            digest.update(f"{path.relative_to(folder).as_posix()}\n{path.stat().st_size}\n".encode())
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
    return digest.hexdigest()


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
