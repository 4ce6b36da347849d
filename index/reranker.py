"""A second, slower look at the best hits: a cross-encoder reads the question and each passage together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np

from corpus.errors import SettingError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

DEPTH = 50
"""How many of the best hits are looked at again: a small cross-encoder takes about 20 ms for each on one core."""
_LONGEST = 512
"""Tokens of question and passage together; beyond it most such models were never trained."""


class Reranker(Protocol):
    """Anything that says how well passages answer a query."""

    def scores(self, query: str, passages: Sequence[str]) -> list[float]:
        """A score for each passage, larger is better, comparable within one call."""


@dataclass(frozen=True, slots=True)
class CrossEncoderReranker:
    """A cross-encoder that sentence-transformers can load."""

    model: "CrossEncoder"

    @classmethod
    def open(cls, spec: str) -> Self:
        """Loads the folder `spec`, or the hub model of that name; raises SettingError when that fails."""
        from sentence_transformers import CrossEncoder  # with torch, 5 to 8 s

        try:
            # As for encoders: no weights in pickles, no code that comes with a model.
            model = CrossEncoder(
                spec, trust_remote_code=False, model_kwargs={"use_safetensors": True}, max_length=_LONGEST
            )
        except (OSError, ValueError, RuntimeError, ImportError, KeyError) as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise SettingError(
                f"无法加载重排模型 {spec}（{reason}）；应为含 safetensors 权重的交叉编码器的路径或名称，"
                "例如 BAAI/bge-reranker-v2-m3。不设 WENCE_RERANKER 则不重排"
            ) from error
        if model.config.num_labels != 1:
            raise SettingError(
                f"重排模型 {spec} 输出 {model.config.num_labels} 个分值，应为 1 个（问题与段落的相关程度）；请换用重排模型"
            )
        return cls(model)

    def scores(self, query: str, passages: Sequence[str]) -> list[float]:
        """A score for each passage, larger is better."""
        if not passages:
            return []
        found = self.model.predict([(query, passage) for passage in passages], show_progress_bar=False)
        return [float(score) for score in np.asarray(found).reshape(len(passages))]
