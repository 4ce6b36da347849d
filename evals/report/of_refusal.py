"""What the page shows of a run on refusals."""

from evals.refusal import Probed, Refusals, Sort
from evals.report import curves
from evals.report.page import Failed
from evals.report.results import Results
from evals.report.setup import Setup

_NAMES = {"refused_far": "不相干的", "refused_near": "缺依据的"}


def results_of(refusals: Refusals, setup: Setup) -> Results:
    """A finished run, ready to be printed, compared and written."""
    plot = curves.refusal(refusals.curve(), refusals.shares(), _NAMES)
    return Results(
        stem="refusal",
        title="拒答评测",
        setup=setup,
        figures=refusals.to_json(),
        plots=(plot,) if plot else (),
        failed=tuple(_failed(one) for one in refusals.probed if not one.is_right),
        cases=[_case(one) for one in refusals.probed],
    )


def _case(one: Probed) -> dict[str, object]:
    said = "拒答" if one.refused else "回答"
    return {
        "id": f"{one.probe.origin}: {one.probe.question}",
        "correct": one.is_right,
        "answer": said,
        "question": one.probe.question,
        "kind": one.probe.sort.value,
        "support": one.support,
    }


def _failed(one: Probed) -> Failed:
    wrong = "应回答，却拒答了" if one.probe.sort is Sort.ANSWERABLE else "应拒答，却回答了"
    support = "。" if one.support is None else f"（依据的对数几率 {one.support:.2f}）。"
    return Failed(one.probe.origin, one.probe.sort.value, one.probe.question, wrong + support)
