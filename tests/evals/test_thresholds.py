"""Bounds are spelled on the command line and held against the figures of a run."""

import pytest

from corpus.errors import SettingError
from evals.thresholds import missed, read_thresholds

RESULT = {
    "n": 10,
    "accuracy": 0.9,
    "wrong_refusals": None,
    "seconds": {"p95": 0.3},
    "by_kind": {"list": {"n": 4, "accuracy": 0.75}},
}
KNOWN = ("n", "accuracy", "wrong_refusals", "seconds.p95", "by_kind.list.n", "by_kind.list.accuracy")


@pytest.mark.parametrize(
    ("least", "most"),
    [(["accuracy=0.9"], ["seconds.p95=0.3"]), (["by_kind.list=0.75", "by_kind.list.n=4"], []), ([], [])],
)
def test_a_bound_may_be_reached(least: list[str], most: list[str]) -> None:
    assert missed(read_thresholds(least, most, KNOWN), RESULT) == []


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (["accuracy=0.91"], [], "accuracy 为 0.9000，应不低于 0.91"),
        ([], ["seconds.p95=0.2"], "seconds.p95 为 0.3000，应不高于 0.2"),
        (["by_kind.list=0.8"], [], "by_kind.list.accuracy 为 0.7500"),
        ([], ["wrong_refusals=0.05"], "wrong_refusals 为 —"),
    ],
)
def test_a_bound_that_is_not_kept_is_named(least: list[str], most: list[str], said: str) -> None:
    (line,) = missed(read_thresholds(least, most, KNOWN), RESULT)

    assert said in line


@pytest.mark.parametrize(
    ("least", "said"),
    [("accurcy=0.9", "by_kind.list、"), ("accuracy", "指标=数"), ("accuracy=high", "指标=数"), ("=1", "没有“”")],
)
def test_a_bound_that_means_nothing_is_refused(least: str, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        read_thresholds([least], [], KNOWN)
