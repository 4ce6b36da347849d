"""Conversing with a memory: what is answered is kept for the visitor, opened again, renamed and deleted."""

import datetime
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from assistant.conversations.store import Conversations, new_id
from assistant.log.door import within
from assistant.log.feedback import opinions
from assistant.web.chat.conversation import Conversation, Exchange, Stage
from assistant.web.chat.events import Conversing, Updates, idle, warn
from assistant.web.chat.history import history
from assistant.web.chat.messages import messages
from assistant.web.chat.sources import panel
from assistant.web.chat.words import talk_words
from assistant.web.holdings import Holdings
from assistant.web.text import words
from corpus.errors import NoSuchConversation, WenceError

logger = logging.getLogger(__name__)

_NOTHING = Holdings(0, (), (), ())
"""A conversation that is open hides what is held."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose browser an event comes from, and what language its page is in."""

    visitor: str | None
    """None: without a cookie, so nothing can be kept for them."""
    language: str | None


@dataclass(frozen=True, slots=True)
class Talks:
    """Answers the events that have to do with kept conversations; shared by all visitors, so it holds none itself."""

    conversing: Conversing

    @property
    def days(self) -> int:
        """For how long conversations are kept; 0: not at all."""
        return self.conversing.assistant.settings.conversation_days

    @property
    def kept(self) -> Conversations:
        """All that is kept."""
        return Conversations(self.conversing.assistant.store.catalog.engine, self.days)

    def respond(
        self,
        asker: Asker,
        key: str,
        replacing: bool,
        question: str,
        conversation: Conversation,
        *rest: Any,
        **more: Any,
    ) -> Iterator[Updates]:
        """The updates of `Conversing.respond`, each with the conversation's key, the list of conversations (None where it
        stays) and whether the next question still replaces the last one; in the end what was answered is kept."""
        key, conversation = self._continued(asker, key, conversation)
        before, replaced = conversation, None
        if replacing and conversation:
            before, replaced = conversation[:-1], conversation[-1].position
        conversing, now = replace(self.conversing, ask=within(self.conversing.ask, key)), before
        chat = sources = box = None
        for chat, sources, now, box in conversing.respond(question, before, *rest, **more):
            if now is None:  # the page shows something else by now
                yield None, None, None, None, None, None, False
                return
            if len(now) > len(before):
                now = (*now[:-1], replace(now[-1], position=replaced))
            yield chat, sources, now, box, key, None, False
        # The last update repeats everything: a page that gets several at once draws only the last one.
        if len(now) == len(before) < len(conversation):  # it could not be asked: what it was to replace stays
            yield *self._drawn(conversation, asker), box, key, None, True
        elif len(now) > len(before) and now[-1].answer is not None:
            yield chat, sources, self._keep(asker, key, now), box, key, self.listed(asker), False

    def opened(self, asker: Asker, key: str, conversation: Conversation) -> Updates:
        """A page that has just opened: the list, and the conversation that was open in it before."""
        # A visitor may have asked already: what was open before must not take the place of that.
        found = () if conversation else self._restored(asker, key)
        if not found:
            return None, None, None, None, None, self.listed(asker), False
        return *self._drawn(found, asker), idle(words(asker.language)), key, self.listed(asker), False

    def open(self, asker: Asker, key: str) -> Updates:
        """The page with another conversation. Raises NoSuchConversation."""
        found = self._restored(asker, key)
        if not found:
            raise NoSuchConversation("没有这段对话：可能已经删除或过期。")
        return *self._drawn(found, asker), idle(words(asker.language), ""), key, None, False

    def rename(self, asker: Asker, key: str, title: str) -> str:
        """The list after a conversation was given another title."""
        self._attempt(asker, lambda visitor: self.kept.rename(visitor, key, title))
        return self.listed(asker)

    def delete(self, asker: Asker, key: str) -> str:
        """The list after a conversation was removed."""
        self._attempt(asker, lambda visitor: self.kept.delete(visitor, key))
        return self.listed(asker)

    def listed(self, asker: Asker) -> str:
        """The list of the visitor's conversations."""
        found = None
        if self.days:
            found = self.kept.listed(asker.visitor) if asker.visitor else []
        return history(found, talk_words(asker.language), datetime.date.today(), self.days)

    def _attempt(self, asker: Asker, deed: Any) -> None:
        try:
            if asker.visitor:
                deed(asker.visitor)
        except WenceError as error:
            warn(talk_words(asker.language).not_possible, str(error))

    def _continued(self, asker: Asker, key: str, conversation: Conversation) -> tuple[str, Conversation]:
        """The conversation that a question goes on with: a key that is not this visitor's begins another one."""
        if not (self.days and asker.visitor and self._is_theirs(asker.visitor, key)):
            return new_id(), conversation
        # After a restart of the server the page still shows what its memory has lost.
        return key, conversation or self._restored(asker, key)

    def _is_theirs(self, visitor: str, key: str) -> bool:
        try:
            self.kept.find(visitor, key)
        except NoSuchConversation:
            return False
        return True

    def _restored(self, asker: Asker, key: str) -> Conversation:
        """What was said in a conversation of the visitor's; nothing where there is none."""
        if not (self.days and asker.visitor and key):
            return ()
        try:
            found = self.kept.exchanges(asker.visitor, key)
        except NoSuchConversation:
            return ()
        ids = [it.answer.entry_id for it in found if it.answer and it.answer.entry_id]
        given = opinions(self.kept.engine, asker.visitor, ids)
        lost = talk_words(asker.language).unreadable
        return tuple(
            Exchange(it.question, Stage.FAILED, lost, position=it.position)
            if it.answer is None
            else Exchange(
                it.question,
                Stage.DONE,
                answer=it.answer,
                position=it.position,
                opinion=given.get(it.answer.entry_id or ""),
            )
            for it in found
        )

    def _keep(self, asker: Asker, key: str, conversation: Conversation) -> Conversation:
        """Keeps the last exchange; an answer that is there does not fail because it cannot be kept."""
        last = conversation[-1]
        if not (self.days and asker.visitor and last.answer):
            return conversation
        try:
            position = self.kept.add(asker.visitor, key, last.question, last.answer, replacing=last.position)
        except WenceError as error:
            logger.warning("an exchange was not kept: %s", error)
            return conversation
        return (*conversation[:-1], replace(last, position=position))

    def _drawn(self, conversation: Conversation, asker: Asker) -> tuple[Any, Any, Conversation]:
        said = words(asker.language)
        return messages(conversation, said), panel(conversation, _NOTHING, said), conversation
