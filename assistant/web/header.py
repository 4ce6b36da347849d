"""The top that all pages share: name, navigation, account, colours, language."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from assistant.accounts.accounts import accounts_of
from assistant.web.forgetting import forget_left
from assistant.web.preferences import Theme, language_of
from assistant.web.text import CHINESE, Language, Words, words

if TYPE_CHECKING:
    import gradio as gr

    from assistant.open import Assistant

_SEAL = (
    '<svg viewBox="0 0 40 40" width="32" height="32" aria-hidden="true">'
    '<rect x="1" y="1" width="38" height="38" rx="9" fill="var(--seal)"/>'
    '<path d="M10.5 12.5h19M10.5 20h19M10.5 27.5h9" stroke="#fff" stroke-width="2.8" stroke-linecap="round" fill="none"/>'
    '<circle cx="27.5" cy="27.5" r="3.2" fill="#fff"/></svg>'
)
"""Lines of text that end in a point: the statement and its source."""
_SHADES = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor"'
    ' stroke-width="1.8"><circle cx="12" cy="12" r="8.2"/><path d="M12 3.8a8.2 8.2 0 0 1 0 16.4z" fill="currentColor"/></svg>'
)
_PERSON = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor"'
    ' stroke-width="1.8" stroke-linecap="round"><circle cx="12" cy="8.4" r="3.6"/><path d="M4.8 20c.7-4 3.5-6 7.2-6s6.5 2 7.2 6"/></svg>'
)
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


class Here(StrEnum):
    """A page that the navigation leads to, by its address."""

    CHAT = "/"
    LOOKUP = "/lookup"
    DESK = "/desk"


@dataclass(frozen=True, slots=True)
class Account:
    """Who looks at the page, as far as its top shows it."""

    name: str | None = None
    """Of who is logged in."""
    is_staff: bool = False
    """Whether the desk may be entered."""
    offers_login: bool = False
    """Whether there are accounts to log in to."""


NOBODY = Account()
_WORK: dict[Here | None, str] = {Here.LOOKUP: "lookup"}
"""Where a page begins behind the top, where that is not the part with the id `work`."""
_FOR_ALL = (Here.CHAT, Here.LOOKUP)
_FOR_STAFF = (Here.DESK,)


def account_of(assistant: "Assistant", request: Any) -> Account:
    """Whose request it is, a request of Gradio or of FastAPI. Where accounts are off there is nobody to log in or out."""
    accounts = accounts_of(assistant)
    person = accounts.person(request.headers)
    return Account((accounts.are_on and person.name) or None, person.is_staff, accounts.are_on)


def lay_out(page: "gr.Blocks", here: Here, assistant: "Assistant", note: Callable[[Words], str] = lambda _: "") -> Any:
    """Puts the top on the Gradio page whose context is open, and keeps it in the visitor's language.

    Gives the language switch, whose `input` the page listens to for its own labels; what its labels are when it opens, it
    asks `language_of` with the request. `note` is said beside the navigation where there is room.
    """
    import gradio as gr

    with gr.Row(elem_id="top"):
        shown = gr.HTML(header(CHINESE, here, note=note(CHINESE)), elem_id="header", apply_default_css=False)
        language = gr.Radio(
            [("中文", Language.CHINESE.value), ("English", Language.ENGLISH.value)],
            value=Language.CHINESE.value,
            label="界面语言 Language",
            show_label=False,
            container=False,
            elem_id="language",
        )

    def opened(request: gr.Request) -> list[Any]:
        forget_left(page)
        chosen = language_of(request)
        return [header(words(chosen), here, account_of(assistant, request), note=note(words(chosen))), chosen.value]

    def switched(chosen: str | None, request: gr.Request) -> str:
        return header(words(chosen), here, account_of(assistant, request), note=note(words(chosen)))

    page.load(opened, None, [shown, language], **_QUIET)
    language.input(switched, language, shown, **_QUIET)
    return language


def header(said: Words, here: Here | None, account: Account = NOBODY, *, note: str = "", to: str | None = None) -> str:
    """The top without the language switch, which is Gradio's own on its pages; `to` is the address of the page itself."""
    beside = f'<p class="stock">{escape(note)}</p>' if note else ""
    shade = escape(said.switch_theme)
    return (
        f'<a class="skip" href="#{_WORK.get(here, "work")}" data-action="skip">{escape(said.skip)}</a>'
        f'<div class="brand" lang="{said.locale}" data-locale="{said.locale}">'
        f'<a class="name" href="/" title="{escape(said.tagline)}">{_SEAL}<b>Wence</b></a>'
        f"{_navigation(said, here, account)}{beside}{_account(said, account, to or (here or Here.CHAT).value)}"
        f'<button type="button" class="shade" data-action="theme" title="{shade}" aria-label="{shade}">{_SHADES}</button>'
        "</div>"
    )


def plain_top(said: Words, theme: Theme | None, to: str, here: Here | None = None, account: Account = NOBODY) -> str:
    """The same top for a page without Gradio and without script; `to` is the address to come back to.

    The page links /wence.css, has the theme as a class of its html, and a part with the id `work`.
    """
    others = {Language.CHINESE: "中文", Language.ENGLISH: "English"}
    languages = "".join(
        f'<a href="{_choice(to, language=one.value)}" lang="{words(one).locale}"'
        f"{_current(one is said.language, 'true')}>{name}</a>"
        for one, name in others.items()
    )
    themes = "".join(
        f'<a class="shade to-{one.value}" href="{_choice(to, theme=one.value)}" title="{escape(said.switch_theme)}"'
        f' aria-label="{escape(said.switch_theme)}">{_SHADES}</a>'
        for one in Theme
        if one is not theme
    )
    return (
        f'<a class="skip" href="#work">{escape(said.skip)}</a>'
        f'<header id="top"><div class="brand"><a class="name" href="/" title="{escape(said.tagline)}">{_SEAL}<b>Wence</b></a>'
        f"{_navigation(said, here, account)}{_account(said, account, to)}{themes}"
        f'<div id="language" role="group" aria-label="界面语言 Language">{languages}</div></div></header>'
    )


def _navigation(said: Words, here: Here | None, account: Account) -> str:
    pages = (*_FOR_ALL, *(_FOR_STAFF if account.is_staff else ()))
    links = "".join(
        f'<a href="{one.value}"{_current(one is here, "page")}>{escape(said.pages[one.value])}</a>' for one in pages
    )
    return f'<nav class="pages" aria-label="{escape(said.navigation)}">{links}</nav>'


def _account(said: Words, account: Account, to: str) -> str:
    if account.name:
        name, leave = escape(account.name), escape(said.sign_out)
        return (
            f'<form class="account" method="post" action="/logout"><span class="who" title="{name}">{name}</span>'
            f'<button type="submit">{leave}</button></form>'
        )
    if not account.offers_login:
        return ""
    address, enter = escape(f"/login?{urlencode({'next': to})}"), escape(said.sign_in)
    return f'<a class="account" href="{address}" title="{enter}">{_PERSON}<span>{enter}</span></a>'


def _choice(to: str, **chosen: str) -> str:
    return escape(f"/preferences?{urlencode(chosen | {'to': to})}")


def _current(is_current: bool, how: str) -> str:
    return f' aria-current="{how}"' if is_current else ""
