"""Small plots as inline SVG: nothing is loaded for them, and they follow the colours of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Bar:
    """A day with its parts, from the bottom up."""

    label: str
    parts: tuple[int, ...]
    told: str
    """What it says to somebody who cannot see it, or points at it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of every bar: its name and its class, which is its colour."""

    name: str
    css: str


_WIDTH, _HEIGHT, _FOOT, _GAP = 640, 150, 22, 8


def bars(title: str, parts: Sequence[Part], columns: Sequence[Bar]) -> str:
    """Stacked bars over a base line, with a legend; the highest fills the height."""
    most = max((sum(bar.parts) for bar in columns), default=0)
    step = _WIDTH / max(1, len(columns))
    drawn = "".join(_column(bar, parts, at * step, step, most, at) for at, bar in enumerate(columns))
    legend = "".join(f'<li><i class="{part.css}"></i>{escape(part.name)}</li>' for part in parts)
    told = "；".join(bar.told for bar in columns if sum(bar.parts))
    return (
        f'<figure class="plot"><svg viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" role="img" aria-label="{escape(f"{title}：{told}")}">'
        f'<line x1="0" x2="{_WIDTH}" y1="{_HEIGHT}" y2="{_HEIGHT}" class="base"/>{drawn}</svg><ul class="legend">{legend}</ul></figure>'
    )


def _column(bar: Bar, parts: Sequence[Part], left: float, step: float, most: int, at: int) -> str:
    y, drawn = float(_HEIGHT), ""
    room = _HEIGHT - 18
    for part, count in zip(parts, bar.parts, strict=True):
        tall = room * count / most if most else 0
        y -= tall
        if count:
            drawn += (
                f'<rect class="{part.css}" x="{left + _GAP / 2:.1f}" y="{y:.1f}" width="{step - _GAP:.1f}" '
                f'height="{max(tall - 1, 1):.1f}" rx="2"/>'
            )
    total, middle = sum(bar.parts), left + step / 2
    number = f'<text x="{middle:.1f}" y="{y - 5:.1f}" class="number">{total}</text>' if total else ""
    name = f'<text x="{middle:.1f}" y="{_HEIGHT + 16}">{escape(bar.label)}</text>' if at % 2 == 0 else ""
    return f"<g><title>{escape(bar.told)}</title>{drawn}{number}{name}</g>"
