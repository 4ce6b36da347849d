"""The look-up in a real browser: what a visitor types, ticks, reloads and goes back to."""

import io
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from tests.web.conftest import Open
from tests.web.payloads import PAYLOADS

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

BOX = "#lookup-query input"


def enter(visit: Open, address: str, query: str = "", **options: int) -> "Page":
    return visit(address, path=f"/lookup{query}", ready=".listing .bar", **options)


def until(page: "Page", *pairs: tuple[str, str]) -> None:
    """Waits for the list that belongs to this query."""
    page.wait_for_function("query => document.querySelector('.listing')?.dataset.query === query", arg=urlencode(pairs))


def titles(page: "Page") -> list[str]:
    return page.locator(".results h2").all_inner_texts()


def fits(page: "Page") -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_typing_and_ticking_narrow_the_list_and_the_address_brings_it_back(address: str, visit: Open) -> None:
    page = visit(address)
    page.get_by_role("link", name="查策").click()
    page.wait_for_selector(".listing .bar")
    assert page.locator("nav.pages [aria-current=page]").all_inner_texts() == ["查策"]
    assert len(titles(page)) == 5

    page.locator(BOX).press_sequentially("补贴")
    until(page, ("q", "补贴"))
    assert len(titles(page)) == 4
    assert page.locator(".results mark").first.inner_text() == "补贴"
    assert page.title().startswith("补贴 · 查策")

    page.get_by_role("checkbox", name="河北省").check()
    until(page, ("q", "补贴"), ("region", "河北省"))
    assert titles(page) == ["沧州市物流补贴办法"]
    page.reload()
    until(page, ("q", "补贴"), ("region", "河北省"))
    assert page.input_value(BOX) == "补贴"
    assert page.get_by_role("checkbox", name="河北省").is_checked()

    page.go_back()
    until(page, ("q", "补贴"))
    assert not page.get_by_role("checkbox", name="河北省").is_checked()
    page.go_back()
    until(page)
    assert page.input_value(BOX) == ""
    page.go_forward()
    until(page, ("q", "补贴"))
    assert page.input_value(BOX) == "补贴"

    page.locator("select[name=sort]").select_option("title")
    until(page, ("q", "补贴"), ("sort", "title"))
    assert titles(page)[0] == "沧州市物流补贴办法"
    page.locator(".results .hit").first.click()
    page.wait_for_url("**/documents/**")
    assert page.locator("#cited").count() == 1
    assert "沧州市物流补贴办法" in page.inner_text("h1")
    page.go_back()
    until(page, ("q", "补贴"), ("sort", "title"))


def test_no_result_leads_back_by_the_filter_that_hides_most(address: str, visit: Open) -> None:
    page = enter(visit, address, "?" + urlencode({"q": "租金补贴", "year": "1999"}))
    assert "没有找到符合条件的文件" in page.inner_text(".nothing")
    page.get_by_role("link", name="去掉“年份：1999”").click()
    until(page, ("q", "租金补贴"))
    assert "云岭市东园区租金补贴办法" in titles(page)


def test_everything_can_be_done_with_the_keyboard(address: str, visit: Open) -> None:
    page = enter(visit, address)
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "lookup"
    page.keyboard.press("Tab")
    page.keyboard.type("补贴")
    page.keyboard.press("Enter")
    until(page, ("q", "补贴"))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    until(page, ("q", "补贴"), ("status", "in_force"))
    page.wait_for_function("document.activeElement.value === 'in_force'")
    assert page.evaluate("document.activeElement.checked")
    page.keyboard.press("Space")
    until(page, ("q", "补贴"))
    page.locator(BOX).focus()
    page.keyboard.press("Escape")
    until(page)


def test_on_a_phone_the_facets_are_a_drawer(address: str, visit: Open) -> None:
    page = enter(visit, address, width=390, height=844)
    assert fits(page)
    facet = page.get_by_role("checkbox", name="现行有效")
    assert not facet.is_visible()
    page.get_by_role("button", name="筛选").click()
    facet.check()
    until(page, ("status", "in_force"))
    page.get_by_role("button", name="查看").click()
    assert not facet.is_visible()
    assert page.locator(".sieve .count").inner_text() == "1"
    page.get_by_role("radio", name="English").check()
    page.get_by_role("button", name="Filters").wait_for()
    assert fits(page)
    assert page.locator("html").get_attribute("lang") == "en"


def test_hostile_words_and_documents_do_not_run_and_the_list_can_be_taken_away(address: str, visit: Open) -> None:
    page = enter(visit, address)
    for payload in PAYLOADS[:3]:
        page.fill(BOX, payload)
        until(page, ("q", payload))
    page.fill(BOX, "攻击载荷")
    until(page, ("q", "攻击载荷"))
    assert page.locator("#lookup-found :is(img, iframe, script)").count() == 0
    with page.expect_download() as download:
        page.get_by_role("link", name="导出").click()
    content = download.value.path().read_bytes()
    assert load_workbook(io.BytesIO(content)).worksheets[0]["A2"].value == titles(page)[0]
