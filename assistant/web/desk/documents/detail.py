"""One document: what is known of it, to be corrected, and what was done to it."""

import json
from collections.abc import Sequence
from html import escape

from assistant.stock.form import Field
from assistant.web.addresses import document_address, original_address, web_address
from assistant.web.cards import badge
from assistant.web.desk.documents.changes import change
from assistant.web.desk.documents.register import Listed
from assistant.web.desk.documents.words import Words
from assistant.web.desk.form import button, choice, folded, form, text
from assistant.web.desk.moments import minute
from assistant.web.desk.table import pairs
from assistant.web.desk.visit import Visit
from corpus.document import Kind, Level, Status
from index.corrections.deeds import Correction

_WIDE = frozenset({"title", "repealed_by", "url"})


def detail(
    it: Listed, done: Sequence[Correction], fields: Sequence[Field], rows: Sequence[Listed], visit: Visit, said: Words
) -> str:
    """The form of its fields, its validity, what is known of its file, and its history."""
    card, page = it.card, visit.said.page
    ways = (
        f'<a class="button" href="{escape(document_address(card, page))}" target="_blank">{escape(said.full_text)}</a>'
        f'<a class="button" href="{escape(original_address(card))}" target="_blank">{escape(said.original)}</a>'
    )
    if address := web_address(card):
        ways += f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer nofollow">{escape(page.open_page)}</a>'
    past = (
        "".join(change(one, visit, said, is_named=False) for one in done) or f'<p class="note">{escape(said.done)}</p>'
    )
    return (
        f'<h2 class="subject">{escape(card.title or page.untitled)} {badge(it.status, page)}</h2><p class="ways top">{ways}</p>'
        f'<div class="halves wide-left"><div class="stack">'
        f'<section class="box"><h2>{escape(said.edit)}</h2><p class="note">{escape(said.edit_note)}</p>{_form(it, fields, rows, visit, said)}</section>'
        f'<section class="box"><h2>{escape(said.history)}</h2><div class="cards">{past}</div></section></div>'
        f'<aside class="stack">{_validity(it, visit, said)}{_about(it, said)}{_leaving(it, said)}</aside></div>'
    )


def _form(it: Listed, fields: Sequence[Field], rows: Sequence[Listed], visit: Visit, said: Words) -> str:
    controls = "".join(_control(one, visit, said) for one in fields)
    regions = sorted({row.card.region for row in rows if row.card.region})
    offered = f'<datalist id="regions">{"".join(f"<option>{escape(one)}</option>" for one in regions)}</datalist>'
    send = f'<div class="send">{button(visit.said.save, "primary")}</div>'
    known = {one.name: one.value for one in fields}
    before = visit.typed.get("before") or json.dumps(known, ensure_ascii=False)
    return form("correct", controls + offered + send, document=it.card.doc_id, before=before)


def _control(field: Field, visit: Visit, said: Words) -> str:
    name, label = field.name, said.fields[field.name]
    value = visit.typed.get(name, field.value)  # what somebody typed that could not be saved stays in the form
    hint = said.repealed_by_hint if name == "repealed_by" else ""
    if field.correction is not None:
        hint = said.corrected.format(who=field.correction.author, before=field.as_read or said.empty)
    if name == "kind":
        kinds = [("", said.unknown), *((one.value, visit.said.page.kinds[one]) for one in Kind)]
        return choice(name, label, kinds, value, hint=hint)
    if name == "level":
        levels = [("", said.unknown), *((one.value, said.levels[one]) for one in Level)]
        return choice(name, label, levels, value, hint=hint)
    kind = "date" if name.endswith("_on") else "text"
    more = {"title": "required maxlength=500", "region": 'list="regions" maxlength=500'}.get(name, "maxlength=500")
    return text(name, label, value, kind=kind, more=more, wide=name in _WIDE, hint=hint)


def _validity(it: Listed, visit: Visit, said: Words) -> str:
    proof = it.card.validity.proof(visit.today)
    told = f'<div class="quoted">{escape(proof)}</div>' if proof else f'<p class="note">{escape(said.no_evidence)}</p>'
    if it.status is Status.REPEALED:
        way = form("unrepeal", button(said.unrepeal), css="inline", document=it.card.doc_id)
    else:
        fields = text("repealed_on", said.fields["repealed_on"], kind="date") + text(
            "repealed_by", said.fields["repealed_by"], hint=said.repeal_note
        )
        # Ids are unique on a page, and the form above has these fields, too.
        fields = fields.replace("f-repealed", "q-repealed").replace("h-repealed", "n-repealed")
        way = folded(said.repeal, form("repeal", fields + button(said.repeal), css="upright", document=it.card.doc_id))
    status = f"<h2>{escape(said.validity)} {badge(it.status, visit.said.page)}</h2>"
    return f'<section class="box">{status}{told}{way}</section>'


def _about(it: Listed, said: Words) -> str:
    facts = pairs(
        (
            (said.id, f"<code>{escape(it.card.doc_id)}</code>"),
            (said.path, escape(it.card.source_path)),
            (said.added, minute(it.added_at)),
            (said.passages, str(it.chunks)),
            (said.whole, f"{it.quality:.1%}"),
            (said.repairs, "<br>".join(escape(one) for one in it.repairs)),
            (said.cautions, "<br>".join(escape(one.said) for one in it.cautions)),
            (said.revision, f"<code>{escape(it.card.revision[:12])}</code>"),
        )
    )
    return f'<section class="box"><h2>{escape(said.about)}</h2>{facts}</section>'


def _leaving(it: Listed, said: Words) -> str:
    again = f'<p class="note">{escape(said.reread_note)}</p>' + button(said.reread)
    reread = folded(said.reread, form("reread", again, css="upright", document=it.card.doc_id))
    really = f'<p class="note">{escape(said.remove_note)}</p>' + button(
        said.remove_really, "danger", describes=it.card.title
    )
    gone = folded(said.remove, form("remove", really, css="upright", document=it.card.doc_id))
    return f'<section class="box">{reread}{gone}</section>'
