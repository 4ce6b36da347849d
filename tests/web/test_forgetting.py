"""Pages that were left do not fill the memory, and one that comes back still has its conversation."""

from datetime import datetime, timedelta
from typing import Any

import gradio as gr
import pytest
from gradio.state_holder import StateHolder

from assistant.web.forgetting import bound_pages, forget_left
from tests.loops import in_a_loop


@pytest.fixture
def site() -> Any:
    async def made() -> Any:  # Gradio opens a loop for each part that it makes while none is running
        with gr.Blocks(analytics_enabled=False) as site:
            gr.State(("nothing said",))
            gr.Textbox("")
        return site

    site = in_a_loop(made())
    bound_pages(site)
    StateHolder().set_blocks(site)  # type: ignore[no-untyped-call]  # Gradio's own
    return site


def box_with(text: str) -> gr.Textbox:
    async def made() -> gr.Textbox:
        return gr.Textbox(text)

    return in_a_loop(made())


def part(site: Any, kind: type) -> Any:
    return next(number for number, it in site.blocks.items() if isinstance(it, kind))


def visited(site: Any, page: str, *, is_closed: bool = True) -> Any:
    """The session of a page on which something was asked."""
    session = site.state_holder[page]
    state, box = part(site, gr.State), part(site, gr.Textbox)
    session[state] = ("asked", "answered")
    session[box] = box_with("")
    session._update_value_in_config(box, "a long answer " * 1000)
    session.is_closed = is_closed
    return session


def later(**time: float) -> datetime:
    return datetime.now() + timedelta(**time)


def test_a_page_that_was_left_without_a_question_is_forgotten_as_a_whole(site: Any) -> None:
    session = visited(site, "left")
    session[part(site, gr.State)] = ()

    forget_left(site, later(seconds=30))
    assert "left" in site.state_holder
    forget_left(site, later(minutes=2))
    assert "left" not in site.state_holder


def test_of_a_page_that_was_left_only_the_conversation_is_kept_and_after_an_hour_nothing(site: Any) -> None:
    session = visited(site, "left")
    state, box = part(site, gr.State), part(site, gr.Textbox)

    forget_left(site, later(seconds=30))
    assert "long answer" in str(session.config_values)
    forget_left(site, later(minutes=2))
    assert not session.config_values
    assert session[box].value == "", "what stood on it is as on a new page"
    assert session[state] == ("asked", "answered")
    forget_left(site, later(minutes=61))
    assert "left" not in site.state_holder


def test_a_page_that_is_open_keeps_everything_however_long_it_is_read(site: Any) -> None:
    session = visited(site, "open", is_closed=False)

    forget_left(site, later(hours=9))

    assert "open" in site.state_holder
    assert "long answer" in str(session.config_values)


def test_a_page_that_comes_back_can_be_used_again(site: Any) -> None:
    session = visited(site, "back")
    box = part(site, gr.Textbox)
    forget_left(site, later(minutes=2))

    session[box] = box_with("another answer")
    session._update_value_in_config(box, "and its end")

    assert session.config_values[box]["props"]["value"] == "and its end"


def test_pages_are_remembered_in_bounded_number(site: Any) -> None:
    assert site.state_holder.capacity <= 2000
