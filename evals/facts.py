"""Are the figures of a text read right? Held against labels that name a place in a real file, and hold none of its text."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from corpus.errors import BadCases, UnreadableFile
from corpus.facts import Fact, FactKind, Role
from corpus.load import load
from corpus.split import split
from evals.case import Filled, first_problem, numbered_lines

_AROUND = 6
"""Characters on either side of a place that its digest covers."""


class Label(BaseModel):
    """A place in a file, and what stands there; `kind` is null where it looks like a figure and is none."""

    model_config = ConfigDict(frozen=True)

    id: Filled
    half: str = "dev"
    """`dev` was looked at while the rules were written, `test` was not."""
    path: Filled
    """Relative to the folder with the real data."""
    sha256: str
    text: Filled
    around: str
    """First 12 digits of the SHA-256 of the place with the characters beside it; tells which occurrence is meant."""
    kind: FactKind | None
    low: Decimal | None = None
    high: Decimal | None = None
    open: tuple[bool, bool] = (False, False)
    unit: str = ""
    qualifiers: tuple[str, ...] = ()
    role: Role = Role.STATEMENT

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.kind is not None and (not self.unit or (self.low is None and self.high is None)):
            raise ValueError("有 kind 的标注还应有 unit，以及 low 或 high")
        return self


class Outcome(StrEnum):
    """How a label fared."""

    RIGHT = "right"
    PARTLY = "partly"
    """A figure was read there, with another span, value, unit or kind."""
    MISSED = "missed"
    FALSE = "false"
    """A figure was read where there is none."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A label with what was read at its place."""

    label: Label
    found: tuple[Fact, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Result:
    """What came out over all labels."""

    judged: tuple[Judged, ...]
    lost: tuple[str, ...]
    """Ids of labels whose file is absent or has changed, or whose place is not in its cleaned text."""

    @property
    def wrong(self) -> tuple[Judged, ...]:
        """What was not read as labelled."""
        return tuple(one for one in self.judged if one.outcome is not Outcome.RIGHT)

    def to_json(self) -> dict[str, Any]:
        """What `wence eval facts --json` prints."""
        figures = [one for one in self.judged if one.label.kind]
        others = [one for one in self.judged if not one.label.kind]
        read = [one for one in figures if one.outcome is Outcome.RIGHT]
        return {
            "n": len(self.judged),
            "right": _share(self.judged, Outcome.RIGHT),
            "figures": _tally(figures),
            "look_alikes": _tally(others),
            "by_kind": {kind.value: _tally([it for it in figures if it.label.kind is kind]) for kind in FactKind},
            "by_half": {half: _tally([it for it in self.judged if it.label.half == half]) for half in _halves(self)},
            "qualifiers": _ratio(one.found[0].qualifiers == one.label.qualifiers for one in read),
            "roles": _ratio(one.found[0].role is one.label.role for one in read),
            "lost": len(self.lost),
            "lost_ids": list(self.lost),
            "wrong": [_wrong(one) for one in self.wrong],
        }


def read_labels(path: Path) -> tuple[Label, ...]:
    """Every label of a JSONL file.

    Raises:
        BadCases: the file is absent, empty or not UTF-8, or a line is no label; names file and line.
    """
    labels = []
    for number, line in numbered_lines(path):
        try:
            labels.append(Label.model_validate_json(line))
        except ValidationError as error:
            raise BadCases(f"{path} 第 {number} 行不是有效的标注：{first_problem(error)}") from error
    if not labels:
        raise BadCases(f"{path} 里没有标注；每行应是一个 JSON 对象，至少有 id、path、sha256、text、around 和 kind。")
    return tuple(labels)


def run(labels: Sequence[Label], data: Path) -> Result:
    """Reads every file that `labels` name below `data` once, and judges what was read at each place.

    Raises:
        BadCases: not one of the files is there as it was labelled.
    """
    judged: list[Judged] = []
    lost: list[str] = []
    for path in dict.fromkeys(label.path for label in labels):
        of_file = [label for label in labels if label.path == path]
        text, facts = _read(data / path, of_file[0].sha256)
        for label in of_file:
            at = place_of(label, text)
            if at is None:
                lost.append(label.id)
            else:
                judged.append(_judge(label, at, facts))
    if not judged:
        raise BadCases(f"{data} 里没有标注所指的文件，或文件都已改动；请用 --data 指明数据所在的文件夹。")
    return Result(tuple(judged), tuple(lost))


def _read(path: Path, sha256: str) -> tuple[str, tuple[Fact, ...]]:
    """Cleaned text and its figures, as chunks hold them; nothing where the file is absent or another."""
    try:
        document = load(path)
    except UnreadableFile:
        return "", ()
    if document.card.revision != sha256:
        return "", ()
    chunks = split(document)
    return document.text, tuple(
        replace(fact, start=chunk.start + fact.start, end=chunk.start + fact.end)
        for chunk in chunks
        for fact in chunk.facts
    )


def place_of(label: Label, text: str) -> int | None:
    """Offset of the label's place in the cleaned text; None where it cannot be told."""
    at = text.find(label.text)
    while at >= 0:
        if digest(text, at, at + len(label.text)) == label.around:
            return at
        at = text.find(label.text, at + 1)
    return None


def digest(text: str, start: int, end: int) -> str:
    """What tells one place of a text from others, without holding any of it."""
    around = text[max(0, start - _AROUND) : end + _AROUND]
    return hashlib.sha256(around.encode()).hexdigest()[:12]


def _judge(label: Label, at: int, facts: Iterable[Fact]) -> Judged:
    end = at + len(label.text)
    found = tuple(fact for fact in facts if fact.start < end and at < fact.end)
    if label.kind is None:
        return Judged(label, found, Outcome.FALSE if found else Outcome.RIGHT)
    if not found:
        return Judged(label, found, Outcome.MISSED)
    is_right = len(found) == 1 and (found[0].start, found[0].end) == (at, end) and _same(label, found[0])
    return Judged(label, found, Outcome.RIGHT if is_right else Outcome.PARTLY)


def _same(label: Label, fact: Fact) -> bool:
    return (label.kind, label.low, label.high, label.unit, label.open) == (
        fact.kind,
        fact.low,
        fact.high,
        fact.unit,
        (fact.low_open, fact.high_open),
    )


def _halves(result: Result) -> Iterator[str]:
    yield from sorted({one.label.half for one in result.judged})


def _tally(judged: Sequence[Judged]) -> dict[str, Any]:
    counts = Counter(one.outcome for one in judged)
    return {"n": len(judged), "share": _share(judged, Outcome.RIGHT)} | {it.value: counts[it] for it in Outcome}


def _share(judged: Sequence[Judged], outcome: Outcome) -> float | None:
    return _ratio(one.outcome is outcome for one in judged)


def _ratio(hits: Iterable[bool]) -> float | None:
    all_of_them = list(hits)
    return round(sum(all_of_them) / len(all_of_them), 4) if all_of_them else None


def _wrong(one: Judged) -> dict[str, Any]:
    return {
        "id": one.label.id,
        "path": one.label.path,
        "text": one.label.text,
        "outcome": one.outcome.value,
        "found": [fact.to_json() for fact in one.found],
    }
