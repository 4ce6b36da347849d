"""Every page is read by axe-core: no finding that keeps somebody from using it, on a wide light screen and on a dark phone."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.fit.conftest import REFUSED, RENT_QUESTION, TABLE_QUESTION, Look, Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)], ids=["light-wide", "dark-phone"]),
]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
GRAVE = ("serious", "critical")
SECTIONS = ("", "documents", "upload", "quality", "unanswered", "feedback", "answers", "evaluation", "system")


class Reading:
    """What axe finds, place by place."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def at(self, place: str, page: "Page") -> None:
        """Reads what is on the screen."""
        from axe_playwright_python.sync_playwright import Axe

        violations: list[dict[str, Any]] = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        self.found[place] = [
            f"{it['id']} {node['target']}: {node['failureSummary']}"
            for it in violations
            if it["impact"] in GRAVE
            for node in it["nodes"]
        ]

    def grave(self) -> dict[str, list[str]]:
        """The places that have findings."""
        return {place: found for place, found in self.found.items() if found}


def ask(page: "Page", question: str, which: int) -> None:
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.locator("#chat .making, #chat .notice").nth(which).wait_for()
    page.locator("#question .submit-button").wait_for()


def test_the_chat(look: Look, theme: str, width: int) -> None:
    page, reading = look("/", ".welcome", width, theme), Reading()
    reading.at("empty chat", page)
    ask(page, RENT_QUESTION, 0)
    reading.at("answer", page)
    ask(page, REFUSED, 1)
    reading.at("refusal", page)
    ask(page, TABLE_QUESTION, 2)
    page.locator("#chat table").wait_for()
    reading.at("table", page)
    fold = page.locator("#history .fold")
    if fold.get_attribute("aria-expanded") == "false":
        fold.click()
    page.locator("#history li .more").first.click()
    page.locator("#history .menu").filter(visible=True).wait_for()
    reading.at("conversations", page)
    assert reading.grave() == {}


def test_the_look_up(look: Look, theme: str, width: int) -> None:
    page, reading = look("/lookup?q=补贴", ".listing .bar", width, theme), Reading()
    reading.at("results", page)
    if width < 500:
        page.get_by_role("button", name="筛选").click()
        reading.at("filters", page)
    page.goto(page.url.split("?")[0] + "?q=月球&year=1999")
    page.locator(".nothing").wait_for()
    reading.at("no result", page)
    assert reading.grave() == {}


def test_documents_and_the_way_in(look: Look, site: Site, theme: str, width: int) -> None:
    new, old = site.ids["条例2024.txt"], site.ids["条例2019.txt"]
    page, reading = look(f"/documents/{new}", "h1", width, theme), Reading()
    reading.at("document", page)
    page.goto(f"{site.address}/documents/{site.ids['旧规定.md']}?start=20&end=40#cited")
    reading.at("expired document", page)
    page.goto(f"{site.address}/documents/{old}/compare/{new}")
    reading.at("comparison", page)
    page.goto(f"{site.address}/documents/nothing")
    reading.at("no document", page)
    page.goto(f"{site.address}/login?next=/desk/")
    page.fill("#username", "李明")
    page.fill("input[type=password]", "不是这个")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    reading.at("login", page)
    assert reading.grave() == {}


def test_the_desk(look: Look, site: Site, theme: str, width: int) -> None:
    page, reading = look("/desk/", ".sheet .side", width, theme, staff=True), Reading()
    there = page.locator(".side a").evaluate_all("links => links.map(it => it.getAttribute('href'))")
    for slug in SECTIONS:
        if f"/desk/{slug}" in there:
            _settled(page, f"{site.address}/desk/{slug}")
            reading.at(f"desk/{slug}", page)
    _settled(page, f"{site.address}/desk/documents?id={site.ids['东园.txt']}")
    reading.at("desk/documents, one", page)
    for slug in ("unanswered", "answers"):
        _settled(page, f"{site.address}/desk/{slug}")
        page.goto(str(page.locator("a.opener").first.evaluate("it => it.href")))
        page.locator("#up").wait_for()
        reading.at(f"desk/{slug}, one", page)
    assert reading.grave() == {}


def _settled(page: "Page", address: str) -> None:
    page.goto(address)
    page.locator(".section").wait_for()
    page.locator(".section .loading").wait_for(state="detached")
