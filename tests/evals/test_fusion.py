"""Fitting the ranking finds the weights that put what is right first."""

from pathlib import Path

import numpy as np
import pytest

from evals.fusion import Asking, Example, examples, figures, fit
from evals.passages import Passage
from index.rank import FEATURES
from tests.fakes import BigramEncoder

PASSAGES = [
    Passage(f"p{n}", "", f"第{n}类企业可申请{word}。") for n, word in enumerate(["租金补贴", "安家费", "用地指标"])
]


def example(right_row: int) -> Example:
    """Of three passages, the one that is right has more of the last feature, and less of the first."""
    features = np.zeros((3, len(FEATURES)))
    features[right_row, -1] = 1.0
    features[:, 0] = [2.0, 1.0, 1.5]
    return Example(1, features, ("a", "b", "c"), frozenset("abc"[right_row]), 1.0)


def test_fitted_weights_put_the_right_passage_first() -> None:
    made = [example(1), example(2)] * 10
    before = figures(made, np.eye(len(FEATURES))[0])
    after = figures(made, fit(made))
    assert before["first"] == 0.0
    assert after["first"] == after["mrr@10"] == after["recall@10"] == 1.0


def test_a_question_whose_passage_was_not_found_counts_as_missed() -> None:
    lost = Example(1, np.zeros((1, len(FEATURES))), ("a",), frozenset({"z"}), 1.0)
    assert figures([lost], np.ones(len(FEATURES)))["recall@100"] == 0.0
    assert np.isfinite(fit([lost, example(1)])).all()


def test_examples_hold_what_search_finds_with_its_features(tmp_path: Path) -> None:
    asking = Asking(1, "安家费怎么申请", frozenset({"p1"}))
    (made,) = examples(tmp_path, BigramEncoder(), PASSAGES, [asking])
    assert made.features.shape == (3, len(FEATURES))
    assert [it for it, right in zip(made.passages, made.right, strict=True) if right] == ["p1"]
    by_words = made.features[made.passages.index("p1"), FEATURES.index("first by words")]
    assert by_words == pytest.approx(1.0)
