"""What to do about a file that could not be read: try it again, or let it go."""

from collections.abc import Callable
from pathlib import Path

from assistant.stock.uploads import FOLDER
from corpus.errors import BadUpload
from index.failures import forget, standing_failures
from index.ingest import Progress, Report, ingest
from index.reading import ReadingLimits
from index.store import Store


def retry(
    store: Store,
    path: str,
    *,
    limits: ReadingLimits = ReadingLimits(),
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Take in a file that failed, by its absolute path, once more: limits may have been raised, or the reader mended.

    Raises BadUpload when no such file failed, and StoreError when another process is writing.
    """
    _check(store, path)
    uploads = _uploads(store)
    if uploads not in Path(path).parents:
        return ingest(store, [Path(path)], limits=limits, on_progress=on_progress)
    kept = store.home / FOLDER / Path(path).relative_to(uploads)
    return ingest(store, [kept], limits=limits, on_progress=on_progress, shown_from=store.home)


def dismiss(store: Store, path: str) -> None:
    """Say no more of a file that failed, by its absolute path; one that was uploaded and gave no document is deleted.

    Raises BadUpload when no such file failed.
    """
    _check(store, path)
    forget(store.catalog.engine, path)
    if _uploads(store) in Path(path).parents and not store.catalog.holds(path):
        Path(path).unlink(missing_ok=True)


def _check(store: Store, path: str) -> None:
    if all(it.path != path for it in standing_failures(store.catalog.engine)):
        raise BadUpload("没有这个读取失败的文件，它可能已经处理过了。")


def _uploads(store: Store) -> Path:
    return (store.home / FOLDER).resolve()
