"""The most likely text of a damaged run: known characters as they are, half-known ones by what fits between them."""

import math
from collections.abc import Sequence
from functools import cached_property, lru_cache

from corpus.characters import common_characters
from corpus.normalize import simplify
from corpus.repair.language import Language, classed, longest_words
from corpus.repair.outofstep import Half, Mark, Run, Slot, tokens
from corpus.repair.quality import DAMAGE

_SURE = 5.0
"""Natural logarithm of how many times likelier than all others together a character must be to be taken: 150, …"""
_SURE_IF_SEEN = 1.0
"""… or three, where it stands elsewhere in the document, several times, beside the same neighbour."""
_SEEN = 2
_SURE_OF_TWO = 2.0
"""For two together, which hold each other up: 。” where a quotation ends."""
_MOST_OF_TWO = 30
_SURE_OF_MARK = 3.0
"""A mark inside a run is read as a ？ only if that is so much likelier: it names two characters."""
_WORD = 2.5
"""What a word of three characters or more across a character adds, for each of its further characters."""
_UNKNOWN = 9.0
"""Cost of a character of which nothing is known; an ordinary one costs five."""
_SOUNDS, _SOUNDS_OTHERWISE = 4.0, -6.0
_WRONG_SCRIPT = -8.0
_QUOTE_CLOSES = 3.0
_TRADITIONAL_SHARE = 0.05


class Reader:
    """Reads damaged runs by the language and by what the document says elsewhere."""

    def __init__(self, language: Language, document: str) -> None:
        self._language = language
        self._document = document
        self._read_before: dict[tuple[Slot, Slot | None, str, str], tuple[str, float]] = {}

    def is_usual(self, it: str) -> bool:
        """Whether a character is in use: in common use, or in the document's healthy part."""
        return it in common_characters() or it in "「」『』•～" or self._language.own[classed(it)] > 0

    def cost_between(self, before: str, text: str, after: str) -> float:
        """The cost of `text` and of the character behind it, between its neighbours."""
        return self._language.cost_of(classed(before[-1:] or "\n") + classed(text) + classed(after[:1]))

    def restore(self, run: Run, before: str, after: str) -> tuple[str, float]:
        """The run's text, and its cost between its neighbours over all readings of half-known characters.

        A half-known character that nothing tells is DAMAGE.
        """
        text, cost = self._read(run.slots, before, after)
        if after and not text.endswith(DAMAGE):
            cost += self._cost(text, after[0])
        return text, cost

    def _read(self, slots: Sequence[Slot], before: str, after: str) -> tuple[str, float]:
        """The text of `slots` and the cost of it, without the step to what follows."""
        text, cost, skip = "", 0.0, False
        for place, slot in enumerate(slots):
            if skip:  # read together with the one before
                skip = False
                continue
            left, right = (before + text)[-4:] or "\n", _known(slots[place + 1 :], after)
            if isinstance(slot, str):
                found, more = slot, 0.0 if left.endswith(DAMAGE) else self._cost(left, slot)
            else:
                skip = isinstance(slot, Half) and slot.lead is None and _is_open(slots[place + 1 :])
                right = _known(slots[place + 2 :], after) if skip else right
                found, more = self._open(slot, slots[place + 1] if skip else None, left, right)
            text, cost = text + found, cost + more
        return text, cost

    def _open(self, slot: Half | Mark, second: Slot | None, left: str, right: str) -> tuple[str, float]:
        """What is not known, alone or with the half-known character behind it; the same place is asked for often."""
        key = (slot, second, left, right)
        if key not in self._read_before:
            if isinstance(slot, Mark):
                found, cost = self._best(slot, left, right)
            elif second is not None:
                found, cost = self._two(slot, second, left, right)
            else:
                found, cost = self._chosen(slot, left, right)
                cost -= self._cost(found, right[0]) if right and found != DAMAGE else 0.0
            self._read_before[key] = found, cost
        return self._read_before[key]

    def _best(self, mark: Mark, left: str, right: str) -> tuple[str, float]:
        """What a mark inside a run stands for: a ？ where that is far likelier, else a loss."""
        lost = self._read(mark.as_loss, left, right)
        if mark.as_written is None:
            return lost
        written = self._read(mark.as_written, left, right)

        def with_step(reading: tuple[str, float]) -> float:
            text, cost = reading
            return cost + (self._cost(text, right[0]) if right and not text.endswith(DAMAGE) else 0.0)

        return written if with_step(written) + _SURE_OF_MARK <= with_step(lost) else lost

    def _chosen(self, half: Half, left: str, right: str) -> tuple[str, float]:
        """The character that a half-known one must be, or DAMAGE; and the cost of it and of what links it to the right."""
        likely = self._likely(half, left, right)
        if not likely:
            return DAMAGE, _UNKNOWN
        fit = likely | {it: likely[it] + self._speaks_for(it, half, left, right) for it in _top(likely)}
        best = max(fit, key=lambda it: fit[it])
        others = _log_sum([value for it, value in fit.items() if it != best])
        lead = _SURE_IF_SEEN if self._is_seen(left, best, right) else _SURE
        return (best if fit[best] - others >= lead and right else DAMAGE), -_log_sum(list(likely.values()))

    def _is_seen(self, left: str, it: str, right: str) -> bool:
        plain = _classed_one(it)
        beside = (classed(left[-1:]) + plain, plain + classed(right[:1]))
        return it.isalnum() and any(len(pair) == 2 and self._language.own[pair] >= _SEEN for pair in beside)

    def _two(self, first: Half, second: Slot, left: str, right: str) -> tuple[str, float]:
        """Two half-known characters beside one another, each by the other; both DAMAGE where nothing tells."""
        ones = _top(self._likely(first, left, ""))
        others = _top(self._likely(second, "", right)) if isinstance(second, Half) else {}
        joint = {(one, other): ones[one] + others[other] - self._cost(one, other) for one in ones for other in others}
        if not joint:
            return DAMAGE * 2, 2 * _UNKNOWN
        fit = {(a, b): value + _QUOTE_CLOSES * (a == "。" and b in "”」") for (a, b), value in joint.items()}
        best = max(fit, key=lambda it: fit[it])
        rest = _log_sum([value for it, value in fit.items() if it != best])
        return ("".join(best) if fit[best] - rest >= _SURE_OF_TWO else DAMAGE * 2), -_log_sum(list(joint.values()))

    def _likely(self, half: Half, left: str, right: str) -> dict[str, float]:
        """The logarithm of the probability of each character that a half-known one may be, between its neighbours."""
        before, behind = classed(left[-1:]), classed(right[:1])
        likely: dict[str, float] = {}
        for it in half.candidates():
            plain = _classed_one(it)
            likely[it] = -self._language.cost(before, plain) if before else 0.0
            likely[it] -= self._language.cost(plain, behind) if behind else 0.0
            if _is_traditional(it) and not self._is_traditional:
                likely[it] += _WRONG_SCRIPT
        return likely

    def _speaks_for(self, it: str, half: Half, left: str, right: str) -> float:
        """What longer words, an annotation, and the end of a quotation say for or against a character."""
        before, plain = classed(left), _classed_one(it)
        line = before + plain + classed(right)
        words = longest_words(line, len(before)) if it in common_characters() else ()
        value = _WORD * (max(map(len, words), default=2) - 2)
        if half.pinyin is not None and (known := self._pinyin.get(it)) is not None:
            value += _SOUNDS if half.pinyin in known else _SOUNDS_OTHERWISE
        return value + (_QUOTE_CLOSES if plain == "。" and right[:1] in ("”", "」") else 0.0)

    def _cost(self, left: str, it: str) -> float:
        return self._language.cost(classed(left[-1:] or "\n"), _classed_one(it))

    @cached_property
    def _pinyin(self) -> dict[str, set[str]]:
        """The pinyin that each annotated character is given."""
        known: dict[str, set[str]] = {}
        for token in tokens(self._document):
            if token.pinyin:
                known.setdefault(token.shown, set()).add(token.pinyin)
        return known

    @cached_property
    def _is_traditional(self) -> bool:
        """Whether the document is written in Traditional characters."""
        plain = self._document[:20_000]
        simple = simplify(plain)
        changed = sum(a != b for a, b in zip(plain, simple, strict=False)) if len(plain) == len(simple) else 0
        return changed > _TRADITIONAL_SHARE * len(plain)


def _top(likely: dict[str, float]) -> dict[str, float]:
    """The likeliest of them."""
    return {it: likely[it] for it in sorted(likely, key=lambda it: -likely[it])[:_MOST_OF_TWO]}


def _is_open(slots: Sequence[Slot]) -> bool:
    """Whether the next character is half-known, by its first byte."""
    return bool(slots) and isinstance(slots[0], Half) and slots[0].lead is not None


def _known(slots: Sequence[Slot], after: str) -> str:
    """Up to three known characters at the beginning of `slots`, and what is behind them."""
    text = ""
    for slot in slots[:3]:
        if not isinstance(slot, str):
            return text
        text += slot
    return (text + after)[:3]


@lru_cache(maxsize=20_000)
def _classed_one(it: str) -> str:
    return classed(it)


@lru_cache(maxsize=20_000)
def _is_traditional(it: str) -> bool:
    return simplify(it) != it


def _log_sum(values: list[float]) -> float:
    top = max(values, default=-math.inf)
    return top + math.log(sum(math.exp(value - top) for value in values)) if values else -math.inf
