"""A retrieval benchmark in BEIR's form: `corpus.jsonl`, `queries.jsonl`, `qrels/*.tsv`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import BadCases
from evals.case import first_problem, numbered_lines
from evals.metrics import Gains


class Row(BaseModel):
    """A line of `corpus.jsonl` or `queries.jsonl`."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    row_id: str = Field(alias="_id")
    title: str = ""
    text: str


def rows(path: Path) -> Iterator[Row]:
    """The lines of a file, one at a time.

    Raises:
        BadCases: the file is absent, or a line is not such an object; names file and line.
    """
    for number, line in numbered_lines(path):
        try:
            yield Row.model_validate_json(line)
        except ValidationError as error:
            raise BadCases(f"{path} 第 {number} 行应是带 _id 和 text 的 JSON 对象：{first_problem(error)}") from error


def qrels_files(folder: Path) -> list[Path]:
    """Every file of judgements in a benchmark's folder.

    Raises:
        BadCases: there is none.
    """
    files = sorted((folder / "qrels").glob("*.tsv"))
    if not files:
        raise BadCases(f"{folder / 'qrels'} 里没有 .tsv 文件；请给出 BEIR 格式的目录，或用 --qrels 指定标注文件。")
    return files


def read_qrels(files: Iterable[Path]) -> dict[str, Gains]:
    """Query id to passage id to gain, from all files together; what was judged irrelevant (0 or less) is left out.

    Raises:
        BadCases: a file is absent, or a line does not hold query-id, corpus-id and a whole number; names file and line.
    """
    judged: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for path in files:
        for number, line in numbered_lines(path):
            fields = line.rstrip("\r\n").split("\t")
            if number == 1 and fields[-1] == "score":
                continue
            gain = _whole(fields[2]) if len(fields) == 3 else None
            if gain is None:
                raise BadCases(f"{path} 第 {number} 行应有三列：query-id、corpus-id 和整数 score，以制表符分隔。")
            if gain > 0:
                judged[fields[0]][fields[1]] = gain
    return dict(judged)


def _whole(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None
