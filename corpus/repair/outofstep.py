"""Bytes in pairs that are one out of step: what a run of shown characters spells when it is read in step again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.repair.pinyin import SYLLABLE

LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
_TOKEN = re.compile(
    rf"(.)(?:[(（]({SYLLABLE})[)）]|(?<=[?？\ufffd])({SYLLABLE})[)）])?",
    re.DOTALL,
)
_TRAIL_ALONE = re.compile(r"[@-~]")
_LONGEST_RUN = 400
_MOST_ENDS = 12
_FULL_WIDTH = {ord(mark): chr(ord(mark) + 0xFEE0) for mark in "?!,:;()"}
"""Punctuation that a page's own tools may have made half-width after the damage."""
_LOST = "?\ufffd"
_MARKS = "?？\ufffd"
"""？ may be a real one, made of two bytes; the others may stand for bytes that fitted nothing."""


@dataclass(frozen=True, slots=True)
class Token:
    """One shown character with its annotation, and where both stand in the line."""

    shown: str
    pinyin: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Half:
    """A character of which one byte is known."""

    lead: int | None
    trail: int | None
    pinyin: str | None = None

    def candidates(self) -> list[str]:
        """The characters that it may be; none where no byte is known."""
        if self.lead is None and self.trail is None:
            return []
        leads = LEADS if self.lead is None else (self.lead,)
        trails = TRAILS if self.trail is None else (self.trail,)
        return [it for lead in leads for trail in trails if (it := decoded(lead, trail))]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a mark stands inside a run: a real ？, whose bytes belong to two characters, or bytes that fitted nothing."""

    as_written: tuple[str, str] | None
    """The two characters, if the mark is a real ？."""
    as_loss: tuple[Half, ...]
    """The half-known characters, if bytes are lost there."""


Slot = str | Half | Mark


@dataclass(frozen=True, slots=True)
class Run:
    """A damaged stretch, `tokens[first:last]` as shown, and what its bytes spell in step."""

    first: int
    last: int
    slots: tuple[Slot, ...]


def tokens(text: str) -> list[Token]:
    """The characters of a text, each with the pinyin behind it, also where damage has eaten the bracket."""
    return [Token(it[1], it[2] or it[3], it.start(), it.end()) for it in _TOKEN.finditer(text)]


def runs(parts: Sequence[Token], first: int) -> Iterator[Run]:
    """The runs that can begin with the token `first`: its bytes are a trail byte and the next lead byte, and so on."""
    slots: list[Slot] = []
    lead: int | None = None
    index, ends, limit = first, 0, min(first + _LONGEST_RUN, len(parts))
    while index < limit and ends < _MOST_ENDS:
        token = parts[index]
        if lead is not None and token.shown in _LOST:
            # A byte that fitted nothing, alone or with the blank or bracket behind it, is shown as a mark.
            yield Run(first, index + 1, (*slots, Half(lead, None, token.pinyin)))
            ends += 1
        if lead is not None and token.shown in _MARKS:
            behind = next((at for at in range(index, limit) if parts[at].shown not in _LOST + "？"), limit)
            pair = spelled(parts[behind].shown) if behind < limit else b""
            if len(pair) == 1 and _TRAIL_ALONE.match(parts[behind].shown):
                loss = _mark(lead, parts[index:behind], pair[0]).as_loss
                yield Run(first, behind + 1, (*slots, *loss))
            if len(pair) != 2:
                return
            slots.append(_mark(lead, parts[index:behind], pair[0]))
            lead, index = pair[1], behind + 1
            continue
        pair = spelled("？" if token.shown == "?" else token.shown)
        if len(pair) == 1 and (closed := _closed(parts, first, index, lead)) is not None:
            yield Run(first, index + 1, (*slots, closed))
        slot = _in_step(lead, pair)
        if slot is None:
            return
        slots.append(slot)
        lead, index = pair[1], index + 1


def _in_step(lead: int | None, pair: bytes) -> Slot | None:
    """The character that `lead` and the first byte of `pair` spell."""
    if len(pair) != 2:
        return None
    return Half(None, pair[0]) if lead is None else decoded(lead, pair[0])


def _mark(lead: int, marks: Sequence[Token], trail: int) -> Mark:
    """What marks between a lead byte and a trail byte may be."""
    first, second = decoded(lead, 0xA3), decoded(0xBF, trail)
    is_one = len(marks) == 1 and marks[0].shown != "\ufffd" and first is not None and second is not None
    unknown = [Half(None, None)] * (len(marks) - 1)
    loss = (Half(lead, None, marks[0].pinyin), *unknown, Half(None, trail))
    return Mark((first, second) if is_one and first and second else None, loss)


def _closed(parts: Sequence[Token], first: int, index: int, lead: int | None) -> Slot | None:
    """The character that a byte alone ends, as its trail byte; the steps fall in behind it."""
    shown = parts[index].shown
    if not _TRAIL_ALONE.match(shown):
        return None
    if lead is not None:
        return decoded(lead, ord(shown))
    # Nothing is left but this byte: behind a mark, or behind an annotation that stands between the two bytes.
    before = parts[index - 1] if index == first and index > 0 else None
    return Half(None, ord(shown)) if before and (before.pinyin or before.shown in _LOST) else None


def spelled(shown: str) -> bytes:
    """The bytes of a shown character; none for what has none."""
    try:
        return shown.translate(_FULL_WIDTH if shown in "!,:;()" else {}).encode("gb18030")
    except UnicodeEncodeError:  # half of a surrogate pair spells no bytes
        return b""


def decoded(lead: int, trail: int) -> str | None:
    """The character of two bytes; None where they spell none."""
    try:
        character = bytes((lead, trail)).decode("gb18030")
    except UnicodeDecodeError:
        return None
    return character if len(character) == 1 and not "\ue000" <= character <= "\uf8ff" else None
