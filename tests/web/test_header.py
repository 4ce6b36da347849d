"""The top that all pages share, and the choices that visitors make in it."""

import re
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.settings import Accounting, Settings
from assistant.web.header import Account, Here, account_of, header, plain_top
from assistant.web.preferences import Theme, back, language_of, routes, theme_of
from assistant.web.site import plain_style, style
from assistant.web.text import CHINESE, ENGLISH, Language
from tests.web.fakes import FakeAssistant, FakeCatalog, FakeStore
from tests.web.payloads import PAYLOADS, dangers


def links(html: str) -> list[str]:
    return re.findall(r'<a href="([^"]*)"', html[html.index("<nav") : html.index("</nav>")])


def test_the_page_that_is_looked_at_is_marked() -> None:
    assert '<a href="/" aria-current="page">问策</a>' in header(CHINESE, Here.CHAT)
    assert 'aria-current="page"' not in header(CHINESE, None)


def test_the_desk_is_not_offered_to_visitors() -> None:
    assert "/desk" not in links(header(CHINESE, Here.CHAT, Account("王芳", offers_login=True)))
    assert "/desk" not in links(plain_top(CHINESE, None, "/documents/x"))


@pytest.mark.parametrize(
    ("accounting", "account"),
    [
        (Accounting.ON, Account(offers_login=True)),
        (Accounting.AUTO, Account(is_staff=True)),
    ],
)
def test_who_asks_is_known_by_the_accounts(accounting: Accounting, account: Account) -> None:
    assistant = FakeAssistant(FakeStore(FakeCatalog()), Settings(accounts=accounting))
    assert account_of(assistant, SimpleNamespace(headers={"host": "localhost"})) == account  # type: ignore[arg-type]  # stands in


def test_login_is_offered_where_there_are_accounts_and_leads_back() -> None:
    assert "/login" not in header(CHINESE, Here.CHAT)
    assert 'href="/login?next=%2Fdocuments%2Fx"' in plain_top(
        CHINESE, None, "/documents/x", account=Account(offers_login=True)
    )
    assert 'action="/logout"' in header(ENGLISH, Here.CHAT, Account("Ann", offers_login=True))


def test_a_plain_page_offers_the_colours_that_it_does_not_have_and_both_languages() -> None:
    dark = plain_top(ENGLISH, Theme.DARK, "/documents/x")
    assert "theme=light" in dark
    assert "theme=dark" not in dark
    assert "language=zh" in dark
    assert 'lang="en" aria-current="true">English' in dark


@pytest.mark.parametrize("payload", PAYLOADS)
def test_names_and_addresses_stay_text(payload: str) -> None:
    account = Account(payload, is_staff=True, offers_login=True)
    allowed = {"<form>"}
    assert set(dangers(header(CHINESE, Here.CHAT, account, note=payload))) <= allowed
    assert set(dangers(plain_top(CHINESE, None, payload, account=Account(offers_login=True)))) <= allowed


@pytest.mark.parametrize(
    ("to", "leads_to"),
    [
        ("/documents/a?revision=b&lang=en&start=3#cited", "/documents/a?revision=b&start=3#cited"),
        ("/lookup?q=租金", "/lookup?q=%E7%A7%9F%E9%87%91"),
        ("https://example.org/", "/"),
        ("//example.org/", "/"),
        ("/\\example.org/", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_a_choice_leads_back_to_this_host_only(to: str, leads_to: str) -> None:
    assert back(to) == leads_to


def test_a_choice_made_by_a_link_is_kept_and_read_again() -> None:
    app = FastAPI()
    app.include_router(routes())
    client = TestClient(app, follow_redirects=False)
    answer = client.get("/preferences", params={"language": "en", "theme": "dark", "to": "/documents/x"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/documents/x")
    seen = SimpleNamespace(cookies=dict(client.cookies))
    assert (language_of(seen), theme_of(seen)) == (Language.ENGLISH, Theme.DARK)
    assert client.get("/preferences", params={"theme": "purple"}).status_code == 422


def test_what_a_cookie_says_beyond_the_choices_counts_as_none() -> None:
    seen = SimpleNamespace(cookies={"wence-language": "fr", "wence-theme": "<script>"})
    assert (language_of(seen), theme_of(seen)) == (Language.CHINESE, None)


def test_both_style_sheets_know_light_and_dark() -> None:
    assert ":root:has(body.dark) {" in style()
    assert ":root.dark {" in plain_style()
    assert "prefers-color-scheme: dark" in plain_style()
    assert "#chat" not in plain_style()
