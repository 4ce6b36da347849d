"""What the people of a load ask and look for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadCases
from evals.case import Case

_DATED = re.compile(r"\(\d{4}-\d{2}-\d{2}\)$")


@dataclass(frozen=True, slots=True)
class Script:
    """The questions, the words for the look-up, how long is read in between, and whether all come from one address."""

    questions: tuple[str, ...]
    words: tuple[str, ...]
    reading: tuple[float, float] = (20.0, 40.0)
    """Seconds between two deeds of one person, at least and at most."""
    address: str | None = None
    """None: each from an address of their own."""


def script_of(cases: Sequence[Case], reading: tuple[float, float] = (20.0, 40.0), address: str | None = None) -> Script:
    """Questions that need no earlier turn, and the titles of what they are answered from.

    Raises:
        BadCases: there is no such question.
    """
    questions = tuple(case.question for case in cases if not case.history)
    titles = dict.fromkeys(_DATED.sub("", Path(source).stem) for case in cases for source in case.sources)
    if not questions:
        raise BadCases("用例里没有不带上文的问题，没有可问的。")
    return Script(questions, tuple(titles) or questions, reading, address)
