"""Takes the pictures of the README anew, light and dark: chat, look-up, desk and evaluation over the sample corpus.

Run with `make screenshots`; needs Debian's packages chromium and fonts-noto-cjk.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from evals.served import served

HERE = Path(__file__).parent
LIST = "认定专精特新企业要符合哪些条件？"
COMPARISON = "东湖、青岚、临港三个园区的租金补贴有什么区别？"
UNANSWERED = "示例市的停车位怎么申请？"
CASES = "conversation.jsonl"
PATIENCE = 180_000
"""Milliseconds for anything that is waited for; an evaluation takes the longest."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is to be seen."""

    name: str
    path: str
    prepare: Callable[[Page], None]
    size: tuple[int, int] = (1440, 900)
    scale: int = 1


def asked(*questions: str) -> Callable[[Page], None]:
    """Asks the questions and points at the first source of the last answer."""

    def ask(page: Page) -> None:
        page.wait_for_selector(".welcome")
        for number, question in enumerate(questions):
            page.fill("#question textarea", question)
            page.keyboard.press("Enter")
            page.locator(".making").nth(number).wait_for()
        page.locator(f"button.cite.to-{len(questions) - 1}-1").first.hover()

    return ask


def looked_up(page: Page) -> None:
    """Waits for the list."""
    page.locator(".listing .bar").wait_for()


def at_the_desk(page: Page) -> None:
    """Waits for a section."""
    page.locator(".section .tiles, .section table").first.wait_for()


def evaluated(page: Page) -> None:
    """Opens the newest run."""
    page.locator("tr.opens a").first.click()
    page.frame_locator(".report iframe").locator(".figures").wait_for()


PICTURES = (
    Picture("chat", "/", asked(LIST, COMPARISON)),
    Picture("lookup", "/lookup?q=租金补贴", looked_up),
    Picture("desk", "/desk/", at_the_desk),
    Picture("evaluation", "/desk/evaluation", evaluated),
    Picture("phone", "/", asked(COMPARISON), (390, 844), 2),
)


def main() -> None:
    """Serves the sample corpus from a folder of its own and photographs its pages."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no chromium: apt-get install chromium fonts-noto-cjk")
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "home") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        furnish(browser, address)
        for picture in PICTURES:
            for theme in ("light", "dark"):
                take(browser, address, picture, theme)
        browser.close()


def furnish(browser: Browser, address: str) -> None:
    """Something for the desk to show: a question that was not answered, and an evaluation."""
    page = opened(browser, "light", (1440, 900), 1)
    page.goto(address)
    page.wait_for_selector(".welcome")
    page.fill("#question textarea", UNANSWERED)
    page.keyboard.press("Enter")
    page.locator(".notice").first.wait_for()
    page.goto(f"{address}/desk/evaluation")
    page.select_option("#f-cases", CASES)
    page.get_by_role("button", name="开始").click()
    page.locator(".report iframe").wait_for()
    page.context.close()


def opened(browser: Browser, theme: str, size: tuple[int, int], scale: int) -> Page:
    """An empty page of a new visitor."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        locale="zh-CN",
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


def take(browser: Browser, address: str, picture: Picture, theme: str) -> None:
    """Writes what is seen to NAME-THEME.png."""
    page = opened(browser, theme, picture.size, picture.scale)
    page.goto(address + picture.path)
    picture.prepare(page)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.wait_for_timeout(800)
    path = HERE / f"{picture.name}-{theme}.png"
    page.screenshot(path=path)
    page.context.close()
    print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
