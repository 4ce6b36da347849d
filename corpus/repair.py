"""Cleaning, step by step; each step says what it did."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.boilerplate import remove_boilerplate
from corpus.document import Repair
from corpus.lines import join_broken, join_wrapped, tidy
from corpus.readers.reading import Reading

Step = Callable[[str], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text after all steps, in the notation of a Reading, and what was done to it."""

    text: str
    repairs: tuple[Repair, ...]


def clean(reading: Reading) -> Cleaned:
    """Run every step over the text, in an order in which each finds what it needs.

    Boilerplate goes last: its intact words help to repair damaged ones.
    """
    text = tidy(reading.text)
    repairs: list[Repair] = []
    steps: list[tuple[str, str, Step]] = []
    if reading.wrapped:
        steps.append(("wrapped", "接合按版面折断的行 {} 处", join_wrapped))
    steps += [
        ("lines", "接合句中断开的行 {} 处", join_broken),
        ("boilerplate", "删去版权声明、导航、分享提示等与正文无关的行 {} 行", remove_boilerplate),
    ]
    for name, note, step in steps:
        text, count = step(text)
        if count:
            repairs.append(Repair(name, count, note.format(count)))
    return Cleaned(text, tuple(repairs))
