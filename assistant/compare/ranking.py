"""Which of several is the highest or lowest, by figures of one kind, unit and basis only."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.basis import Basis, basis
from assistant.compare.cells import Cell
from assistant.question import Question
from assistant.statement import Statement
from corpus.facts import Fact, FactKind, Role
from corpus.normalize import fold
from corpus.numerals import to_int

_BEST = re.compile(
    "哪.{0,24}(?:最|更|比较|)(?P<which>高|低|多|少|长|短|久|大|小|便宜|贵|划算|优惠|合算|实惠)|最(?P<last>高|低|多|少|长|短|久|大|小|便宜|贵|划算|优惠|合算|实惠)的.{0,12}(?:哪|谁)|谁.{0,16}(?P<who>高|低|多|少|长|短|便宜|贵)"
)
_LOW = frozenset({"低", "少", "短", "小", "便宜"})
_PRICED = frozenset({"便宜", "贵", "划算", "合算", "实惠"})
_RATE = re.compile("比例|百分|幅度|利率|费率")
_LONG = re.compile("期限|多久|几年|时间|年限|[长短久]")
_BAR = re.compile("门槛|条件|要求|标准.{0,3}[高低]")
_NTH_YEAR = re.compile("第([二三四五六七八九十两\\d]{1,2})年")
_NAMES = {"企业": "每家企业", "项目": "单个项目", "人": "每人", "平方米": "每平方米", "件": "每件", "吨": "每吨"}


@dataclass(frozen=True, slots=True)
class _Figure:
    cell: Cell
    value: Decimal
    text: str
    """As the document writes it."""
    basis: Basis
    """What the figure is of, which two figures must share to be compared."""
    clause: str = ""
    """The clause that it stands in."""
    goes_on: bool = False
    """Whether it is the last of several years that follow one another: 前两年80%，第三年50%."""


def asks_which(question: Question) -> bool:
    """Whether the question wants to know which is the highest, the longest, the cheapest."""
    return _BEST.search(fold(question.standalone)) is not None


def ranked(question: Question, cells: Sequence[Cell]) -> tuple[Statement, ...]:
    """A sentence for each sort of figure that was asked for and that two subjects or more state; it says so where their
    figures cannot be compared."""
    match = _BEST.search(fold(question.standalone))
    stated = [cell for cell in cells if not cell.is_silent]
    if match is None or not stated:
        return ()
    if len(stated) == 1:
        only = stated[0]
        return (Statement(f"所比较的各方中，只有{only.subject.label}有相应内容。", only.proof, is_told=True),)
    word = next(filter(None, match.groups()))
    found = [_said(_figures(question, stated, sort, word), word) for sort in _sorts(fold(question.standalone), word)]
    return tuple(statement for statement in found if statement is not None)


def _sorts(question: str, word: str) -> tuple[str, ...]:
    if _BAR.search(question):
        return ("门槛",)
    if _RATE.search(question):
        return ("比例",)
    if word in ("长", "短", "久") or (_LONG.search(question) and word not in _PRICED):
        return ("期限",)
    if re.search("上限|封顶|限额|额度|金额|多少钱", question):
        return ("金额",)
    return ("金额", "比例")


def _figures(question: Question, cells: Sequence[Cell], sort: str, word: str) -> list[_Figure]:
    """The figure of each cell that states one, on a basis that all share where there is one; of several the largest, and
    of thresholds the smallest. Empty where a cell has several of which the largest says nothing."""
    stated = [own for cell in cells if (own := _asked_for(question, _of_cell(cell, sort)))]
    shared = set.intersection(*({figure.basis for figure in own} for own in stated)) if stated else set()
    found = []
    for own in stated:
        usable = [figure for figure in own if figure.basis in shared] or own
        usable = [figure for figure in usable if figure.basis[0].startswith("最高")] or usable
        best = max(usable, key=lambda one: -one.value if sort == "门槛" else one.value)
        if len({figure.value for figure in usable}) > 1 and (word in _LOW or (sort == "期限" and not best.goes_on)):
            return []
        found.append(best)
    return found


def _asked_for(question: Question, figures: Sequence[_Figure]) -> list[_Figure]:
    """The figures in whose clauses most of the question's words stand: of 免租三年 and 最长两年 the one that is 免租."""
    shares = [sum(word in fold(figure.clause) for word in question.words) for figure in figures]
    return [figure for figure, share in zip(figures, shares, strict=True) if figure.goes_on or share == max(shares)]


def _of_cell(cell: Cell, sort: str) -> list[_Figure]:
    own = [figure for fact in cell.facts if (figure := _figure(cell, fact, sort))]
    if sort == "期限":
        # 前两年80%，第三年50% runs for three years, though no figure says so.
        years = ((match, to_int(match[1])) for match in _NTH_YEAR.finditer(cell.figures))
        own += [
            _Figure(cell, Decimal(12 * year), f"至{match[0]}", ("期限", "月", ""), goes_on=True)
            for match, year in years
            if year
        ]
    return own


def _figure(cell: Cell, fact: Fact, sort: str) -> _Figure | None:
    value = fact.low if fact.high is None else fact.high
    if value is None or not _is_of(cell, fact, sort):
        return None
    scale = {"年": 12, "月": 1}.get(fact.unit, 1) if sort == "期限" else 1
    before, behind = (re.split("[，。；]", side) for side in (cell.figures[: fact.start], cell.figures[fact.end :]))
    text = cell.figures[fact.start : fact.end]
    return _Figure(cell, value * scale, text, basis(cell.figures, fact), f"{before[-1]}{text}{behind[0]}")


def _is_of(cell: Cell, fact: Fact, sort: str) -> bool:
    if sort == "比例":
        return fact.kind is FactKind.RATE and fact.role is not Role.PENALTY
    if sort == "期限":
        return fact.kind is FactKind.PERIOD and fact.role in (Role.TERM, Role.BENEFIT)
    if sort == "门槛":
        return fact.role is Role.THRESHOLD and fact.kind is FactKind.AMOUNT
    if fact.kind is not FactKind.AMOUNT:
        return False
    gives = any(one.role is Role.BENEFIT for one in cell.facts)
    return fact.role is Role.BENEFIT if gives else fact.role is not Role.PENALTY


def _said(figures: Sequence[_Figure], word: str) -> Statement | None:
    """One sentence over the figures, with the proof of each; None where fewer than two are stated."""
    if len(figures) < 2:  # one figure is no comparison
        return None
    proof = tuple(dict.fromkeys(quote for figure in figures for quote in figure.cell.proof))
    if len({figure.basis for figure in figures}) > 1:
        names = "、".join(f"{one.cell.subject.label}{one.text}{_of_what(one)}" for one in figures)
        return Statement(f"{names}；计算口径不同，无法直接比较。", proof, is_told=True)
    ranks: dict[Decimal, list[_Figure]] = defaultdict(list)
    for figure in figures:
        ranks[figure.value].append(figure)
    order = sorted(ranks, reverse=word not in _LOW)
    if len(order) == 1:
        text = min((figure.text for figure in figures), key=lambda text: text.startswith("至"))
        return Statement(
            f"按{_sort_name(figures[0])}，{'、'.join(it.cell.subject.label for it in figures)}相同，均为{text}。",
            proof,
            is_told=True,
        )
    first, *rest = [ranks[value] for value in order]
    best = "和".join(one.cell.subject.label for one in first)
    tie = "并列" if len(first) > 1 else ""
    others = "、".join(f"{one.cell.subject.label}（{one.text}）" for group in rest for one in group)
    differ = (
        any(fact.role is Role.THRESHOLD for figure in figures for fact in figure.cell.facts)
        and figures[0].basis[0] != "门槛"
    )
    note = "各自的条件不同，见下。" if differ else ""
    sort = "价格" if word in _PRICED else _sort_name(figures[0])
    text = f"按{sort}，{best}{tie}最{_adjective(word)}（{first[0].text}），其次为{others}。{note}"
    return Statement(text, proof, is_told=True)


def _of_what(figure: _Figure) -> str:
    """The basis of a figure that cannot be compared with another."""
    name = _sort_name(figure)
    return f"（{name}）" if name not in ("金额", "期限") else ""


def _adjective(word: str) -> str:
    return {
        "多": "高",
        "少": "低",
        "大": "高",
        "小": "低",
        "优惠": "高",
        "划算": "高",
        "合算": "高",
        "实惠": "高",
        "久": "长",
    }.get(word, word)


def _sort_name(figure: _Figure) -> str:
    kind, per, span = figure.basis
    if kind in ("比例", "期限", "门槛"):
        return {"比例": f"{per}的比例" if per else "比例", "期限": "期限", "门槛": f"{per}门槛"}[kind]
    return f"{_NAMES.get(per, per)}{span}{'最高限额' if kind.startswith('最高') else '金额'}"
