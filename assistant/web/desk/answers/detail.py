"""One entry of the log, whole."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from assistant.log.entry import Cited, Entry
from assistant.log.feedback import Opinion
from assistant.web.desk.answers.words import Words
from assistant.web.desk.feedback import words as feedback
from assistant.web.desk.form import folded
from assistant.web.desk.moments import minute
from assistant.web.desk.narrowing import narrowed
from assistant.web.desk.table import marked, pairs, quoted
from assistant.web.desk.visit import Visit


def detail(it: Entry, again: str, opinions: Sequence[Opinion], visit: Visit, said: Words) -> str:
    """Question, answer, sources, and what else was kept; `again` is HTML of its replay, if it was replayed."""
    page = visit.said
    way = f'<a class="button" id="replay" href="{escape(visit.at(then="replay"))}">{escape(said.replay)}</a>'
    masked = f'<p class="note">{escape(said.masked)}</p>' if it.is_masked else ""
    return (
        f'<h2 class="subject">{escape(it.question)}</h2>{masked}'
        f'<div class="halves wide-left"><div class="stack">'
        f'<section class="box"><h2>{escape(page.answer)} {marked(page.outcomes[it.outcome.value], "plain")}</h2>{quoted(it.text)}</section>'
        f"{again}"
        f'<section class="box"><h2>{escape(said.citations)}</h2>{_citations(it, said)}</section>'
        f"{_left_out(it, said)}{_hits(it, said)}</div>"
        f'<aside class="stack"><section class="box"><h2>{escape(said.entry.format(it.id))}</h2>{_facts(it, visit, said)}{_opinions(opinions, visit)}'
        f'<p class="note">{escape(said.replay_note)}</p>{way}</section></aside></div>'
    )


def _facts(it: Entry, visit: Visit, said: Words) -> str:
    page = visit.said
    writing = max(0.0, it.total_seconds - it.search_seconds)
    return pairs(
        (
            (said.asked_at, minute(it.asked_at)),
            (page.channel, escape(page.channels[it.channel.value])),
            (page.model, escape(page.model_name(it.model))),
            (said.timings, escape(said.timing.format(it.search_seconds, writing, it.total_seconds))),
            (said.earlier, "<br>".join(escape(one) for one in it.earlier)),
            (said.standalone, escape(it.standalone) if it.standalone != it.question else ""),
            (said.filters, escape(narrowed(it.filters, page))),
            (said.scope, escape(it.scope)),
            (said.as_of, it.as_of.isoformat()),
            (said.prompt, escape(it.prompt or "")),
            (said.version, escape(it.version)),
        )
    )


def _citations(it: Entry, said: Words) -> str:
    if not it.citations:
        return f'<p class="note">{escape(said.no_citations)}</p>'
    return f'<ol class="cited">{"".join(_citation(one, said) for one in it.citations)}</ol>'


def _citation(one: Cited, said: Words) -> str:
    span = {"revision": one.revision, "start": one.start, "end": one.start + len(one.quote)}
    address = f"/documents/{one.doc_id}?{urlencode(span)}#cited"
    return (
        f'<li value="{one.number}"><a href="{escape(address)}" target="_blank">《{escape(one.title.strip("《》"))}》</a> '
        f"<small>{escape(said.start.format(one.start, one.revision[:8]))}</small>{quoted(' '.join(one.quote.split()))}</li>"
    )


def _left_out(it: Entry, said: Words) -> str:
    if not it.left_out:
        return ""
    items = "".join(f"<li>{escape(one.text)} <small>{escape(one.reason)}</small></li>" for one in it.left_out)
    return f'<section class="box"><h2>{escape(said.left_out)}</h2><ul class="plain">{items}</ul></section>'


def _hits(it: Entry, said: Words) -> str:
    if not it.hits:
        return ""
    items = "".join(
        f'<li value="{one.rank}"><a href="/documents/{escape(one.doc_id)}" target="_blank">《{escape(one.title.strip("《》"))}》</a> '
        f"<small>{escape(one.chunk_id.rpartition('.')[2])} · {escape(said.score.format(one.score))}</small></li>"
        for one in it.hits
    )
    return folded(f"{said.hits}（{len(it.hits)}）", f"<ol>{items}</ol>", kind="box")


def _opinions(opinions: Sequence[Opinion], visit: Visit) -> str:
    """What visitors thought of the answer."""
    words = feedback.CHINESE if visit.said.is_chinese else feedback.ENGLISH
    items = "".join(
        f"<li>{marked(words.helpful, 'good') if it.is_helpful else marked(words.not_helpful, 'gone')}"
        f" {escape(words.reasons[it.reason]) if it.reason else ''} {escape(it.remark)}</li>"
        for it in opinions
    )
    return f'<ul class="plain">{items}</ul>' if items else ""
