"""The list of a visitor's conversations, as HTML: by day, the newest first, with what can be done with each."""

import datetime
from collections.abc import Sequence
from html import escape
from itertools import groupby

from assistant.conversations.store import LONGEST_TITLE, Conversation
from assistant.web.chat.words import TalkWords
from assistant.web.text import Language

_ICONS = {
    "panel": '<rect x="3.5" y="4.5" width="17" height="15" rx="2.5"/><path d="M9.5 4.5v15"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "more": '<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="2.6"/>',
}


def history(found: Sequence[Conversation] | None, said: TalkWords, today: datetime.date, days: int) -> str:
    """The list; None where the server keeps no conversations. Which one is open each page marks by itself."""
    return (
        f'<nav class="talks" aria-label="{escape(said.talks)}"><div class="rail">'
        f'<button type="button" class="fold" data-show="{escape(said.show)}" data-hide="{escape(said.hide)}"'
        f' title="{escape(said.show)}" aria-label="{escape(said.show)}" aria-expanded="false">{_icon("panel")}</button>'
        f'<p class="open-title"></p>'
        f'<button type="button" class="begin" title="{escape(said.new)}" aria-label="{escape(said.new)}">{_icon("plus")}'
        f'<span>{escape(said.new)}</span></button></div><div class="list">{_list(found, said, today, days)}</div></nav>'
    )


def _list(found: Sequence[Conversation] | None, said: TalkWords, today: datetime.date, days: int) -> str:
    if not found:
        return f'<p class="none">{escape(said.not_kept if found is None else said.none_yet)}</p>'
    groups = "".join(
        f"<section><h3>{escape(day)}</h3><ul>{''.join(_item(it, said) for it in those)}</ul></section>"
        for day, those in groupby(found, key=lambda it: _day(it, said, today))
    )
    return f'{groups}<p class="none">{escape(said.kept_for.format(days))}</p>'


def _day(it: Conversation, said: TalkWords, today: datetime.date) -> str:
    passed = (today - it.updated_at.astimezone().date()).days
    return said.today if passed <= 0 else said.yesterday if passed == 1 else said.earlier


def _item(it: Conversation, said: TalkWords) -> str:
    title = escape(it.title)
    more = escape(said.options.format(it.title))
    return (
        f'<li data-id="{it.id}"><div class="line"><button type="button" class="open" title="{title}">{title}</button>'
        f'<button type="button" class="more" aria-expanded="false" title="{more}" aria-label="{more}">{_icon("more")}</button></div>'
        f'<form class="name" hidden><input value="{title}" maxlength="{LONGEST_TITLE}" aria-label="{escape(said.title)}"></form>'
        f'<div class="menu" hidden><button type="button" class="rename">{escape(said.rename)}</button>'
        f"{_export(it, 'docx', said.as_word, said)}{_export(it, 'md', said.as_markdown, said)}"
        f'<button type="button" class="delete">{escape(said.delete)}</button></div>'
        f'<div class="sure" role="alert" hidden><p>{escape(said.sure)}</p><button type="button" class="yes">{escape(said.delete)}</button>'
        f'<button type="button" class="no">{escape(said.cancel)}</button></div></li>'
    )


def _export(it: Conversation, suffix: str, label: str, said: TalkWords) -> str:
    query = "" if said.language is Language.CHINESE else f"?lang={said.language.value}"
    return f'<a href="/conversations/{it.id}.{suffix}{query}" download>{escape(label)}</a>'


def _icon(name: str) -> str:
    return (
        '<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.7"'
        f' stroke-linecap="round">{_ICONS[name]}</svg>'
    )
