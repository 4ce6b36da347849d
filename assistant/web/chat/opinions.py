"""What visitors say of an answer: thumbs, and the question what is wrong with it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.log.feedback import LONGEST_REMARK, Opinion, Reason, give, take_back
from assistant.settings import Keeping
from assistant.web.chat.conversation import Conversation
from assistant.web.chat.events import warn
from assistant.web.chat.talks import Asker, Talks
from assistant.web.chat.words import talk_words
from corpus.errors import WenceError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opinions:
    """Keeps what visitors say of the answers that they see; only of those, for their ids come from no browser."""

    talks: Talks

    def thumb(
        self, asker: Asker, conversation: Conversation, told: Mapping[str, Any]
    ) -> tuple[Conversation, int | None]:
        """The conversation after a thumb was pressed, and the turn to be asked what is wrong with, if it pointed down.

        A thumb that is pressed again is taken back.
        """
        turn, is_helpful = told.get("turn"), told.get("helpful")
        if not isinstance(turn, int) or not isinstance(is_helpful, bool) or not 0 <= turn < len(conversation):
            return conversation, None
        given = conversation[turn].opinion
        is_again = given is not None and given.is_helpful is is_helpful
        opinion = None if is_again else Opinion(is_helpful)
        changed = self._said(asker, conversation, turn, opinion)
        return changed, None if is_helpful or is_again or changed is conversation else turn

    def explain(
        self, asker: Asker, conversation: Conversation, turn: int | None, reason: str | None, remark: str
    ) -> Conversation:
        """The conversation after the visitor has said what is wrong."""
        known = next((it for it in Reason if it.value == reason), None)
        if turn is None or not 0 <= turn < len(conversation) or not (known or remark.strip()):
            return conversation
        opinion = Opinion(False, known or Reason.OTHER, remark.strip()[:LONGEST_REMARK])
        return self._said(asker, conversation, turn, opinion)

    def _said(self, asker: Asker, conversation: Conversation, turn: int, opinion: Opinion | None) -> Conversation:
        answer, settings = conversation[turn].answer, self.talks.conversing.assistant.settings
        if asker.visitor is None or answer is None or answer.entry_id is None:
            return conversation
        engine = self.talks.conversing.assistant.store.catalog.engine
        try:
            if opinion is None:
                take_back(engine, answer.entry_id, asker.visitor)
            else:
                is_full = settings.log is Keeping.FULL
                give(engine, answer.entry_id, asker.visitor, opinion, question=answer.question, full=is_full)
        except WenceError as error:
            logger.warning("an opinion was not kept: %s", error)
            warn(talk_words(asker.language).not_possible, str(error))
            return conversation
        said = replace(conversation[turn], opinion=opinion)
        return (*conversation[:turn], said, *conversation[turn + 1 :])
