"""Takes the pictures of the README anew: the page over the sample corpus, wide and on a phone.

Run with `make screenshots`; needs Debian's packages chromium and fonts-noto-cjk.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from evals.served import served

HERE = Path(__file__).parent
LIST = "认定专精特新企业要符合哪些条件？"
COMPARISON = "东湖、青岚、临港三个园区的租金补贴有什么区别？"


def main() -> None:
    """Serves the sample corpus from a folder of its own and photographs the page."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("no chromium: apt-get install chromium fonts-noto-cjk")
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "home") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        picture(browser, address, HERE / "screenshot-wide.png", (1440, 900), LIST, COMPARISON)
        picture(browser, address, HERE / "screenshot-phone.png", (390, 844), COMPARISON, scale=2)
        browser.close()


def picture(browser: Browser, address: str, path: Path, size: tuple[int, int], *questions: str, scale: int = 1) -> None:
    """Asks the questions, points at the first source of the last answer and writes what is seen to `path`."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        locale="zh-CN",
        color_scheme="light",
        reduced_motion="reduce",
    )
    page.goto(address)
    page.wait_for_selector(".welcome")
    for number, question in enumerate(questions):
        page.fill("#question textarea", question)
        page.keyboard.press("Enter")
        page.locator(".making").nth(number).wait_for()
    page.locator(f"button.cite.to-{len(questions) - 1}-1").first.hover()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.wait_for_timeout(500)
    page.screenshot(path=path)
    page.close()
    print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
