"""From a question to the document that answers it, and to another that was looked up, without a pointer."""

from typing import TYPE_CHECKING

import pytest

from tests.web.fit.conftest import RENT_QUESTION, Look

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FOCUS_IS_SEEN = """() => {
  const seen = (it) => {
    const style = getComputedStyle(it);
    const is_clear = style.outlineColor === "rgba(0, 0, 0, 0)";
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && !is_clear;
  };
  // A box or a switch shows it on the frame that is drawn for it.
  const active = document.activeElement;
  for (let it = active; it && it !== document.body; it = it.parentElement) {
    if (seen(it)) return true;
    if (it.matches("button, a, main, #filters, #composer, [role=region]")) return false;
  }
  return active === document.body;
}"""
MOST = 120
"""Presses of a key after which focus is held to be trapped."""


def press_until(page: "Page", selector: str, key: str = "Tab") -> None:
    """Goes on with the key until the wanted element has the focus, which must be seen at every stop."""
    stops: list[str] = []
    for _ in range(MOST):
        page.keyboard.press(key)
        stops.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
        assert page.evaluate(FOCUS_IS_SEEN), f"focus is not seen: {stops[-1]}"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} was not reached: {stops[-12:]}")


def test_everything_on_the_way_from_a_question_to_a_document_is_done_by_keyboard(look: Look) -> None:
    page = look("/", ".welcome")
    press_until(page, ".skip", "Shift+Tab")
    page.keyboard.press("Enter")
    press_until(page, "#question textarea")
    page.keyboard.type(RENT_QUESTION)
    page.keyboard.press("Enter")
    page.locator("#chat .making").wait_for()
    page.locator("#question .submit-button").wait_for()

    press_until(page, "#chat button.cite", "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('#sources .source')")
    assert page.locator("#sources .source.lit").count() == 1
    press_until(page, "#sources .source [data-back]")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('#chat button.cite')")
    page.locator(".further button").first.wait_for()
    press_until(page, ".further button")
    page.keyboard.press("Enter")
    page.locator("#chat .making").nth(1).wait_for()
    page.locator("#question .submit-button").wait_for()

    press_until(page, "#top a[href='/lookup']", "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lookup")
    page.locator(".listing .bar").wait_for()
    press_until(page, "#lookup input[type=checkbox]")
    page.keyboard.press("Space")
    page.wait_for_url("**/lookup?*")
    page.wait_for_function("document.activeElement.matches('input:checked')")
    press_until(page, ".results h2 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    press_until(page, ".skip")
    page.keyboard.press("Enter")
    press_until(page, "#work a, #work button, main a, main button")
