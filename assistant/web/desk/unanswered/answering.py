"""The form in which a question is answered, with the passages that may prove the answer."""

from collections.abc import Sequence
from datetime import timedelta
from html import escape

from assistant.accounts.person import LOCAL
from assistant.log.unanswered import Unanswered
from assistant.web.cards import badge
from assistant.web.desk.form import area, button, choice, folded, form, text
from assistant.web.desk.unanswered.words import Words
from assistant.web.desk.visit import Visit
from index.hit import Filters, Hit
from index.search import search
from index.store import Store

_NEAREST = 8
STAFF = "工作人员"
_USUAL = timedelta(days=365)
"""For which an answer stands unless somebody says otherwise."""


def signature(visit: Visit) -> str:
    """What visitors read of who answered: at a machine without accounts no name is known."""
    return STAFF if visit.author == LOCAL.name else visit.author


def answer_form(store: Store, asked: Unanswered | None, visit: Visit, said: Words) -> str:
    """The form; for a question of the log with what is nearest to it today, for one of the staff's own without."""
    question = asked.question if asked else ""
    hits = search(store, question, _NEAREST, Filters(include_past=True, include_coming=True)) if asked else []
    near = {hit.chunk.card.doc_id: hit.chunk.card.title for hit in hits}
    typed, until = visit.typed.get, (visit.today + _USUAL).isoformat()
    body = (
        area("wording", said.wording, typed("wording", question), rows=2, hint=said.wording_hint, more="required")
        + area("text", said.text, typed("text", ""), rows=5, hint=said.text_hint, more="required")
        + text("expires", said.expires, typed("expires", until), kind="date", hint=said.expires_hint,
               more=f'required min="{visit.today.isoformat()}"')
        + choice("source", said.source, (("", said.no_source), *near.items()), typed("source", ""), hint=said.source_hint)
        + text("other", said.other, typed("other", ""), hint=said.other_hint)
        + area("quote", said.quote, typed("quote", ""), rows=2, hint=said.quote_hint)
        + f'<div class="send">{button(said.give, "primary")}<span>{escape(said.signed.format(signature(visit)))}</span></div>'
    )  # fmt: skip
    answering = f'<section class="box"><h2>{escape(said.write)}</h2>{form("answer", body, entry=asked.ids[0] if asked else "")}</section>'
    if asked is None:
        return f'<p class="lead">{escape(said.own_note)}</p>{answering}'
    return f'<div class="halves">{answering}{_near(hits, visit, said)}</div>'


def _near(hits: Sequence[Hit], visit: Visit, said: Words) -> str:
    if not hits:
        return f'<section class="box"><h2>{escape(said.nearest)}</h2><p class="note">{escape(said.nearest_none)}</p></section>'
    papers: dict[str, list[Hit]] = {}
    for hit in hits:
        papers.setdefault(hit.chunk.card.doc_id, []).append(hit)
    found = "".join(_paper(some, visit, said, is_open=at == 0) for at, some in enumerate(papers.values()))
    return f'<section class="box"><h2>{escape(said.nearest)}</h2><p class="note">{escape(said.nearest_note)}</p>{found}</section>'


def _paper(hits: Sequence[Hit], visit: Visit, said: Words, *, is_open: bool) -> str:
    """A document with those of its passages that came near."""
    card, page = hits[0].chunk.card, visit.said.page
    inside = "".join(_passage(hit, visit, said) for hit in hits)
    return folded(card.title or page.untitled, inside, is_open=is_open)


def _passage(hit: Hit, visit: Visit, said: Words) -> str:
    chunk, page = hit.chunk, visit.said.page
    card = chunk.card
    place = " ".join(chunk.path)
    use = (
        f'<button type="button" class="button" data-fill-source="{escape(card.doc_id)}" '
        f'data-fill-quote="{escape(chunk.text.strip())}">{escape(said.use)}</button>'
    )
    link = f'<a href="/documents/{escape(card.doc_id)}" target="_blank">{escape(page.open_document)}</a>'
    return (
        f'<p class="note">{badge(card.validity.status(visit.today), page)} {escape(place)}</p>'
        f'<div class="quoted">{escape(chunk.text.strip())}</div><p class="ways">{use}{link}</p>'
    )
