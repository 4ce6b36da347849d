"""What was done to documents, and the way to take it back."""

from collections.abc import Sequence
from html import escape

from assistant.web.desk.documents.words import Words
from assistant.web.desk.form import button, form
from assistant.web.desk.moments import minute
from assistant.web.desk.table import marked, nothing, pager, shown
from assistant.web.desk.visit import Visit
from index.corrections.deeds import Correction, Deed


def changes(done: Sequence[Correction], visit: Visit, said: Words) -> str:
    """Every deed with its author and what it changed, the latest first."""
    if not done:
        return nothing(said.none_history)
    cards = "".join(change(it, visit, said, is_named=True) for it in done[shown(done, visit)])
    return f'<div class="cards">{cards}</div>{pager(len(done), visit)}'


def removed(gone: Sequence[Correction], visit: Visit, said: Words) -> str:
    """Documents that were removed and can come back."""
    if not gone:
        return nothing(said.none_removed)
    cards = "".join(change(it, visit, said, is_named=True) for it in gone[shown(gone, visit)])
    return f'<div class="cards">{cards}</div>{pager(len(gone), visit)}'


def change(it: Correction, visit: Visit, said: Words, *, is_named: bool) -> str:
    """One deed; `is_named` where the document is not clear from the page."""
    title = it.title.strip("《》") or it.doc_id
    here = f'<a href="{escape(visit.at(id=it.doc_id, tab=None, page=None))}">{escape(title)}</a>' if is_named else ""
    when = said.by.format(who=it.author, when=minute(it.made_at))
    kind = "gone" if it.deed is Deed.REMOVE else "plain"
    head = f"<p>{marked(said.deeds[it.deed], kind)} {here} <small>{escape(when)}</small></p>"
    items = "".join(
        f"<li>{escape(said.fields.get(name, name))} <del>{escape(one.before or said.empty)}</del> → <ins>{escape(one.after or said.empty)}</ins></li>"
        for name, one in it.changes.items()
    )
    listed = f'<ul class="plain">{items}</ul>' if items else ""
    foot = ""
    if it.can_be_undone:
        sent = form("undo", button(said.undo, describes=title), css="inline", correction=it.id)
        foot = f'<div class="ways">{sent}</div>'
    elif it.undone_at is not None:
        foot = f'<div class="ways"><small>{escape(said.undone_at.format(minute(it.undone_at)))}</small></div>'
    return f'<article class="card">{head}{listed}{foot}</article>'
