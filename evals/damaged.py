"""Randomly damaged copies of real files, ingested among whole ones: how many are read, how many refused and why, and that
none ends the ingest or costs another file."""

import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadCases, UnreadableFile
from corpus.load import SUFFIXES, load
from evals.passages import OnStep, silently
from evals.specimens import FORMATS
from index.encoder import Encoder
from index.ingest import ingest
from index.reading import ReadingLimits
from index.report import FileReport, Outcome
from index.store import Store

_WHOLE = 20
"""Undamaged files among the others: each must come out as it does alone."""
_LARGEST = 3_000_000
"""Bytes of a file that is damaged: hundreds of copies are made."""
_PARENTHESES = re.compile(r"（[^（）]{0,400}）|“[^”]{0,200}”|\d+(?:\.\d+)?")

Damage = Callable[[bytearray, random.Random], None]


def _flipped(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 3, 10, 50, 200))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _overwritten(data: bytearray, chance: random.Random) -> None:
    start, length = _stretch(data, chance)
    data[start : start + length] = chance.randbytes(length)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def _zeroed(data: bytearray, chance: random.Random) -> None:
    start, length = _stretch(data, chance)
    data[start : start + length] = bytes(length)


def _inserted(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at:at] = chance.randbytes(chance.choice((1, 7, 100, 5000)))


def _lost(data: bytearray, chance: random.Random) -> None:
    start, length = _stretch(data, chance)
    del data[start : start + length]


def _stretch(data: bytearray, chance: random.Random) -> tuple[int, int]:
    length = min(len(data) - 1, chance.choice((1, 16, 512, len(data) // 10 + 1, len(data) // 2 + 1)))
    return chance.randrange(len(data) - length), length


DAMAGES: dict[str, Damage] = {
    "flipped": _flipped,
    "overwritten": _overwritten,
    "cut": _cut,
    "zeroed": _zeroed,
    "inserted": _inserted,
    "lost": _lost,
    "extension": lambda _data, _chance: None,
}
"""What is done to a copy; with `extension` its bytes stay and its name lies about the format."""


@dataclass(frozen=True, slots=True)
class Case:
    """One damaged copy and what became of it."""

    name: str
    format: str
    """Suffix of what it was made of."""
    damage: str
    report: FileReport | None
    """None: the ingest does not mention it."""

    @property
    def is_read(self) -> bool:
        """Whether it is a document now."""
        return self.report is not None and self.report.outcome in (Outcome.ADDED, Outcome.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of all copies."""

    cases: tuple[Case, ...]
    whole: int
    lost: tuple[str, ...]
    """Whole files that are missing or came out otherwise than alone."""
    seconds: float

    def to_json(self) -> dict[str, object]:
        """Counts, reasons without their details by frequency, and every case."""
        refused = [it for it in self.cases if not it.is_read]
        faults = Counter(
            it.report.fault.value for it in refused if it.report is not None and it.report.fault is not None
        )
        reasons = Counter(
            _PARENTHESES.sub("…", it.report.reason or "") if it.report is not None else "没有提到" for it in refused
        )
        return {
            "copies": len(self.cases),
            "read": sum(it.is_read for it in self.cases),
            "refused": len(refused),
            "faults": {"none": len(refused) - faults.total(), **faults},
            "unmentioned": sum(it.report is None for it in self.cases),
            "whole": self.whole,
            "whole_lost": len(self.lost),
            "by_format": {
                name: _share([it for it in self.cases if it.format == name]) for name in self._names("format")
            },
            "by_damage": {
                name: _share([it for it in self.cases if it.damage == name]) for name in self._names("damage")
            },
            "reasons": dict(reasons.most_common()),
            "lost": list(self.lost),
            "seconds": round(self.seconds, 1),
            "cases": [_case_json(it) for it in self.cases],
        }

    def _names(self, field: str) -> list[str]:
        return sorted({getattr(it, field) for it in self.cases})


def run(
    sources: Sequence[Path],
    encoder: Encoder,
    *,
    copies: int = 500,
    seed: int = 7,
    limits: ReadingLimits = ReadingLimits(),
    on_step: OnStep = silently,
) -> Result:
    """Damage copies of the files at and below `sources`, and of files of other formats made from them, and ingest all.

    The same seed damages the same files in the same way. Raises BadCases when there is nothing to damage.
    """
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    with tempfile.TemporaryDirectory(prefix="wence-eval-") as folder:
        home, files = Path(folder) / "home", Path(folder) / "files"
        files.mkdir()
        originals = _originals(sources)
        whole = _whole(originals, files, chance)
        made = [_damaged(number, originals, files, chance) for number in range(copies)]
        with Store.open(home, encoder) as store:
            report = ingest(store, [files], limits=limits, on_progress=lambda _: on_step("收录"))
            by_name = {Path(it.path).name: it for it in report.files}
            lost = [name for name in whole if not _is_intact(store, files / name, by_name.get(name))]
        cases = tuple(Case(name, suffix, damage, by_name.get(name)) for name, suffix, damage in made)
        return Result(cases, len(whole), tuple(lost), report.seconds)


def _originals(sources: Sequence[Path]) -> list[list[Path]]:
    """For each source every file that could be ingested, in an order that does not depend on the disk."""
    listed = [[source] if source.is_file() else sorted(source.rglob("*")) for source in sources]
    kept = [[it for it in paths if it.suffix.lower() in SUFFIXES and _is_fit(it)] for paths in listed]
    if not any(kept):
        raise BadCases(
            f"{'、'.join(map(str, sources))} 里没有可以损坏的文件；应为含有 .txt、.md、.docx、.pdf 等文件的文件夹"
        )
    return [paths for paths in kept if paths]


def _is_fit(path: Path) -> bool:
    return path.is_file() and 0 < path.stat().st_size <= _LARGEST


def _whole(originals: Sequence[Sequence[Path]], files: Path, chance: random.Random) -> list[str]:
    """Undamaged copies, no two alike; gives their names."""
    names = []
    every = sorted({path for paths in originals for path in chance.sample(paths, min(_WHOLE, len(paths)))})
    for number, path in enumerate(chance.sample(every, min(_WHOLE, len(every)))):
        names.append(f"whole-{number:02}{path.suffix}")
        (files / names[-1]).write_bytes(path.read_bytes())
    return names


def _damaged(
    number: int, originals: Sequence[Sequence[Path]], files: Path, chance: random.Random
) -> tuple[str, str, str]:
    """Write one damaged copy; gives its name, the suffix of what it was made of, and what was done to it."""
    data, suffix = _specimen(chance.choice(chance.choice(originals)), chance)
    damage = chance.choice(list(DAMAGES))
    DAMAGES[damage](data, chance)
    named = chance.choice(sorted(SUFFIXES - {suffix})) if damage == "extension" else suffix
    name = f"{number:04}-{damage}-{suffix[1:]}{named}"
    (files / name).write_bytes(data)
    return name, suffix, damage


def _specimen(path: Path, chance: random.Random) -> tuple[bytearray, str]:
    """The file itself, or its text in another format, so that all formats come as often."""
    suffix = chance.choice([path.suffix.lower(), *FORMATS])
    if suffix == path.suffix.lower():
        return bytearray(path.read_bytes()), suffix
    try:
        text = load(path).text
    except UnreadableFile:
        return bytearray(path.read_bytes()), path.suffix.lower()
    return bytearray(chance.choice(FORMATS[suffix])(text)), suffix


def _is_intact(store: Store, path: Path, report: FileReport | None) -> bool:
    """Whether a whole file is a document with the text that it has when it is read alone."""
    if report is None or report.doc_id is None or report.outcome not in (Outcome.ADDED, Outcome.DUPLICATE):
        return False
    return store.catalog.document(report.doc_id).text == load(path).text


def _share(cases: Sequence[Case]) -> str:
    return f"{sum(it.is_read for it in cases)}/{len(cases)}"


def _case_json(case: Case) -> dict[str, object]:
    found: dict[str, object] = case.report.to_json() if case.report is not None else {"outcome": None}
    return {"name": case.name, "format": case.format, "damage": case.damage} | found
