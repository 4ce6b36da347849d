"""Near copies: one text that was published in several places."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, func, select

from corpus.document import Card
from index.batches import batches
from index.schema import revisions, texts
from index.signature import alike

_ALIKE = 0.85
"""Share of common runs from which two texts are one. Two cities' rules made after one pattern may have more in common: they
are told apart by what they say of themselves."""
_SAME = 0.95
"""The same where only one of the two says when it was adopted: most amendments leave more unchanged than `_ALIKE`."""
_ISSUE = re.compile(r"(?:19|20)\d\d|第?[一二三四五六七八九十\d]{1,3}(?=[批期届次号辑季])")
"""What tells one of a series from the next, in its title."""
_COMPLETE = 0.98
"""Share of the longest copy's length from which a copy is as complete: the rest is what a site puts around a text."""
_MARKS = ("effective_on", "expires_on", "adopted_on", "number_key", "region")
_COLUMNS = ("doc_id", "key", "title", "source_path", "published_on", "signature", *_MARKS)


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that may be a copy of another, with what tells editions apart."""

    doc_id: str
    key: str
    """Stem of its chunks' ids."""
    title: str
    source_path: str
    published_on: date | None
    length: int
    """Of its text, in characters."""
    dated: bool
    """Whether it is known when the text was adopted."""
    marks: tuple[object, ...]
    """Days, 文号 and place; None where unknown. Two texts that state different ones are not one text."""

    def may_be(self, other: "Copy") -> bool:
        """Whether nothing that the two say of themselves makes them different texts."""
        agree = all(one is None or two is None or one == two for one, two in zip(self.marks, other.marks, strict=True))
        return agree and set(_ISSUE.findall(self.title)) == set(_ISSUE.findall(other.title))


def groups(candidates: Sequence[Copy], signatures: Sequence[bytes]) -> list[tuple[Copy, ...]]:
    """The copies of each text that there is more than one of; every two in a group may be one text."""
    pairs = {
        (one, two): share
        for (one, two), share in alike(signatures, _ALIKE).items()
        if share >= _SAME or candidates[one].dated == candidates[two].dated
    }
    member: dict[int, list[int]] = {}
    for one, two in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        ours, theirs = member.get(one, [one]), member.get(two, [two])
        if ours is theirs or not all(candidates[a].may_be(candidates[b]) for a in ours for b in theirs):
            continue
        joined = ours + theirs
        member |= dict.fromkeys(joined, joined)
    found = {id(it): it for it in member.values()}
    return [tuple(candidates[at] for at in sorted(it)) for it in found.values()]


def near_copies(connection: Connection) -> list[tuple[Copy, ...]]:
    """The ready documents that are one text, in groups."""
    query = select(*(revisions.c[name] for name in _COLUMNS)).where(
        revisions.c.state == "ready", revisions.c.signature.is_not(None)
    )
    rows = connection.execute(query.order_by(revisions.c.doc_id)).all()
    candidates = [
        Copy(
            row.doc_id,
            row.key,
            row.title,
            row.source_path,
            row.published_on,
            0,
            row.adopted_on is not None,
            tuple(getattr(row, name) for name in _MARKS),
        )
        for row in rows
    ]
    found = groups(candidates, [row.signature for row in rows])
    lengths = _lengths(connection, [it.key for group in found for it in group])
    return [tuple(replace(it, length=lengths[it.key]) for it in group) for group in found]


def shadowed(
    copies: Collection[tuple[Copy, ...]], admitted: Collection[str], cards: Mapping[str, Card], as_of: date
) -> frozenset[str]:
    """Keys of those among `admitted` that a better copy stands for, so that search shows each text once.

    Better is what applies on the day `as_of`, then what is complete, then what was published first.
    """
    found: set[str] = set()
    for group in copies:
        here = [it for it in group if it.key in admitted]
        longest = max((it.length for it in here), default=0)
        here.sort(
            key=lambda it: (
                cards[it.doc_id].validity.status(as_of).is_past,
                it.length < _COMPLETE * longest,
                it.published_on or date.max,
                it.doc_id,
            )
        )
        found.update(it.key for it in here[1:])
    return frozenset(found)


def _lengths(connection: Connection, keys: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in batches(keys):
        query = select(texts.c.key, func.length(texts.c.text)).where(texts.c.key.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found
