"""What the page of two wordings side by side shows of them."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote as percent
from urllib.parse import urlencode

from assistant.versions import worded_on
from assistant.web.addresses import document_address
from assistant.web.document.difference import Change, Row, compared
from assistant.web.document.pages import Visit
from assistant.web.document.view import address_of
from corpus.document import Card, Document, Status


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two wordings."""

    card: Card
    address: str
    status: Status
    since: datetime.date | None


@dataclass(frozen=True, slots=True)
class Group:
    """One article that differs, or several that do not."""

    number: int = 0
    """Of the difference, from 1."""
    row: Row | None = None
    same: tuple[Row, ...] = ()

    @property
    def range(self) -> str:
        """From which to which article nothing has changed."""
        labels = [row.label for row in self.same if row.label]
        return "" if not labels else labels[0] if len(labels) == 1 else f"{labels[0]} – {labels[-1]}"


def compare_context(old: Document, new: Document, visit: Visit, on: datetime.date) -> dict[str, Any]:
    """Everything that the template of a comparison needs."""
    rows = compared(old, new)
    counted = Counter(row.change.value for row in rows)
    return {
        "old": _side(old, visit, on),
        "new": _side(new, visit, on),
        "counts": [(it.value, counted[it.value]) for it in Change if counted[it.value]],
        "changes": [row for row in rows if row.change is not Change.SAME],
        "groups": list(_groups(rows)),
        "swapped": _swapped(old.card, new.card),
    }


def _side(document: Document, visit: Visit, on: datetime.date) -> Side:
    card, since = document.card, worded_on(document.card)
    known = since if since != datetime.date.min else None
    address = document_address(card, visit.said)
    joint = "&" if "?" in address else "?"
    return Side(card, f"{address}{joint}{urlencode({'revision': card.revision})}", card.validity.status(on), known)


def _swapped(old: Card, new: Card) -> str:
    query = urlencode({"revision": new.revision, "other_revision": old.revision})
    return f"{address_of(new)}/compare/{percent(old.doc_id, safe='')}?{query}"


def _groups(rows: Sequence[Row]) -> Iterator[Group]:
    number = 0
    for is_same, run in groupby(rows, key=lambda row: row.change is Change.SAME):
        if is_same:
            yield Group(same=tuple(run))
            continue
        for row in run:
            number += 1
            yield Group(number, row)
