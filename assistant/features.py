"""What is measured of a sentence by itself."""

import re
from dataclasses import dataclass

from assistant.question import Expected, Question
from corpus.normalize import fold


@dataclass(frozen=True, slots=True)
class Features:
    """Measures of one sentence against one question; each is 0 to 1 unless said otherwise."""

    coverage: float
    """Weight of the question's words that the sentence expresses."""
    focus: float
    """The same of the words that the heading does not say: what is asked of the thing, not the thing."""
    context: float
    """As coverage, by the sentence with the one before it and the heading."""
    context_focus: float
    passage: float
    """As coverage, by the whole chunk with its heading."""
    passage_focus: float
    cosine: float
    """Likeness of the sentence's vector to the question's, -1 to 1."""
    hit: float
    """Score of the hit over that of the best hit."""
    first: float
    """1 for the sentences of the first hit."""
    named: float
    """1 where the passage names a place that the question names, or none is named."""
    expected: float
    """Share of the expected kinds (an amount, a date …) that the sentence has; 0 when none is expected."""
    lacking: float
    """Share of the expected kinds that it lacks."""
    listing: float
    """Towards 1 for a sentence that enumerates, where the question asks for a list; else 0."""
    filler: float
    """1 for what never answers: a heading, a greeting, a question."""


_SHOWS = {
    Expected.AMOUNT: re.compile(
        r"[\d一二三四五六七八九十百千万亿两几.,]+\s*(?:多|余)?(?:万|亿)?(?:美|欧|日)?元|免收|免费|全额|[%％]|百分之"
    ),
    Expected.NUMBER: re.compile(
        r"\d|[一二三四五六七八九十百千万亿两]+(?:个|家|项|名|人|次|天|日|年|月|户|条|座|倍|成)|百分之"
    ),
    Expected.TIME: re.compile(r"\d{4}年|\d+[月日]|[一二三四五六七八九十]+[月日]|[年月]底|[去今昨]年|[昨近今]日|长期"),
    Expected.DURATION: re.compile(r"(?:\d+|[一二三四五六七八九十两]+)个?(?:工作日|年|月|天|日|小时)|当[日天]|即时"),
    Expected.PLACE: re.compile(r"地点|地址|位于|坐落|[楼路街]|\d号"),
    Expected.NEGATION: re.compile(r"不得|不能|不予|不再|不享受|不适用|不属于|不可以|除外"),
    Expected.PERSON: re.compile(
        r"书记|主任|局长|主席|总裁|经理|市长|省长|校长|负责人|人员|成员|代表|记者|单位|部门|委员会|公司"
    ),
    Expected.REASON: re.compile(r"为了|为[^，,。]{2,30}[，,]|旨在|因为|由于|目的|以便"),
    Expected.CONTACT: re.compile(r"\d{3,4}[-—]?\d{7,8}|\d{5,}|@|电话|地址|热线"),
}
_UNIT_COUNTS = 2
_PASSED = re.compile(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日[^，。；]{4,}(?:通过|公布|批准|修正|修订|施行)[)）]?")
_OF_PASSING = re.compile("公布|公告|通过|批准|修[正订改]")
"""When a text was passed and changed, as its head says."""
_FILLER = re.compile(r"^第一条.*制定本|^(?:记者|编辑|责任编辑|来源|作者|原标题|相关链接)|[？?]$")

_ATTRIBUTION = re.compile(r".{0,30}(?:说|說|说道|說道|表示|介绍|指出|告诉记者|告訴記者)[。，,]?")
"""Who said it, without what was said."""
_ARTICLE_TITLE = re.compile(
    r"第[〇零一二三四五六七八九十百千\d]+(?:条[\s　]*(?:[^，。；：\d]{0,20}|(?P<short>[^，。；：\d]{0,10})。)|[章节][\s　]*[^，。；：]{0,20}。?)"
)
"""第六条 落户奖励。 is one; 第六条 上市企业奖励十万元。 is a rule."""
_RULES = re.compile("免|不|应|须|禁|由|为|是|[一二三四五六七八九十百千万]")


def shown(question: Question, text: str) -> float | None:
    """Share of the kinds that the question expects (an amount, a date …) which the text has; None where it expects none."""
    kinds = [bool(_SHOWS[kind].search(text)) for kind in question.expected]
    if question.unit:
        kinds += [_counts_in(question.unit, text)] * _UNIT_COUNTS
    return sum(kinds) / len(kinds) if kinds else None


def listing(text: str) -> float:
    """Towards 1 for a sentence that enumerates or leads into a list."""
    leads = text.endswith(("：", ":")) or bool(re.search(r"[：:].*[；;]$", text))
    return 1.0 if leads or " | " in text else min(1.0, text.count("、") / 4)


def states_bounds(question: Question, text: str) -> bool:
    """Whether the text names every amount that the question's case is above or below."""
    plain = fold(text).replace("元", "")
    return all(bound in plain for bound in question.bounds)


def _counts_in(unit: str, text: str) -> bool:
    """Whether the text gives a number in the unit that is asked for."""
    unit = "[天日]" if unit in ("天", "日") else unit
    unit = "(?:万|亿)?元" if unit in ("钱", "元") else rf"(?:万|亿)?(?:多|余)?个?(?:工作)?{unit}"
    return bool(re.search(rf"[\d〇零一二三四五六七八九十百千万亿两]\s*{unit}", text))


def is_filler(question: Question, text: str, heading: str) -> bool:
    """Whether the text never answers: a heading, a greeting, a question, who said it."""
    if Expected.PERSON not in question.expected and _ATTRIBUTION.fullmatch(text):
        return True
    if (
        Expected.TIME not in question.expected
        and not _OF_PASSING.search(question.standalone)
        and _PASSED.fullmatch(text.strip())
    ):
        return True
    return bool(_FILLER.search(text)) or _is_heading(text) or text in heading


def _is_heading(text: str) -> bool:
    title = _ARTICLE_TITLE.fullmatch(text)
    if title is not None:
        return not _RULES.search(title["short"] or "")
    return len(text) < 20 and not re.search(r"[。；！!;:：\d]$|\d", text)
