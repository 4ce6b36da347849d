"""A document read again from the original that was kept, by a reader that has become better since."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from corpus.load import document_id
from index.corrections.deeds import PATIENCE, Deed, new_deed, signed, write
from index.files import lost_sidecar
from index.journal import Entrant
from index.reading import Prepared, ReadingLimits, Refused, Sheet, read_apart
from index.report import FileReport, Outcome
from index.schema import files
from index.store import Store


def reread(store: Store, doc_id: str, author: str, limits: ReadingLimits = ReadingLimits()) -> FileReport:
    """Read a document again from its original; it keeps its id, its paths and what staff have corrected.

    Where that fails, the report says why and the document stays as it is. Raises NoSuchDocument, BadCorrection when nobody
    is named, and StoreError when another process is writing.
    """
    author = signed(author)
    with store.writer.session(PATIENCE):
        before, _ = store.catalog.as_read(doc_id)
        original = store.catalog.original(before.card.revision)
        path, stamp = _file(store, doc_id)
        shown = before.card.source_path
        outcome = _read(Sheet(path or shown, shown, _size(original), original=original, doc_id=doc_id), limits)
        if isinstance(outcome, Refused):
            return FileReport(shown, Outcome.FAILED, doc_id, reason=outcome.reason, fault=outcome.fault)
        document, chunks = outcome.document, outcome.chunks
        if lost_sidecar(stamp, Path(path)):  # what it said is known from the first reading only
            document = replace(document, card=before.card)
            chunks = tuple(replace(chunk, card=before.card) for chunk in chunks)
        entrant = store.writer.corrected(Entrant(document, chunks, signature=outcome.signature))
        deed = new_deed(doc_id, Deed.REREAD, author)
        store.writer.revise([entrant], lambda connection: write(connection, deed))
    repairs = tuple(it.note for it in document.repairs)
    cautions = tuple(it.said for it in document.cautions)
    title = entrant.document.card.title
    return FileReport(shown, Outcome.UPDATED, doc_id, title, len(chunks), document.quality, repairs, cautions)


def _read(sheet: Sheet, limits: ReadingLimits) -> Prepared | Refused:
    if sheet.original is not None and not sheet.original.exists():
        return Refused(f"保存的原件 {sheet.original.name} 不见了，无法重读；请重新上传该文件。")
    with closing(read_apart([sheet], replace(limits, processes=1))) as outcomes:
        return next(outcomes)


def _size(original: Path) -> int:
    return original.stat().st_size if original.exists() else 0


def _file(store: Store, doc_id: str) -> tuple[str, str]:
    """Path and stamp of the file that named the document, else of another with its content; empty where there is none."""
    query = select(files.c.path, files.c.stamp).where(files.c.doc_id == doc_id).order_by(files.c.path)
    with store.catalog.engine.connect() as connection:
        rows = connection.execute(query).all()
    named = [row for row in rows if document_id(Path(row.path)) == doc_id] or rows
    return (named[0].path, named[0].stamp) if named else ("", "")
