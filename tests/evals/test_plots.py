"""Plots are well-formed, stay inside their frame and carry their values as text."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from evals.report.curves import recall, refusal
from evals.report.plots import bars, spread

SVG = "{http://www.w3.org/2000/svg}"


def points(svg: Element) -> list[list[tuple[float, float]]]:
    lines = [line.attrib["points"] for line in svg.iter(f"{SVG}polyline")]
    return [[(float(x), float(y)) for x, y in (pair.split(",") for pair in line.split())] for line in lines]


def texts(svg: Element) -> str:
    return " ".join(element.text or "" for element in svg.iter())


def test_a_bar_is_as_long_as_its_share() -> None:
    svg = fromstring(bars("各类", [("列举", 0.5, "50%（4）"), ("事实", 1.0, "100%（2）")]))

    track, half, _, whole = [float(rect.attrib["width"]) for rect in svg.iter(f"{SVG}rect")]
    assert half == pytest.approx(track / 2, abs=0.1)
    assert whole == track
    assert "50%（4）" in texts(svg)


def test_a_name_that_is_too_long_is_cut_and_kept_whole_for_pointing_at() -> None:
    name = "非常非常非常非常长的类别名称"
    svg = fromstring(bars("各类", [(name, 0.5, "50%")]))

    label = next(svg.iter(f"{SVG}text"))
    assert label.text == "非常非常非常非常长的…"
    assert label[0].text == name


def test_the_recall_curve_never_falls_and_ends_at_what_was_found() -> None:
    plot = recall([1, 3, 12, None], "来源")

    (line,) = points(fromstring(plot.svg))
    assert [y for _, y in line] == sorted((y for _, y in line), reverse=True)
    assert "前 1 条 25.0%" in plot.svg
    assert "前 12 条 75.0%" in plot.svg


def test_the_refusal_curve_marks_where_the_threshold_is() -> None:
    curve = [{"wrong_refusals": 0.0, "near": 0.2, "far": 0.9}, {"wrong_refusals": 0.5, "near": 0.8, "far": 1.0}]
    plot = refusal(curve, {"wrong_refusals": 0.02, "near": 0.5, "far": 0.98}, {"near": "相近", "far": "无关"})

    assert plot is not None
    assert len(points(fromstring(plot.svg))) == 2
    assert "拒 50.0%，误拒 2.0%" in plot.svg
    assert {"相近", "无关"} <= set(texts(fromstring(plot.svg)).split())


def test_without_questions_to_refuse_there_is_no_curve() -> None:
    assert (
        refusal([{"wrong_refusals": 0.0, "near": None}], {"wrong_refusals": 0.0, "near": None}, {"near": "相近"})
        is None
    )


def test_a_very_slow_answer_does_not_leave_the_frame() -> None:
    svg = fromstring(spread("用时", [*[0.02] * 200, 30.0]))

    assert all(0 <= x <= 420 and 0 <= y <= 280 for line in points(svg) for x, y in line)
    assert "p95 20 毫秒" in texts(svg)
