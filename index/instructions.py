"""What well-known encoders want to be told before a text, where the model's own files do not say.

Their cards ask for it in prose, and few of their folders carry it as a setting. Without it such a model finds less.
"""

import re
from dataclasses import dataclass

_TASK = "Given a web search query, retrieve relevant passages that answer the query"


@dataclass(frozen=True, slots=True)
class Instructions:
    """Put before every text of its sort; empty for nothing."""

    query: str = ""
    passage: str = ""


_KNOWN = (
    # name of the model, in lower case → instructions; the first that matches counts
    (r"\bbge-(?:small|base|large)-zh\b", Instructions("为这个句子生成表示以用于检索相关文章：")),
    (r"\bbge-(?:small|base|large)-en\b", Instructions("Represent this sentence for searching relevant passages: ")),
    (r"\be5-[\w-]*instruct\b|\be5-mistral", Instructions(f"Instruct: {_TASK}\nQuery: ")),
    (r"\be5-(?:small|base|large)", Instructions("query: ", "passage: ")),
    (r"\bgte-qwen", Instructions(f"Instruct: {_TASK}\nQuery: ")),
    (r"\bqwen3-embedding\b", Instructions(f"Instruct: {_TASK}\nQuery:")),
)


def instructions_for(model: str) -> Instructions:
    """Instructions for a model by its name or the name of its folder; none for one that is not known.

    Source: the cards of the bge, e5, gte and Qwen3 families; bge-m3 and the gte models for Chinese want none.
    """
    name = model.lower().replace("_", "-")
    return next((it for pattern, it in _KNOWN if re.search(pattern, name)), Instructions())
