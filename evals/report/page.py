"""One page for a finished run: figures, plots, what changed, and every failed case with its evidence.

It stands alone: no script, nothing from another host. Everything in it that comes from documents, cases or models is
escaped by the template, and plots escape their own texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.answer import Answer, Outcome
from assistant.render import place
from corpus.normalize import in_title_marks
from evals.report.against import Changes

if TYPE_CHECKING:
    from jinja2 import Template

OUTCOMES = {
    Outcome.ANSWERED: "已回答",
    Outcome.PARTIAL: "部分回答",
    Outcome.NOT_FOUND: "拒答",
    Outcome.DEGRADED: "模型失败，改用原文摘录",
}
_HITS = 5
_SNIPPET = 160
"""Characters of a passage that are shown of a hit."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name, the one before where an earlier run is compared, and `better`, `worse` or nothing."""

    name: str
    label: str
    value: str
    before: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case."""

    name: str
    count: int
    right: int
    share: float
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot under its title, and what it shows in a sentence."""

    title: str
    svg: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage as evidence: where it stands and what it says."""

    place: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A case that went wrong."""

    id: str
    kind: str
    question: str
    wrong: str
    answer: str = ""
    outcome: str = ""
    history: Sequence[tuple[str, str]] = ()
    facts: Sequence[tuple[str, bool]] = ()
    """What a right answer states, and whether this one does."""
    sources: Sequence[str] = ()
    citations: Sequence[Quoted] = ()
    hits: Sequence[Quoted] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template shows."""

    title: str
    setup: Sequence[tuple[str, str]]
    figures: Sequence[Figure]
    kinds: Sequence[Kind]
    plots: Sequence[Plot]
    failed: Sequence[Failed]
    changes: Changes | None = None


def render(page: Page) -> str:
    """The page as HTML."""
    return _template().render(page=page)


def cited(answer: Answer) -> list[Quoted]:
    """The quotes that an answer stands on."""
    return [
        Quoted(place(one.hit, one.provision), one.quote, one.hit.chunk.card.source_path) for one in answer.citations
    ]


def first_hits(answer: Answer) -> list[Quoted]:
    """The first passages that were found."""
    found = []
    for hit in sorted(answer.hits, key=lambda hit: hit.rank)[:_HITS]:
        text = hit.chunk.text
        said = text if len(text) <= _SNIPPET else f"{text[:_SNIPPET]}…"
        found.append(Quoted(place(hit) or in_title_marks(hit.chunk.card.title), said, hit.chunk.card.source_path))
    return found


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    source = files("evals.report").joinpath("page.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(source)
