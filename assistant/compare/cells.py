"""What one subject says on one matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.compare.matters import GIVING, PRICE, Matter
from assistant.compare.offers import Offer, offers
from assistant.compare.subjects import Subject
from assistant.evidence import Sentence, best_of
from assistant.extract import shorten
from assistant.library import Library, whole
from assistant.question import Question
from assistant.refuse import COMPARED, STRICT, supports
from assistant.statement import Quote, Statement, quote_of
from assistant.wording import STOP_WORDS, content_words
from corpus.facts import Fact
from corpus.facts.read import read_facts
from corpus.normalize import fold, simplify
from corpus.repair.quality import is_damaged
from corpus.sentences import sentences
from corpus.worked_out import worked_out
from index.tokens import words

SILENT = "未见规定"
_COMPARING = frozenset(
    """
    区别 不同 差别 差异 对比 比较 相比 分别 哪个 园区 产业 开发区 高新区 经开区 产业园区 高 低 便宜 划算 多 少 长 短 更
    最高 最低 最长 最短 最多 最少 最便宜
    """.split()
)
_MOST_SEARCHED = 6
"""Subjects that are searched for one by one, each at the cost of a question."""
_MOST_OFFERS = 2
"""Paragraphs of one document in a cell."""
_GIFT = re.compile("奖励|补贴|补助|政策|扶持|优惠|资金|支持")
_ITEMS = re.compile(r"(?:[^\S\n]*+\n\s*+(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])[^\n]+)+")
_HISTORY = re.compile(r"^(?=[^。]*\d{4}年)[^。]*(?:通过|批准|公布|修正|修订|施行)\s*[）)]?$")
"""A line of how a text was made answers nothing."""
_UNIT = re.compile("单位")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a subject says on a matter; without text where it says nothing."""

    subject: Subject
    text: str = ""
    proof: tuple[Quote, ...] = ()
    figures: str = ""
    """Where its figures are read from: `text`, or a table's field with the unit that its row names."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The figures; spans are offsets in `figures`."""
        return read_facts(self.figures)

    @property
    def is_silent(self) -> bool:
        """Whether nothing was found."""
        return not self.text

    def stated(self, label: str = "") -> Statement:
        """The cell as a line or a cell of the answer."""
        return Statement(self.text or SILENT, self.proof, label)


@dataclass(frozen=True)
class Reader:
    """Reads the subjects' documents, each once."""

    library: Library
    question: Question
    subjects: tuple[Subject, ...]
    _read: dict[str, tuple[Offer, ...]] = field(default_factory=dict)

    def offers(self, subject: Subject) -> tuple[Offer, ...]:
        """What the subject's own documents give, best document first."""
        for card in subject.documents:
            if card.doc_id not in self._read:
                self._read[card.doc_id] = offers(self.library.document(card.doc_id))
        return tuple(offer for card in subject.documents for offer in self._read[card.doc_id])

    @worked_out
    def captions(self) -> tuple[str, ...]:
        """What the documents call the things that they give."""
        every = (offer.caption for subject in self.subjects for offer in self.offers(subject))
        return tuple(dict.fromkeys(caption for caption in every if caption))

    def given(self, subject: Subject, matter: Matter) -> Cell:
        """What its own documents give for the matter; silent where they do not speak of it."""
        if matter.told is not None:
            return self._told(subject, matter.told)
        on = [offer for offer in self.offers(subject) if offer.matter and _same(offer.matter, matter)]
        captioned = [offer for offer in on if offer.caption] or on
        chosen = [offer for offer in captioned if offer.card.doc_id == captioned[0].card.doc_id][:_MOST_OFFERS]
        if not chosen:
            return Cell(subject)
        text = "；".join(simplify(" ".join(offer.text.split())).rstrip("。；;") for offer in chosen) + "。"
        proof = tuple(quote_of(offer.hit, offer.start, offer.start + len(offer.text)) for offer in chosen)
        return Cell(subject, text, proof, text)

    def _told(self, subject: Subject, pattern: re.Pattern[str]) -> Cell:
        """The first sentence of its own documents that looks like what is asked for."""
        for card in subject.documents:
            for hit in self.library.document(card.doc_id):
                spans = [(a, b) for a, b in sentences(hit.chunk.text) if pattern.search(simplify(hit.chunk.text[a:b]))]
                if spans and not is_damaged(hit.chunk.text[slice(*spans[0])]):
                    quote = quote_of(hit, *_with_list(hit.chunk.text, spans[0]))
                    text = shorten(self.question, quote.text)
                    return Cell(subject, text, (quote,), text)
        return Cell(subject)

    def each_said(self, matter: Matter | None, least: float, of: Sequence[Subject] | None = None) -> list[Cell]:
        """What each subject says of the matter in running text or in a table; a row that has a field for one of them
        speaks for all for whom it has one."""
        each = list(self.subjects if of is None else of)
        # Of many parks only a table of prices, which names them all, is likely to speak of any.
        cells = [self._said(subject, matter, least) for subject in each[:_MOST_SEARCHED]]
        cells += [Cell(subject) for subject in each[_MOST_SEARCHED:]]
        rows = [quote for cell in cells for quote in cell.proof if quote.text and _field(quote.text, cell.subject)]
        return [_of_row(rows[0], cell.subject) or cell if rows and cell.is_silent else cell for cell in cells]

    def _said(self, subject: Subject, matter: Matter | None, least: float) -> Cell:
        """The sentence of its documents, or of another that names it, that answers; silent where none clearly does."""
        of = self._asked_of(subject, matter)
        found = whole(self.library.weigh(of, self.library.search(of), [card.doc_id for card in subject.documents]))
        own = [one for one in found if subject.owns(one.hit.chunk.card, one.text)]
        if matter is not None and matter.words:
            own = [one for one in own if matter.named_in(fold(one.text + " ".join(one.hit.chunk.path)))]
        own = [one for one in own if self._is_of_kind(one.text) and not _HISTORY.search(one.text)]
        best = best_of(of, own)
        if best is None:
            return Cell(subject)
        # A field under the subject's own name is better evidence than a sentence that shares some words.
        least = COMPARED if _field(best.text, subject) else STRICT if subject.region else least
        return _cell_of(of, subject, best) if supports(best, least) else Cell(subject)

    def _is_of_kind(self, text: str) -> bool:
        """Whether a sentence gives where the question is about what is given, and charges where it asks for a price."""
        if GIVING.search(self.question.standalone):
            return GIVING.search(text) is not None and bool(read_facts(text))
        return not (PRICE.search(self.question.standalone) and GIVING.search(text))

    def _asked_of(self, subject: Subject, matter: Matter | None) -> Question:
        """The matter, else what the question asks for, asked of one subject."""
        others = [fold(other.word) for other in self.subjects]
        asked = (
            [matter.name]
            if matter
            else [
                word
                for word in words(self.question.standalone)
                if word not in STOP_WORDS
                and word not in _COMPARING
                and not any(other in word for other in others if other)
            ]
        )
        telling = [word for word in asked if not _GIFT.fullmatch(word)]
        asked = telling or asked
        text = " ".join((subject.label, *asked))
        return replace(self.question, standalone=text, words=content_words(" ".join((subject.word, *asked))))


def _with_list(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A sentence with the list that it announces, as far as that is whole."""
    if not text[: span[1]].endswith(("：", ":")):
        return span
    items = _ITEMS.match(text, span[1])
    return (span[0], items.end()) if items and not is_damaged(items[0]) else span


def _same(one: Matter, other: Matter) -> bool:
    return one.name == other.name or bool({*one.words} & {*other.words})


def _cell_of(question: Question, subject: Subject, best: Sentence) -> Cell:
    quote = quote_of(best.hit, best.offset, best.offset + len(best.text))
    row = _of_row(quote, subject)
    if row is not None:
        return row
    text = shorten(question, quote.text)
    return Cell(subject, text, (quote,), text)


def _of_row(quote: Quote, subject: Subject) -> Cell | None:
    found = _field(quote.text, subject)
    return Cell(subject, found[0], (quote,), found[1]) if found else None


def _field(row: str, subject: Subject) -> tuple[str, str] | None:
    """The subject's field of a table's row: what the row is about with the value, and the value with its unit."""
    fields = [tuple(part.split("：", 1)) for part in row.split(" | ")]
    if len(fields) < 3 or any(len(part) != 2 for part in fields):  # a heading and two subjects
        return None
    value = next((value for name, value in fields if subject.word and fold(subject.word) in fold(name)), None)
    if value is None:
        return None
    unit = next((value for name, value in fields if _UNIT.search(name)), "")
    is_number = bool(re.fullmatch(r"[\d.,]+", value))
    said = f"{simplify(fields[0][1])}：{simplify(value)}" + (f"（{simplify(unit)}）" if unit and is_number else "")
    return said, f"{value}{unit}" if is_number else value
