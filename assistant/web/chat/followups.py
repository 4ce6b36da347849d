"""What can be asked next: made from what an answer rests on, and offered only where Wence can answer it."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.compare import matters
from assistant.web.chat.conversation import Conversation
from assistant.web.chat.examples import chapter, is_law
from assistant.web.chat.said import ChatWords
from assistant.web.chat.trial import Trial
from corpus.document import Card

if TYPE_CHECKING:
    from assistant.open import Assistant

_MOST = 3
_TRIED = 6
"""Questions that are tried for one answer, at a few hundredths of a second each."""
_LONGEST_TITLE = 30
"""Characters; a longer title makes no question that anyone would read."""


@dataclass(frozen=True)
class Followups:
    """Makes the questions that may follow an answer."""

    assistant: "Assistant"
    trial: Trial

    def after(self, conversation: Conversation) -> tuple[str, ...]:
        """At most three questions that have not been asked yet, each of which is answered."""
        answer = conversation[-1].answer if conversation else None
        if answer is None:
            return ()
        asked = {_bare(exchange.question) for exchange in conversation}
        fresh = (question for question in self._candidates(answer) if _bare(question) not in asked)
        tried = self.trial.answered(islice(fresh, _TRIED), answer.filters)
        return tuple(found.question for found in islice(tried, _MOST))

    def _candidates(self, answer: Answer) -> Iterator[str]:
        if not answer.citations:
            nearest = dict.fromkeys(hit.chunk.card.title for hit in answer.hits)
            yield from (
                f"《{title}》适用于哪些企业？" for title in list(nearest)[:2] if 0 < len(title) <= _LONGEST_TITLE
            )
            return
        card = answer.citations[0].hit.chunk.card
        here = [matter.name for matter in matters.named(answer.question)]
        yield from islice(self._elsewhere(here, answer), 2)
        if card.title and len(card.title) <= _LONGEST_TITLE:
            title = card.title.strip("《》")
            beside, form = self._beside(card, answer), "《{}》里的{}怎么给？"
            if is_law(card):
                beside, form = self._chapters(card, answer), "《{}》关于{}有哪些规定？"
            yield from (form.format(title, name) for name in islice(beside, 2))
            yield f"《{title}》现在还有效吗？"
            yield f"《{title}》从什么时候起施行？" if is_law(card) else f"申请《{title}》的支持要符合哪些条件？"

    def _elsewhere(self, here: list[str], answer: Answer) -> Iterator[str]:
        """The same matter in other parks."""
        said = answer.question + "".join(citation.hit.chunk.card.title for citation in answer.citations)
        for name in here[:1]:
            for distinct, park in self.assistant.shelves.everything().parks.items():
                if distinct not in said:
                    yield f"{park}的{name}怎么给？"

    def _beside(self, card: Card, answer: Answer) -> Iterator[str]:
        """Other matters that the document gives something for."""
        said = answer.question + answer.text
        seen: set[str] = set()
        for chunk in self.assistant.store.catalog.chunks(card.doc_id):
            for matter in matters.named(chunk.text):
                if matter.words and not matter.named_in(said) and matter.name not in seen:
                    seen.add(matter.name)
                    yield matter.name

    def _chapters(self, card: Card, answer: Answer) -> Iterator[str]:
        """What the other chapters of a regulation are about."""
        here = {citation.hit.chunk.path[:1] for citation in answer.citations}
        chunks = [chunk for chunk in self.assistant.store.catalog.chunks(card.doc_id) if chunk.path[:1] not in here]
        yield from dict.fromkeys(name for chunk in chunks if (name := chapter(chunk)) is not None)


def _bare(question: str) -> str:
    return question.strip().rstrip("？?。")


def followups_html(questions: tuple[str, ...], said: ChatWords) -> str:
    """The questions as buttons under a small heading; nothing where there are none."""
    if not questions:
        return ""
    buttons = "".join(f'<button type="button">{escape(question)}</button>' for question in questions)
    return f'<div class="further" role="group" aria-label="{escape(said.further)}"><span>{escape(said.further)}</span>{buttons}</div>'
