"""What happens in the page: asking, stopping, starting anew, changing the language."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, Turn
from assistant.web.chat.conversation import Conversation, Exchange, Stage, turns
from assistant.web.chat.messages import messages
from assistant.web.chat.sources import panel
from assistant.web.holdings import Holdings, take_stock
from assistant.web.text import Words, words
from corpus.document import Card, Kind
from corpus.errors import BadQuestion, WenceError
from index.hit import Filters

if TYPE_CHECKING:
    from assistant.open import Assistant

logger = logging.getLogger(__name__)

Ask = Callable[["Assistant", str, Sequence[Turn], Filters], Iterator[str | Answer]]
"""The door that questions go through, `assistant.ask.ask`."""

Updates = tuple[Any, ...]
"""New values for the chat, the sources, the conversation and the question box, in this order."""


@dataclass(frozen=True, slots=True)
class Conversing:
    """Answers the events of the page; shared by all visitors, so it holds no conversation."""

    assistant: "Assistant"
    ask: Ask

    def cards(self) -> Sequence[Card]:
        """The documents held now: some may be ingested while the page is served."""
        return self.assistant.store.catalog.cards()

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
    ) -> Iterator[Updates]:
        """The page after each piece of the answer to `question`."""
        said, filters = words(language), filters_of(region, kind, include_past)
        exchange = Exchange(question, is_provisional=self.assistant.model is not None)
        yield self._shown((*conversation, exchange), said, asking(said))
        try:
            for item in self.ask(self.assistant, question, turns(conversation), filters):
                exchange = _with(exchange, item)
                if exchange.stage is Stage.WRITING:
                    yield self._shown((*conversation, exchange), said, asking(said))
        except BadQuestion as error:
            warn(said.notice, str(error))
            yield self._shown(conversation, said, idle(said, question))
            return
        except WenceError as error:
            logger.warning("a question failed: %s", error)
            exchange = replace(exchange, stage=Stage.FAILED, text=str(error))
        except Exception:
            logger.exception("a question failed")
            exchange = replace(exchange, stage=Stage.FAILED, text=said.failed)
        yield self._shown((*conversation, exchange), said, idle(said))

    def stop(self, conversation: Conversation, language: str | None) -> Updates:
        """The page after the visitor has stopped the answer that was being written."""
        if conversation and conversation[-1].stage is Stage.WRITING:
            conversation = (*conversation[:-1], replace(conversation[-1], stage=Stage.STOPPED))
        return self._shown(conversation, words(language), idle(words(language)))

    def renew(self, language: str | None) -> Updates:
        """The page with an empty conversation."""
        return self._shown((), words(language), idle(words(language), ""))

    def _shown(self, conversation: Conversation, said: Words, box: Any) -> Updates:
        sources = panel(conversation, self.holdings() if not conversation else _NOTHING, said)
        return messages(conversation, said), sources, conversation, box


_NOTHING = Holdings(0, (), (), ())
"""Stands in where a conversation hides the holdings, so that no piece of an answer counts the catalog again."""


def _with(exchange: Exchange, item: str | Answer) -> Exchange:
    if isinstance(item, Answer):
        return replace(exchange, stage=Stage.DONE, answer=item)
    return replace(exchange, text=exchange.text + item)


def filters_of(region: str | None, kind: str | None, include_past: bool) -> Filters:
    """What the visitor chose; a choice that is not on offer counts as none."""
    known = next((one for one in Kind if one.value == kind), None)
    return Filters(region=region or None, kind=known, include_past=bool(include_past))


def asking(said: Words) -> Any:
    """The question box while an answer is being written: empty, with a button that stops."""
    import gradio as gr

    return gr.Textbox(value="", submit_btn=False, stop_btn=said.stop)


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
