"""Questions to start with, taken from what the corpus holds; each was tried before it is shown."""

import logging
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice, zip_longest
from typing import TYPE_CHECKING

from assistant.compare import matters
from assistant.web.chat.trial import Trial
from corpus.document import Card, Chunk, Kind

if TYPE_CHECKING:
    from assistant.open import Assistant

WANTED = 6
_TRIED = 40
"""Questions that are tried at most for one state of the corpus, in the background."""
_READ = 12
"""Of the newest documents, as many as are read for what they give."""
_LONGEST_TITLE = 24
_CHAPTER = re.compile(r"第[一二三四五六七八九十百]+章\s*(\S.{1,11})")
_SAYING_NOTHING = frozenset(("总则", "附则", "法律责任", "一般规定", "其他规定"))
_OFTEN = ("租金补贴", "物流补贴", "研发补助", "落户奖励", "安家补贴", "装修补贴")
"""Matters that most enterprises ask for."""

logger = logging.getLogger(__name__)


@dataclass
class Examples:
    """The questions of an empty conversation: from titles at first, tried ones as soon as they are known."""

    assistant: "Assistant"
    trial: Trial
    _tried: tuple[int, tuple[str, ...]] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self, cards: Sequence[Card]) -> tuple[str, ...]:
        """At most six questions; returns at once."""
        change = self.assistant.store.catalog.change()
        with self._lock:
            is_known = self._tried is not None and self._tried[0] == change
            if not is_known:
                self._tried = (change, self._tried[1] if self._tried else ())
                args = (change, tuple(cards))
                threading.Thread(target=self._try, args=args, daemon=True, name="wence-examples").start()
            return (self._tried[1] if self._tried else ()) or titled(cards)

    def _try(self, change: int, cards: Sequence[Card]) -> None:
        try:
            found = self.find(cards)
        except Exception:  # the page has its questions from titles
            logger.exception("no example questions could be tried")
            return
        with self._lock:
            if found and self._tried is not None and self._tried[0] == change:
                self._tried = (change, found)

    def find(self, cards: Sequence[Card]) -> tuple[str, ...]:
        """Tries questions of each form in turn until six are answered, at first no more than one about a document."""
        forms = zip_longest(self._compared(), self._given(cards), islice(_reach(cards), 2), islice(_validity(cards), 2))
        candidates = (question for turn in forms for question in turn if question)
        found, again, about = list[str](), list[str](), set[str]()
        for answer in self.trial.answered(islice(candidates, _TRIED)):
            first = answer.citations[0].hit.chunk.card.doc_id
            (again if first in about else found).append(answer.question)
            about.add(first)
            if len(found) == WANTED:
                break
        return tuple((found + again)[:WANTED])

    def _compared(self) -> Iterator[str]:
        """Two parks that give something for the same matter."""
        parks = list(self.assistant.shelves.everything().parks.values())[:6]
        for (one, other), name in zip(combinations(parks, 2), _OFTEN * 3, strict=False):
            yield f"{one}和{other}的{name}有什么区别？"

    def _given(self, cards: Sequence[Card]) -> Iterator[str]:
        """What the newest policies give, and what a chapter of the newest regulations is about."""
        for card in _newest(cards)[:_READ]:
            chunks = self.assistant.store.catalog.chunks(card.doc_id)
            if is_law(card):
                names = [name for chunk in chunks if (name := chapter(chunk)) is not None]
                form = "《{}》关于{}有哪些规定？"
            else:
                names = [matter.name for chunk in chunks for matter in matters.named(chunk.text) if matter.words]
                form = "《{}》里的{}怎么给？"
            if names:
                yield form.format(card.title.strip("《》"), names[0])


def is_law(card: Card) -> bool:
    """Whether it regulates everyone's affairs rather than offers something to enterprises."""
    return card.kind in (Kind.REGULATION, Kind.RULE)


def chapter(chunk: Chunk) -> str | None:
    """What the chapter that holds the passage is about; None where its name says nothing."""
    found = _CHAPTER.fullmatch(chunk.path[0]) if chunk.path else None
    name = "".join(found[1].split()) if found else ""
    return name if name and name not in _SAYING_NOTHING else None


def titled(cards: Sequence[Card]) -> tuple[str, ...]:
    """Questions that nearly every document answers, of the newest titles."""
    forms = zip(_validity(cards), _reach(cards), strict=True)
    made = [turn[number % 2] for number, turn in enumerate(forms)]
    return tuple(dict.fromkeys(made))[:WANTED]


def _newest(cards: Sequence[Card]) -> list[Card]:
    told = [card for card in cards if card.title and card.kind is not Kind.NEWS]  # news is no rule that is in force
    fit = [card for card in told if len(card.title) <= _LONGEST_TITLE] or told
    return sorted(fit, key=lambda card: str(card.dated_on or ""), reverse=True)


def _reach(cards: Sequence[Card]) -> Iterator[str]:
    for card in _newest(cards):
        yield f"《{card.title.strip('《》')}》" + ("从什么时候起施行？" if is_law(card) else "适用于哪些企业？")


def _validity(cards: Sequence[Card]) -> Iterator[str]:
    newest = _newest(cards)
    return (f"《{card.title.strip('《》')}》现在还有效吗？" for card in newest[1:] + newest[:1])
