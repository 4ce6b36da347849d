"""Documents and passages with what answers a question taken out: questions that are near, and must be refused."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.load import SUFFIXES, load
from corpus.sentences import sentences
from evals import metrics
from evals.case import Case
from evals.passages import Passage

_LINES = re.compile(r"[^\n]+")


def taken_out(passages: Iterable[Passage]) -> frozenset[str]:
    """The ids of about half of the passages, chosen by a hash of their text: the same half in every run."""
    return frozenset(passage.passage_id for passage in passages if first_half(passage.text))


def first_half(text: str) -> bool:
    """Whether a text falls into the first of two halves; depends on the text only."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


def write_silenced(folder: Path, cases: Sequence[Case], to: Path) -> Path:
    """The documents of `folder` as plain text under `to`, each without the sentences that state a fact of the cases
    that name it as their source; gives `to`.

    Raises UnreadableFile when a document cannot be read.
    """
    facts: dict[str, list[str]] = {}
    for case in cases:
        for source in case.sources:
            facts.setdefault(source, []).extend(variant for fact in case.facts for variant in fact)
    to.mkdir(parents=True, exist_ok=True)
    for path in sorted(it for it in folder.rglob("*") if it.suffix.lower() in SUFFIXES):
        (to / f"{path.stem}.txt").write_text(silenced(load(path).text, facts.get(path.name, ())), "utf-8")
    return to


def silenced(text: str, facts: Iterable[str]) -> str:
    """The text without every sentence that states one of the facts; its lines stay lines."""
    wanted = tuple(facts)
    return "\n".join(filter(None, (_without(line, wanted) for line in _LINES.findall(text))))


def _without(line: str, facts: Sequence[str]) -> str:
    said = [line[start:end] for start, end in sentences(line)]
    return "".join(text for text in said if not any(metrics.states(text, fact) for fact in facts))
