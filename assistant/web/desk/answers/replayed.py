"""What came of asking a question of the log again."""

from collections.abc import Sequence
from html import escape

from assistant.log.entry import Retrieved
from assistant.log.replay import Change, Fate, Replay
from assistant.web.desk.answers.words import Words
from assistant.web.desk.form import folded
from assistant.web.desk.table import marked, pairs

_LINES = {"- ": "del", "+ ": "ins"}


def replayed(it: Replay, said: Words) -> str:
    """Whether the answer is the same and, where it is not, what has changed."""
    understood = ""
    if not it.is_understood_alike:
        understood = pairs(
            ((said.understood, escape(it.now.standalone)), (said.understood_then, escape(it.entry.standalone)))
        )
    kind = "good" if it.is_same else "over"
    return (
        f'<section class="box replayed" id="replayed"><h2>{escape(said.replayed)}</h2>'
        f'<p class="notice {kind}">{escape(_verdict(it, said))}</p>{understood}{_changes(it.changes, said)}'
        f"{_passages(said.lost, it.hits_lost)}{_passages(said.new, it.hits_new)}{_difference(it, said)}</section>"
    )


def _verdict(it: Replay, said: Words) -> str:
    if it.is_same:
        return said.same
    if it.is_by_model:
        return said.by_model
    if it.changes:
        return said.documents_changed
    if it.entry.is_masked:
        return said.maybe_masked
    return said.program_changed.format(it.entry.version or "—", it.now.version or "—")


def _changes(changes: Sequence[Change], said: Words) -> str:
    old = [one for one in changes if one.fate is not Fate.ADDED]
    new = [one for one in changes if one.fate is Fate.ADDED]
    changed = f"<h3>{escape(said.changes)}</h3>{_listed(old, said)}" if old else ""
    return changed + (folded(said.added.format(len(new)), _listed(new, said)) if new else "")


def _listed(changes: Sequence[Change], said: Words) -> str:
    items = "".join(
        f"<li>《{escape(one.title.strip('《》'))}》 {marked(said.fates[one.fate], 'plain')}"
        f"{f' <small>{escape(said.was_cited)}</small>' if one.was_cited else ''}</li>"
        for one in changes
    )
    return f'<ul class="plain">{items}</ul>'


def _passages(title: str, hits: Sequence[Retrieved]) -> str:
    if not hits:
        return ""
    items = "".join(f'<li value="{one.rank}">《{escape(one.title.strip("《》"))}》</li>' for one in hits)
    return f"<h3>{escape(title)}</h3><ol>{items}</ol>"


def _difference(it: Replay, said: Words) -> str:
    if it.is_same:
        return ""
    lines = "".join(_line(one) for one in it.difference)
    legend = f'<p class="note"><del>{escape(said.then)}</del> <ins>{escape(said.now)}</ins></p>'
    return f'<h3>{escape(said.difference)}</h3>{legend}<div class="difference">{lines}</div>'


def _line(line: str) -> str:
    tag = _LINES.get(line[:2], "p")
    return f"<{tag}>{escape(line[2:]) or '&nbsp;'}</{tag}>"
