"""In a browser: reading, jumping, copying a link, comparing, on a wide screen and on a phone, without an error or a foreign host."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from assistant.open import Assistant
from assistant.settings import Settings
from tests.web.conftest import _watch, served
from tests.web.document.conftest import Stock

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(stock: Stock) -> Iterator[str]:
    with served(Assistant(stock.store, Settings())) as address:
        yield address


def opened(browser: "Browser", site: str, path: str, wrong: list[str], *, width: int, **options: object) -> "Page":
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)  # type: ignore[arg-type]
    _watch(context, site, wrong)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(site + path)
    return page


def test_a_reader_on_a_wide_screen(browser: "Browser", site: str, stock: Stock) -> None:
    wrong: list[str] = []
    text = stock.store.catalog.document(stock.ids["租金.txt"]).text
    start = text.index("前两年按照")
    path = f"/documents/{stock.ids['租金.txt']}?start={start}&end={start + 20}#cited"
    page = opened(browser, site, path, wrong, width=1440, permissions=["clipboard-read", "clipboard-write"])
    from playwright.sync_api import expect

    expect(page.locator("#cited")).to_be_in_viewport()
    # The outline stands open beside the text, and follows it.
    page.locator(".outline a", has_text="第一章").click()
    expect(page.locator(".outline a[aria-current]")).to_have_text("第一章 总则")
    page.locator(".outline a", has_text="第三条").click()
    expect(page.locator(".outline a[aria-current]")).to_contain_text("第三条")
    expect(page).to_have_url(site + path.replace("#cited", "#%E7%AC%AC%E4%B8%89%E6%9D%A1"))
    # The link to an article is copied without the quotation that was looked at.
    page.locator("#第二条").hover()
    page.locator("#第二条 .permalink").click()
    expect(page.get_by_role("status")).to_have_text("已复制链接")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site}/documents/{stock.ids['租金.txt']}#%E7%AC%AC%E4%BA%8C%E6%9D%A1"
    # On paper only the document is left.
    page.emulate_media(media="print")
    expect(page.locator(".outline")).to_be_hidden()
    expect(page.locator("#top")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    page.context.close()
    assert wrong == []


def test_a_reader_on_a_phone(browser: "Browser", site: str, stock: Stock) -> None:
    wrong: list[str] = []
    path = f"/documents/{stock.ids['租金.txt']}"
    page = opened(browser, site, path, wrong, width=390, has_touch=True, is_mobile=True)
    from playwright.sync_api import expect

    expect(page.locator(".outline ol")).to_be_hidden()
    page.locator(".outline summary").click()
    page.locator(".outline a", has_text="第三条").click()
    expect(page.locator(".outline ol")).to_be_hidden()
    expect(page.locator("#第三条")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # Each row of the table is read from top to bottom, each cell under its name.
    cells = page.locator("table.named tbody tr").first.locator("td")
    tops = [box["y"] for box in (cells.nth(at).bounding_box() for at in range(3)) if box]
    assert tops == sorted(set(tops))
    assert page.evaluate("getComputedStyle(document.querySelector('table.named td'), '::before').content") == '"档次"'
    page.context.close()
    assert wrong == []


def test_two_versions_side_by_side_and_on_a_phone_one_under_the_other(
    browser: "Browser", site: str, stock: Stock
) -> None:
    wrong: list[str] = []
    path = f"/documents/{stock.ids['条例2019.txt']}/compare/{stock.ids['条例2024.txt']}"
    for width, is_beside in ((1280, True), (390, False)):
        page = opened(browser, site, path, wrong, width=width, color_scheme="dark")
        old, new = (
            page.locator("#change-2 .side").nth(0).bounding_box(),
            page.locator("#change-2 .side").nth(1).bounding_box(),
        )
        assert old is not None
        assert new is not None
        assert (new["x"] > old["x"] + 100) is is_beside
        assert (new["y"] > old["y"]) is not is_beside
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.context.close()
    assert wrong == []
