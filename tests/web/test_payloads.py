"""Sixty payloads in every place that a stranger can write to, in a real browser: none runs, none asks another host."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from assistant.open import Assistant
from assistant.settings import Settings
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.web.conftest import Open, served
from tests.web.sixty import SIXTY

if TYPE_CHECKING:
    from playwright.sync_api import Page

_NOT_IN_NAMES = re.compile(r"[/\x00\n]")
_FOREIGN = "img, iframe, object, embed, video, audio, svg a, [onerror], [onload], [onfocus]"


_DOCUMENTS: dict[str, str] = {}


def one_line(payload: str) -> str:
    return " ".join(payload.split())


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over documents that carry the payloads in text, cells, titles, file names and metadata."""
    folder = tmp_path_factory.mktemp("policies")
    articles = "\n".join(
        f"第{number}条 载荷{number}号停车补贴：{one_line(it)}完。" for number, it in enumerate(SIXTY, 1)
    )
    (folder / "正文.txt").write_text(f"云岭市停车补贴载荷汇编\n{articles}\n", encoding="utf-8")
    rows = "\n".join(f"| 表格{number}号 | {one_line(it).replace('|', '/')} |" for number, it in enumerate(SIXTY, 1))
    (folder / "表格.md").write_text(f"# 云岭市停车补贴表\n\n| 事项 | 标准 |\n|---|---|\n{rows}\n", encoding="utf-8")
    for number, payload in enumerate(SIXTY, 1):
        line = one_line(payload)
        quoted = line.replace("\\", "\\\\").replace('"', '\\"')
        front = f'---\ntitle: "题名{number}号{quoted}"\nissuer: "{quoted}"\ndoc_number: "{quoted}"\nurl: "javascript:alert({number})"\n---\n'
        name = _NOT_IN_NAMES.sub("∕", line)[:60]
        text = f"第一条 云岭市停车补贴每月{number}00元。\n第二条 本办法自2025年1月1日起施行。\n"
        (folder / f"{number:02}{name}.md").write_text(f"{front}{text}", encoding="utf-8")
    home = tmp_path_factory.mktemp("store") / "home"
    with Store.open(home, open_encoder()) as store:
        assert ingest(store, [folder]).failed == ()
        _DOCUMENTS.update({it.title: it.doc_id for it in store.catalog.cards()})
        with served(Assistant(store, Settings(home=home, contact=SIXTY[1]))) as address:
            yield address


@pytest.fixture
def documents(address: str) -> dict[str, str]:
    """The doc_ids by title."""
    assert address
    return _DOCUMENTS


def shown(page: "Page") -> str:
    return "".join(page.inner_text("body").split())


def assert_dead(page: "Page") -> None:
    """Nothing on the page was made by a payload."""
    made = page.evaluate(
        "selector => [...document.querySelectorAll(selector)].map(it => it.outerHTML)"
        ".filter(it => /alert|evil|onerror=.x|javascript:/i.test(it)).slice(0, 5)",
        _FOREIGN,
    )
    assert made == []
    links = page.evaluate("[...document.querySelectorAll('a[href], form[action]')].map(it => it.href || it.action)")
    assert [it for it in links if str(it).startswith(("javascript:", "data:", "https://evil"))] == []


def test_there_are_sixty() -> None:
    assert len(set(SIXTY)) == 60


def test_none_runs_wherever_it_is_shown(address: str, visit: Open) -> None:
    """The fixture that visits fails on every dialog, every error of a script, and every request to another host."""
    page = visit(address)
    assert_dead(page)  # the stock, with the titles of the latest documents
    for question in ("云岭市停车补贴每月多少元？", " ".join(SIXTY[:12])[:900], "载荷7号停车补贴是什么？"):
        answered = page.locator(".making, .notice").count()
        page.fill("#question textarea", question)
        page.keyboard.press("Enter")
        page.locator(".making, .notice").nth(answered).wait_for()
        assert_dead(page)
    page.reload()  # what is kept of the conversation comes back, and its title is what was asked
    page.wait_for_selector("#question textarea")
    assert_dead(page)


def test_none_runs_in_a_document_or_its_table(address: str, documents: dict[str, str], visit: Open) -> None:
    for title, each in (("云岭市停车补贴载荷汇编", "载荷{}号"), ("云岭市停车补贴表", "表格{}号")):
        page = visit(address, path=f"/documents/{documents[title]}", ready="h1")
        text = shown(page)
        assert [number for number in range(1, 61) if each.format(number) not in text] == []
        assert_dead(page)


def test_none_runs_in_the_desk(address: str, visit: Open) -> None:
    page = visit(address, path="/desk", ready="main")
    assert_dead(page)
    for path in ("documents", "documents?sort=title", "documents?find=题名", "quality", "answers", "unanswered"):
        page.goto(f"{address}/desk/{path}")
        page.wait_for_selector("main")
        assert_dead(page)


def test_none_runs_in_the_lookup(address: str, visit: Open) -> None:
    page = visit(address, path="/lookup", ready="main")
    assert_dead(page)
    for typed in ("停车补贴", SIXTY[1], SIXTY[2]):
        box = page.locator("input[type=search], #lookup textarea, #lookup input").first
        box.fill(typed)
        box.press("Enter")
        page.wait_for_timeout(1500)
        assert_dead(page)
