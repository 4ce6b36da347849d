"""Kept conversations in a real browser: found again, exported, deleted, judged, and seen by nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from assistant.ask import ask
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.log.feedback import Reason, given
from assistant.open import Assistant
from assistant.settings import Settings
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.web.conftest import ELSEWHERE, RENT, Open, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ASKED, THEN = "东园区租用标准厂房的租金补贴最高多少？", "沧州市物流补贴每年最高多少？"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("policies")
    for name, text in (("东园.txt", RENT), ("沧州.txt", ELSEWHERE)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path_factory.mktemp("store") / "home", open_encoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield store


@contextmanager
def running(store: Store) -> Iterator[str]:
    """A server with its log, as `wence serve` starts one."""
    assistant = Assistant(store, Settings(contact="示例热线 12345"))
    with kept(ask, assistant, Channel.WEB) as door, served(assistant, door) as address:
        yield address


def asked(page: "Page", question: str) -> None:
    """Types a question and waits until its answer is there and the list knows of it."""
    answered = page.locator(".acts").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.locator(".acts").nth(answered).wait_for()
    page.locator("#history .open[aria-current]").wait_for(state="attached")


def left(*pages: "Page") -> None:
    """Closes pages while their server still runs, for one that stops under them is told of as an error."""
    for page in pages:
        page.close()


def menu(page: "Page") -> None:
    """Opens what can be done with the newest conversation."""
    page.locator("#history .line").first.hover()
    page.locator("#history .more").first.click()


def test_a_conversation_comes_back_after_a_reload_and_after_a_restart(store: Store, visit: Open) -> None:
    with running(store) as address:
        page = visit(address)
        asked(page, ASKED)
        asked(page, THEN)
        cookies, open_now = page.context.cookies(), page.evaluate("sessionStorage.getItem('wence-conversation')")
        page.reload()
        page.locator(".question").nth(1).wait_for()
        assert page.locator(".question").all_inner_texts() == [ASKED, THEN]
        page.locator("button.cite").first.click()
        assert "云岭市东园区租金补贴办法" in page.locator(".source.lit").inner_text()
        assert "每家企业每年最高100万元" in page.locator(".source.lit mark").first.inner_text()
        left(page)
    with running(store) as address:
        again = visit(address)
        again.goto(f"{address}/wence.css")  # nothing is under way for a page that another visitor opened
        again.context.add_cookies([{"name": it["name"], "value": it["value"], "url": address} for it in cookies])
        again.evaluate("key => sessionStorage.setItem('wence-conversation', key)", open_now)
        again.goto(address)
        again.locator(".question").nth(1).wait_for()
        asked(again, "那最多几家？")
        assert again.locator(".question").count() == 3
        stranger = visit(address)
        stranger.locator("#history nav").wait_for()
        assert stranger.locator("#history li").count() == 0
        stranger.evaluate("key => sessionStorage.setItem('wence-conversation', key)", open_now)
        stranger.reload()
        stranger.locator(".welcome").wait_for()
        assert stranger.locator(".question").count() == 0
        assert stranger.request.get(f"{address}/conversations/{open_now}.md").status == 404
        left(again, stranger)


def test_a_conversation_is_renamed_exported_and_deleted(store: Store, visit: Open, tmp_path: Path) -> None:
    with running(store) as address:
        page = visit(address)
        asked(page, ASKED)
        page.locator("#history .begin").click()
        page.locator(".welcome").wait_for()
        asked(page, THEN)
        assert page.locator("#history .open").all_inner_texts() == [THEN, ASKED]
        menu(page)
        page.get_by_role("button", name="改名").click()
        page.keyboard.type("沧州物流")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="沧州物流", exact=True).wait_for()
        menu(page)
        with page.expect_download() as download:
            page.get_by_role("link", name="导出 Word").click()
        assert download.value.suggested_filename == "沧州物流.docx"
        file = Path(download.value.path()).read_bytes()
        assert docx.Document(BytesIO(file)).paragraphs[0].text == "沧州物流"
        page.locator("#history .open").nth(1).click()
        page.locator(".question", has_text=ASKED).wait_for()
        page.locator("#history .open").first.click()
        page.locator(".question", has_text=THEN).wait_for()
        page.locator("#history .more").first.click()
        page.locator("#history .menu .delete").first.click()
        page.locator("#history .sure .yes").first.click()
        page.locator(".welcome").wait_for()
        assert page.locator("#history .open").all_inner_texts() == [ASKED]
        left(page)


def test_an_answer_is_copied_judged_and_asked_again(store: Store, visit: Open) -> None:
    with running(store) as address:
        page = visit(address, permissions=["clipboard-read", "clipboard-write"])
        asked(page, ASKED)
        page.get_by_role("button", name="复制").click()
        page.get_by_text("已复制").wait_for()
        told = page.evaluate("navigator.clipboard.readText()")
        assert "[1] 《云岭市东园区租金补贴办法》（云管发〔2025〕3号）" in told
        assert "每家企业每年最高100万元" in told

        page.get_by_role("button", name="没有帮助").click()
        page.get_by_label("依据不对").check()
        page.get_by_label("补充说明").fill("请看第三条，电话13812345678")
        page.get_by_role("button", name="提交").click()
        page.get_by_text("已反馈：依据不对").wait_for()
        (found,) = given(store.catalog.engine)
        assert found.question == ASKED
        assert (found.opinion.is_helpful, found.opinion.reason) == (False, Reason.WRONG_SOURCE)
        assert found.opinion.remark == "请看第三条，电话【手机号】"

        page.get_by_role("button", name="修改问题").click()
        page.get_by_text("会替换上一个问题").wait_for()
        page.wait_for_function("question => document.querySelector('#question textarea').value === question", arg=ASKED)
        page.fill("#question textarea", THEN)
        page.keyboard.press("Enter")
        page.locator(".answer", has_text="30万元").wait_for()
        page.reload()
        page.locator(".acts").wait_for()
        assert page.locator(".question").all_inner_texts() == [THEN]
        left(page)


def test_on_an_insecure_address_copying_works_too(store: Store, visit: Open) -> None:
    with running(store) as address:
        page = visit(address)
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        asked(page, ASKED)
        page.get_by_role("button", name="复制").click()
        page.get_by_text("已复制").wait_for()
        page.click("#question textarea")
        page.keyboard.press("Control+V")
        page.wait_for_function(
            "document.querySelector('#question textarea').value.includes('[1] 《云岭市东园区租金补贴办法》')"
        )
        left(page)


def test_on_a_phone_the_list_is_a_drawer(store: Store, visit: Open) -> None:
    with running(store) as address:
        page = visit(address, width=390, height=844)
        asked(page, ASKED)
        assert page.locator("#history .list").is_hidden()
        page.get_by_role("button", name="展开对话记录").click()
        page.locator("#history .open").wait_for()
        page.keyboard.press("Escape")
        page.locator("#history .list").wait_for(state="hidden")
        page.get_by_role("button", name="展开对话记录").click()
        page.locator("#history .open").click()
        page.locator("#history .list").wait_for(state="hidden")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        left(page)
