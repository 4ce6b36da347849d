"""One look at a section of the desk, and what a section is."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode

from assistant.web.desk.words import Words

if TYPE_CHECKING:
    from fastapi import APIRouter

Query = Mapping[str, str]
"""What stands behind the question mark of the address: it alone decides what a section shows."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at a section, in which language, and at what."""

    slug: str
    """Of the section."""
    author: str
    """Name that is kept with what is done."""
    is_admin: bool
    said: Words
    query: Query
    today: datetime.date
    typed: Mapping[str, str] = field(default_factory=dict)
    """What a form held that could not be done, so that nobody must type it again."""

    def at(self, **changes: str | int | None) -> str:
        """The address of the same section with some of the query changed, or dropped where None."""
        merged = {name: value for name, value in {**self.query, **changes}.items() if value not in (None, "")}
        asked = urlencode({name: str(value) for name, value in merged.items()})
        return f"/desk/{self.slug}{'?' if asked else ''}{asked}"

    @property
    def page(self) -> int:
        """Which page of a list, from 1."""
        return max(1, number(self.query.get("page"), 1))


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a deed."""

    text: str
    """For the person who did it, plain."""
    is_good: bool = True
    query: Query | None = None
    """Where to look next; None: where one was."""


class Section(Protocol):
    """A section of the desk: what it shows, and what can be done in it. Shared by everybody, it holds no visit."""

    @property
    def slug(self) -> str:
        """Its place in the address: /desk/SLUG; empty for the first."""

    def view(self, visit: Visit) -> str:
        """HTML of what the query asks for.

        Raises:
            WenceError: it cannot be shown.
        """

    def act(self, deed: str, fields: Mapping[str, str], visit: Visit) -> Done:
        """Does what a form asks for, by the names of its fields.

        Raises:
            WenceError: it cannot be done.
        """


class Guest(Section, Protocol):
    """A section of a later stage, which is handed in by the front door."""

    def routes(self) -> "APIRouter":
        """Further addresses of it, below /desk and so for staff only."""


def number(text: str | None, otherwise: int) -> int:
    """A whole number that somebody may have typed into the address."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
