"""How far a long command has come: a bar on a terminal, a line now and then elsewhere; always on standard error."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_LINE_SECONDS = 5.0
"""Between two lines where there is no terminal to draw a bar on."""


@contextmanager
def progress_bar(label: str, *, console: "Console | None" = None) -> Iterator[Callable[[int, int], None]]:
    """Call what this gives with (done, total) after each file."""
    from rich.console import Console

    console = console or Console(stderr=True)
    if console.is_terminal:
        with _bar(label, console) as advance:
            yield advance
    else:
        yield _Lines(label, console).advance


@contextmanager
def _bar(label: str, console: "Console") -> Iterator[Callable[[int, int], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    started = time.monotonic()
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)

        def advance(done: int, total: int) -> None:
            pace = pace_text(done, total, time.monotonic() - started)
            progress.update(task, completed=done, total=total, description=pace)

        yield advance


class _Lines:
    def __init__(self, label: str, console: "Console") -> None:
        self._label = label
        self._console = console
        self._started = self._said = time.monotonic()

    def advance(self, done: int, total: int) -> None:
        """Say so, if it is a while since the last line."""
        now = time.monotonic()
        if now - self._said >= _LINE_SECONDS:
            self._said = now
            pace = pace_text(done, total, now - self._started)
            self._console.print(f"{self._label} {done}/{total}，{pace}", highlight=False, soft_wrap=True)


def pace_text(done: int, total: int, seconds: float) -> str:
    """The rate so far and the time left at that rate: 3.5 份/秒，约剩 8 分 20 秒."""
    if not done or seconds <= 0:
        return ""
    left = round((total - done) * seconds / done)
    minutes, rest = divmod(left, 60)
    hours, minutes = divmod(minutes, 60)
    spelled = f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
    return f"{done / seconds:.1f} 份/秒，约剩 {spelled}"
