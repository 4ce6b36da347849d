"""Known-answer cases, as they stand in a JSONL file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.document import Kind, Status
from corpus.errors import BadCases
from index.hit import Filters

Filled = Annotated[str, Field(pattern=r"\S")]


class Exchange(BaseModel):
    """One earlier turn of a case's conversation."""

    model_config = ConfigDict(frozen=True)

    question: str
    answer: str


class Narrowing(BaseModel):
    """What a case's asker had set beside the question, as on the command line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    region: str | None = None
    issuer: str | None = None
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None
    include_past: bool = False


class Case(BaseModel):
    """A question with what a right answer must hold."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    id: Filled
    question: Filled
    history: tuple[Exchange, ...] = ()
    facts: tuple[Annotated[tuple[Filled, ...], Field(min_length=1)], ...] = ()
    """Each inner tuple holds the variants of one fact, of which the answer needs one."""
    sources: tuple[Filled, ...] = ()
    """File names or doc_ids; at least one citation must come from one of them."""
    refuse: bool = False
    """The documents do not answer this: right is to say so."""
    kind: Filled = "fact"
    as_of: date | None = None
    """The day on which validity is judged; None means the day of the run."""
    filters: Narrowing = Narrowing()
    status: Status | None = None
    """How the text that answers must stand on that day; what is not in force must be said to be so first."""

    @property
    def narrowed(self) -> Filters:
        """What may be found for this case."""
        return Filters(as_of=self.as_of, **self.filters.model_dump())

    @model_validator(mode="after")
    def _can_fail(self) -> Self:
        if self.refuse and self.facts:
            raise ValueError("refuse 为 true 时不应再给 facts")
        if self.refuse and self.status:
            raise ValueError("refuse 为 true 时不应再给 status")
        if not (self.refuse or self.facts or self.sources):
            raise ValueError("facts、sources、refuse 至少要给一项，否则无从判断对错")
        return self


def read_cases(path: Path) -> tuple[Case, ...]:
    """Every case of a JSONL file, in its order; blank lines are passed over.

    Raises:
        BadCases: the file is absent, empty or not UTF-8, or a line is not a case or repeats an id; names file and line.
    """
    cases: dict[str, Case] = {}
    for number, line in numbered_lines(path):
        try:
            case = Case.model_validate_json(line)
        except ValidationError as error:
            raise BadCases(f"{path} 第 {number} 行不是有效的用例：{first_problem(error)}") from error
        if case.id in cases:
            raise BadCases(f"{path} 第 {number} 行的 id “{case.id}”与前面的用例重复，每个 id 只能用一次。")
        cases[case.id] = case
    if not cases:
        raise BadCases(f"{path} 里没有用例；每行应是一个 JSON 对象，至少有 id、question 和 facts。")
    return tuple(cases.values())


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file that are not blank, with their 1-based numbers.

    Raises:
        BadCases: the file is absent, cannot be opened or is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig") as lines:
            yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    except UnicodeDecodeError as error:
        raise BadCases(f"{path} 不是 UTF-8 编码；请先转成 UTF-8 再评测。") from error
    except OSError as error:
        raise BadCases(f"打不开 {path}（{error.strerror}）；请检查路径。") from error


def first_problem(error: ValidationError) -> str:
    """Where in the object the first problem lies, and what it is."""
    problem = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in problem["loc"])
    return f"{place}：{problem['msg']}" if place else problem["msg"]
