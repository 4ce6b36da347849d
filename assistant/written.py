"""The model's way to an answer: written from numbered passages, and only what can be verified of it kept."""

import logging
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from assistant.answer import Turn, Unverified
from assistant.generate import NO_EVIDENCE, generate, shown
from assistant.library import Asked, Library
from assistant.statement import Draft
from assistant.verify import bare, verify
from corpus.errors import ModelError
from prompts.library import prompt

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """What is left of a model's answer once it is verified."""

    draft: Draft | None
    """None: the model finds no evidence in the passages."""
    left_out: tuple[Unverified, ...]
    prompt: str


def write(asked: Asked, library: Library, history: Sequence[Turn]) -> Generator[str, None, Written]:
    """Yields the model's text as it comes, provisional; returns what of it is verified.

    Raises:
        ModelError: the model failed, or nothing that it wrote could be verified.
    """
    assistant = library.assistant
    assert assistant.model is not None  # noqa: S101 - the caller has looked; this tells the type checker
    passages, version, text = shown(asked.hits), prompt("answer").version, ""
    for piece in generate(
        assistant.model,
        asked.question.standalone,
        passages,
        history=history,
        today=library.as_of,
        timeout=assistant.settings.model_timeout,
    ):
        text += piece
        yield piece
    if NO_EVIDENCE in bare(text) and len(bare(text)) < 4 * len(NO_EVIDENCE):
        return Written(None, (), version)
    verified = verify(text, passages)
    if not any(statement.proof for statement in verified.statements):
        raise ModelError("模型所写的没有一句能在原文中核实")
    left_out = tuple(Unverified(sentence, "未能在所引原文中核实") for sentence in verified.dropped)
    return Written(Draft(verified.statements), left_out, version)
