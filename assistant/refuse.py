"""When the evidence is not there."""

from assistant.evidence import Sentence

OUT_OF_SCOPE = (
    "这不是我能做的事：我只依据已收录的政策文件回答招商、园区、优惠政策和产业疏解方面的问题。"
    "可以这样问：“东湖园区的租金补贴是多少？”“《产业园区促进条例》第十二条是什么？”“这个办法还有效吗？”"
)

STRICT = 5.62
"""Support under which nothing is answered without a model; chosen on the project's own cases."""
COMPARED = 4.5
"""The same for a line of a comparison, which is only looked for in the documents of its own subject."""


def supports(best: Sentence, least: float = STRICT) -> bool:
    """Whether `best` is evidence for the question rather than merely the nearest text."""
    return support(best) >= least


def support(best: Sentence) -> float:
    """How much of the question the evidence expresses, as log-odds up to a constant.

    Fitted by logistic regression on answerable questions and on such that must be refused.
    """
    features = best.features
    return 3.6 * features.passage + 3.9 * features.passage_focus + 2.6 * features.cosine - 0.8 * features.lacking
