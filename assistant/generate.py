"""Having a chat model write: an answer from numbered passages, a better wording, a question that stands alone."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.admission import aside
from assistant.answer import Turn
from assistant.fence import fenced, frame, passages
from assistant.names import unknown_names
from assistant.standing import chinese_date
from assistant.stream import Deadline, Ended, read
from assistant.vetting import Doubt
from assistant.window import Request, fit, latest, tokens
from index.breaker import Breaker
from index.hit import Hit
from prompts.library import Prompt, prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

NO_EVIDENCE = "未找到依据"
_MOST_CONDENSED = 200
"""Tokens of a question made stand-alone."""


@dataclass(frozen=True)
class Writer:
    """A chat model with what every call to it needs."""

    model: "BaseChatModel"
    window: int
    """Tokens that a request and its answer may have together."""
    config: Mapping[str, Any] = field(default_factory=dict)
    """LangChain's config for each call: callbacks, tags, metadata."""
    breaker: Breaker = field(default_factory=lambda: Breaker("语言模型"))
    """Spares a model that fails."""

    def fit(self, hits: Sequence[Hit], question: str, history: Sequence[Turn]) -> Request:
        """What one request can show.

        Raises:
            ModelError: not even one passage fits.
        """
        fixed = max(tokens(prompt(name).template) for name in ("answer", "repair"))
        return fit(hits, question, history, window=self.window, fixed=fixed, frame=frame)

    def answer(
        self, request: Request, question: str, *, today: datetime.date, deadline: Deadline
    ) -> Iterator[str | Ended]:
        """The model's answer, piece by piece, and how it ended.

        Raises:
            ModelError: the model failed, gave nothing, or did not finish in time.
        """
        values = {"today": chinese_date(today), "passages": passages(request), "question": fenced(question)}
        yield from self._read(prompt("answer"), values, request.history, deadline, request.most_tokens)

    def repair(
        self, request: Request, question: str, doubts: Sequence[Doubt], *, today: datetime.date, deadline: Deadline
    ) -> str:
        """What the model makes of the sentences that were not borne out, a numbered line each.

        Raises:
            ModelError: as `answer`.
        """
        listed = "\n".join(
            f"{number}. {fenced(' '.join(doubt.piece.text.split()))[:400]}（原因：{doubt.reason[:120]}）"
            for number, doubt in enumerate(doubts, start=1)
        )
        values = {"today": chinese_date(today), "passages": passages(request), "question": fenced(question)}
        pieces = self._read(prompt("repair"), values | {"doubts": listed}, (), deadline, request.most_tokens)
        return "".join(piece for piece in pieces if isinstance(piece, str))

    def condense(self, question: str, history: Sequence[Turn], *, timeout: float) -> str:
        """The question made stand-alone from the conversation; as it was asked, where the model adds what nobody said.

        Raises:
            ModelError: as `answer`.
        """
        used = latest(history, self.window // 3)
        talk = "\n".join(f"问：{turn.question}\n答：{turn.answer}" for turn in used)
        values = {"history": fenced(talk), "question": fenced(question)}
        pieces = self._read(prompt("condense"), values, (), Deadline.after(timeout), _MOST_CONDENSED)
        written = " ".join("".join(piece for piece in pieces if isinstance(piece, str)).split())
        # A rewriting that runs long has answered instead of rewriting; one with new names or figures has made them up.
        if not 0 < len(written) <= 4 * len(question) + 60:
            return question
        said = "\n".join([question, *(f"{turn.question}\n{turn.answer}" for turn in history)])
        return question if unknown_names(written, said) else written

    def _read(
        self, of: Prompt, values: Mapping[str, str], history: Sequence[Turn], deadline: Deadline, most_tokens: int
    ) -> Iterator[str | Ended]:
        from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
        from langchain_core.runnables.config import merge_configs

        system, user = of.filled(**values)
        messages: list[BaseMessage] = [SystemMessage(system)]
        for turn in history:
            messages += [HumanMessage(turn.question), AIMessage(turn.answer)]
        messages.append(HumanMessage(user))
        own = {"run_name": f"wence.{of.name}", "tags": ["wence", of.version], "metadata": {"prompt": of.version}}
        config = merge_configs(self.config, own)  # type: ignore[arg-type]  # a plain mapping of the same keys
        with aside():
            yield from read(
                lambda: self.model.stream(messages, config), deadline, most_chars=4 * most_tokens, breaker=self.breaker
            )
