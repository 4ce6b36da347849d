"""What a document gives: its paragraphs that grant something, told by their typed figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.compare.matters import Matter, classified
from corpus.document import Card
from corpus.facts import Fact, FactKind, Role
from corpus.normalize import simplify
from corpus.repair.quality import is_damaged
from corpus.sentences import sentences
from index.hit import Hit

_NUMBER = re.compile(
    r"\s*(?:第[〇零一二三四五六七八九十百千\d]+[条章节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d))\s*"
)
_CAPTION = re.compile(
    r"[（(【](?P<marked>[^（）()【】。，；：\d]{2,16})[）)】]\s*|(?P<plain>[^（）()。，；：:\d\n|“”]{2,16})[。：:]\s*(?=\S)"
)
_FREE = re.compile("免租|免费|免收|免征|减免|减按|抵扣|优惠价")
_LOST = re.compile("不得|退还|追回|退回|收回")
"""What is waived shows no figure of its own (免租入住三年); what is taken back is not given."""
_LIST = re.compile(r"[^\n]{0,80}(?:奖|补贴|补助|资助)[^\n]{0,12}[：:]\s*\n")
_MONEY = (FactKind.AMOUNT, FactKind.RATE)
_LEADS = re.compile(r"[：:]\s*$")
_ENOUGH = 150
"""Characters of a paragraph that stand in an answer; its first sentence always does."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A paragraph that gives something: what it gives it for, and the sentences that say how much."""

    hit: Hit
    start: int
    """Offset in the chunk's text."""
    text: str
    """Verbatim, without its number and caption."""
    caption: str
    """What the document calls it, 租金补贴; empty where it gives it no name."""
    matter: Matter | None

    @property
    def card(self) -> Card:
        """The document that gives it."""
        return self.hit.chunk.card


def offers(document: Sequence[Hit]) -> tuple[Offer, ...]:
    """What a document gives, in reading order; `document` is its every chunk."""
    return tuple(offer for hit in document for offer in _of_chunk(hit))


def _of_chunk(hit: Hit) -> Iterator[Offer]:
    text = hit.chunk.text
    for start, end in _paragraphs(text):
        number = _NUMBER.match(text, start, end)
        body = number.end() if number else start
        caption = _CAPTION.match(text, body, end) if number else None
        body = caption.end() if caption else body
        name = simplify(caption["marked"] or caption["plain"]) if caption else ""
        facts = [fact for fact in hit.chunk.facts if body <= fact.start < end]
        span = _telling(text, body, end, facts)
        if span is not None and not is_damaged(text[slice(*span)]):
            said = simplify(text[slice(*span)])
            yield Offer(hit, span[0], text[slice(*span)], name, classified(name, said))


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines; a line that leads into a list goes with its items, because they say what of."""
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        leads = spans and _LEADS.search(text[spans[-1][0] : spans[-1][1]].split("\n", 1)[0])
        if leads and _NUMBER.match(line.group()) and not line.group().lstrip().startswith("第"):
            spans[-1] = (spans[-1][0], line.end())
        else:
            spans.append((line.start(), line.end()))
    return spans


def _telling(text: str, start: int, end: int, facts: Sequence[Fact]) -> tuple[int, int] | None:
    """The stretch from the first to the last sentence that says what is given; None where nothing is."""
    spans = [(start + a, start + b) for a, b in sentences(text[start:end])]
    given = [span for span in spans if any(fact.role is Role.BENEFIT for fact in _within(span, facts))]
    if not given and (lead := _LIST.match(text, start, end)):
        return (start, end) if any(fact.kind in _MONEY for fact in facts if fact.start >= lead.end()) else None
    told = given or [span for span in spans if _within(span, facts) and _waives(text[slice(*span)])]
    if not told:
        return None
    first = told[0]
    last = max((span for span in told if span[1] - first[0] <= _ENOUGH), default=first)
    whole = next((at for at in range(last[1] - 1, end) if text[at] in "。！？\n"), end - 1)
    # What is cut at ； stays one sentence: its end may hold the cap of what its beginning gives.
    last_end = whole + 1 if whole + 1 - first[0] <= _ENOUGH else last[1]
    return _from_sentence_start(text, start, first[0]), last_end


def _from_sentence_start(text: str, start: int, at: int) -> int:
    """Clauses between ； share their subject, which the first of them names."""
    begin = max(text.rfind(mark, start, at) for mark in "。！？\n") + 1
    return max(begin, start)


def _within(span: tuple[int, int], facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if span[0] <= fact.start < span[1]]


def _waives(sentence: str) -> bool:
    return _FREE.search(sentence) is not None and _LOST.search(sentence) is None
