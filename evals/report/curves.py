"""The curves of the page: how deep the right passage was found, and what another threshold would refuse."""

from collections.abc import Mapping, Sequence

from evals import metrics
from evals.report.page import Plot
from evals.report.plots import Axis, Line, lines

DEPTH = 12
"""Hits of one answer."""
_WRONG = "wrong_refusals"


def recall(ranks: Sequence[int | None], what: str) -> Plot:
    """The share of questions for which `what` is among the first k hits; of each question the rank of the first such hit."""
    found = [
        metrics.mean([float(rank is not None and rank <= k) for rank in ranks]) or 0.0 for k in range(1, DEPTH + 1)
    ]
    points = [(float(k), share) for k, share in enumerate(found, start=1)]
    marks = [(points[at], f"前 {at + 1} 条 {100 * found[at]:.1f}%") for at in (0, DEPTH - 1)]
    axis = Axis("前 k 条检索结果", high=DEPTH, low=1, percent=False, ticks=DEPTH - 1)
    svg = lines("召回曲线", axis, Axis("已找到"), [Line(what, points, marks)])
    return Plot("召回曲线", svg, f"{what}出现在前 k 条检索结果中的题目所占比例。")


def refusal(
    curve: Sequence[Mapping[str, float | None]], now: Mapping[str, float | None], names: Mapping[str, str]
) -> Plot | None:
    """Refusals that are due over those that are not, as the threshold rises; None where either was not measured.

    `curve` holds a point for each threshold, `now` the shares as shipped, `names` says what each share but
    `wrong_refusals` is called.
    """
    drawn = []
    for key, name in names.items():
        points = [(wrong, due) for it in curve if (wrong := it[_WRONG]) is not None and (due := it[key]) is not None]
        wrong, due = now[_WRONG], now[key]
        if points and wrong is not None and due is not None:
            mark = ((wrong, due), f"拒 {100 * due:.1f}%，误拒 {100 * wrong:.1f}%")
            drawn.append(Line(name, sorted(points), [mark]))
    if not drawn:
        return None
    svg = lines("拒答曲线", Axis("误拒（本应回答的）"), Axis("拒答（本应拒答的）"), drawn)
    return Plot("拒答曲线", svg, "拒答门槛由低到高；圆点是现在的门槛。越靠左上越好。")
