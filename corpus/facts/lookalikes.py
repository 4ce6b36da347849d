"""What looks like a figure and is none: dates, numbers of articles, names, and numerals that are plain words."""

import re

from corpus.facts.fact import FactKind
from corpus.facts.figures import Figure
from corpus.facts.numbers import DIGIT, is_bare

_N = f"零{DIGIT}十百千"
_LISTED = rf"第?[（(]?(?:\d{{1,3}}|[{_N}]{{1,6}})(?=[）)条款项章节编目号、和及与或至])[）)]?"
_ORDINAL = rf"第 ?(?:\d{{1,4}}|[{_N}]{{1,8}})(?:[条款项章节编目号]?[、和及与或至到~-]+{_LISTED}){{0,12}}"
_DAY = rf"(?:\d{{1,2}}|[{DIGIT}十]{{1,3}}) ?[日号]"
_MONTH = rf"(?:\d{{1,2}}|[{DIGIT}十]{{1,3}}) ?月"
_YEAR = rf"(?:(?:1[89]|2[01])\d\d|[{DIGIT}零]{{2,4}}) ?年度?"
_DATE = (
    rf"(?:{_YEAR}(?: ?{_MONTH}(?: ?{_DAY})?)?|{_MONTH}(?: ?{_DAY})?)"
    rf"(?: ?[至到、~—–-]{{1,2}} ?(?:{_YEAR})?(?:{_MONTH})?(?:{_DAY})?)?"
)
_CLOCK = rf"(?:\d{{1,2}}|[{DIGIT}十]{{1,3}})(?:时|[:：]|点(?=[\d{DIGIT}十]{{1,3}}分))(?:\d{{2}}(?!\d)|[{DIGIT}十零]{{1,3}}分)?分?"
_TITLE = r"《[^《》\n]{0,200}》"
NOT_A_FIGURE = re.compile(f"{_ORDINAL}|{_TITLE}|{_DATE}|{_CLOCK}")
"""Matches, at its beginning, what is passed over as a whole; in plain letters."""

_ORDERED = re.compile("(?:[第上下这那某同另唯哪其之前末首]|(?<!先)后)$")
_CLAUSE_END = re.compile(r"[ ]?(?:[，。；、：,;:）)\n]|$)")
_OF_THE_MONTH = re.compile("月(?:的)?$|[至到—-]$")
_CALENDAR_YEAR = re.compile(r"(?:1[89]|2[01])\d\d")
_LASTS = re.compile("(?:为|满|提前|少于|超过|多于|不足|延长|增加|达|低于|最长|最短|至少|连续|逾|过|前|近|每|试行)$")
_LASTS_BEHIND = re.compile("以?[内上下后前]|之[内后前]|的|起|期|，")


def is_plain_word(before: str, figure: Figure, behind: str, *, is_bounded: bool) -> bool:
    """Whether a number with its unit is a word of the sentence rather than a figure.

    `before` is the text of the clause up to it, `behind` the few characters that follow its unit; `is_bounded`: a word
    such as 以上 or 不少于 bounds it, or a range does.
    """
    number = figure.number
    if is_bare(number) and figure.form and not is_bounded:
        return True  # but 百分之百, which has no unit, is a share
    if before.endswith(("数", "几")) and number[0] in "十百千万亿" and figure.kind is not FactKind.RATE:
        return True  # 数十家: how many is not said
    if figure.kind is FactKind.COUNT:
        return _is_plain_count(before, number, figure.unit, behind, is_bounded=is_bounded)
    if figure.unit == "度":
        return number == "一" and not is_bounded
    if figure.kind is FactKind.PERIOD:
        return _is_plain_period(before, number, figure.form, behind)
    return False


def _is_plain_count(before: str, number: str, unit: str, behind: str, *, is_bounded: bool) -> bool:
    if _ORDERED.search(before):
        return True
    if number[0].isdigit():
        return unit == "分" and not is_bounded
    if before.endswith(("“", "‘", "「", "『")) or (unit == "分" and number in "一二三四五六七八九十"):
        return True  # a slogan: “四个意识”; a little: 十分
    if number == "一" and behind.startswith(("”", "’", "」", "』")):
        return True  # another: “最多跑一次”
    if number == "一" and before.endswith("每"):
        return True  # 每一个部门
    if is_bounded:
        return False
    if number == "一":
        return unit == "个" or not _CLAUSE_END.match(behind)
    return number == "二" and unit == "次"  # 二次供水: of a second kind; twice is 两次


def _is_plain_period(before: str, number: str, form: str, behind: str) -> bool:
    if before.endswith(("第", "上", "下")) or (number == "半" and before.endswith(("前", "后", "大"))):
        return True
    if form == "年":
        return _CALENDAR_YEAR.fullmatch(number) is not None
    return form == "日" and _is_day_of_month(before, number, behind)


def _is_day_of_month(before: str, number: str, behind: str) -> bool:
    """Whether a number of 日 is a day in the calendar: 每月十日前, 18日开业."""
    if _OF_THE_MONTH.search(before):
        return True
    return number.isdecimal() and not (_LASTS.search(before) or _LASTS_BEHIND.match(behind))
