"""Whether something is so, as far as it was plainly said or plainly denied."""

import re
from dataclasses import dataclass

from assistant.conditions.ground import Ground
from assistant.formal import topical, window_of
from assistant.situation import Clause, Situation

_DENIED = re.compile("没有?|从未|未|无|不是|不(?=存在|属于|在|欠|含)|并非|不")
_JOINTS = re.compile("[、]|以及|或者?|和(?!平)|及|与(?=[^,]{0,6}事故)")
_LISTED = re.compile("、|或者?")
_ANY_OF = re.compile("^(?:主要|专门)?(?:从事|属于|主营)|或(?!.*、)")
_LONG_AGO = re.compile("以前|之前|年前|曾经?")


@dataclass(frozen=True, slots=True)
class _Part:
    """One of several things that a clause names at once: 重大安全、环保事故 are two."""

    words: tuple[str, ...]
    """With what it shares with the others: 重大, 环保, 事故."""
    own: tuple[str, ...]
    """What only it says, and what names it."""


def happened(
    event: str, told: Situation, ground: Ground, *, any_part: bool
) -> tuple[bool | None, tuple[str, ...], tuple[str, ...]]:
    """Whether `event` is so, what was said of it, and what of it was not said. `any_part`: of several things named, one is
    enough."""
    parts = _parts(event, shared=any_part)
    if not parts:
        return None, (), ()
    found = [_of_part(part, event, told, ground, itself=not any_part) for part in parts]
    any_part = any_part or bool(_ANY_OF.search(event))
    said = tuple(dict.fromkeys(text for _, text in found if text))
    verdicts = {holds for holds, _ in found}
    untold = tuple("".join(part.words) for part, (holds, _) in zip(parts, found, strict=True) if holds is None)
    decisive = any_part
    if decisive in verdicts:
        return decisive, said, ()
    return (None if None in verdicts else not decisive), said, untold


def _of_part(part: _Part, event: str, told: Situation, ground: Ground, *, itself: bool) -> tuple[bool | None, str]:
    """`itself`: the part itself must be denied, not something that it is about: 没有安全事故 denies no 安全事故责任承担能力."""
    window = window_of(event)
    for clause in reversed(told.clauses):
        if clause.denied and (clause.years is None or (window is not None and clause.years >= window)):
            if _denies(clause, part, itself=itself):
                return False, clause.text
        elif not clause.denied and not _LONG_AGO.search(clause.text):
            placed = _affirms(clause, part, told, ground)
            if placed is not None:
                return placed, clause.text
    return None, ""


def _denies(clause: Clause, part: _Part, *, itself: bool) -> bool:
    """Whether what is denied takes in the part: who denies 安全事故 denies 重大安全事故, but not 环保事故."""
    whole = "".join(part.words)
    for denied in _parts(_DENIED.sub("", clause.text), shared=True):
        if denied.words and all(word in whole for word in denied.words):
            if itself and not part.words[-1].endswith(denied.words[-1]):
                continue
            own = "".join(part.own)
            if any(word in own for word in denied.words):
                return True
    return False


def _affirms(clause: Clause, part: _Part, told: Situation, ground: Ground) -> bool | None:
    """Whether every word of the part is said; False where it is said of another place."""
    here = [word for word in part.words if ground.names_here(word)]
    others = [word for word in part.words if word not in here]
    if not all(word in clause.text for word in others) or not (others or here):
        return None
    if all(word in clause.text for word in here) or ground.is_in(clause.text):
        return True
    if ground.is_elsewhere(clause.text) and others:
        return False
    return True if others and ground.is_in(told.said) else None


def _parts(event: str, *, shared: bool) -> list[_Part]:
    pieces = [words for piece in (_JOINTS if shared else _LISTED).split(event) if (words := topical(piece))]
    if len(pieces) < 2 or not shared:
        return [_Part(words, words) for words in pieces]
    first, last = pieces[0], pieces[-1]
    before = first[:-1]
    head = last[-1:] if len(last) > 1 else ()
    return [
        _Part(_once(*before, *words, *head), _once(*(it for it in words if it not in before), *head))
        for words in pieces
    ]


def _once(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
