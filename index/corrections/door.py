"""The door for what staff do to single documents. Each deed is wholly done or not at all, and readers go on meanwhile.

Every function waits a moment for its turn, and raises StoreError when another process or thread goes on writing.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from corpus.errors import BadCorrection, NoSuchDocument
from corpus.identity.amended import shown, understood
from corpus.split import split
from index.corrections.deeds import (
    PATIENCE,
    Change,
    Correction,
    Deed,
    find,
    new_deed,
    signed,
    standing,
    write,
    write_undo,
)
from index.corrections.overlay import carried, laid_over
from index.corrections.removed import files_of, write_removal
from index.journal import Entrant, Note
from index.store import Store


def correct(store: Store, doc_id: str, values: Mapping[str, object], author: str) -> Correction:
    """Correct fields of a document: by name as in a sidecar, an empty value where the field is not known.

    Holds from now on, also when the file is taken in again or has changed. Fields that already have the value are left out.
    Raises NoSuchDocument, and BadCorrection where a value means nothing or nothing would change.
    """
    author, amendment = signed(author), understood(values)
    with store.writer.session(PATIENCE):
        now = shown(store.catalog.document(doc_id).card)
        before = _held(store, doc_id)
        texts = dict.fromkeys(amendment.unknown, "") | _texts(amendment.given.model_dump(exclude_none=True))
        with store.catalog.engine.connect() as connection:
            held = standing(connection).get(doc_id, {})
        after = _amended(store, doc_id, held | texts)
        then = shown(after.document.card)
        changes = {name: Change(now[name], then[name]) for name in texts if now[name] != then[name]}
        if not changes:
            raise BadCorrection("所填内容与现有内容相同，没有需要更正的字段。")
        after = _amended(store, doc_id, held | {name: it.after for name, it in changes.items()})
        deed = new_deed(doc_id, Deed.CORRECT, author, title=then["title"], changes=changes)
        store.writer.amend(before, after, lambda connection: write(connection, deed))
    return deed


def remove(store: Store, doc_id: str, author: str) -> Correction:
    """Stop a document from being found until that is undone, also when its file is taken in again.

    Text and original are kept. Raises NoSuchDocument.
    """
    author = signed(author)
    with store.writer.session(PATIENCE):
        title = store.catalog.document(doc_id).card.title
        deed = new_deed(doc_id, Deed.REMOVE, author, title=title)
        store.writer.withdraw([doc_id], lambda connection: write_removal(connection, deed))
    return deed


def undo(store: Store, correction_id: str, author: str) -> Correction:
    """Take a correction or a removal back, in any order; gives the deed that does it.

    A document comes back as it was read when it was removed, under its id and with the corrections that hold. Raises
    NoSuchCorrection, and BadCorrection where there is nothing to take back.
    """
    author = signed(author)
    with store.writer.session(PATIENCE):
        undone = find(store.catalog.engine, correction_id)
        if not undone.can_be_undone:
            why = "已经撤销过" if undone.undone_at else "不是可以撤销的更正或移除"
            raise BadCorrection(f"{undone.id} {why}。用 wence docs history 查看。")
        deed = new_deed(undone.doc_id, Deed.UNDO, author, title=undone.title, undoes=undone.id)
        if undone.deed is Deed.REMOVE:
            _bring_back(store, undone, deed)
        else:
            _take_back(store, undone, deed)
    return deed


def _take_back(store: Store, undone: Correction, deed: Correction) -> None:
    """Undo a correction; of a document that is not found at present, only in the record."""
    doc_id = undone.doc_id
    with store.catalog.engine.connect() as connection:
        left = standing(connection, leaving_out=undone.id).get(doc_id, {})
    try:
        before = _held(store, doc_id)
    except NoSuchDocument:
        with store.catalog.engine.begin() as connection:
            write_undo(connection, deed)
        return
    store.writer.amend(before, _amended(store, doc_id, left), _undoing(deed))


def _bring_back(store: Store, removal: Correction, deed: Correction) -> None:
    revision = store.catalog.latest(removal.doc_id)
    with store.catalog.engine.connect() as connection:
        values = standing(connection).get(removal.doc_id, {})
    entrant = _amended(store, removal.doc_id, values, revision)
    store.writer.restore(entrant, files_of(store.catalog.engine, removal), _undoing(deed))


def _undoing(deed: Correction) -> Note:
    def note(connection: Connection) -> None:
        write_undo(connection, deed)

    return note


def _held(store: Store, doc_id: str) -> Entrant:
    """The document as it stands in the store."""
    _, document = store.catalog.as_read(doc_id)
    return Entrant(document, carried(tuple(store.catalog.chunks(doc_id)), document))


def _amended(store: Store, doc_id: str, values: Mapping[str, str], revision: str | None = None) -> Entrant:
    """The document as it was read, with these values; of a former revision its chunks are cut anew."""
    read, _ = store.catalog.as_read(doc_id, revision)
    chunks = split(read) if revision is not None else carried(tuple(store.catalog.chunks(doc_id)), read)
    return laid_over(Entrant(read, chunks), understood(values))


def _texts(given: Mapping[str, object]) -> dict[str, str]:
    """Values as a person writes them."""
    return {name: "、".join(it) if isinstance(it, tuple) else str(it) for name, it in given.items()}
