"""What is measured of a sentence, and how much each measure counts."""

import re
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import Lexicon
from assistant.question import Expected, Intent, Question
from corpus.normalize import fold
from index.hit import Hit


@dataclass(frozen=True, slots=True)
class Features:
    """Measures of one sentence against one question; each is 0 to 1 unless said otherwise."""

    coverage: float
    """Weight of the question's words that the sentence expresses."""
    context: float
    """The same for the sentence with the one before it and the heading."""
    passage: float
    """The same for the whole chunk with its heading."""
    cosine: float
    """Likeness of the sentence's vector to the question's, -1 to 1."""
    standing: float
    """Score of the hit over that of the best hit."""
    first: float
    """1 for the sentences of the first hit."""
    named: float
    """1 where the passage names a place that the question names, or none is named."""
    expected: float
    """Share of the expected kinds (an amount, a date …) that the sentence has; 0 when none is expected."""
    lacking: float
    """Share of the expected kinds that it lacks."""
    pairs: float
    """Share of the question's neighbouring characters that stand in the sentence."""
    brevity: float
    """1 for short sentences, towards 0 for long ones."""
    listing: float
    """Towards 1 for a sentence that enumerates, where the question asks for a list; else 0."""
    filler: float
    """1 for what never answers: a heading, a greeting, a question."""

    @property
    def vector(self) -> NDArray[np.float64]:
        """The measures in the order of the fields."""
        return np.array(astuple(self))


WEIGHTS = np.array([0.9, 0.6, 0.5, 0.6, 0.4, 0.15, 0.3, 0.5, -0.3, 0.6, 0.1, 0.4, -1.0])

_SHOWS = {
    Expected.AMOUNT: re.compile(
        r"[\d一二三四五六七八九十百千万亿两几.,]+\s*(?:多|余)?(?:万|亿)?(?:美|欧|日)?元|免收|免费|全额|[%％]|百分之"
    ),
    Expected.NUMBER: re.compile(
        r"\d|[一二三四五六七八九十百千万亿两]+(?:个|家|项|名|人|次|天|日|年|月|户|条|座|倍|成)|百分之"
    ),
    Expected.TIME: re.compile(
        r"\d{4}年|\d+(?:月|日|小时|天|年|个?工作日|个月)|[一二三四五六七八九十]+个?(?:年|月|日|天|小时|工作日)"
        r"|[年月]底|[去今昨]年|[昨近今]日|长期"
    ),
    Expected.CONTACT: re.compile(r"\d{3,4}[-—]?\d{7,8}|\d{5,}|@|电话|地址|热线"),
}
_FILLER = re.compile(r"^第一条.*制定本|^(?:记者|编辑|责任编辑|来源|作者|原标题|相关链接)|[？?]$")

_ARTICLE_TITLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+[条章节][\s　]*[^，。；：]{0,20}[。]?")


def measure(
    question: Question,
    weights: dict[str, float],
    lexicon: Lexicon,
    text: str,
    *,
    before: str,
    hit: Hit,
    cosine: float,
    standing: float,
    named: bool,
) -> Features:
    """The measures of one sentence of `hit`; `before` is the sentence in front of it."""
    heading = hit.chunk.heading
    shown = [bool(_SHOWS[kind].search(text)) for kind in question.expected]
    if question.unit:
        shown.append(_counts_in(question.unit, text))
    return Features(
        coverage=lexicon.coverage(weights, text),
        context=lexicon.coverage(weights, f"{heading} {before} {text}"),
        passage=lexicon.coverage(weights, f"{heading} {hit.chunk.text}"),
        cosine=cosine,
        standing=standing,
        first=float(hit.rank == 1),
        named=float(named),
        expected=sum(shown) / len(shown) if shown else 0.0,
        lacking=1 - sum(shown) / len(shown) if shown else 0.0,
        pairs=_pairs(question.standalone, text),
        brevity=1 / (1 + len(text) / 60),
        listing=_listing(text) if question.intent is Intent.LIST else 0.0,
        filler=float(bool(_FILLER.search(text)) or _is_heading(text) or text in heading),
    )


def _listing(text: str) -> float:
    return 1.0 if text.endswith(("：", ":")) else min(1.0, text.count("、") / 4)


def _counts_in(unit: str, text: str) -> bool:
    """Whether the text gives a number in the unit that is asked for."""
    unit = "(?:万|亿)?元" if unit in ("钱", "元") else rf"(?:万|亿)?(?:多|余)?个?(?:工作)?{unit}"
    return bool(re.search(rf"[\d〇零一二三四五六七八九十百千万亿两]\s*{unit}", text))


def _pairs(question: str, text: str) -> float:
    question, text = fold(question).replace("元", ""), fold(text).replace("元", "")  # 3亿以上 is 3亿元以上
    pairs = {question[at : at + 2] for at in range(len(question) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _is_heading(text: str) -> bool:
    if _ARTICLE_TITLE.fullmatch(text):
        return True
    return len(text) < 20 and not re.search(r"[。；！!;:：\d]$|\d", text)
