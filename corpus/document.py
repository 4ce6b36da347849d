"""The values that reading produces: what a document is, what it says of itself, and its pieces."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.facts import Fact


class Kind(StrEnum):
    """What sort of text a document is, by its Chinese name, which is also what users type."""

    REGULATION = "法规"
    RULE = "规章"
    NORMATIVE = "规范性文件"
    INTERPRETATION = "政策解读"
    NEWS = "新闻"
    GUIDE = "办事指南"


class Level(StrEnum):
    """How far a document reaches, by the standing of who issued it."""

    NATIONAL = "国家"
    PROVINCE = "省级"
    CITY = "市级"
    DISTRICT = "区县级"
    PARK = "园区"


class Status(StrEnum):
    """Whether a document is in force on some day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REPEALED = "repealed"
    UNKNOWN = "unknown"

    @property
    def is_past(self) -> bool:
        """True when the text no longer applies and must not answer unlabelled."""
        return self in (Status.EXPIRED, Status.REPEALED)


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when a document applies, and the sentence that says so."""

    effective_on: date | None = None
    expires_on: date | None = None
    """The last day on which the document applies."""
    repealed_on: date | None = None
    repealed_by: str | None = None
    """Title of the document that repeals this one, or the newer version that takes its place."""
    repealed_by_id: str | None = None
    """Its doc_id, where it is among the documents."""
    evidence: str | None = None
    """The sentence of this document, verbatim, that the dates were read from."""
    repeal_evidence: str | None = None
    """The sentence, verbatim, that repeals this document, or says that it is repealed: mostly another document's."""
    effective_by: date | None = None
    """A day by which it applied for certain, where the day of effect itself hangs on a day that the text does not say."""
    worded_on: date | None = None
    """The day since which this wording applies, where an older version of the text is among the documents."""
    stated: Status | None = None
    """What the document's own header says of its standing, as databases print it: 现行有效, 已废止, 已失效."""

    def status(self, on: date) -> Status:
        """Status on the day `on`; unknown when the text states no date at all."""
        if self._is_repealed(on):
            return Status.REPEALED
        if self.expires_on is not None and self.expires_on < on:
            return Status.EXPIRED
        if self.stated is Status.EXPIRED and self.repealed_by is None and self.repealed_on is None:
            return Status.EXPIRED
        if self.worded_on is not None and on < self.worded_on:
            return Status.NOT_YET
        if self.effective_on is not None:
            return Status.NOT_YET if on < self.effective_on else Status.IN_FORCE
        if self.effective_by is not None and self.effective_by <= on:
            return Status.IN_FORCE
        return self.stated or Status.UNKNOWN

    def _is_repealed(self, on: date) -> bool:
        if self.repealed_by is None and self.repealed_on is None:
            return self.stated is Status.REPEALED
        return self.repealed_on is None or self.repealed_on <= on

    def proof(self, on: date) -> str | None:
        """The sentence that proves the status on the day `on`."""
        is_ended = self._is_repealed(on) or self.stated is Status.EXPIRED
        return (self.repeal_evidence if is_ended else None) or self.evidence


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document named in the text, by title and, where given, by 文号."""

    title: str
    doc_number: str | None = None
    evidence: str | None = None
    """The sentence that names it, verbatim."""


@dataclass(frozen=True, slots=True)
class Card:
    """A document's identity card, carried by each of its chunks."""

    doc_id: str
    """Stays the same when the file changes: a digest of its absolute path."""
    revision: str
    """SHA-256 of the file's bytes, hexadecimal; names the original in `originals/`."""
    source_path: str
    """The path as it was given to `ingest`."""
    title: str
    issuer: str | None = None
    doc_number: str | None = None
    region: str | None = None
    """Full name of the place, from province down, as `regions.canonical` gives it: 河北省沧州市."""
    level: Level | None = None
    kind: Kind | None = None
    topics: tuple[str, ...] = ()
    """What it is about, most telling first, by the names of `topics.toml`."""
    adopted_on: date | None = None
    """The latest day on which it was adopted, approved, revised or amended."""
    published_on: date | None = None
    """The latest day on which it was published or issued."""
    validity: Validity = field(default_factory=Validity)
    url: str | None = None

    @property
    def dated_on(self) -> date | None:
        """The day that date filters and sorting go by: the later of publication and adoption, else effect."""
        made = [day for day in (self.published_on, self.adopted_on) if day is not None]
        return max(made, default=self.validity.effective_on)


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that cleaning did to the text, for the ingest report."""

    step: str
    """Name of the step, in English, such as `pinyin` or `boilerplate`."""
    count: int
    note: str
    """What was done, in Chinese, for a person."""


class Unease(StrEnum):
    """Why a reader should be careful."""

    HIDDEN = "hidden"
    """Text that the file holds and nobody sees: it is not part of the document's text."""
    INVISIBLE = "invisible"
    """Characters that take no room, turn the direction of others, or spell something in secret: taken out."""
    INSTRUCTION = "instruction"
    """Words to a language model instead of a reader: they stay in the text, no model is shown them, none is quoted."""


@dataclass(frozen=True, slots=True)
class Caution:
    """Something in a file that staff should look at before they trust it."""

    kind: Unease
    quote: str
    """The words, verbatim; of what is long, the beginning."""
    start: int | None = None
    """Where they begin in the cleaned text; None for what is not in it."""
    note: str = ""
    """How it came to be hidden, or where it stands, in Chinese."""

    @property
    def said(self) -> str:
        """In one line, in Chinese, for a person."""
        short = " ".join(self.quote.split())
        short = short if len(short) <= _SHOWN else f"{short[:_SHOWN]}…"
        return f"{_UNEASE[self.kind]}{f'（{self.note}）' if self.note else ''}：“{short}”"


_SHOWN = 80
_UNEASE = {
    Unease.HIDDEN: "看不见的文字，没有收录",
    Unease.INVISIBLE: "不可见字符，已去掉",
    Unease.INSTRUCTION: "像是写给语言模型的指令，不作依据",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the cleaned text under one heading path; sections tile the text without gap or overlap."""

    path: tuple[str, ...]
    """Headings from outermost to innermost: ("第二章 优惠政策", "第十二条")."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Provision:
    """A 款, 项 or 目 within an article, and where it begins."""

    start: int
    labels: tuple[str, ...]
    """From outermost to innermost: ("第二款", "第（三）项"); empty where running text follows a list."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file, read and cleaned, with everything that it says of itself."""

    card: Card
    text: str
    """The cleaned text; every offset and quote refers to it."""
    sections: tuple[Section, ...]
    page_starts: tuple[int, ...] = ()
    """Offset in `text` at which each page begins; empty where the format has no pages."""
    repeals: tuple[Reference, ...] = ()
    """Other documents that this one repeals."""
    repairs: tuple[Repair, ...] = ()
    cautions: tuple[Caution, ...] = ()
    quality: float = 1.0
    """How whole the text is, 0 to 1: what could not be repaired or read lowers it."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A citable piece of a document: a verbatim slice of its text with its place."""

    chunk_id: str
    """`{doc_id}.{first 8 of revision}.{ordinal}`: revisions never share an id."""
    card: Card
    path: tuple[str, ...]
    text: str
    start: int
    page: int | None = None
    """1-based page on which the chunk begins."""
    facts: tuple[Fact, ...] = ()
    """Amounts, rates, periods and the like, in reading order; their spans are offsets in `text`."""
    provisions: tuple[Provision, ...] = ()
    """款, 项 and 目 that hold in the chunk, in reading order, with offsets in `text`; counted over the whole article."""

    @property
    def end(self) -> int:
        """Offset just behind the chunk in the cleaned text."""
        return self.start + len(self.text)

    @property
    def heading(self) -> str:
        """Title and place in one line, put before the text wherever it is encoded or shown to a model."""
        return " ".join((self.card.title, *self.path))
