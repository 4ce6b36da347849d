"""What an enterprise tells of itself in a question: figures with what they measure, and plain statements."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.formal import formal, topical, window_of
from corpus.facts import Fact, FactKind
from corpus.facts.read import read_facts
from corpus.worked_out import worked_out


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that the enterprise tells."""

    kind: FactKind
    low: Decimal | None
    high: Decimal | None
    """Both bounds in `unit`; equal for a plain figure."""
    unit: str
    per: tuple[str, ...]
    """What it is reckoned by, as told: 每月, 每平方米."""
    about: str
    """The words around it that say what it measures, in formal words."""
    text: str
    """As told, with the unit spelled out; for a figure that follows from others, how it follows."""
    derived: bool = False
    stated: Decimal | None = None
    """The figure as told, where it is told roughly."""

    @property
    def figure(self) -> Decimal | None:
        """The single figure to reckon with, rough or not."""
        return self.stated if self.stated is not None else self.value

    @property
    def value(self) -> Decimal | None:
        """The figure itself, where it is a single one."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Clause:
    """Something said plainly, without asking."""

    text: str
    """In formal words."""
    denied: bool
    years: Decimal | None
    """How far back it reaches, in years; None for ever."""


@dataclass(frozen=True)
class Situation:
    """Everything that an enterprise tells."""

    figures: tuple[Told, ...]
    """The latest told first, then what follows from them."""
    clauses: tuple[Clause, ...]

    @worked_out
    def said(self) -> str:
        """All of it in one text."""
        return "；".join(dict.fromkeys((*(told.text for told in self.figures), *(it.text for it in self.clauses))))

    def __bool__(self) -> bool:
        return bool(self.figures or self.clauses)


_BREAK = re.compile(r"[，。；！？,;!?\n]+|(?<!\d)[.:：](?!\d)")
_ASKS = re.compile(
    "吗|多少|几[个家项年]|什么|哪|能不能|能否|可不可以|可否|是否|是不是|有没有(?=资格|补贴|奖励|扶持|支持)|够不够|行不行|如何|怎么|请问|还[差缺]|算一下|估[算一]|够格"
    "|呢$|符合.{0,10}条件|满足.{0,10}条件"
)
_FROM_ASKING = re.compile(
    "(?<=.{3})(?=(?:请问|想问|那么?|现在|还|都)?(?:能不能|能否|可不可以|可否|是否|是不是|算不算|够不够|够(?=条件|资格|格)|符不符合|还差|还缺"
    "|有没有资格|[能可](?:以?)(?=申|拿|享|领|评|报|获|得|补|奖|给|认|多少)|(?:符合|满足)(?=.{0,12}(?:吗|条件|要求))|每年能|一共能|总共能|大概能))"
)
_DENIES = re.compile(
    "没有?(?!问题)|从未|未(?!来)|无(?!偿|形|人机|线)|不(?!低于|少于|得少于|超过|高于|足|满|到|小于|大于|动产|错|同|锈)|并非"
)
SELF = re.compile(
    "^(?:你好|您好|请问|另外|还有|而且|并且|同时|且|也|都)?(?:我们(?:公司|企业|单位|这边)?|我司|我公司|本公司|我单位|咱们?(?:公司)?|我们?是|这?家?公司|企业)?(?:是|的|现在|目前)?"
)
"""How a clause begins that speaks of the enterprise itself."""
_ABOUT_YEARS = re.compile(
    r"(?P<before>成立|注册|设立|创办|入驻|落户|迁入)(?:于|在|时间(?:是|为)?)?[^，。\d]{0,8}(?P<y1>(?:19|20)\d\d)年?(?:(?P<m1>\d{1,2})月)?"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)年(?:(?P<m2>\d{1,2})月(?:\d{1,2}日)?)?份?[^，。\d]{0,12}?(?P<behind>成立|注册|设立|创办|入驻|落户|迁入)"
)
_ROUGHLY = {"约": ("0.9", "1.1"), "大约": ("0.9", "1.1"), "约为": ("0.9", "1.1"), "左右": ("0.9", "1.1")}
_ROUGHLY |= {"上下": ("0.9", "1.1"), "近": ("0.8", "1"), "将近": ("0.8", "1"), "接近": ("0.8", "1")}
_ROUGHLY |= {"多": ("1", "1.5"), "余": ("1", "1.5")}
"""How far the true value may lie from a figure that is told roughly, as shares of it."""


def situation(told: Sequence[str], today: datetime.date) -> Situation:
    """What the questions `told`, in their order, say of the enterprise, as of `today`."""
    figures: list[Told] = []
    clauses: list[Clause] = []
    for text in told:
        plain = formal(text)
        figures = [*_figures(plain, today), *figures]
        clauses += _clauses(plain)
    return Situation((*figures, *_following(figures)), tuple(clauses))


def pieces(plain: str) -> tuple[tuple[str, bool], ...]:
    """The clauses of a question in formal words, each with whether it asks."""
    found: list[tuple[str, bool]] = []
    for clause in filter(None, (clause.strip() for clause in _BREAK.split(plain))):
        if not _ASKS.search(clause):
            found.append((clause, False))
            continue
        cut = _FROM_ASKING.search(clause)
        if cut is None:
            found.append((clause, True))
        else:
            found += [(clause[: cut.start()], False), (clause[cut.start() :], True)]
    return tuple(found)


def _clauses(plain: str) -> Iterator[Clause]:
    for text, asks in pieces(plain):
        said = SELF.sub("", text)
        if not asks and len(said) > 1:
            yield Clause(said, bool(_DENIES.search(said)), window_of(said))


def _figures(plain: str, today: datetime.date) -> Iterator[Told]:
    for piece, _ in pieces(plain):
        clause = SELF.sub("", piece)
        yield from _years(clause, today)
        facts = [fact for fact in read_facts(clause) if "近" not in fact.qualifiers or fact.kind is not FactKind.PERIOD]
        behind = False
        for at, fact in enumerate(facts):
            before = clause[facts[at - 1].end if at else 0 : fact.start]
            after = clause[fact.end : facts[at + 1].start if at + 1 < len(facts) else len(clause)]
            behind = fact.kind is FactKind.COUNT or behind or not (at or topical(before))
            about = after if behind and topical(after) else before
            yield _told(fact, clause if len(facts) == 1 else about, clause)


def _told(fact: Fact, about: str, clause: str) -> Told:
    low, high = fact.low, fact.high
    shares = next((_ROUGHLY[word] for word in fact.qualifiers if word in _ROUGHLY), None)
    if shares is not None and low is not None and low == high:
        low, high = low * Decimal(shares[0]), low * Decimal(shares[1])
    per = tuple(word for word in fact.qualifiers if word.startswith("每"))
    stated = fact.low if shares is not None and fact.low == fact.high else None
    return Told(fact.kind, low, high, fact.unit, per, about, clause, stated=stated)


def _years(clause: str, today: datetime.date) -> Iterator[Told]:
    """成立于2019年: how many full years ago, between the two values that the missing day allows."""
    match = _ABOUT_YEARS.search(clause)
    if match is None:
        return
    year, month = int(match["y1"] or match["y2"]), match["m1"] or match["m2"]
    first, last = (datetime.date(year, int(month or 1), 1), datetime.date(year, int(month or 12), 28))
    if first > today:
        return
    low, high = (Decimal((today - day).days) / Decimal("365.25") for day in (last, first))
    verb = match["before"] or match["behind"]
    yield Told(FactKind.PERIOD, max(low, Decimal(0)), high, "年", (), verb + clause, clause)


def _following(figures: Sequence[Told]) -> Iterator[Told]:
    """What research costs come to as a share of the revenue, or the share as an amount."""
    revenue = next((it for it in figures if it.unit == "元" and "营业收入" in it.about and it.value), None)
    if revenue is None or revenue.value is None:
        return
    for it in figures:
        if it.value is None or "研发" not in it.about or it is revenue:
            continue
        if it.unit == "%" and not any("研发" in other.about for other in figures if other.unit == "元"):
            amount = revenue.value * it.value / 100
            text = f"研发费用按所给占比推算：{money(revenue.value)} × {plainly(it.value)}% = {money(amount)}"
            yield Told(FactKind.AMOUNT, amount, amount, "元", (), "研发费用", text, derived=True)
        if it.unit == "元" and not any("研发" in other.about for other in figures if other.unit == "%"):
            share = (it.value * 100 / revenue.value).quantize(Decimal("0.01"))
            text = f"研发费用占比推算：{money(it.value)} ÷ {money(revenue.value)} = {plainly(share)}%"
            yield Told(FactKind.RATE, share, share, "%", (), "研发费用占营业收入比重", text, derived=True)


def plainly(number: Decimal) -> str:
    """A number as it is written, without needless zeros."""
    return f"{number.normalize():f}"


def money(yuan: Decimal, unit: str = "元") -> str:
    """An amount as people write it: 57.6万元, 1.2亿元, 3000元; to a hundredth of what is written."""
    for least, name in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        shown = yuan / least
        if shown >= 1 and (name == "万" or shown == shown.quantize(Decimal("0.01"))):
            return f"{plainly(shown.quantize(Decimal('0.0001')))}{name}{unit}"
    return f"{plainly(yuan.quantize(Decimal('0.01')))}{unit}"
