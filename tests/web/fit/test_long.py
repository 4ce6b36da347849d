"""What is long, empty or wrong stays within a phone."""

from typing import TYPE_CHECKING

import pytest

from tests.web.fit.conftest import LONG_TITLE, Look, Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PHONE = 390
LONG_QUESTION = "园区企业申请融合发展专项资金" * 140
WORD = "a" * 240


def fits(page: "Page") -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_long_question_a_long_title_and_a_long_address_stay_within_the_chat(look: Look) -> None:
    page = look("/", ".welcome", PHONE)
    assert fits(page)
    for at, question in enumerate((LONG_QUESTION[:2000], f"融合发展专项资金每个项目最高多少？{WORD}")):
        page.fill("#question textarea", question)
        assert fits(page)
        page.keyboard.press("Enter")
        page.locator("#chat :is(.making, .notice)").nth(at).wait_for()
        page.locator("#question .submit-button").wait_for()
        assert fits(page)
    page.locator("#history .fold").click()
    assert fits(page)


def test_a_long_title_stays_within_the_look_up_and_so_does_a_search_without_result(look: Look, site: Site) -> None:
    page = look("/lookup?q=融合发展", ".listing .bar", PHONE)
    assert LONG_TITLE[:30] in page.locator(".results h2").first.inner_text()
    assert fits(page)
    page.goto(f"{site.address}/lookup?q={WORD}")
    page.locator(".nothing").wait_for()
    assert fits(page)


def test_a_long_title_stays_within_a_document_and_a_comparison_and_so_does_a_refusal(look: Look, site: Site) -> None:
    long, other = site.ids["长标题.txt"], site.ids["东园.txt"]
    page = look(f"/documents/{long}", "h1", PHONE)
    assert LONG_TITLE[:30] in page.inner_text("h1")
    for path in (f"/documents/{long}", f"/documents/{long}/compare/{other}", f"/documents/{WORD}", f"/{WORD}"):
        page.goto(site.address + path)
        assert fits(page), path


def test_a_long_title_stays_within_the_desk(look: Look, site: Site) -> None:
    page = look("/desk/documents", ".section a.opener", PHONE, staff=True)
    assert page.get_by_text(LONG_TITLE[:30]).count() > 0
    assert fits(page)
    page.goto(f"{site.address}/desk/documents?id={site.ids['长标题.txt']}")
    page.locator("#up").wait_for()
    assert fits(page)
    page.goto(f"{site.address}/desk/documents?find={WORD}")
    page.locator(".nothing").wait_for()
    assert fits(page)
