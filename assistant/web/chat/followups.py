"""What can be asked next: made from what an answer rests on, and offered only where Wence can answer it."""

from collections.abc import Callable, Iterator
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
_SHORT_NAME = 4
"""Characters of a park's name within which it needs no shortening."""
_LONGEST_TITLE = 30
"""Characters; a longer title makes no question that anyone would read."""


@dataclass(frozen=True)
class Followups:
    """Makes the questions that may follow an answer."""

    assistant: "Assistant"
    trial: Trial

    def after(self, conversation: Conversation, may_go_on: Callable[[], bool] = lambda: True) -> tuple[str, ...]:
        """At most three questions that have not been asked yet, each of which is answered; fewer where `may_go_on` ends
        the search."""
        answer = conversation[-1].answer if conversation else None
        if answer is None:
            return ()
        asked = {_bare(exchange.question) for exchange in conversation}
        fresh = (question for question in self._candidates(answer) if _bare(question) not in asked)
        tried = self.trial.answered(islice(fresh, _TRIED), answer.filters, may_go_on)
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
            if is_law(card):
                yield from (f"《{title}》关于{name}有哪些规定？" for name in islice(self._chapters(card, answer), 2))
            else:
                place = self._park(title) or f"《{title}》"
                yield from (_given(place, name) for name in islice(self._beside(card, answer), 2))
            yield f"《{title}》现在还有效吗？"
            yield f"《{title}》从什么时候起施行？" if is_law(card) else f"申请《{title}》的支持要符合哪些条件？"

    def _elsewhere(self, here: list[str], answer: Answer) -> Iterator[str]:
        """The same matter in other parks."""
        said = answer.question + "".join(citation.hit.chunk.card.title for citation in answer.citations)
        for name in here[:1]:
            for distinct, park in self.assistant.shelves.everything().parks.items():
                if distinct not in said:
                    yield _given(self._short(distinct, park), name)

    def _park(self, title: str) -> str | None:
        """What people call the one park that a title names; None where it names none or several."""
        parks = self.assistant.shelves.everything().parks
        named = [self._short(distinct, park) for distinct, park in parks.items() if distinct in title]
        return named[0] if len(named) == 1 else None

    @staticmethod
    def _short(distinct: str, park: str) -> str:
        return distinct if len(distinct) <= _SHORT_NAME < len(park) else park

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


def _given(place: str, matter: str) -> str:
    is_paid = matter.endswith(("补贴", "补助", "奖励", "资助", "贴息", "奖补"))
    return f"{place}的{matter}" + ("怎么给？" if is_paid else "有什么规定？")


def _bare(question: str) -> str:
    return question.strip().rstrip("？?。")


def followups_html(questions: tuple[str, ...], turns: int, said: ChatWords) -> str:
    """The questions as buttons beside a small heading, to be seen while the conversation has as many `turns`; nothing
    where there are none."""
    if not questions:
        return ""
    buttons = "".join(f'<button type="button">{escape(question)}</button>' for question in questions)
    label = escape(said.further)
    return (
        f'<div class="further" data-turns="{turns}" role="group" aria-label="{label}">'
        f"<span>{label}</span><div>{buttons}</div></div>"
    )
