"""What a line opens by its own words: a part, an article, a numbered clause, an annex, a question."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from corpus.numerals import NUMERAL, to_int

LONGEST_HEADING = 40
"""A longer line is text."""
_LONGEST_LABEL = 20
"""Characters of a clause without a heading that stand for it in the path."""


class Rank(IntEnum):
    """How far out a heading stands: it closes whatever has its rank or a greater one."""

    STORY = 0
    DOCUMENT = 1
    ANNEX = 2
    TABLE = 3
    MARKED = 3
    """Marked headings of depth 1 to 6 come behind it."""
    BOOK = 10
    SUBBOOK = 11
    CHAPTER = 12
    SECTION = 13
    ARTICLE = 14
    NUMBERED = 15
    BRACKETED = 16
    ARABIC = 17
    ARABIC_BRACKETED = 18
    QUESTION = 20
    SUBHEAD = 21


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a part of the text."""

    rank: int
    label: str
    """What it contributes to the path."""
    alone: bool
    """Whether the line is nothing but the heading, so that the text it opens begins below."""
    number: int | None = None
    """Of a part or an article; of several articles under one heading, that of the last."""
    mark: int | None = None
    """Depth of its mark (#, or a style of Word), where it has one."""
    takes: int = 0
    """Lines below it that belong to the heading."""

    @property
    def is_marked_only(self) -> bool:
        """Whether nothing but its mark makes it a heading."""
        return Rank.MARKED < self.rank < Rank.BOOK


@dataclass(frozen=True, slots=True)
class Number:
    """The number that a line begins with."""

    rank: int
    value: int
    end: int
    """Offset behind the number in the line."""


_N = rf"[{NUMERAL}\d]"
_PART = re.compile(
    rf"第\s?((?:{_N}\s?){{1,9}})\s?(部分|分编|[编篇章节])"
    # What a reference goes on with: 第五章规定的, 第二章、第三章, 第一节所列.
    rf"(?!的|[、，,。；：）》]|中的|规定|所[列称述规指]|有关规定|(?:和|至|或|或者|及|与|以及|到)\s?第?{_N})"
)
_ENGLISH = re.compile(
    r"(Part|Chapter|Section|Article|Annex|Appendix)\s(\d{1,3}|[IVXLC]{1,6})(?![\w-])(?!\s?,|\s(?:of|to|and|or|shall|above|below|is|are)\b)"
)
_ENGLISH_RANKS = {
    "Part": Rank.BOOK,
    "Chapter": Rank.CHAPTER,
    "Section": Rank.SECTION,
    "Article": Rank.ARTICLE,
    "Annex": Rank.ANNEX,
    "Appendix": Rank.ANNEX,
}
_PARAGRAPH_SIGN = re.compile(r"§\s?(\d{1,4})(?:\.\d{1,3}){0,2}(?=\s)")
_PART_RANKS = {
    "编": Rank.BOOK,
    "篇": Rank.BOOK,
    "部分": Rank.BOOK,
    "分编": Rank.SUBBOOK,
    "章": Rank.CHAPTER,
    "节": Rank.SECTION,
}
_ARTICLE = re.compile(
    rf"第\s?((?:{_N}\s?){{1,9}}(?:(?<=十)[－—])?)\s?条(?:\s?之\s?({_N}{{1,9}}))?|第\s?(\d{{1,4}})\s?[-—－–~～]\s?(\d{{1,4}})\s?条"
)
# What follows 第…条 in a reference to an article, where an article's own text would begin: surely, and perhaps.
_REFERENCE = re.compile(
    rf"第?{_N}{{1,9}}[款项目]|[、至或及和与]\s?第?{_N}{{1,9}}\s?[款项目条]|[的是、，,。；;）)》”]"
    rf"|规定|应当依|等规定|（[{NUMERAL}]+）项|所[列称述规指]"
)
_PERHAPS_REFERENCE = re.compile(r"[和至或与及:：规所中之外以件款第]|修改|改为|增加|删")
_NUMBERS = (
    (
        Rank.NUMBERED,
        re.compile(rf"([{NUMERAL}]{{1,3}})\s?[、．.]\s?(?=\S)(?![{NUMERAL}]{{1,2}}(?:[、期级类线季等年]))"),
    ),
    (Rank.BRACKETED, re.compile(rf"[（(]\s?([{NUMERAL}]{{1,3}})\s?[）)]\s?[、.．]?\s?")),
    (Rank.ARABIC, re.compile(r"(\d{1,2})\s?[.．、]\s?(?![\d\s])(?=\S)")),
    (Rank.ARABIC_BRACKETED, re.compile(r"[（(]\s?(\d{1,2})\s?[）)]\s?[、.．]?\s?")),
)
_BARE_NUMBER = re.compile(rf"(?:[{NUMERAL}]{{1,3}}|\d{{1,2}})\s?[、．.]")
_DECIMAL = re.compile(
    r"(\d{1,2})((?:\.\d{1,2}){0,3})(?:\s|(?=[\u4e00-\u9fff]))"
    r"(?![万亿千百十余多元倍%％个家项年月日天平公吨米人名号起至～~-])\S"
)
_ANNEX = re.compile(
    rf"附\s?([件录表图])(?!\s?[{NUMERAL}\d]{{0,3}}\s?(?:所|中|规定|的|均|应|由|已))\s?([{NUMERAL}\d]{{0,3}}(?:-\d{{1,2}})?)"
    r"(?=[\s:：.、．]|$|[\u4e00-\u9fff《])\s?[:：.、．]?\s?|附\s?[:：]\s?"
)
_SUPPLEMENT = re.compile(r"附\s?则")
_MARKDOWN = re.compile(r"(#{1,6})\s+(?=\S)")
_QUESTION = re.compile(
    r"(?:[【\[]\s?)?(?:\d{1,2}\s?[.、．]\s?)?(?:(?:记者)?提?问题?|Q)\s?[一二三四五六七八九十\d]{0,3}\s?(?:[】\]]\s?[:：]?|[:：])\s?"
)
_ANSWER = re.compile(r"(?:[【\[]\s?)?(?:回?答复?|A)\s?\d{0,3}\s?(?:[】\]]|[:：])")
_LEAD = re.compile(r"[^，。：；！？,:;!?\s|]{2,24}(?=[。：:])")
_LEAD_SPACED = re.compile(r"[^，。：；！？,:;!?\s|]{2,24}(?=\s)")
SENTENCE_END = re.compile(r"[。；：，、;:,！!？?…]$|[。！？][”’）)]$")
_CLAUSE_END = re.compile(r"[，。；：:;！？]")


def part(line: str) -> Heading | None:
    """第一章 总则, 第三部分 …, Chapter 2 …; not 第一章规定的条件."""
    if len(line) > LONGEST_HEADING and not (line.isascii() and len(line) <= 2 * LONGEST_HEADING):
        return None
    if SENTENCE_END.search(line) and not line.endswith("、"):
        return None
    if found := _PART.match(line):
        number = f"第{''.join(found[1].split())}{found[2]}"
        label = f"{number} {line[found.end() :].strip()}".strip()
        return Heading(_PART_RANKS[found[2]], label, alone=True, number=to_int("".join(found[1].split())))
    if (found := _ENGLISH.match(line)) and _ENGLISH_RANKS[found[1]] is not Rank.ARTICLE:
        return Heading(_ENGLISH_RANKS[found[1]], line.strip(), alone=True)
    return None


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """A line that begins as an article does."""

    label: str
    """第十二条之一, without blanks."""
    number: int | None
    """Its number; of a range, the first."""
    last: int | None
    alone: bool
    is_sure: bool
    """False where the words behind the number may also be those of a reference."""

    @property
    def heading(self) -> Heading:
        """What it opens."""
        return Heading(Rank.ARTICLE, self.label, self.alone, number=self.last)


def article(line: str) -> ArticleLine | None:
    """The article that a line begins with; None where it refers to one (第十二条规定的条件)."""
    found = _ARTICLE.match(line)
    if found is None:
        english = _PARAGRAPH_SIGN.match(line) or _ENGLISH.match(line)
        if english is None or (english.re is _ENGLISH and english[1] != "Article"):
            return None
        number = to_int(english[english.re.groups])
        return ArticleLine(english[0], number, number, line == english[0], is_sure=True)
    rest = line[found.end() :]
    spaced = rest[:1] in " \u3000\t"
    if _REFERENCE.match(rest.lstrip()) and not (spaced and rest.lstrip()[:2] == "规定"):
        return None
    is_sure = not rest or spaced or rest[0] in "【[（(" or not _PERHAPS_REFERENCE.match(rest)
    # Typists write a dash for 一: 第三十－条.
    label = unicodedata.normalize("NFKC", re.sub("十[－—]", "十一", re.sub(r"\s", "", found[0])))
    first = to_int(re.sub(r"\s", "", found[1] or found[3]).replace("－", "一").replace("—", "一"))
    last = to_int(found[4]) if found[4] else first
    return ArticleLine(re.sub("[—–~]", "-", label), first, last, not rest, is_sure)


def number(line: str) -> Number | None:
    """一、, （一）, 1. or （1） at the beginning of a line."""
    for rank, pattern in _NUMBERS:
        if found := pattern.match(line):
            return Number(rank, to_int(found[1]) or 0, found.end())
    return None


def bare_number(line: str) -> Number | None:
    """A number alone in its line: the text that it opens stands below."""
    if _BARE_NUMBER.fullmatch(line):
        rank = Rank.ARABIC if line[0].isdigit() else Rank.NUMBERED
        return Number(rank, to_int(line.rstrip("、．. ")) or 0, len(line))
    found = number(line)
    return found if found and found.end == len(line) else None


def decimal(line: str) -> Heading | None:
    """1.1 编制目的, 2.3.1 …: headings of plans, where a document numbers its parts so."""
    found = _DECIMAL.match(line)
    if found is None or len(line) > LONGEST_HEADING or SENTENCE_END.search(line) or " | " in line:
        return None
    return Heading(Rank.NUMBERED + found[2].count("."), line, alone=True)


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A line that names an annex."""

    is_table: bool
    number: str
    title: str
    """What stands in the line behind 附件1：."""
    label: str


def annex(line: str) -> AnnexLine | None:
    """附件1, 附件：…, 附表二 …; not 附件所列企业."""
    found = _ANNEX.match(line)
    if found is None or len(line) > LONGEST_HEADING + 20 or re.search("[。；]", line):
        return None
    name = "".join(found[0].split()).rstrip(":：.、．")
    return AnnexLine(found[1] in ("表", "图"), found[2] or "", line[found.end() :].strip(), name)


def is_supplement(line: str) -> bool:
    """附则 without a number."""
    return _SUPPLEMENT.fullmatch(line) is not None


def question(line: str, below: str) -> str | None:
    """The question that a line asks, where answers follow questions: 问：…？, or …？ above 答：….

    `below` is the next line.
    """
    found = _QUESTION.match(line)
    if found is not None:
        return line[found.end() :] or below
    return line if line.endswith(("？", "?")) and _ANSWER.match(below) else None


def is_answer(line: str) -> bool:
    """Whether a line begins as an answer does: 答：."""
    return _ANSWER.match(line) is not None


def lead(line: str, start: int, *, spaced: bool = False) -> int | None:
    """Offset behind the first words of a paragraph that head it (二、固定资产奖励。对…), from `start` on."""
    found = (_LEAD_SPACED if spaced else _LEAD).match(line, start)
    return found.end() if found and len(line) > found.end() + 8 else None


def first_words(text: str) -> str:
    """The first clause of a paragraph that has no heading, short enough for a path."""
    end = _CLAUSE_END.search(text)
    clause = text[: end.start()] if end else text
    return clause if len(clause) <= _LONGEST_LABEL else f"{clause[:_LONGEST_LABEL]}…"


def marked(line: str) -> re.Match[str] | None:
    """The mark of a heading, as the readers write it: #, ##."""
    return _MARKDOWN.match(line)


def starts_part(line: str) -> bool:
    """Whether a line opens a part, or an item of a list, so that it cannot be the rest of the line before."""
    found = article(line)
    return bool(
        part(line)
        or (found and found.is_sure)
        or number(line)
        or annex(line)
        or is_supplement(line)
        or marked(line)
        or _QUESTION.match(line)
        or is_answer(line)
        or re.match(r"\d{1,3}[.、．]\s?\D|[(（]\d{1,2}[）)]|[①-⑳]|注[:：]", line)
    )
