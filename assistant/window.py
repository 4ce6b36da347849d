"""What fits into a model's window: how its tokens are shared among passages, conversation and answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Turn
from assistant.verify import bare
from corpus.errors import ModelError
from corpus.sentences import sentences
from index.hit import Hit

_MOST_PASSAGES = 12
_MOST_ANSWER = 1500
"""Tokens of an answer; a longer one is not read."""
_ANSWER_SHARE, _HISTORY_SHARE, _PASSAGE_SHARE = 4, 6, 3
"""An answer may take a quarter of the window, the conversation a sixth, one passage a third of the room for passages."""
_MOST_TURNS = 4
_MOST_OF_A_TURN = 300
"""Tokens of one earlier answer: what was talked of, not its text."""
_LEAST_PASSAGE = 60
_MARGIN = 64
"""Tokens by which a chat template and its marks may exceed what is counted."""
_WORD = re.compile(r"[A-Za-z]+|\d|[^\x00-\x7f]|[^\sA-Za-z\d]")


@dataclass(frozen=True, slots=True)
class Request:
    """What one request shows a model."""

    hits: tuple[Hit, ...]
    """Best first; their order gives the citation numbers. A passage may be cut, behind a sentence."""
    texts: tuple[str, ...]
    """What is shown of each."""
    history: tuple[Turn, ...]
    most_tokens: int
    """Tokens that the answer may have."""

    @property
    def most_chars(self) -> int:
        """Characters after which an answer is not read on: no token is longer than four of them on the average."""
        return 4 * self.most_tokens


def tokens(text: str) -> int:
    """No fewer than the tokens of `text`: 1.3 for a Chinese character, which old vocabularies split, one for a digit or
    mark, and one for three Latin letters."""
    count = 0.0
    for match in _WORD.finditer(text):
        word = match[0]
        count += 1.3 if not word.isascii() else (len(word) + 2) // 3
    return int(count) + 1


def most_answer_tokens(window: int) -> int:
    """Tokens that an answer may have in a window of so many."""
    return min(window // _ANSWER_SHARE, _MOST_ANSWER)


def fit(
    hits: Sequence[Hit],
    question: str,
    history: Sequence[Turn],
    *,
    window: int,
    fixed: int,
    frame: Callable[[Hit], str],
) -> Request:
    """The best hits and the latest turns that fit beside the question and `fixed` tokens of instructions; `frame` is
    what a hit's text stands in.

    Raises:
        ModelError: not even one passage fits.
    """
    answer = most_answer_tokens(window)
    room = window - answer - fixed - tokens(question) - _MARGIN
    turns = latest(history, min(window // _HISTORY_SHARE, max(0, room // 3)))
    room -= sum(map(_turn_tokens, turns))
    kept, texts = list[Hit](), list[str]()
    each = max(room // _PASSAGE_SHARE, _LEAST_PASSAGE)
    for hit in hits[:_MOST_PASSAGES]:
        around = tokens(frame(hit)) + 4
        text = cut_at_sentence(hit.chunk.text, min(each, room - around))
        if not text:
            break
        kept.append(hit)
        texts.append(text)
        room -= tokens(text) + around
    if not kept:
        raise ModelError(
            f"模型的窗口放不下一段材料和这个问题（WENCE_MODEL_WINDOW={window}），请调大或换用窗口更大的模型"
        )
    return Request(tuple(kept), tuple(texts), turns, answer)


def cut_at_sentence(text: str, most: int) -> str:
    """`text` up to the last sentence that ends within `most` tokens; empty where none does."""
    if tokens(text) <= most:
        return text
    end, used = 0, 0
    for start, stop in sentences(text):
        used += tokens(text[start:stop])
        if used > most:
            break
        end = stop
    return text[:end]


def latest(history: Sequence[Turn], most: int) -> tuple[Turn, ...]:
    """The last turns that fit in `most` tokens; the oldest go first, and of a long answer its beginning stays."""
    kept: list[Turn] = []
    for turn in reversed(history[-_MOST_TURNS:]):
        short = replace(turn, answer=_begin(bare(turn.answer), _MOST_OF_A_TURN), question=_begin(turn.question, most))
        most -= _turn_tokens(short)
        if most < 0:
            break
        kept.insert(0, short)
    return tuple(kept)


def _turn_tokens(turn: Turn) -> int:
    return tokens(turn.question) + tokens(turn.answer) + 8


def _begin(text: str, most: int) -> str:
    """The beginning of `text`, where a turn is far too long even for its sentences."""
    cut = cut_at_sentence(text, most)
    return cut or text[: max(0, int(most / 1.3))]
