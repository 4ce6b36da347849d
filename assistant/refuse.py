"""When the evidence is not there, and what is said then."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Sentence
from assistant.question import Question
from index.hit import Hit

GREETING = (
    "您好，我是问策，可以根据已收录的政策文件回答招商、园区、优惠政策和产业疏解方面的问题，并给出原文出处。"
    "请直接输入问题，例如“东湖园区的租金补贴是多少？”"
)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How much of a question's weight its evidence must express, 0 to 1."""

    context: float
    """By the best sentence together with its heading and the sentence before it."""
    passage: float
    """By the whole passage with its heading."""


STRICT = Thresholds(context=0.55, passage=0.6)
"""For answers without a model."""
LENIENT = Thresholds(context=0.3, passage=0.35)
"""For showing passages to a model, which reads better than words match and may still refuse."""


def supports(best: Sentence, thresholds: Thresholds = STRICT) -> bool:
    """Whether `best` is evidence for the question rather than merely the nearest text."""
    return best.features.context >= thresholds.context and best.features.passage >= thresholds.passage


def refusal(question: Question, hits: Sequence[Hit], contact: str | None) -> str:
    """What is said when nothing answers: so much, the nearest documents, and whom to ask."""
    titles = list(dict.fromkeys(hit.chunk.card.title for hit in hits))[:3]
    lines = ["在已收录的文件中没有找到能回答这个问题的依据。"]
    if titles:
        lines.append(
            "最接近的文件是" + "、".join(f"《{title.strip('《》')}》" for title in titles) + "，但其中没有相应规定。"
        )
    lines.append(f"建议咨询：{contact}" if contact else "建议换一种说法，或向有关主管部门咨询。")
    return "\n\n".join(lines)
