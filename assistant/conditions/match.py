"""Whether what an enterprise told meets a condition: yes, no, or not to be told from it. Nothing is guessed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.conditions.event import happened
from assistant.conditions.figure import compared, is_bound
from assistant.conditions.ground import Ground
from assistant.formal import formal, topical
from assistant.situation import Situation
from corpus.facts.read import read_facts


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of one condition."""

    holds: bool | None
    """None: what was told does not decide it."""
    told: tuple[str, ...] = ()
    """What of it was told, in the enterprise's words."""
    untold: tuple[str, ...] = ()
    """Parts of it that what was told does not decide."""


_MARKER = re.compile(r"^\s*(?:[（(][^（）()]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．]|[①-⑳]|[-•·●■])\s*")
_REMARK = re.compile(r"[（(][^（）()]*[）)]")
_CUT = re.compile("[,，;；。]|并且|(?<![合兼])并(?=[具取拥已在与实按依能未])|(?<=.)且(?=.)")
_OR = re.compile("(?<=.)(?=或者?)")
_SUBJECT = 2
"""Words before a negation that may be its subject: 法定代表人未被列入; more of them say something themselves."""
_NEGATIVE = re.compile(
    "(?:尚|仍|从)?未(?!来)|没有|不(?:能|具备|符合|达标|存在|属于|得(?!低于|少于|超过|高于)|在(?=列)|含|欠)|从无|无(?=不良|重大|违法|违规|失信|欠|拖欠|严重|安全|环|较大)"
)


def judge(text: str, told: Situation, ground: Ground, *, excluded: bool = False) -> Judged:
    """Whether the condition `text` is met; of what is `excluded` (有下列情形之一的，不得申请), whether it is absent."""
    plain = formal(_REMARK.sub("", _MARKER.sub("", text)))
    groups: list[list[Judged]] = []
    subject: tuple[str, ...] = ()
    for clause in _clauses(plain):
        one = _clause(clause, subject, told, ground, excluded=excluded)
        subject = topical(clause) or subject
        if clause.startswith("或") and groups:
            groups[-1].append(one)
        else:
            groups.append([one])
    verdict = every(some(one.holds for one in group) for group in groups)
    parts = [one for group in groups for one in group]
    said = tuple(dict.fromkeys(text for one in parts for text in one.told))
    untold = tuple(dict.fromkeys(text for one in parts for text in one.untold))
    return Judged(not verdict if excluded and verdict is not None else verdict, said, untold)


def _clauses(plain: str) -> Iterator[str]:
    """The clauses that a condition is made of; 注册满两年的中小企业 are two."""
    for clause in (part for whole in _CUT.split(plain) for part in _alternatives(whole.strip())):
        facts = [fact for fact in read_facts(clause) if is_bound(fact)]
        cut = facts[-1].end if facts and clause[facts[-1].end :].startswith("的") else len(clause)
        yield from (part for part in (clause[:cut], clause[cut:]) if topical(part) or read_facts(part))


def _alternatives(clause: str) -> list[str]:
    """A clause cut where it gives the choice between figures; a choice between names shares what is said of both."""
    parts = _OR.split(clause)
    return parts if all(any(map(is_bound, read_facts(part))) for part in parts) else [clause]


def _clause(clause: str, subject: Sequence[str], told: Situation, ground: Ground, *, excluded: bool) -> Judged:
    """Whether one clause of a condition holds as it stands."""
    bounds = [fact for fact in read_facts(clause) if is_bound(fact)]
    if bounds:
        found = [compared(fact, bounds, clause, subject, told, ground) for fact in bounds]
        untold: tuple[str, ...] = (clause,) if any(holds is None for holds, _ in found) else ()
        return Judged(every(holds for holds, _ in found), tuple(text for _, text in found if text), untold)
    negative = _NEGATIVE.search(clause)
    if negative and len(topical(clause[: negative.start()])) > _SUBJECT:
        return _both(clause[: negative.start()], clause[negative.start() :], told, ground, excluded=excluded)
    event = clause[: negative.start()] + clause[negative.end() :] if negative else clause
    holds, said, untold = happened(event, told, ground, any_part=excluded or negative is not None)
    return Judged(not holds if negative and holds is not None else holds, said, untold)


def _both(first: str, second: str, told: Situation, ground: Ground, *, excluded: bool) -> Judged:
    """被列入失信名单尚未修复的: what stands before the negation is said of it, and is not negated."""
    one, other = (_clause(part, (), told, ground, excluded=excluded) for part in (first, second))
    return Judged(every((one.holds, other.holds)), (*one.told, *other.told), (*one.untold, *other.untold))


def every(verdicts: Iterable[bool | None]) -> bool | None:
    """And, of what may be unknown."""
    seen = set(verdicts)
    return False if False in seen else None if None in seen or not seen else True


def some(verdicts: Iterable[bool | None]) -> bool | None:
    """Or, of what may be unknown."""
    seen = set(verdicts)
    return True if True in seen else None if None in seen or not seen else False
