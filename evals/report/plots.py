"""Plots as SVG that stands in a page: no script, the page's own colours, every value also as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, tostring

from evals.metrics import percentile

_WIDE, _HIGH = 420, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 22, 32, 42
_ROW = 24
_NAMES = 150
"""Room for the names of bars."""
_MOST_NAME = 22
"""Columns of a bar's name that fit; a full-width character takes two."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plot."""

    name: str
    points: Sequence[Point]
    marks: Sequence[tuple[Point, str]] = ()
    """Points that stand out, with what is written beside them."""
    steps: bool = False
    """Whether values hold until the next point."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from 0 or another `low` to `high`."""

    name: str
    high: float = 1.0
    low: float = 0.0
    percent: bool = True
    ticks: int = 5

    @property
    def values(self) -> list[float]:
        """Where the grid's lines are."""
        return [self.low + (self.high - self.low) * at / self.ticks for at in range(self.ticks + 1)]

    def share(self, value: float) -> float:
        """How far along the axis a value lies, 0 to 1; what lies beyond is put at its ends."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def text(self, value: float) -> str:
        """A value as the axis shows it."""
        return f"{100 * value:.3g}%" if self.percent else f"{value:.3g}"


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Horizontal bars of shares (0 to 1), each with its name before and a text behind it."""
    high = 12 + _ROW * len(rows)
    svg = _svg(title, high, [f"{name} {text}" for name, _, text in rows])
    room = _WIDE - _NAMES - 90
    for at, (name, share, text) in enumerate(rows):
        y = 4 + _ROW * at
        label = _text(svg, _NAMES - 8, y + 15, _short(name), "end")
        SubElement(label, "title").text = name
        _rect(svg, _NAMES, y + 4, room, _ROW - 9, "track")
        _rect(svg, _NAMES, y + 4, room * share, _ROW - 9, "bar")
        _text(svg, _NAMES + room + 8, y + 15, text)
    return tostring(svg, encoding="unicode")


def lines(title: str, x: Axis, y: Axis, drawn: Sequence[Line]) -> str:
    """Lines over two axes, with a legend where there are several."""
    said = [f"{line.name}：" + "；".join(text for _, text in line.marks) for line in drawn if line.marks]
    svg = _svg(title, _HIGH, said)
    _grid(svg, x, y)
    for number, line in enumerate(drawn, start=1):
        points = [_place(point, x, y) for point in line.points]
        if line.steps:
            points = _stairs(points)
        where = " ".join(f"{left:.1f},{top:.1f}" for left, top in points)
        SubElement(svg, "polyline", {"points": where, "class": f"line line-{number}"})
        for point, text in line.marks:
            left, top = _place(point, x, y)
            SubElement(svg, "circle", {"cx": f"{left:.1f}", "cy": f"{top:.1f}", "r": "4", "class": f"mark-{number}"})
            beside = left > _WIDE * 0.6
            _text(
                svg,
                left + (-8 if beside else 8),
                min(top + 16, _HIGH - _BOTTOM - 5),
                text,
                "end" if beside else "start",
            )
        if len(drawn) > 1:
            _legend(svg, number, line.name)
    return tostring(svg, encoding="unicode")


def spread(title: str, seconds: Sequence[float]) -> str:
    """The share of answers that were ready by each time, with the median and the 95th percentile (ECDF)."""
    ordered = sorted(1000 * it for it in seconds)
    longest = percentile(ordered, 0.99) or 1.0
    points = [(0.0, 0.0), *((value, at / len(ordered)) for at, value in enumerate(ordered, start=1))]
    marks = [
        ((value, share), f"{name} {value:.0f} 毫秒")
        for name, share in (("p50", 0.5), ("p95", 0.95))
        if (value := percentile(ordered, share)) is not None
    ]
    axis = Axis("毫秒", high=_round_up(longest), percent=False)
    return lines(title, axis, Axis("已答出"), [Line("用时", points, marks, steps=True)])


def _svg(title: str, high: float, said: Sequence[str]) -> Element:
    svg = Element("svg", {"viewBox": f"0 0 {_WIDE} {high:.0f}", "role": "img", "xmlns": "http://www.w3.org/2000/svg"})
    SubElement(svg, "title").text = title
    if said:
        SubElement(svg, "desc").text = "；".join(said)
    return svg


def _grid(svg: Element, x: Axis, y: Axis) -> None:
    bottom, right = _HIGH - _BOTTOM, _WIDE - _RIGHT
    for value in y.values:
        _, top = _place((x.low, value), x, y)
        _rule(svg, _LEFT, top, right, top)
        _text(svg, _LEFT - 6, top + 4, y.text(value), "end")
    for value in x.values:
        left, _ = _place((value, y.low), x, y)
        _rule(svg, left, bottom, left, bottom + 4)
        _text(svg, left, bottom + 17, x.text(value), "middle")
    _text(svg, (_LEFT + right) / 2, _HIGH - 6, x.name, "middle", "axis")
    _text(svg, 4, 12, y.name, "start", "axis")


def _legend(svg: Element, number: int, name: str) -> None:
    y = _HIGH - _BOTTOM - 14 - 18 * (number - 1)
    left = _WIDE - _RIGHT - 118
    SubElement(
        svg, "line",
        {"x1": f"{left}", "x2": f"{left + 18}", "y1": f"{y - 4}", "y2": f"{y - 4}", "class": f"line line-{number}"},
    )  # fmt: skip
    _text(svg, left + 24, y, name)


def _place(point: Point, x: Axis, y: Axis) -> Point:
    wide, high = _WIDE - _LEFT - _RIGHT, _HIGH - _TOP - _BOTTOM
    return _LEFT + wide * x.share(point[0]), _TOP + high * (1 - y.share(point[1]))


def _stairs(points: Sequence[Point]) -> list[Point]:
    stairs = list(points[:1])
    for (_, before), (left, top) in pairwise(points):
        stairs += [(left, before), (left, top)]
    return stairs


def _text(svg: Element, x: float, y: float, text: str, anchor: str = "start", kind: str = "label") -> Element:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, "class": kind}
    element = SubElement(svg, "text", place)
    element.text = text
    return element


def _rect(svg: Element, x: float, y: float, wide: float, high: float, kind: str) -> None:
    place = {"x": x, "y": y, "width": wide, "height": high}
    SubElement(svg, "rect", {name: f"{value:.1f}" for name, value in place.items()} | {"class": kind, "rx": "2"})


def _rule(svg: Element, x1: float, y1: float, x2: float, y2: float) -> None:
    place = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    SubElement(svg, "line", {name: f"{value:.1f}" for name, value in place.items()} | {"class": "rule"})


def _short(name: str) -> str:
    room, kept = _MOST_NAME, ""
    for character in name:
        room -= 2 if ord(character) > 0x2E7F else 1
        if room < 0:
            return kept[:-1] + "…"
        kept += character
    return kept


def _round_up(value: float) -> float:
    """The next of 1, 2, 5, 10 … times a power of ten that is not below `value`."""
    step = 10.0 ** (len(str(int(value))) - 1)
    return next(it * step for it in (1, 2, 5, 10) if it * step >= value) if value > 0 else 1.0
