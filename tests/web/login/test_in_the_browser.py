"""From the page to the desk and out again, by keyboard, in a real browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from index.catalog import Catalog
from tests.web.conftest import running
from tests.web.login.site import PASSWORD, site, with_people

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    catalog = Catalog(tmp_path_factory.mktemp("people"))
    with running(lambda: site(with_people(catalog.engine))) as address:
        yield address
    catalog.close()


def test_staff_sign_in_by_keyboard_reach_the_desk_and_sign_out(address: str, browser: "Browser") -> None:
    # A context of its own: Gradio complains of requests that are given up when the page is left.
    page = browser.new_page(locale="zh-CN")
    page.set_default_timeout(30_000)
    page.goto(address)
    page.get_by_role("link", name="登录").click()
    page.get_by_role("heading", name="工作人员登录").wait_for()
    assert page.evaluate("document.activeElement.id") == "username"
    page.keyboard.type("王芳")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_selector(".welcome")  # back where the link was
    page.get_by_text("王芳").wait_for()
    (cookie,) = (it for it in page.context.cookies() if it["name"] == "wence_session")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")

    page.goto(f"{address}/desk/")
    page.get_by_role("heading", name="管理").wait_for()
    page.get_by_role("button", name="退出").click()
    page.wait_for_selector(".welcome")
    page.get_by_role("link", name="登录").wait_for()
    page.goto(f"{address}/desk/")
    page.get_by_role("heading", name="工作人员登录").wait_for()
    assert "next=/desk/" in page.url
    page.context.close()
