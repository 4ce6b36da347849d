"""What changed since an earlier run, case by case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import BadCases
from evals.case import first_problem
from evals.report import figures
from evals.report.setup import LABELS, minute

_NOT_COMPARED = ("measured_at",)


class EarlierCase(BaseModel):
    """What an earlier run said to a case."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    id: str
    correct: bool
    answer: str = ""
    question: str = ""
    kind: str = ""


class Run(BaseModel):
    """A run as `--out` has written it."""

    model_config = ConfigDict(frozen=True, extra="allow")

    run: dict[str, str | int | None]
    cases: tuple[EarlierCase, ...]

    @property
    def figures(self) -> dict[str, float | None]:
        """Every figure by its dotted name."""
        return figures.flat(self.model_extra or {})


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure before and after."""

    name: str
    label: str
    before: float | None
    after: float | None

    @property
    def verdict(self) -> str:
        """`better`, `worse`, or empty."""
        return figures.verdict(self.name, self.before, self.after)

    @property
    def texts(self) -> tuple[str, str]:
        """Both for a person."""
        return figures.shown(self.before), figures.shown(self.after)


@dataclass(frozen=True, slots=True)
class Turned:
    """A case whose answer is another now."""

    id: str
    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two runs."""

    measured_at: str
    """When the earlier run was made."""
    setup: tuple[tuple[str, str, str], ...]
    """Fields of the set-up that differ: name, before, after."""
    moved: tuple[Moved, ...]
    newly_right: tuple[Turned, ...]
    newly_wrong: tuple[Turned, ...]
    reworded: tuple[Turned, ...]
    """Answers that changed while being as right or as wrong as before."""
    only_before: tuple[str, ...]
    only_now: tuple[str, ...]


def read_run(path: Path, name: str) -> Run:
    """A run by its file, or by the folder that holds it as `name`.

    Raises:
        BadCases: there is none, or it is not what `--out` writes.
    """
    file = path / name if path.is_dir() else path
    try:
        return Run.model_validate_json(file.read_bytes())
    except OSError as error:
        raise BadCases(f"没有找到要对照的结果 {file}；应为先前用 --out 写出的 JSON，或它所在的文件夹。") from error
    except ValidationError as error:
        raise BadCases(f"{file} 不是 --out 写出的结果：{first_problem(error)}") from error


def changes(before: Run, after: Mapping[str, Any]) -> Changes:
    """What differs in `after`, a run in the form in which it is written."""
    now = Run.model_validate(after)
    was = {case.id: case for case in before.cases}
    both = [(was[case.id], case) for case in now.cases if case.id in was]
    ids = {case.id for case in now.cases}
    return Changes(
        measured_at=minute(before.run.get("measured_at")),
        setup=tuple(_setup(before.run, now.run)),
        moved=tuple(_moved(before.figures, now.figures)),
        newly_right=_turned([it for it in both if it[1].correct and not it[0].correct]),
        newly_wrong=_turned([it for it in both if it[0].correct and not it[1].correct]),
        reworded=_turned([it for it in both if it[0].correct == it[1].correct and it[0].answer != it[1].answer]),
        only_before=tuple(id_ for id_ in was if id_ not in ids),
        only_now=tuple(case.id for case in now.cases if case.id not in was),
    )


def _setup(before: Mapping[str, object], after: Mapping[str, object]) -> list[tuple[str, str, str]]:
    names = [name for name in LABELS if name not in _NOT_COMPARED and before.get(name) != after.get(name)]
    return [(LABELS[name], figures.shown(before.get(name)), figures.shown(after.get(name))) for name in names]


def _moved(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> list[Moved]:
    names = [name for name in dict.fromkeys([*after, *before]) if before.get(name) != after.get(name)]
    return [Moved(name, figures.label(name), before.get(name), after.get(name)) for name in names]


def _turned(both: Sequence[tuple[EarlierCase, EarlierCase]]) -> tuple[Turned, ...]:
    return tuple(Turned(now.id, now.question, was.answer, now.answer) for was, now in both)
