"""What is measured of a passage follows from both rankings, from its words and from who made it."""

import numpy as np
import pytest

from index.authority import Authority
from index.lexical import Look
from index.rank import FEATURES, WEIGHTS, measure, rankings

DENSE = [(f"d{n}", 0.8 - n / 500) for n in range(120)]
LEXICAL = [(f"w{n}", 20.0 - n / 50) for n in range(120)]


def column(
    name: str, chunk_ids: list[str], looks: dict[str, Look] | None = None, *, legal: bool = False
) -> list[float]:
    rows = measure(chunk_ids, *rankings(DENSE, LEXICAL), looks or {}, legal=legal)
    return [float(it) for it in rows[:, FEATURES.index(name)]]


def test_every_feature_has_a_weight() -> None:
    assert WEIGHTS.shape == (len(FEATURES),)
    assert measure([], *rankings([], []), {}, legal=True).shape == (0, len(FEATURES))


def test_what_a_ranking_did_not_find_counts_as_its_last() -> None:
    first, last, absent = column("meaning", ["d0", "d119", "w0"])
    assert first > last == absent
    assert column("words", ["w119", "d0"]) == pytest.approx([column("words", ["w119"])[0]] * 2)


def test_being_first_by_words_counts_less_from_rank_to_rank() -> None:
    first, sixth, absent = column("first by words", ["w0", "w5", "d0"])
    assert (first, sixth, absent) == (1.0, 0.5, 0.0)


def test_words_covered_and_authority_are_taken_from_the_look() -> None:
    looks = {"d0": Look(0.25, Authority.LAW), "d1": Look(1.0, Authority.DECREE)}
    assert column("covered", ["d0", "d1", "d2"], looks) == [0.25, 1.0, 0.0]
    assert column("law", ["d0", "d1", "d2"], looks, legal=True) == [1.0, 0.0, 0.0]
    assert column("decree", ["d0", "d1", "d2"], looks, legal=True) == [0.0, 1.0, 0.0]


def test_authority_counts_in_questions_of_law_alone() -> None:
    assert column("law", ["d0"], {"d0": Look(0.0, Authority.LAW)}) == [0.0]


def test_words_decide_only_where_one_passage_stands_out() -> None:
    assert column("decided words", ["w0"]) == [0.0]
    rows = measure(["one"], *rankings(DENSE, [("one", 90.0), *LEXICAL]), {}, legal=False)
    assert rows[0, FEATURES.index("decided words")] == pytest.approx(rows[0, FEATURES.index("words")])
    assert np.isfinite(rows).all()
