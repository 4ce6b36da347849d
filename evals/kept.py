"""A run of known-answer cases as its folder holds it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import BadCases
from evals.passages import OnStep
from evals.report.against import Run as Results
from evals.report.against import read_run
from evals.report.results import file_name

DESCRIPTION, PROGRESS, SAID = "run.json", "progress", "said.txt"
"""Files of the folder, besides those that `--out` writes."""
_LAST = 2000
"""Characters of what a failed run said that are shown."""


class State(StrEnum):
    """How far a run has come."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Description(BaseModel):
    """What a run is, as its folder says."""

    model_config = ConfigDict(frozen=True)

    id: str
    cases: str
    """Name of the case file."""
    total: int
    """How many cases it has."""
    label: str
    by: str
    started_at: datetime
    """UTC."""
    process: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run with what has come of it."""

    description: Description
    state: State
    done: int
    """Cases that have been asked."""
    said: str
    """Why it failed; empty otherwise."""
    results: Results | None

    @property
    def figures(self) -> Mapping[str, float | None]:
        """Every figure of a finished run by its dotted name."""
        return self.results.figures if self.results else {}


def described(folder: Path) -> Description | None:
    """What the run in `folder` is; None where there is none, as when it is just being removed."""
    try:
        return Description.model_validate_json((folder / DESCRIPTION).read_bytes())
    except (OSError, ValidationError):
        return None


def describe(folder: Path, description: Description) -> None:
    """Writes down what the run in `folder` is."""
    _put(folder / DESCRIPTION, description.model_dump_json())


def evaluation(folder: Path, description: Description, *, is_alive: bool) -> Evaluation:
    """The run in `folder` with what has come of it; `is_alive`: its process still works on it."""
    if is_alive:
        return Evaluation(description, State.RUNNING, _count(folder / PROGRESS), "", None)
    results = _results(folder, description)
    if results is not None:
        return Evaluation(description, State.DONE, description.total, "", results)
    return Evaluation(description, State.FAILED, _count(folder / PROGRESS), _tail(folder / SAID), None)


def progress_to(folder: Path) -> OnStep:
    """A step counter that tells the folder of a run how many cases have been asked."""
    asked = 0

    def on_step(_stage: str) -> None:
        nonlocal asked
        asked += 1
        _put(folder / PROGRESS, str(asked))

    return on_step


def _put(path: Path, text: str) -> None:
    """Writes the file whole, so that whoever reads it meanwhile never sees half of it."""
    draft = path.with_name(f"{path.name}.partial")
    draft.write_text(text, "utf-8")
    draft.replace(path)


def _results(folder: Path, description: Description) -> Results | None:
    try:
        return read_run(folder, file_name("answers", description.cases))
    except BadCases:
        return None


def _count(path: Path) -> int:
    try:
        return int(json.loads(path.read_bytes()))
    except (OSError, ValueError):
        return 0


def _tail(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()[-_LAST:]
    except OSError:
        return ""
