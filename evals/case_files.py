"""Files of known-answer cases that can be run: those that come with Wence, and those that staff have added."""

from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from corpus.errors import BadCases
from evals.case import read_cases

SHIPPED = Path(__file__).parent / "cases"
"""Files here that cannot be asked, such as labels of facts, are passed over."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of known-answer cases."""

    path: Path
    total: int
    kinds: tuple[str, ...]
    sources: frozenset[str]
    """Files that the cases say their answers come from."""
    is_shipped: bool

    @property
    def name(self) -> str:
        """How it is chosen."""
        return self.path.name


def case_files(own: Path) -> list[CaseFile]:
    """What can be run: first the files in the folder `own`, then those that come with Wence."""
    found = [(path, False) for path in sorted(own.glob("*.jsonl"))]
    found += [(path, True) for path in sorted(SHIPPED.glob("*.jsonl"))]
    return [file for path, is_shipped in found if (file := _readable(path, is_shipped)) is not None]


def extended(own: Path, name: str, content: bytes) -> bytes:
    """What a file of the folder `own` holds with further cases behind; `content` alone where there is no such file."""
    path = own / f"{_stem(name)}.jsonl"
    return path.read_bytes().rstrip() + b"\n" + content if path.is_file() else content


def add_case_file(own: Path, name: str, content: bytes) -> CaseFile:
    """Keeps a case file in the folder `own`, in place of one of the same name.

    Raises:
        BadCases: it holds no cases, its name cannot be used, or a file of that name comes with Wence.
    """
    stem = _stem(name)
    if (SHIPPED / f"{stem}.jsonl").exists():
        raise BadCases(f"{stem}.jsonl 是随程序提供的用例；请换一个文件名。")
    own.mkdir(parents=True, exist_ok=True)
    path, draft = own / f"{stem}.jsonl", own / f"{stem}.{token_hex(4)}.partial"
    try:
        draft.write_bytes(content)
        read_cases(draft)
        draft.replace(path)
    except OSError as error:
        raise BadCases(f"用例文件 {stem}.jsonl 存不下来（{error.strerror}）。") from error
    finally:
        draft.unlink(missing_ok=True)
    return _read(path, is_shipped=False)


def _stem(name: str) -> str:
    """The name of a file without folders and ending. Raises BadCases where nothing is left of it."""
    stem = Path(name.replace("\\", "/")).stem.strip(". ")
    if not stem or not stem.isprintable():
        raise BadCases(f"文件名 {name!r} 不能用；请换一个名字，以 .jsonl 结尾。")
    return stem


def _readable(path: Path, is_shipped: bool) -> CaseFile | None:
    try:
        return _read(path, is_shipped=is_shipped)
    except BadCases:
        return None


def _read(path: Path, *, is_shipped: bool) -> CaseFile:
    cases = read_cases(path)
    kinds = tuple(dict.fromkeys(case.kind for case in cases))
    return CaseFile(path, len(cases), kinds, frozenset(it for case in cases for it in case.sources), is_shipped)
