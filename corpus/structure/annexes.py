"""Texts within a text: annexes, and documents that follow the notice which issues them."""

import re
from collections.abc import Sequence
from itertools import takewhile

from corpus.dates import DATE
from corpus.structure.headings import AnnexLine, Heading, Rank, annex, article, is_supplement, marked, number, part

_LONGEST_TITLE = 60
_SENTENCE_MARK = re.compile(r"[，。；：:;！？|]")
_DOCUMENT = re.compile(
    r"(?:条例|办法|规定|细则|规则|意见|措施|方案|规划|决定|决议|指南|清单|目录|计划|章程|政策|公约|标准|预案|制度|规程|指引|纲要|公告|通告|协议|合同|须知)"
    r"(?:\s?[（(【][^（）()]{1,16}[)）】])?$"
)
_SIGNATURE = re.compile(
    rf"(?:{DATE})$|[\u4e00-\u9fff（）()、 ]{{2,40}}(?:人民政府|办公[室厅]|委员会|管委会|[局厅部院]|中心|公司|协会)$"
    r"|[（(](?:此件|本文|联系|公开|主动).{0,80}$|(?:联系人|联系电话|电话|抄送|主题词|信息公开)\s?[:：]"
)
_NOTE = re.compile(
    rf"[（(【].{{0,300}}[）)】]$|.{{0,80}}(?:{DATE}).{{0,300}}$|\S{{1,20}}[〔\[（(]\d{{4}}[〕\]）)]\s?第?\s?\d{{1,4}}\s?号$|目\s?[录次]$|修订版?$|试行$|草案$"
)
_ISSUES = re.compile("印发|发布|公布|转发|颁布")
_AHEAD = 12
"""Lines below its title within which a document begins to number its parts: a foreword may come between."""
_BACK = 80
"""Lines above a title that are searched for its name and for running text."""
_ENTRY = re.compile(r"\d{1,2}\s?[.．、]\s?\S.{0,80}[^。；]$")


def annex_heading(lines: Sequence[str], at: int) -> Heading | None:
    """The annex that begins at a line; None where the line only lists annexes, as the foot of a notice does."""
    named = annex(lines[at])
    if named is None or _lists(lines, at, named):
        return None
    rank = Rank.TABLE if named.is_table else Rank.ANNEX
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if not named.title and _is_title(below) and at + 2 < len(lines):
        return Heading(rank, f"{named.label} {below}", alone=True, takes=1)
    return Heading(rank, f"{named.label} {named.title}".strip(), alone=True)


def _lists(lines: Sequence[str], at: int, named: AnnexLine) -> bool:
    """Whether the line stands in a list of annexes: nothing of them follows, but a signature, the end or more names."""
    if not named.number and number(named.title) is not None:
        return True
    entries = list(takewhile(_ENTRY.match, lines[at + 1 : at + 40])) if not named.number else []
    behind = at + 1 + len(entries)
    if behind == len(lines):
        return bool(entries or named.title)
    if not entries and not named.title:
        return False
    return _SIGNATURE.match(lines[behind]) is not None or annex(lines[behind]) is not None


def document_heading(lines: Sequence[str], at: int) -> Heading | None:
    """The title of a document that follows another one in the same file; None where the line is none.

    It stands behind running text, reads like a title, and its parts begin to count from one right below, or soon below
    where the text above has named it.
    """
    line = lines[at]
    if at < 2 or not _DOCUMENT.search(line) or not _is_title(line) or len(line) < 4:
        return None
    first = next(
        (step for step in range(1, _AHEAD) if _counts_from_one([*lines[at + step : at + step + 1], ""][0])), None
    )
    if first is None or not _is_other(lines, at):
        return None
    between, above = lines[at + 1 : at + first], lines[max(1, at - _BACK) : at]
    title = _key(line)
    is_named = any(title in _key(it) for it in (lines[0], *above))
    is_next = all(_NOTE.match(it) or len(it) <= 20 for it in between)
    ended = _SIGNATURE.match(above[-1]) or re.search(r"[。）)]$", above[-1])
    return Heading(Rank.DOCUMENT, line, alone=True) if is_named or (is_next and ended) else None


def _is_other(lines: Sequence[str], at: int) -> bool:
    """Whether the title at `at` follows a text, and is not that of the file, again or in part, below its own header."""
    above = lines[max(1, at - _BACK) : at]
    if any(article(it) for it in above):
        return True
    is_issued = f"《{lines[at]}》" in lines[0] or _ISSUES.search(lines[0])
    return any(len(it) >= 25 for it in above) and (bool(is_issued) or _key(lines[at]) not in _key(lines[0]))


def _counts_from_one(line: str) -> bool:
    if found := article(line):
        return found.number == 1
    if part(line):
        return re.match(r"第\s?[一1１]\s?[^十百\d]|\D+\s1\b", line) is not None
    found_number = number(line)
    return found_number is not None and found_number.rank == Rank.NUMBERED and found_number.value == 1


def ends_document(line: str) -> bool:
    """Whether a line is of those that stand below a text: a signature, a date, whom to call."""
    return _SIGNATURE.match(line) is not None


def _is_title(line: str) -> bool:
    """Whether a line reads like the name of a text."""
    if not 2 <= len(line) <= _LONGEST_TITLE or _SENTENCE_MARK.search(line) or _SIGNATURE.match(line):
        return False
    opens = part(line) or article(line) or number(line) or annex(line) or marked(line) or is_supplement(line)
    return not opens and (not line[0].isdigit() or re.match(r"\d{4}年", line) is not None)


def _key(line: str) -> str:
    return re.sub(r"[\s《》〈〉]", "", line)
