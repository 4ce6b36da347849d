"""`kill -9` at random moments of everything that writes: what is found afterwards, and whether the parts of the store agree."""

import logging
import multiprocessing
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from assistant.open import open_encoder_of
from assistant.settings import Settings
from corpus.errors import NoSuchDocument, StoreError
from evals.editions import ARTICLES, Editions
from evals.passages import OnStep, silently
from index.agreement import differences
from index.corrections.deeds import history
from index.corrections.door import correct, remove, undo
from index.corrections.rereading import reread
from index.ingest import ingest
from index.search import search
from index.store import Store

_LATE = 1.1
"""Times the duration of a whole deed: the last moment at which it is struck."""
_LEAST = 0.5
"""Seconds: the shortest stretch in which a deed is struck."""
_PATIENCE = 120.0
"""Seconds that a deed is given when nobody strikes it."""

Deed = Callable[[Path, Path, int], None]
"""Writes to the store under the first folder from the files in the second; the number decides by chance."""


def _take_in(home: Path, folder: Path, _seed: int) -> None:
    with _opened(home) as store:
        ingest(store, [folder])


def _correct(home: Path, _folder: Path, seed: int) -> None:
    with _opened(home) as store:
        for card in random.Random(seed).sample(store.catalog.cards(), 3):  # noqa: S311 - which ones is no secret
            correct(store, card.doc_id, {"region": f"云岭市{seed}区", "title": f"{card.title}（{seed}）"}, "试验")


def _remove(home: Path, folder: Path, seed: int) -> None:
    with _opened(home) as store:
        for card in random.Random(seed).sample(store.catalog.cards(), 2):  # noqa: S311 - as above
            remove(store, card.doc_id, "试验")
        ingest(store, [folder])


def _take_back(home: Path, _folder: Path, seed: int) -> None:
    with _opened(home) as store:
        deeds = [it for it in history(store.catalog.engine) if it.can_be_undone]
        for deed in random.Random(seed).sample(deeds, min(3, len(deeds))):  # noqa: S311 - as above
            undo(store, deed.id, "试验")


def _reread(home: Path, _folder: Path, seed: int) -> None:
    with _opened(home) as store:
        for card in random.Random(seed).sample(store.catalog.cards(), 2):  # noqa: S311 - as above
            reread(store, card.doc_id, "试验")


def _reembed(home: Path, _folder: Path, _seed: int) -> None:
    Store.rebuild(home, open_encoder_of(Settings())).close()


_DEEDS: dict[str, Deed] = {
    "take_in": _take_in,
    "correct": _correct,
    "remove": _remove,
    "take_back": _take_back,
    "reread": _reread,
    "reembed": _reembed,
}
_OFTEN = {"take_in": 5, "correct": 2, "remove": 2, "take_back": 2, "reread": 1, "reembed": 1}


@dataclass(frozen=True, slots=True)
class Crash:
    """One deed that was struck."""

    deed: str
    after: float
    """Seconds from its beginning."""
    was_done: bool
    """It had ended by itself before."""
    wrong: tuple[str, ...]
    """What was not as it must be; empty: survived."""


@dataclass(frozen=True, slots=True)
class Crashes:
    """A finished run."""

    crashes: tuple[Crash, ...]
    documents: int
    wrong_at_the_end: tuple[str, ...] = field(default=())
    """What differs after the files were taken in once more, undisturbed."""

    def to_json(self) -> dict[str, object]:
        """Counts by deed, and everything that went wrong."""
        struck = [it for it in self.crashes if not it.was_done]
        return {
            "n": len(struck),
            "survived": sum(not it.wrong for it in struck),
            "ended_before": len(self.crashes) - len(struck),
            "by_deed": dict(Counter(it.deed for it in struck)),
            "documents": self.documents,
            "wrong": [
                {"deed": it.deed, "after": round(it.after, 3), "wrong": it.wrong} for it in self.crashes if it.wrong
            ],
            "wrong_at_the_end": list(self.wrong_at_the_end),
        }


def run(times: int, seed: int, on_step: OnStep = silently) -> Crashes:
    """Strikes `times` deeds over a store of its own; a deed that ended before it was struck does not count."""
    chance, crashes = random.Random(seed), list[Crash]()  # noqa: S311 - when it strikes is no secret
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with tempfile.TemporaryDirectory() as name:
        home, folder = Path(name) / "home", Path(name) / "files"
        world = Editions(folder, chance)
        world.begin()
        _take_in(home, folder, seed)
        durations = dict.fromkeys(_DEEDS, _LEAST)
        while sum(not it.was_done for it in crashes) < times:
            deed = chance.choices(list(_OFTEN), list(_OFTEN.values()))[0]
            if deed in ("take_in", "remove"):
                world.change()
            after = chance.uniform(0, _LATE * durations[deed])
            taken = _struck(context, deed, (home, folder, chance.randrange(10**6)), after)
            durations[deed] = max(_LEAST, taken if taken is not None else max(durations[deed], 1.5 * after))
            crashes.append(Crash(deed, after, taken is not None, tuple(looked_over(home, world))))
            on_step("杀死进程")
        _take_in(home, folder, seed)
        end = tuple(looked_over(home, world, is_whole=True))
    return Crashes(tuple(crashes), len(world.versions), end)


def _struck(
    context: "multiprocessing.context.ForkServerContext", deed: str, given: tuple[Path, Path, int], after: float
) -> float | None:
    """Kills the deed after that many seconds; gives how long it took where it had ended before."""
    process = context.Process(target=_DEEDS[deed], args=given)
    process.start()
    began = time.monotonic()
    process.join(after)
    if process.is_alive():
        process.kill()
        process.join(_PATIENCE)
        return None
    return time.monotonic() - began


def _opened(home: Path) -> Store:
    return Store.open(home, open_encoder_of(Settings()))


@contextmanager
def _warned() -> Iterator[list[str]]:
    """What opening a store says meanwhile: after a crash the journal must be enough, without comparing everything."""
    said = list[str]()

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    handler = Keeping(logging.WARNING)
    logger = logging.getLogger("index")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)


def looked_over(home: Path, world: Editions, *, is_whole: bool = False) -> "list[str]":
    """Everything that is not as it must be after a restart."""
    try:
        with _warned() as mended:
            store = _opened(home)
    except StoreError as error:
        return [f"没有启动：{error}"]
    with store:
        found = differences(store)
        wrong = mended + ([] if found.none else [f"不一致：{found}"])
        for card in store.catalog.cards():
            wrong += _of_document(store, card.doc_id, world)
        if is_whole:
            wrong += _of_end(store, world)
    return wrong


def _of_document(store: Store, doc_id: str, world: Editions) -> "list[str]":
    """Whether a document is one of its file's editions from the first article to the last, and is found."""
    document = store.catalog.document(doc_id)
    name = Path(document.card.source_path).name
    marks = [mark for mark in world.versions[name] if f"{mark}规定" in document.text]
    if len(marks) != 1 or document.text.count(f"{marks[0]}规定") != ARTICLES:
        return [f"{name} 混有几个版本：{marks}"]
    hits = search(store, f"{Path(name).stem}{marks[0]}规定标准厂房租金补贴", k=10)
    return [] if any(hit.chunk.card.doc_id == doc_id for hit in hits) else [f"{name} 查不到"]


def _of_end(store: Store, world: Editions) -> "list[str]":
    held = {Path(card.source_path).name: card.doc_id for card in store.catalog.cards()}
    wrong = [f"{name} 已不在文件夹里，却还查得到" for name in held if name not in world.current()]
    for name, text in world.current().items():
        with suppress(NoSuchDocument):
            if name in held and store.catalog.document(held[name]).text.strip() not in text:
                wrong.append(f"{name} 不是最后的版本")
    return wrong
