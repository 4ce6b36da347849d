"""Text whose bytes were decoded one byte out of step, set right.

A page in GB 18030 lost the first byte of a character, and what followed was read in pairs that each hold the second
byte of one character and the first of the next: 海口高新區, BA·A3BF·DAB8·DFD0·C285·5E, became `??诟咝聟^` (lost byte,
A3BF = ？, DAB8 = 诟, …). The steps fall in again at a byte that stands alone. To set it right, encode what is shown,
put a lead byte back, and decode. Which byte it was follows from what the language, and the document elsewhere, say in
such a place (`corpus.repair.language`); where that does not tell, the character is marked as missing.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.characters import common_characters
from corpus.repair.language import Language
from corpus.repair.outofstep import Run, Token, runs, tokens
from corpus.repair.quality import DAMAGE
from corpus.repair.restored import Reader

MISSING = DAMAGE
"""Stands for a character that could not be recovered."""
_MOST_MARKS = 2000
"""A text with more marks than this is not damaged in this way; trying them all would take seconds."""
_PASSES = 3
_MOST_LINE = 4000
"""A line longer than this is searched only in its first part."""
_LEAST_GAIN = 6.0
"""How much more likely, as a logarithm, the repaired text must be than the shown one, …"""
_LOSS = 8.0
"""… and for the byte that must have been lost, …"""
_SILENT_LOSS = 7.0
"""… and for its leaving no mark, or one that is more often a real ？."""
_MARK_LEFT = 8.0
"""… and for a mark before it that would stay unexplained."""
_CLOSES = 16.0
"""What it speaks for a run that it closes the quotation which is open there."""
_LEAST_KNOWN = 2
"""Characters that must be certain in a run of whose lost byte there is no mark."""
_ODD_IN_REACH = 2
_REACH = 8
"""Where a byte was lost without a mark, two odd characters stand within so many."""
_LONGEST_GAP = 30
"""Characters between two odd ones of one cluster: in a run a third are odd."""
_MARKS = "?？\ufffd"
_LEFT = re.compile(f"[{_MARKS}{MISSING}!！]+")
_LETTER = re.compile(r"(?<=[\u4e00-\u9fff])[@-~](?=[\u4e00-\u9fff])")
"""Between characters, where a run of Traditional text may end; A股 and T恤 are not touched, for they read well."""
_ODD = re.compile("[^\\s!-~，。、；：？！“”‘’（）《》〈〉【】〔〕—…·％　①-⑳℃×￥「」『』•～－＋／０-９Ａ-Ｚａ-ｚ]")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after the repair of misaligned runs."""

    text: str
    runs: int
    missing: int
    """Characters that are marked as lost."""


@dataclass(frozen=True, slots=True)
class _Repair:
    """What would stand in place of the tokens from `first` up to `last`."""

    first: int
    last: int
    text: str
    gain: float
    """How much more likely that is than what is shown, as a logarithm."""


def repair_misaligned(text: str) -> Repaired:
    """Set runs right that were decoded out of step."""
    if sum(map(text.count, _MARKS)) > _MOST_MARKS:
        return Repaired(text, 0, 0)
    lines = text.split("\n")
    suspect = [index for index, line in enumerate(lines) if _places(line)]
    if not suspect:
        return Repaired(text, 0, 0)
    # Damage must not vouch for damage: what the text says elsewhere is read from its other lines …
    healthy = [line for line in lines if not _is_garbled(line)]
    repaired = _repair_lines(lines, suspect, healthy, text)
    for _ in range(_PASSES - 1):
        if not any(count for _, count in repaired):
            return Repaired(text, 0, 0)
        # … and then from those that are sound now as well: the name that one line tells for certain helps another.
        repaired = _repair_lines(lines, suspect, [*healthy, *(_sound(line) for line, count in repaired if count)], text)
    for index, (line, _) in zip(suspect, repaired, strict=True):
        lines[index] = line
    fixed = "\n".join(lines)
    return Repaired(fixed, sum(count for _, count in repaired), fixed.count(MISSING) - text.count(MISSING))


def _repair_lines(
    lines: Sequence[str], suspect: Sequence[int], healthy: Sequence[str], text: str
) -> list[tuple[str, int]]:
    plain = "".join(token.shown for token in tokens("\n".join(healthy)))
    reader = Reader(Language(plain), text)
    return [_repair_line(lines[index], reader) for index in suspect]


def _sound(line: str) -> str:
    """A repaired line without the marks that are left in it: they must not vouch for others."""
    return _LEFT.sub("\n", line)


def _is_garbled(line: str) -> bool:
    return bool(_odd(line)) and bool(_places(line))


def _odd(line: str) -> list[int]:
    """Indices of characters that are neither in common use nor ASCII."""
    common = common_characters()
    return [match.start() for match in _ODD.finditer(line[:_MOST_LINE]) if match[0] not in common]


def _places(line: str) -> list[int]:
    """Indices in `line` from which a run may begin: marks, and what stands before a cluster of odd characters."""
    found = {at for at, it in enumerate(line[:_MOST_LINE]) if it in _MARKS}
    last = -_LONGEST_GAP
    odd = _odd(line)
    for first, second in zip(odd, odd[_ODD_IN_REACH - 1 :], strict=False):
        if second - first < _REACH:
            if first - last >= _LONGEST_GAP:  # the beginning of a cluster, near which the byte was lost
                found |= set(range(max(0, first - _REACH), first + 1))
            last = second
    for match in _LETTER.finditer(line[:_MOST_LINE]):
        found |= set(range(max(0, match.start() - _REACH), match.start()))
    return sorted(found)


def _repair_line(line: str, reader: Reader) -> tuple[str, int]:
    places = set(_places(line))
    parts = tokens(line)
    found = [it for at, token in enumerate(parts) if token.start in places for it in _repairs_at(parts, at, reader)]
    chosen: list[_Repair] = []
    for repair in sorted(found, key=lambda it: -it.gain):
        if all(repair.last <= it.first or repair.first >= it.last for it in chosen):
            chosen.append(repair)
    for repair in sorted(chosen, key=lambda it: -it.first):
        start, end = parts[repair.first].start, parts[repair.last - 1].end
        line = f"{line[:start]}{repair.text}{line[end:]}"
    return line, len(chosen)


def _repairs_at(parts: Sequence[Token], at: int, reader: Reader) -> Iterator[_Repair]:
    """What may stand in place of a run that begins at `at`; nothing where there is no damage."""
    marks = "".join(token.shown for token in parts[at : at + 3])
    is_marked = marks[0] in _MARKS
    if is_marked and len(marks) == 3 and not set(marks) - set("?？"):
        return  # ??? is said by people
    before = "".join(token.shown for token in parts[max(0, at - 4) : at])
    line = "".join(token.shown for token in parts[:at])
    is_quoting = line.count("“") == line.count("”") + 1
    # The lost byte left a mark, or none; then what looks like a mark is part of the run.
    starts = [(at, _LOSS + _SILENT_LOSS)]
    if is_marked:
        starts.append((at + 1, _LOSS + (_SILENT_LOSS if marks[0] == "？" else 0.0)))
    if at > 0 and parts[at - 1].shown in _MARKS:
        starts = [(first, loss + _MARK_LEFT) for first, loss in starts]
    for first, loss in starts:
        least = _LEAST_KNOWN if first == at and not is_marked else 0
        for run in _plausible(parts, first, least, reader):
            shown = "".join(token.shown for token in parts[at : run.last])
            after = "".join(token.shown for token in parts[run.last : run.last + 3])
            text, cost = reader.restore(run, before, after)
            gain = reader.cost_between(before, shown, after) - cost - loss
            gain += _CLOSES * (is_quoting and text.count("”") == 1 and "”" not in shown)
            if gain >= _LEAST_GAIN and not _is_mostly_lost(text):
                yield _Repair(at, run.last, text, gain)


def _is_mostly_lost(text: str) -> bool:
    return text.count(MISSING) > math.ceil(len(text) / 2)


def _plausible(parts: Sequence[Token], first: int, least: int, reader: Reader) -> Iterator[Run]:
    """The runs that can begin with the token `first` and hold `least` known characters or more, which are in use."""
    for run in runs(parts, first):
        known = [slot for slot in run.slots if isinstance(slot, str)]
        if len(known) >= least and sum(map(reader.is_usual, known)) >= 0.75 * len(known):
            yield run
