"""A long command says how far it is, at what rate and how long it will take."""

import io

import pytest
from rich.console import Console

from assistant import progress


@pytest.mark.parametrize(
    ("done", "total", "seconds", "text"),
    [
        (0, 100, 3.0, ""),
        (50, 100, 10.0, "5.0 份/秒，约剩 10 秒"),
        (10, 1911, 4.0, "2.5 份/秒，约剩 12 分 40 秒"),
        (1, 40000, 0.5, "2.0 份/秒，约剩 5 小时 33 分"),
        (7, 7, 7.0, "1.0 份/秒，约剩 0 秒"),
    ],
)
def test_the_pace_is_told_in_words(done: int, total: int, seconds: float, text: str) -> None:
    assert progress.pace_text(done, total, seconds) == text


def test_without_a_terminal_a_line_comes_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 2.0, 6.0, 7.0, 20.0])
    monkeypatch.setattr("assistant.progress.time.monotonic", lambda: next(clock))
    written = io.StringIO()
    with progress.progress_bar("收录", console=Console(file=written, width=200)) as advance:
        for done in (1, 2, 3, 4):
            advance(done, 4)
    assert written.getvalue().splitlines() == ["收录 2/4，0.3 份/秒，约剩 6 秒", "收录 4/4，0.2 份/秒，约剩 0 秒"]


def test_on_a_terminal_a_bar_is_drawn() -> None:
    written = io.StringIO()
    with progress.progress_bar("收录", console=Console(file=written, width=120, force_terminal=True)) as advance:
        advance(3, 4)
    assert "3/4" in written.getvalue()
