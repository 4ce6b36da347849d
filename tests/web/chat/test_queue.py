"""More visitors than are served at once: each is told how many are before them, and gets an answer without asking again."""

import threading
from collections.abc import Iterator, Sequence

import pytest

from assistant.admission import Admission, in_turn
from assistant.answer import Answer, Turn
from index.hit import Filters
from tests.web.conftest import Open, served
from tests.web.fakes import FakeAssistant, FakeCatalog, FakeStore, rent_answer, rent_document

pytestmark = pytest.mark.browser


def test_who_must_wait_is_told_so_and_answered_in_turn(visit: Open) -> None:
    released = threading.Event()

    def slowly(
        assistant: object, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()
    ) -> Iterator[Answer]:
        assert released.wait(60), "nobody was let through"
        yield rent_answer(question=question)

    assistant = FakeAssistant(FakeStore(FakeCatalog([rent_document()])))
    with served(assistant, in_turn(slowly, Admission(1, 1))) as address:
        pages = [visit(address) for _ in range(3)]
        for page in pages:
            page.fill("#question textarea", "租金补贴怎么给？")
            page.keyboard.press("Enter")
            page.locator(".writing, .notice.failed").first.wait_for()
        pages[1].get_by_text("排队中，前面还有 0 位").wait_for()
        refused = pages[2].locator(".notice.failed")
        refused.wait_for()
        assert "稍后" in refused.inner_text()  # so many wait already that one more may not
        released.set()
        for page in pages[:2]:
            page.locator(".making").wait_for()
            assert "100万元" in page.inner_text(".answer")
