"""Every page is read by axe-core: no finding that keeps somebody from using it, in light and dark, wide and on a phone."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
GRAVE = ("serious", "critical")


def nothing(_page: "Page") -> None:
    """The page as it opens."""


def asked(question: str) -> Callable[["Page"], None]:
    def ask(page: "Page") -> None:
        page.fill("#question textarea", question)
        page.keyboard.press("Enter")
        page.locator(".making, .notice").first.wait_for()

    return ask


def opened_source(page: "Page") -> None:
    asked("东园区租用标准厂房的租金补贴最高多少？")(page)
    href = page.locator("#sources a").filter(visible=True).first.get_attribute("href")
    page.goto(page.url.split("?")[0].rstrip("/") + str(href))


PLACES: list[tuple[str, str, Callable[["Page"], None]]] = [
    ("the empty chat", "/", nothing),
    ("an answer", "/", asked("东园区租用标准厂房的租金补贴最高多少？")),
    ("a refusal", "/", asked("月球基地的停车费是多少？")),
    ("a document", "/", opened_source),
]
LOOKS: list[tuple[str, int, int]] = [("light", 1440, 900), ("dark", 390, 844)]


@pytest.mark.parametrize(("theme", "width", "height"), LOOKS)
@pytest.mark.parametrize(("path", "prepare"), [place[1:] for place in PLACES], ids=[place[0] for place in PLACES])
def test_axe_has_no_grave_finding(
    address: str, visit: Open, path: str, prepare: Callable[["Page"], None], theme: str, width: int, height: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(address + path, width=width, height=height, color_scheme=theme, reduced_motion="reduce")
    prepare(page)
    found: list[dict[str, Any]] = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    grave = [
        f"{it['id']}: {node['target']} {node['failureSummary']}"
        for it in found
        if it["impact"] in GRAVE
        for node in it["nodes"]
    ]
    assert grave == []
