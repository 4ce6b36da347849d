"""Cleaning, step by step; each step says what it did."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.document import Repair
from corpus.readers.reading import Reading
from corpus.repair.boilerplate import remove_boilerplate
from corpus.repair.lines import is_hard_wrapped, join_broken, join_wrapped, tidy
from corpus.repair.misaligned import MISSING, repair_misaligned
from corpus.repair.pinyin import remove_pinyin
from corpus.repair.private import restore_private
from corpus.repair.quality import boxes_apart

_MOST_SHOWN = 3
_AROUND = 10
"""Characters shown on each side of a place."""

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
    if not any(MISSING in repair.note for repair in reading.repairs):  # else the reader's own marks are among them
        text = boxes_apart(text)
    # Misaligned bytes right before pinyin goes, because an annotation in the damage tells the character.
    repaired = repair_misaligned(text)
    text, repairs = repaired.text, list(reading.repairs)
    if repaired.runs:
        note = f"恢复因丢失字节而错位的乱码 {repaired.runs} 处"
        repairs.append(Repair("misaligned", repaired.runs, note))
    steps: list[tuple[str, str, Step]] = []
    if reading.wrapped or is_hard_wrapped(text):
        steps.append(("wrapped", "接合按版面折断的行 {} 处", join_wrapped))
    steps += [
        ("private", "还原或去掉自造字区的字符（如数字中的小数点）{} 处", restore_private),
        ("pinyin", "去掉夹在字后的拼音注音 {} 处", remove_pinyin),
        ("lines", "接合句中断开的行 {} 处", join_broken),
        ("boilerplate", "删去版权声明、导航、分享提示等与正文无关的行 {} 行", remove_boilerplate),
    ]
    for name, note, step in steps:
        text, count = step(text)
        if count:
            repairs.append(Repair(name, count, note.format(count)))
    if repaired.missing > 0:
        note = f"仍有 {repaired.missing} 处文字无法恢复，以 {MISSING} 标出：{_places(text)}"
        repairs.append(Repair("missing", repaired.missing, note))
    return Cleaned(text, tuple(repairs))


def _places(text: str) -> str:
    """The first places that are marked as lost, shortened, so that a person finds them."""
    shown: list[str] = []
    at = text.find(MISSING)
    while at >= 0 and len(shown) < _MOST_SHOWN:
        line = text[text.rfind("\n", 0, at) + 1 : at][-_AROUND:], text[at:].split("\n", 1)[0][:_AROUND]
        shown.append(f"“{line[0]}{line[1]}”")
        at = text.find(MISSING, at + _AROUND)
    return "、".join(shown) + ("等" if at >= 0 else "")
