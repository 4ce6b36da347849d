"""What a visitor waits for in a real browser: the page on its first load, and each answer from Enter on."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import SettingError
from evals import metrics
from evals.passages import OnStep, silently
from evals.served import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_LOADS = 5
"""Cold loads, each in a browser profile of its own; the middle one counts."""
_WARM_UP = 5
"""Questions that are asked before the clock runs."""
_SETTLING = 1_500
"""Milliseconds in which a page that has opened asks for its labels and its conversation."""
_PATIENCE = 60_000
"""Milliseconds for anything that is waited for."""

_TIMED = """
() => {
  const seen = { began: performance.now(), first: null, done: null };
  const before = document.querySelectorAll("#chat .making, #chat .notice").length;
  window.wenceSeen = seen;
  const look = () => {
    const now = performance.now() - seen.began;
    const answers = document.querySelectorAll("#chat .answer, #chat .notice");
    const last = answers[answers.length - 1];
    if (seen.first === null && answers.length > seen.answers && last.textContent.trim()) seen.first = now;
    if (seen.done === null && document.querySelectorAll("#chat .making, #chat .notice").length > before
        && !document.querySelector("#chat .writing")) seen.done = now;
  };
  seen.answers = document.querySelectorAll("#chat .answer, #chat .notice").length;
  new MutationObserver(look).observe(document.querySelector("#chat"), { subtree: true, childList: true, characterData: true });
}
"""
"""Run right before Enter: notes, by the browser's own clock, when text is first there and when the answer is whole."""


@dataclass(frozen=True, slots=True)
class Load:
    """One load of the page by a browser that has never been here."""

    bytes: int
    """As transferred, compressed where the server compresses."""
    requests: int
    first_paint: float
    """Seconds."""
    ready: float
    """Seconds until a question can be typed."""


@dataclass(frozen=True, slots=True)
class Browsing:
    """A finished run; times in seconds."""

    loads: tuple[Load, ...]
    first_text: tuple[float, ...]
    whole_answer: tuple[float, ...]

    def to_json(self) -> dict[str, object]:
        """Median and 95th percentile of the answers; the middle one of the loads by its readiness."""
        load = sorted(self.loads, key=lambda it: it.ready)[len(self.loads) // 2]
        return {
            "n": len(self.first_text),
            "first_text": metrics.spread(self.first_text),
            "whole_answer": metrics.spread(self.whole_answer),
            "cold_load": {
                "kilobytes": load.bytes // 1024,
                "requests": load.requests,
                "first_paint": round(load.first_paint, 3),
                "ready": round(load.ready, 3),
            },
        }


def run(home: Path, questions: Sequence[str], on_step: OnStep = silently) -> Browsing:
    """Opens the page over the index in `home` and asks each question in a new conversation.

    Raises:
        SettingError: there is no Chromium, or playwright is not installed.
        StoreError: the application does not come up.
    """
    chromium = _chromium()
    from playwright.sync_api import sync_playwright

    with served(home, {"WENCE_LOG": "off"}) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        loads = tuple(_load(browser, address) for _ in range(_LOADS))
        on_step("打开网页")
        timed = []
        for question in (*questions[:_WARM_UP], *questions):
            timed.append(_asked(browser, address, question))
            on_step("提问")
        browser.close()
    first, whole = zip(*timed[min(_WARM_UP, len(questions)) :], strict=True)
    return Browsing(loads, first, whole)


def _chromium() -> str:
    from importlib.util import find_spec

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise SettingError("没有找到 Chromium 浏览器。请安装：apt-get install chromium fonts-noto-cjk")
    if find_spec("playwright") is None:
        raise SettingError("没有安装 playwright。请安装：pip install -e '.[dev]' -c constraints.txt")
    return found


def _load(browser: "Browser", address: str) -> Load:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    watched = context.new_cdp_session(page)
    received: list[int] = []

    def finished(event: dict[str, Any]) -> None:
        received.append(int(event["encodedDataLength"]))

    watched.send("Network.enable")
    watched.on("Network.loadingFinished", finished)
    page.goto(address)
    page.locator(".welcome").last.wait_for()
    page.wait_for_selector("#question textarea:enabled")
    ready = page.evaluate("performance.now()") / 1000
    page.wait_for_load_state("load")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0") / 1000
    context.close()
    return Load(sum(received), len(received), paint, ready)


def _asked(browser: "Browser", address: str, question: str) -> tuple[float, float]:
    """Seconds from Enter to the first text and to the whole answer, for a visitor who has asked nothing before."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    page.goto(address)
    page.locator(".welcome").last.wait_for()
    page.wait_for_timeout(_SETTLING)
    page.fill("#question textarea", question)
    page.evaluate(_TIMED)
    page.keyboard.press("Enter")
    page.wait_for_function("window.wenceSeen.done !== null")
    seen = page.evaluate("window.wenceSeen")
    context.close()
    return (seen["first"] or seen["done"]) / 1000, seen["done"] / 1000
