"""What happens in the page: asking, stopping, starting anew, changing the language."""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from assistant.admission import Queued
from assistant.answer import Answer
from assistant.headway import Headway
from assistant.log.door import Asking
from assistant.operations.request import numbered
from assistant.web.chat.conversation import Conversation, Exchange, Stage, turns
from assistant.web.chat.examples import Examples
from assistant.web.chat.followups import Followups
from assistant.web.chat.making import Left, Makings
from assistant.web.chat.messages import messages
from assistant.web.chat.said import chat_words
from assistant.web.chat.sources import panel
from assistant.web.chat.trial import Trial
from assistant.web.holdings import Holdings, take_stock
from assistant.web.text import Words, words
from corpus.document import Card, Kind
from corpus.errors import BadQuestion, ModelError, WenceError
from index.hit import Filters

if TYPE_CHECKING:
    from assistant.open import Assistant

logger = logging.getLogger(__name__)

Told = str | Headway | Queued | Answer
Ask = Asking[Told]
"""The door that questions go through: `assistant.ask.ask_in_steps`, in turn with all others."""

Updates = tuple[Any, ...]
"""New values for the chat, the sources, the conversation and the question box, in this order."""

_PATIENCE = 8.0
"""Seconds without anything new after which the page says that it is still waiting."""


_REST = 0.3
"""Seconds after an answer in which nothing is tried, for the next question may follow at once."""
_LULL = 3.0
"""Seconds for which it is waited until nobody is answered any more."""
_GLANCE = 0.05
"""Seconds between two looks at whether anyone is still answered."""


@dataclass(frozen=True, slots=True)
class Conversing:
    """Answers the events of the page; shared by all visitors, so it holds no conversation."""

    assistant: "Assistant"
    ask: Ask
    makings: Makings[Told] = field(default_factory=Makings)
    examples: Examples = field(init=False)
    followups: Followups = field(init=False)

    def __post_init__(self) -> None:
        """Readies what asks on its own account."""
        trial = Trial(self.assistant)
        object.__setattr__(self, "examples", Examples(self.assistant, trial))
        object.__setattr__(self, "followups", Followups(self.assistant, trial))

    def cards(self) -> Sequence[Card]:
        """The documents held now: some may be ingested while the page is served."""
        return self.assistant.store.catalog.cards()

    def questions(self) -> tuple[str, ...]:
        """Some to start with."""
        return self.examples.now(self.cards())

    def next_questions(self, conversation: Conversation, page: str = "") -> tuple[str, ...]:
        """What may be asked next; nothing where that cannot be found out, or `page` asks something meanwhile."""
        if not conversation:
            return ()
        sleep(_REST)
        try:
            return self.followups.after(conversation, lambda: self._is_quiet(page))
        except Exception:  # the answer is there, and counts more
            logger.exception("no further questions could be found")
            return ()

    def _is_quiet(self, page: str) -> bool:
        """Waits while other pages are answered; False where `page` itself asks, or they take long."""
        until = monotonic() + _LULL
        while self.makings.are_under_way():
            if self.makings.is_under_way(page) or monotonic() > until:
                return False
            sleep(_GLANCE)
        return True

    def holdings(self) -> Holdings:
        """What the corpus holds now."""
        return take_stock(self.cards(), self.assistant.today)

    def respond(
        self,
        question: str,
        conversation: Conversation,
        region: str | None,
        kind: str | None,
        include_past: bool,
        language: str | None,
        as_of: str | None = None,
        *,
        page: str = "",
    ) -> Iterator[Updates]:
        """The page after each step and piece of the answer to `question`; `page` tells one open page from another."""
        said = words(language)
        try:
            filters = filters_of(region, kind, include_past, as_of)
        except BadQuestion as error:
            warn(said.notice, str(error))
            yield self._shown(conversation, said, idle(said, question))
            return
        exchange = Exchange(question, is_provisional=self.assistant.model is not None, filters=filters)
        making = self.makings.begin(page, self.ask(self.assistant, question, turns(conversation), filters))
        try:
            yield self._growing((*conversation, exchange), said, asking(said))
            for batch in making.batches(_PATIENCE):
                if batch is Left.DROPPED:
                    # Gradio says the last update again when an event ends, and would bring the answer back.
                    yield (None,) * 4
                    return
                if batch is Left.PARTED:
                    exchange = replace(exchange, stage=Stage.FAILED, text=chat_words(language).parting)
                    break
                exchange = _after(exchange, batch)
                if exchange.stage is Stage.WRITING:
                    yield self._growing((*conversation, exchange), said, asking(said, None))
        except BadQuestion as error:
            most = self.assistant.settings.max_question_chars
            warn(said.notice, chat_words(language).bad_question.format(most) or str(error))
            yield self._shown(conversation, said, idle(said, question))
            return
        except WenceError as error:
            logger.warning("a question failed: %s", error)
            # What a model's service says of itself is for whoever runs ours.
            told = said.failed if isinstance(error, ModelError) else str(error)
            exchange = replace(exchange, stage=Stage.FAILED, text=numbered(told, said.language.value))
        except Exception:
            logger.exception("a question failed")
            exchange = replace(exchange, stage=Stage.FAILED, text=numbered(said.failed, said.language.value))
        finally:
            self.makings.end(page, making)
        yield self._shown((*conversation, exchange), said, idle(said))

    def stop(self, page: str) -> None:
        """Ends the answer that is being made for the page; `respond` shows what there is of it."""
        self.makings.stop(page)

    def renew(self, language: str | None, page: str = "") -> Updates:
        """The page with an empty conversation."""
        self.makings.drop(page)
        return self._shown((), words(language), idle(words(language), ""))

    def _growing(self, conversation: Conversation, said: Words, box: Any) -> Updates:
        """The page while an answer is made; the sources stand still until it is there."""
        return messages(conversation, said), skip(), conversation, box

    def _shown(self, conversation: Conversation, said: Words, box: Any) -> Updates:
        sources = panel(conversation, self.holdings() if not conversation else _NOTHING, said)
        return messages(conversation, said), sources, conversation, box


_NOTHING = Holdings(0, (), (), ())
"""Stands in where a conversation hides the holdings, so that no piece of an answer counts the catalog again."""


def _after(exchange: Exchange, batch: list[Told] | Left) -> Exchange:
    """The exchange after what has come; an empty batch is a long wait."""
    if isinstance(batch, Left):
        return replace(exchange, stage=Stage.STOPPED, is_slow=False)
    exchange = replace(exchange, is_slow=not batch)
    for item in batch:
        if isinstance(item, Answer):
            exchange = replace(exchange, stage=Stage.DONE, answer=item)
        elif isinstance(item, Headway):
            exchange = replace(exchange, headway=item, ahead=None)
        elif isinstance(item, Queued):
            exchange = replace(exchange, ahead=item.ahead)
        else:
            exchange = replace(exchange, text=exchange.text + item, ahead=None)
    return exchange


def filters_of(region: str | None, kind: str | None, include_past: bool, as_of: str | None = None) -> Filters:
    """What the visitor chose; a choice that is not on offer counts as none.

    Raises:
        BadQuestion: `as_of` is no day.
    """
    known = next((one for one in Kind if one.value == kind), None)
    return Filters(region=region or None, kind=known, include_past=bool(include_past), as_of=_day(as_of))


_DAY = re.compile(r"\D*(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")


def _day(typed: str | None) -> date | None:
    """The day that was typed, in any of the usual spellings. Raises BadQuestion."""
    if not typed or not typed.strip():
        return None
    if found := _DAY.fullmatch(typed):
        with suppress(ValueError):
            return date(*map(int, found.groups()))
    raise BadQuestion(f"“{typed.strip()[:20]}”不是日期，请写成 2024-05-01，或清空后再问。")


def skip() -> Any:
    """What leaves a part of the page as it is."""
    import gradio as gr

    return gr.skip()


def asking(said: Words, value: str | None = "") -> Any:
    """The question box while an answer is being written, with a button that stops; what is typed meanwhile stays.

    Told each time, for the browser draws only the last of several updates that come close together.
    """
    import gradio as gr

    if value is None:
        return gr.Textbox(submit_btn=False, stop_btn=said.stop)
    return gr.Textbox(value=value, submit_btn=False, stop_btn=said.stop)


def idle(said: Words, value: str | None = None) -> Any:
    """The question box while it waits for a question; `value` replaces what stands in it."""
    import gradio as gr

    if value is None:
        return gr.Textbox(submit_btn=said.ask, stop_btn=False)
    return gr.Textbox(value=value, submit_btn=said.ask, stop_btn=False)


def warn(title: str, text: str) -> None:
    """A notice in the corner of the page; Gradio reads it as HTML, so it is escaped."""
    from html import escape

    import gradio as gr

    gr.Warning(escape(text), title=title)
