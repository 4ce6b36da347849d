"""Finding the passages that bear a sentence out: every figure of it together with what it is said of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.claims import Figure, Sort, figures, hide
from assistant.passages import Passage, masked
from assistant.polarity import contradicts
from assistant.subjects import Word, same, stands_in, subject_words

_BREAK = r"(?:[，；：、。！？（）()|\n;]|[,:](?!\d))"
_CLAUSE = re.compile(rf"(?:(?!{_BREAK}).)+{_BREAK}*|{_BREAK}+")
_MOST_MISSING = 0.2
"""Share of the words of a sentence without figures that its passage need not say."""
_ORDERED = frozenset({Sort.ORDINAL})


@dataclass(frozen=True)
class Part:
    """Neighbouring clauses of a sentence that one passage must bear out together."""

    text: str
    """Levelled, with names hidden."""
    figures: tuple[Figure, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Failure:
    """Why no passage bears a sentence out, in Chinese."""

    reason: str
    proven: int = field(default=0)
    """Figures that were found before it failed; the failure that came farthest is the one to report."""


def prove(said: str, passages: Sequence[Passage], around: str) -> tuple[Passage, ...] | Failure:
    """The passages that bear out a levelled sentence whose names are hidden; `around` is the whole text they are from."""
    whole = part_of(said)
    if not whole.figures:
        return _without_figures(whole, passages, around)
    clauses = [match.span() for match in _CLAUSE.finditer(said)]
    return _chain(said, clauses, passages, around, None)


def part_of(text: str) -> Part:
    """A stretch of a sentence with what it claims."""
    found = figures(masked(text))
    return Part(text, found, subject_words(hide(text, list(found))))


def _chain(
    said: str, clauses: Sequence[tuple[int, int]], passages: Sequence[Passage], around: str, last: Passage | None
) -> tuple[Passage, ...] | Failure:
    """The longest run of clauses that one passage bears out, then the rest, which must name a new subject."""
    failure = Failure("所引原文没有这样的数字")
    for count in range(len(clauses), 0, -1):
        part = part_of(said[clauses[0][0] : clauses[count - 1][1]])
        if count < len(clauses) and not part.figures:
            break
        for passage in passages:
            if last is not None and not _turns_to(part, passage, last):
                continue
            reason = why_not(part, passage, around)
            if reason is not None:
                failure = max(failure, reason, key=lambda one: one.proven)
                continue
            if count == len(clauses):
                return (passage,)
            rest = _chain(said, clauses[count:], passages, around, passage)
            if not isinstance(rest, Failure):
                return (passage, *rest)
            failure = max(failure, rest, key=lambda one: one.proven)
    return failure


def _turns_to(part: Part, passage: Passage, last: Passage) -> bool:
    """Whether the part names, in the first clause that names anything, something that only its own passage says."""
    ends = (match.end() for match in _CLAUSE.finditer(part.text))
    end = next((end for end in ends if any(word.start < end for word in part.words)), 0)
    return passage is not last and any(
        word.start < end and stands_in(word, passage) and word.text not in last.text for word in part.words
    )


def why_not(part: Part, passage: Passage, around: str) -> Failure | None:
    """Why a passage does not bear a part out; None where it does."""
    proven = 0
    for figure in part.figures:
        bearing = [one for one in passage.figures if one.bears_out(figure)]
        if not bearing:
            return Failure(f"所引原文没有“{part.text[figure.start : figure.end]}”", proven)
        if not any(_is_said_of(part, figure, one, passage) for one in bearing):
            return Failure(f"“{part.text[figure.start : figure.end]}”在原文中说的是另一件事", proven + 1)
        proven += 1
    missing = next((word.text for word in part.words if not stands_in(word, passage)), None)
    if missing is not None:
        return Failure(f"原文这一句没有说“{missing}”", proven + 1)
    if contradicts(_blank(part), passage.blank, around):
        return Failure("与原文的意思相反", proven + 2)
    return None


def _blank(part: Part) -> str:
    return hide(part.text, [one for one in part.figures if one.sort is not Sort.DEGREE])


def _without_figures(part: Part, passages: Sequence[Passage], around: str) -> tuple[Passage, ...] | Failure:
    """The passage that says most of the words, if all passages together say nearly all."""
    unsaid = [word.text for word in part.words if not any(stands_in(word, one) for one in passages)]
    if not passages or len(unsaid) > _MOST_MISSING * len(part.words):
        return Failure(f"所引原文没有说“{'、'.join(unsaid[:3]) or part.text[:12]}”")
    best = max(passages, key=lambda one: _shared(part, one))
    if not part.words or _shared(part, best) == 0:
        return Failure("所引原文没有这样的内容")
    return Failure("与原文的意思相反") if contradicts(_blank(part), best.blank, around) else (best,)


def _shared(part: Part, passage: Passage) -> float:
    return sum(len(word.text) for word in part.words if stands_in(word, passage)) + _pairs(part.text, passage.text)


def _pairs(said: str, passage: str) -> float:
    pairs = {a + b for a, b in pairwise(said)}
    return sum(pair in passage for pair in pairs) / (len(pairs) or 1)


def _is_said_of(part: Part, said: Figure, found: Figure, passage: Passage) -> bool:
    """Whether a figure of the passage is said of what the part says it of, where figures of its kind compete for it."""
    rivals = [
        one
        for one in passage.figures
        if one.kind == found.kind
        and one.start != found.start
        # What must be reached is the condition of what is given, not its rival.
        and (_shape(one) == _shape(found) or not (_is_met(found) or (_is_met(one) and _is_said(one, part))))
    ]
    if not rivals:
        return True
    own = _home(passage, found, rivals)
    others = [_home(passage, one, [*rivals, found]) for one in rivals]
    if "分别" in passage.text[: found.start]:
        return _keeps_order(part, said, found, passage)
    alone = elsewhere = False
    for anchor in _anchors(part, said):
        places = list(_places(anchor, part, passage))
        homes = [home for home in others if any(_within(place, home) for place in places)]
        if any(_within(place, own) for place in places):
            alone = alone or not homes
        elif homes:
            # What an earlier clause says may be left out in a later one, never the other way about.
            if all(home[0] > own[0] for home in homes):
                return False
            elsewhere = True
    if elsewhere and not alone:
        return False
    return _names_its_turn(part, found, own, passage)


def _shape(figure: Figure) -> tuple[bool, bool]:
    """Whether a figure bounds from below and from above."""
    return (figure.key[2] is None, figure.key[3] is None) if figure.sort is Sort.MEASURE else (False, False)


def _is_met(figure: Figure) -> bool:
    """Whether a figure bounds from below, and so may be a condition: 达到5000万元以上, 1亿元以上不足3亿元."""
    return figure.sort is Sort.MEASURE and figure.key[2] is not None and figure.key[2] != figure.key[3]


def _is_said(figure: Figure, part: Part) -> bool:
    return any(figure.bears_out(one) for one in part.figures)


def _home(passage: Passage, figure: Figure, rivals: Sequence[Figure]) -> tuple[int, int]:
    """The stretch that belongs to one figure alone: its clause, and what stands between it and the rival before it."""
    start, end = passage.clause_at(figure.start)
    before = [rival.end for rival in rivals if rival.end <= figure.start]
    behind = [rival.start for rival in rivals if rival.start >= figure.end]
    if before and not passage.is_row:
        start = max(before)
        tail = passage.clause_at(start - 1)[1]
        start = tail if tail <= figure.start else start
    return start, min([end, *behind])


def _anchors(part: Part, said: Figure) -> list[Word | Figure]:
    """The words and ordinals that stand before a figure, from the figure of its kind before it on, and the words behind
    it in its clause: 15个工作日内完成审核."""
    before = [one.end for one in part.figures if one.kind == said.kind and one.end <= said.start]
    start = max(before, default=0)
    # What follows the figure before in its own clause is said of that one: 自3月1日开始，至4月30日.
    tail = next((match.end() for match in _CLAUSE.finditer(part.text) if match.start() < start <= match.end()), start)
    start = tail if tail <= said.start else start
    words: list[Word | Figure] = [word for word in part.words if start <= word.start < said.start]
    if said.sort is not Sort.DATE:  # 至6月30日申报 is said of the whole range
        words += [word for word in part.words if said.end <= word.start < _end_of_clause(part, said)]
    return words + [
        one for one in part.figures if start <= one.start < said.start and (one.sort in _ORDERED or one.place)
    ]


def _end_of_clause(part: Part, said: Figure) -> int:
    """Where the clause of a figure ends, or the next figure of its kind begins."""
    end = next((it.end() for it in _CLAUSE.finditer(part.text) if it.start() <= said.start < it.end()), said.end)
    return min([end, *(one.start for one in part.figures if one.kind == said.kind and one.start >= said.end)])


def _places(anchor: Word | Figure, part: Part, passage: Passage) -> Iterator[int]:
    if isinstance(anchor, Figure):
        yield from (one.start for one in passage.figures if one.bears_out(anchor))
        return
    for wording in same(anchor.text):
        yield from (match.start() for match in re.finditer(re.escape(wording), passage.text))


def _within(place: int, span: tuple[int, int]) -> bool:
    return span[0] <= place < span[1]


def _names_its_turn(part: Part, found: Figure, own: tuple[int, int], passage: Passage) -> bool:
    """Where a passage gives several figures in turn, 前两年 and 第三年, the sentence must say which turn it means."""
    turns = [
        one
        for one in passage.figures
        if _within(one.start, own) and one.start < found.start and (one.sort in _ORDERED or "first" in one.place)
    ]
    return all(any(turn.bears_out(one) for one in part.figures) for turn in turns)


def _keeps_order(part: Part, said: Figure, found: Figure, passage: Passage) -> bool:
    """Ⅰ期、Ⅱ期、Ⅲ期分别给予100万元、200万元、400万元: the second amount is that of the second item."""
    at = passage.text.rfind("分别", 0, found.start)
    run = [one for one in passage.figures if one.kind == found.kind and one.start > at]
    listed = re.split("[、和及与]", re.split("[。；]", passage.text[:at])[-1].rstrip("，的"))[-len(run) :]
    if len(listed) < len(run) or found not in run:
        return True
    own = {n: words for n, item in enumerate(listed) if (words := _own_words(n, item, listed)) and words in part.text}
    named = sorted(own, key=lambda n: part.text.index(own[n]))
    claimed = [one for one in part.figures if one.kind == said.kind]
    if len(claimed) == len(named):
        return run.index(found) == named[claimed.index(said)]
    return not named or run.index(found) in named


def _own_words(at: int, item: str, listed: Sequence[str]) -> str:
    """What tells an item from the others of its list: its first characters; of the first item, which the sentence leads
    into, its last."""
    pieces = (item[-size:] if at == 0 else item[:size] for size in range(2, len(item) + 1))
    return next((piece for piece in pieces if sum(piece in other for other in listed) == 1), "")
