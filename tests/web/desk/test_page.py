"""The desk in a real browser, as staff use it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.ask import ask
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.open import Assistant
from assistant.settings import Settings
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.web.conftest import ELSEWHERE, RENT, served
from tests.web.desk.test_upload import POLICY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page

pytestmark = pytest.mark.browser

OPEN = "云岭市东园区的食堂几点开门？"
PATIENT = 60_000
"""Milliseconds: a machine that does much else is slow."""


@pytest.fixture
def desk(tmp_path: Path, browser: "Browser") -> Iterator["Page"]:
    """A page that shows the desk of a server with a log; it may neither complain nor ask another host for anything."""
    folder = tmp_path / "policies"
    folder.mkdir()
    for name, text in (("东园.txt", RENT), ("沧州.txt", ELSEWHERE)):
        (folder / name).write_text(text, encoding="utf-8")
    wrong = list[str]()
    with Store.open(tmp_path / "home", open_encoder()) as store:
        ingest(store, [folder])
        assistant = Assistant(store, Settings(home=tmp_path / "home"))
        with kept(ask, assistant, Channel.WEB) as door, served(assistant, door) as address:
            context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}, locale="zh-CN")
            context.on("console", lambda it: wrong.append(it.text) if it.type == "error" else None)
            context.on("weberror", lambda it: wrong.append(str(it.error)))
            context.on(
                "request", lambda it: None if it.url.startswith((address, "data:", "blob:")) else wrong.append(it.url)
            )
            page = context.new_page()
            page.set_default_timeout(PATIENT)
            yield page
            context.close()
    assert wrong == []


def payload(name: str, kind: str, content: bytes) -> "FilePayload":
    """A file as somebody chooses it."""
    return {"name": name, "mimeType": kind, "buffer": content}


def asks(page: "Page", question: str) -> tuple[str, str]:
    """What the chat answers a visitor who comes for the first time, and the sources beside it."""
    assert page.context.browser is not None
    context = page.context.browser.new_context(locale="zh-CN")
    visitor = context.new_page()
    visitor.set_default_timeout(PATIENT)
    visitor.goto(page.url.partition("/desk")[0])
    visitor.locator("#question textarea").fill(question)
    visitor.locator("#question textarea").press("Enter")
    visitor.locator(".making, .notice").first.wait_for()
    seen = visitor.locator("#chat").inner_text(), visitor.locator("#sources").inner_text()
    context.close()
    return seen


def test_an_uploaded_document_answers_visitors_and_its_title_can_be_mended(desk: "Page") -> None:
    desk.goto("/desk/upload")
    desk.wait_for_selector("[data-drop]")
    files = [("北园装修.txt", "text/plain", POLICY.encode()), ("坏.pdf", "application/pdf", b"%PDF-1.4")]
    desk.set_input_files("#files", [payload(*it) for it in files])
    desk.wait_for_selector("text=新增 1")
    assert desk.locator("text=失败 1").count() == 1
    desk.click("a.opener:has-text('云岭市北园区装修补贴办法')")
    desk.fill("#f-title", "云岭市北园区办公用房装修补贴办法")
    desk.click("form[data-do=correct] button[type=submit]")
    desk.wait_for_selector(".notice.good")
    # Keyboard and screen reader are led to what was done.
    assert desk.evaluate("document.activeElement.classList.contains('notice')")
    answer, sources = asks(desk, "云岭市北园区装修补贴最高多少？")
    assert "8万元" in answer
    assert "云岭市北园区办公用房装修补贴办法" in sources


def test_a_question_that_nobody_answered_is_answered_by_staff_and_then_for_the_visitor(desk: "Page") -> None:
    desk.goto("/desk/")
    assert "七点" not in asks(desk, OPEN)[0]
    desk.reload()
    desk.click(".tile[href='/desk/unanswered']")
    desk.click(f"a.opener:has-text('{OPEN}')")
    desk.fill("#f-text", "食堂早上七点开门。")
    desk.click("form[data-do=answer] button[type=submit]")
    desk.wait_for_selector(".notice.good")
    assert desk.url.endswith("/desk/unanswered?tab=given")
    desk.reload()
    desk.wait_for_selector(".card")
    assert "食堂早上七点开门。" in asks(desk, OPEN)[0]
    desk.goto("/desk/answers")
    desk.fill("#f-find", "七点")
    desk.wait_for_url("**/desk/answers?find=*")
    desk.wait_for_function("document.querySelectorAll('tr.opens').length === 1")
    assert desk.evaluate("document.activeElement.id") == "f-find"
    desk.click("#language label:has-text('English')")
    desk.wait_for_selector("h1:has-text('Answer log')")
