"""Having a chat model write the answer from numbered passages."""

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.answer import Turn
from assistant.standing import STATUS_NAMES, chinese_date
from assistant.verify import bare
from corpus.errors import ModelError
from corpus.normalize import in_title_marks
from index.hit import Hit
from prompts.library import prompt

if TYPE_CHECKING:
    import datetime

    from langchain_core.language_models import BaseChatModel

NO_EVIDENCE = "未找到依据"
_MOST_PASSAGES = 8
_MOST_PASSAGE_CHARS = 1200
_MOST_CHARS = 7000
"""Keeps the whole request inside an 8,000-token window: Chinese text is at most about one token a character."""
_MOST_TURNS = 3


def shown(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits that fit into one request, best first; their order gives the citation numbers."""
    room, fitting = _MOST_CHARS, []
    for hit in hits[:_MOST_PASSAGES]:
        room -= min(len(hit.chunk.text), _MOST_PASSAGE_CHARS)
        if room < 0:
            break
        fitting.append(hit)
    return tuple(fitting)


def passages(hits: Sequence[Hit]) -> str:
    """The numbered passages as the model sees them, each with its place and standing, fenced as data."""
    return "\n\n".join(_passage(number, hit) for number, hit in enumerate(hits, start=1))


def _passage(number: int, hit: Hit) -> str:
    chunk, card = hit.chunk, hit.chunk.card
    adopted = f"{chinese_date(card.adopted_on)}通过" if card.adopted_on and not card.published_on else None
    published = f"{chinese_date(card.published_on)}发布" if card.published_on else None
    facts = [
        in_title_marks(card.title),
        card.doc_number,
        " ".join(chunk.path),
        adopted,
        published,
        STATUS_NAMES[hit.status],
    ]
    # The fence cannot be closed from inside: its marks are taken out of the passage.
    text = chunk.text[:_MOST_PASSAGE_CHARS].replace("<<<", "").replace(">>>", "")
    return f"[{number}] {'｜'.join(filter(None, facts))}\n<<<\n{text}\n>>>"


def generate(
    model: "BaseChatModel",
    question: str,
    hits: Sequence[Hit],
    *,
    history: Sequence[Turn],
    today: "datetime.date",
    timeout: float,
) -> Iterator[str]:
    """The model's answer, piece by piece.

    Raises:
        ModelError: the model failed, gave nothing, or did not finish within `timeout` seconds.
    """
    from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

    system = prompt("answer").template.format(today=chinese_date(today), passages=passages(hits))
    messages: list[BaseMessage] = [SystemMessage(system)]
    for turn in history[-_MOST_TURNS:]:
        messages += [HumanMessage(turn.question), AIMessage(bare(turn.answer)[:500])]
    messages.append(HumanMessage(question))
    yield from _within(timeout, (str(piece.text) for piece in model.stream(messages)))


def condense(model: "BaseChatModel", question: str, history: Sequence[Turn], *, timeout: float) -> str:
    """The question made stand-alone by the model.

    Raises:
        ModelError: as `generate`.
    """
    talk = "\n".join(f"问：{turn.question}\n答：{bare(turn.answer)[:300]}" for turn in history[-_MOST_TURNS:])
    text = prompt("condense").template.format(history=talk, question=question)
    written = "".join(_within(timeout, (str(piece.text) for piece in model.stream(text)))).strip()
    # A rewriting that runs long has answered instead of rewriting.
    return written if 0 < len(written) <= 4 * len(question) + 60 else question


def _within(timeout: float, pieces: Iterator[str]) -> Iterator[str]:
    """`pieces`, read in a thread so that a model which hangs between two of them cannot hold the visitor."""
    arrived: queue.Queue[str | BaseException | None] = queue.Queue()
    given_up = threading.Event()

    def read() -> None:
        try:
            for piece in pieces:
                if given_up.is_set():
                    return
                arrived.put(piece)
            arrived.put(None)
        except Exception as error:  # every provider has its own errors; they are raised again below
            arrived.put(error)

    threading.Thread(target=read, daemon=True, name="wence-model").start()
    deadline, anything = time.monotonic() + timeout, False
    try:
        while True:
            piece = arrived.get(timeout=max(0.0, deadline - time.monotonic()))
            if isinstance(piece, BaseException):
                raise ModelError(f"模型调用失败：{type(piece).__name__}：{piece}") from piece
            if piece is None:
                break
            anything = anything or bool(piece.strip())
            yield piece
    except queue.Empty:
        raise ModelError(f"模型在 {timeout:g} 秒内没有答完") from None
    finally:
        given_up.set()
    if not anything:
        raise ModelError("模型没有给出任何文字")
