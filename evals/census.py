"""What reading makes of a folder of documents: how much was read, how it was cut, and what it knows of each file."""

import logging
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

from corpus.document import Card, Caution, Chunk, Document, Repair, Unease
from corpus.errors import SettingError, UnreadableFile
from corpus.load import load
from corpus.split import split
from corpus.structure.provisions import is_article
from evals.passages import OnStep, silently
from index.files import Found, scan
from index.repeals import title_key

_log = logging.getLogger(__name__)
_UNKNOWN = "未知"
_WORST = 10
_SHORT = 15
"""A chunk of fewer characters says little by itself."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One file that was read; lengths are in characters."""

    card: Card
    articles: int
    """Each once, however many chunks it was cut into."""
    chunks: tuple[int, ...]
    """Length of each."""
    bare: int
    """Chunks that hold a heading and none of the text below it."""
    characters: int
    visible: int
    """Characters of the cleaned text that are not white space."""
    covered: int
    """Those of them that lie in some chunk."""
    verbatim: int
    """Chunks that stand in the cleaned text, at the place they name."""
    repeals: int
    repairs: tuple[Repair, ...]
    cautions: tuple[Caution, ...]
    quality: float
    facts: Mapping[str, int]
    """By what they measure."""


@dataclass(frozen=True, slots=True)
class Census:
    """What was counted below a folder."""

    counted: tuple[Counted, ...]
    refused: tuple[tuple[str, str], ...]
    """Path, and the reason in Chinese."""
    seconds: float

    @property
    def worst(self) -> tuple[Counted, ...]:
        """The files whose text is least whole, worst first; none that is whole."""
        broken = (one for one in self.counted if one.quality < 1)
        return tuple(sorted(broken, key=lambda one: one.quality)[:_WORST])

    @property
    def versions(self) -> dict[str, list[str]]:
        """Paths of the files that bear one title in one region, by that title, where there are several."""
        found: dict[tuple[str, str | None], list[Card]] = {}
        for one in self.counted:
            found.setdefault((title_key(one.card.title), one.card.region), []).append(one.card)
        return {cards[0].title: [card.source_path for card in cards] for cards in found.values() if len(cards) > 1}

    def to_json(self) -> dict[str, Any]:
        """What `wence eval corpus --json` prints."""
        characters = sum(one.characters for one in self.counted)
        return {
            "files": len(self.counted) + len(self.refused),
            "read": len(self.counted),
            "refused": [{"path": path, "reason": reason} for path, reason in self.refused],
            "characters": characters,
            "articles": sum(one.articles for one in self.counted),
            "chunks": self._chunks(),
            "covered": _share((one.covered, one.visible) for one in self.counted),
            "verbatim": _share((one.verbatim, len(one.chunks)) for one in self.counted),
            "stated": self._stated(),
            "versions": [{"title": title, "paths": paths} for title, paths in self.versions.items()],
            "kind": _by(one.card.kind for one in self.counted),
            "level": _by(one.card.level for one in self.counted),
            "region": _by(one.card.region for one in self.counted),
            "repairs": self._repairs(),
            "cautions": self._cautions(),
            "quality": mean(one.quality for one in self.counted) if self.counted else None,
            "worst": [{"path": one.card.source_path, "quality": round(one.quality, 4)} for one in self.worst],
            "facts": dict(sum((Counter(one.facts) for one in self.counted), Counter[str]()).most_common()),
            "seconds": round(self.seconds, 2),
            "characters_per_second": round(characters / self.seconds) if self.seconds else None,
        }

    def _chunks(self) -> dict[str, float | None]:
        lengths = [length for one in self.counted for length in one.chunks]
        return {
            "n": len(lengths),
            "longest": max(lengths, default=None),
            "median": median(lengths) if lengths else None,
            f"shorter_than_{_SHORT}": sum(length < _SHORT for length in lengths),
            "bare_headings": sum(one.bare for one in self.counted),
        }

    def _stated(self) -> dict[str, int]:
        """In how many files something is stated."""
        cards = [one.card for one in self.counted]
        return {
            "issuer": sum(card.issuer is not None for card in cards),
            "doc_number": sum(card.doc_number is not None for card in cards),
            "published_on": sum(card.published_on is not None for card in cards),
            "effective_on": sum(card.validity.effective_on is not None for card in cards),
            "expires_on": sum(card.validity.expires_on is not None for card in cards),
            "repealed": sum(card.validity.repealed_by is not None for card in cards),
            "repeals_others": sum(one.repeals > 0 for one in self.counted),
            "titles_in_versions": len(self.versions),
        }

    def _repairs(self) -> dict[str, dict[str, int]]:
        files, places = Counter[str](), Counter[str]()
        for one in self.counted:
            files.update({repair.step for repair in one.repairs})
            for repair in one.repairs:
                places[repair.step] += repair.count
        return {step: {"files": count, "places": places[step]} for step, count in files.most_common()}

    def _cautions(self) -> dict[str, Any]:
        """How many there are of each kind, in how many files, and the first of them to be looked at."""
        kinds = Counter(str(it.kind) for one in self.counted for it in one.cautions)
        first = [(one.card.source_path, it.said) for one in self.counted for it in one.cautions][:_WORST]
        return {
            "files": sum(bool(one.cautions) for one in self.counted),
            **{kind.value: kinds[kind.value] for kind in Unease},
            "first": [{"path": path, "said": said} for path, said in first],
        }


def run(folder: Path, *, on_step: OnStep = silently) -> Census:
    """Read and split every file below `folder`, one after another; no index is made.

    Raises SettingError where there is no such folder.
    """
    if not folder.exists():
        raise SettingError(f"{folder} 不存在；请给出存放文件的文件夹，例如 wence eval corpus corpus/documents")
    started = time.perf_counter()
    counted: list[Counted] = []
    refused: list[tuple[str, str]] = []
    found, _ = scan([folder])
    for file in found:
        one = _read(file)
        if isinstance(one, Counted):
            counted.append(one)
        else:
            refused.append((file.shown, one))
        on_step("读取")
    return Census(tuple(counted), tuple(refused), time.perf_counter() - started)


def _read(file: Found) -> Counted | str:
    """What a file holds, or why it cannot be read."""
    try:
        document = load(Path(file.absolute), source_path=file.shown)
        return count(document, split(document))
    except UnreadableFile as error:
        return str(error)
    except Exception as error:
        # As in ingest: a parser that fails costs one file, and the report names it.
        _log.exception("reading %s failed", file.absolute)
        return f"读取程序出错（{type(error).__name__}: {error}）"


def count(document: Document, chunks: Sequence[Chunk]) -> Counted:
    """What a document and its chunks come to."""
    text = document.text
    facts = Counter(fact.kind.value for chunk in chunks for fact in chunk.facts)
    return Counted(
        card=document.card,
        articles=sum(is_article(section.path) for section in document.sections),
        chunks=tuple(len(chunk.text) for chunk in chunks),
        bare=sum(_is_bare(chunk) for chunk in chunks),
        characters=len(text),
        visible=_visible(text),
        covered=_covered(text, chunks),
        verbatim=sum(text[chunk.start : chunk.end] == chunk.text for chunk in chunks),
        repeals=len(document.repeals),
        repairs=document.repairs,
        cautions=document.cautions,
        quality=document.quality,
        facts=facts,
    )


def _is_bare(chunk: Chunk) -> bool:
    """Whether a chunk says no more than its own path does."""
    said = "".join(chunk.text.split())
    return any(said == "".join(" ".join(chunk.path[depth:]).split()) for depth in range(len(chunk.path)))


def _visible(text: str) -> int:
    return len("".join(text.split()))


def _covered(text: str, chunks: Sequence[Chunk]) -> int:
    """Visible characters within the chunks, each counted once."""
    covered, position = 0, 0
    for chunk in sorted(chunks, key=lambda it: it.start):
        covered += _visible(text[max(position, chunk.start) : chunk.end])
        position = max(position, chunk.end)
    return covered


def _share(counts: Iterable[tuple[int, int]]) -> float | None:
    """The first of all pairs over the second of all; None of nothing."""
    pairs = list(counts)
    whole = sum(of for _, of in pairs)
    return sum(part for part, _ in pairs) / whole if whole else None


def _by(names: Iterable[str | None]) -> dict[str, int]:
    """How many bear each name, most first."""
    return dict(Counter(_UNKNOWN if name is None else str(name) for name in names).most_common())
