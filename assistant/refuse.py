"""When the evidence is not there, and what is said then."""

from collections.abc import Sequence

from assistant.evidence import Sentence
from assistant.question import Question
from corpus.normalize import in_title_marks
from index.hit import Hit

OUT_OF_SCOPE = (
    "这不是我能做的事：我只依据已收录的政策文件回答招商、园区、优惠政策和产业疏解方面的问题。"
    "可以这样问：“东湖园区的租金补贴是多少？”“《产业园区促进条例》第十二条是什么？”“这个办法还有效吗？”"
)

STRICT = 5.62
"""Support under which nothing is answered without a model; chosen on the project's own cases."""
COMPARED = 4.5
"""The same for a line of a comparison, which is only looked for in the documents of its own subject."""
LENIENT = 3.0
"""Support under which passages are not even shown to a model, which reads better than words match and may refuse."""


def supports(best: Sentence, least: float = STRICT) -> bool:
    """Whether `best` is evidence for the question rather than merely the nearest text."""
    return support(best) >= least


def support(best: Sentence) -> float:
    """How much of the question the evidence expresses, as log-odds up to a constant.

    Fitted by logistic regression on answerable questions and on such that must be refused.
    """
    features = best.features
    return 3.6 * features.passage + 3.9 * features.passage_focus + 2.6 * features.cosine - 0.8 * features.lacking


def refusal(question: Question, hits: Sequence[Hit], contact: str | None, damaged: Sentence | None = None) -> str:
    """What is said when nothing answers: so much, the nearest documents, and whom to ask. `damaged` is the sentence that
    would have answered if none of its characters were lost."""
    if damaged is not None:
        chunk = damaged.hit.chunk
        place = in_title_marks(chunk.card.title) + "".join(chunk.path[-1:])
        return (
            f"{place}中与这个问题有关的文字已经损坏（收录后的全文里以 □ 标出），不能作为依据引用。\n\n"
            f"请查阅原件：{chunk.card.source_path}" + (f"；或咨询：{contact}" if contact else "")
        )
    titles = list(dict.fromkeys(hit.chunk.card.title for hit in hits))[:3]
    lines = ["在已收录的文件中没有找到能回答这个问题的依据。"]
    if titles:
        lines.append("最接近的文件是" + "、".join(in_title_marks(title) for title in titles) + "，但其中没有相应规定。")
    lines.append(f"建议咨询：{contact}" if contact else "建议换一种说法，或向有关主管部门咨询。")
    return "\n\n".join(lines)
