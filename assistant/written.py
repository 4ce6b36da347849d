"""The model's way to an answer: written from numbered passages, and only what can be verified of it kept."""

import logging
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from assistant.answer import Turn, Unverified
from assistant.claims import level
from assistant.generate import NO_EVIDENCE, Writer
from assistant.headway import Headway, Step, begins
from assistant.library import Asked, Library
from assistant.names import parks_in, parks_of
from assistant.provisional import Provisional
from assistant.reply import harmless, pieces_of, without_cut_end
from assistant.statement import Draft, Statement, Table
from assistant.stream import Deadline
from assistant.verify import bare
from assistant.vetting import Doubt, Setting, Vetted, vet, vet_piece
from assistant.window import Request
from corpus.errors import ModelError
from index.hit import Hit
from prompts.library import prompt

logger = logging.getLogger(__name__)

_LEAST_FOR_REPAIR = 2.0
"""Seconds that must be left for a model to be asked again."""
_MOST_DOUBTS = 12
_REPAIRED = re.compile(r"^\s*(\d{1,2})\s*[.、．)）:：]\s*(.+)$")
_MARKER = re.compile(r"\[\d{1,3}\]")
_CUT = Unverified("（回答没有写完）", "模型没有写完")


@dataclass(frozen=True, slots=True)
class Written:
    """What is left of a model's answer once it is verified."""

    draft: Draft | None
    """None: the model finds no evidence in the passages."""
    left_out: tuple[Unverified, ...]
    prompt: str


def write(
    asked: Asked, library: Library, history: Sequence[Turn], deadline: Deadline
) -> Generator[str | Headway, None, Written]:
    """Yields the model's text as it comes, provisional, then that it is being checked; returns what of it is verified.

    Raises:
        ModelError: the model failed, or nothing that it wrote could be verified.
    """
    assistant, question = library.assistant, asked.question.standalone
    assert assistant.writer is not None  # noqa: S101 - the caller has looked; this tells the type checker
    writer = assistant.writer
    request, version = writer.fit(asked.hits, question, history), prompt("answer").version
    text, cut, shown = "", True, Provisional()
    for item in writer.answer(request, question, today=library.as_of, deadline=deadline):
        if isinstance(item, str):
            text += item
            yield from shown.add(item)
        else:
            cut = item.cut
    yield from shown.rest()
    yield begins(Step.CHECKING, asked.hits, len(_MARKER.findall(text)))
    if _is_refusal(text):
        return Written(None, (), version)
    text, lost = without_cut_end(text) if cut else (text, "")
    vetted = vet(text, request.hits, setting_of(question, request.hits))
    if any(isinstance(one, Doubt) for one in vetted) and deadline.left > _LEAST_FOR_REPAIR:
        vetted = _repaired(writer, request, question, vetted, library, deadline)
    left_out = _presentable([one.unverified for one in vetted if isinstance(one, Doubt)])
    left_out += [Unverified(lost, _CUT.reason)] if lost else []
    kept = tuple(one for one in vetted if not isinstance(one, Doubt))
    if not any(one.proof for one in kept):
        raise ModelError("模型所写的没有一句能在原文中核实")
    return Written(Draft(kept), tuple(left_out), version)


def _presentable(left_out: Sequence[Unverified]) -> list[Unverified]:
    """What was left out as it may be told: without what acts, or gives away what the model was instructed."""
    shown = Provisional()
    told = ["".join((*shown.add(f"{one.text}\n"), *shown.rest())).strip() for one in left_out]
    return [Unverified(text or "（略）", one.reason) for text, one in zip(told, left_out, strict=True)]


def setting_of(question: str, hits: Sequence[Hit]) -> Setting:
    """What the question says for sentences that leave it out."""
    asked = level(question)
    named = parks_in(asked) or tuple(core for core in sorted(parks_of(hits)) if core in asked)
    return Setting(asked, named)


def _is_refusal(text: str) -> bool:
    said = bare(harmless(text))
    return NO_EVIDENCE in said and len(said) < 4 * len(NO_EVIDENCE)


def _repaired(
    writer: Writer, request: Request, question: str, vetted: Sequence[Vetted], library: Library, deadline: Deadline
) -> tuple[Vetted, ...]:
    """The same with the doubtful sentences asked for once more; what is still not borne out stays a doubt."""
    doubts = [one for one in vetted if isinstance(one, Doubt)][:_MOST_DOUBTS]
    try:
        text = writer.repair(request, question, doubts, today=library.as_of, deadline=deadline)
    except ModelError as error:
        logger.warning("doubtful sentences were left out without a second try: %s", error)
        return tuple(vetted)
    again = {id(doubt): _second_try(doubt, text, number, request) for number, doubt in enumerate(doubts, start=1)}
    return tuple(kept for one in vetted for kept in again.get(id(one), [one]))


def _second_try(doubt: Doubt, text: str, number: int, request: Request) -> list[Statement | Table | Doubt]:
    """The repaired sentences where every one of them is borne out; else the doubt."""
    lines = [match[2] for line in text.splitlines() if (match := _REPAIRED.match(line)) and int(match[1]) == number]
    pieces = pieces_of(lines[0]) if lines else ()
    again = [vet_piece(piece, request.hits, doubt.setting) for piece in pieces]
    proven = [one for one in again if isinstance(one, Statement)]
    return list(proven) if proven and len(proven) == len(again) else [doubt]
