"""What is found in a store after a restart, and what of it is not as it must be."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import StoreError
from evals.crashes.deeds import REMOVED, Kind, opened
from evals.crashes.editions import Editions
from index.agreement import differences, mend
from index.elsewhere import HERE, Elsewhere
from index.generation import in_use
from index.search import search
from index.store import Store


@dataclass(frozen=True, slots=True)
class Look:
    """A store after a restart."""

    editions: Mapping[str, str]
    """By name of each file whose document is found, which edition that is."""
    wrong: tuple[str, ...] = ()
    """What is not as it must be."""
    mended: bool = False
    """What was wrong in the indexes was put right from the catalog."""


def look(
    home: Path,
    world: Editions,
    kind: Kind | None = None,
    before: Mapping[str, str] | None = None,
    elsewhere: Elsewhere = HERE,
) -> Look:
    """Restarts the store and looks at all of it; `before` is what was found before a deed of that kind."""
    try:
        with _warned() as warned:
            store = opened(home, elsewhere)
    except StoreError as error:
        return Look(before or {}, (f"没有启动：{error}",))
    with store:
        found = differences(store)
        wrong = [*warned, *([] if found.none else [f"不一致：{found}"])]
        documents = {Path(card.source_path).name: card.doc_id for card in store.catalog.cards()}
        texts = {name: store.catalog.document(doc_id).text for name, doc_id in documents.items()}
        editions = {name: world.edition_of(name, text) for name, text in texts.items()}
        for name, edition in editions.items():
            wrong += _of_document(store, name, documents[name], edition)
        wrong += _of_change(editions, before, world, kind)
        mended = not found.none and mend(store, found).none
    return Look(editions, tuple(wrong), mended)


def at_the_end(home: Path, world: Editions, elsewhere: Elsewhere = HERE) -> tuple[str, ...]:
    """What is wrong after everything was taken in once more, undisturbed."""
    seen = look(home, world, elsewhere=elsewhere)
    current = world.current()
    wrong = [f"{name} 已不在文件夹里，却还查得到" for name in seen.editions if name not in current]
    late = [name for name, edition in seen.editions.items() if edition != world.edition_of(name, current.get(name, ""))]
    wrong += [f"{name} 不是最后的版本" for name in late]
    left = [path for path in home.rglob("*") if path.name.endswith(".partial")]
    with opened(home, elsewhere) as store:
        used = in_use(home, store.catalog)
    folders = {path for path in home.iterdir() if path.name.startswith(("chroma", "lexical")) and path.is_dir()}
    left += sorted(folders - {used.vectors, used.postings})
    return (*seen.wrong, *wrong, *(f"留下了 {path.name}" for path in left))


def _of_document(store: Store, name: str, doc_id: str, edition: str) -> list[str]:
    """Whether a document is one of its file's editions from the first article to the last, and is found."""
    if not edition:
        return [f"{name} 不是完整的一版"]
    # By its own words: who comes first for a name among a hundred documents of one wording is a matter of ranking.
    chunks = store.catalog.chunks(doc_id)
    ends = {chunks[0].chunk_id: chunks[0].text, chunks[-1].chunk_id: chunks[-1].text}
    lost = [it for it, text in ends.items() if it not in {hit.chunk.chunk_id for hit in search(store, text)}]
    return [f"{name} 查不到"] if lost else []


def _of_change(
    editions: Mapping[str, str], before: Mapping[str, str] | None, world: Editions, kind: Kind | None
) -> list[str]:
    """Whether a document is gone, or has another content, that the deed could not take or change."""
    if before is None:
        return []
    current = {name: world.edition_of(name, text) for name, text in world.current().items()}
    gone = [name for name in before if name not in editions and name in current]
    if kind is Kind.REMOVE and len(gone) <= REMOVED:
        gone = []
    changed = [name for name in editions if name in before and editions[name] not in (before[name], current.get(name))]
    return [f"{name} 丢失了" for name in gone] + [f"{name} 变成了旧版" for name in changed]


@contextmanager
def _warned() -> Iterator[list[str]]:
    """What opening a store warns of: after a crash the journal must be enough, without comparing everything."""
    said = list[str]()

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    handler, logger = Keeping(logging.WARNING), logging.getLogger("index")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
