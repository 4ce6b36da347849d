"""Fusion listens to words where they decide, and to meaning where they do not."""

from index.fuse import Fused, fuse, spread
from index.hit import Reason

MEANING = [(f"m{n}", 0.8 - n / 500) for n in range(100)]


def order(
    dense: list[tuple[str, float]], lexical: list[tuple[str, float]], named: list[str] | None = None
) -> list[str]:
    return [it.chunk_id for it in fuse(dense, lexical, named or [])]


def test_words_win_where_one_passage_stands_out() -> None:
    words = [("w0", 60.0), *((f"w{n}", 12.0 - n / 50) for n in range(1, 100))]
    assert order(MEANING, words)[0] == "w0"


def test_meaning_wins_where_many_passages_share_the_words() -> None:
    words = [(f"w{n}", 20.0 - n / 50) for n in range(100)]
    assert order(MEANING, words)[0] == "m0"


def test_a_word_that_only_one_passage_has_decides() -> None:
    assert order(MEANING, [("w0", 5.0)])[0] == "w0"


def test_what_both_rankings_like_comes_before_what_one_likes() -> None:
    words = [(f"w{n}", 20.0 - n / 50) for n in range(99)]
    assert order([("both", 0.8), *MEANING], [("both", 20.0), *words])[0] == "both"


def test_one_ranking_alone_keeps_its_order() -> None:
    assert order([("a", 0.9), ("b", 0.5)], []) == ["a", "b"]
    assert order([], [("a", 9.0), ("b", 5.0)]) == ["a", "b"]
    assert order([], []) == []


def test_what_the_query_names_comes_first_in_the_order_given() -> None:
    found = list(fuse(MEANING, [], ["n1", "n0", "m5"]))
    assert [it.chunk_id for it in found[:4]] == ["n1", "n0", "m5", "m0"]


def test_scores_fall_from_one_towards_nothing() -> None:
    scores = [it.score for it in fuse(MEANING, [("w0", 5.0)], ["n0"])]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_ranks_and_scores_are_kept_as_the_reason() -> None:
    by_id = {it.chunk_id: it.reason for it in fuse([("a", 0.9), ("b", 0.5)], [("b", 7.0)])}
    assert (by_id["b"].dense_rank, by_id["b"].dense_score) == (2, 0.5)
    assert (by_id["b"].lexical_rank, by_id["b"].lexical_score) == (1, 7.0)
    assert (by_id["a"].lexical_rank, by_id["a"].lexical_score) == (None, None)


def test_of_hits_nearly_as_good_those_of_other_documents_come_before_the_fourth_of_one() -> None:
    scores = {"a.r.0": 0.90, "a.r.1": 0.89, "a.r.2": 0.88, "a.r.3": 0.87, "b.r.0": 0.86, "c.r.0": 0.50}
    hits = [Fused(it, score, Reason()) for it, score in scores.items()]
    assert [it.chunk_id for it in spread(hits)] == ["a.r.0", "a.r.1", "a.r.2", "b.r.0", "a.r.3", "c.r.0"]


def test_what_the_query_names_stays_first_however_much_of_it_there_is() -> None:
    hits = [Fused(f"a.r.{at}", 1.0, Reason()) for at in range(5)] + [Fused("b.r.0", 0.99, Reason())]
    assert [it.chunk_id for it in spread(hits)] == [it.chunk_id for it in hits]


def test_among_passages_of_one_wording_the_one_whose_name_is_asked_for_comes_first() -> None:
    alike = [(f"m{n}", 0.762 - n / 100_000 if n < 100 else 0.755) for n in range(200)]
    words = [("w0", 13.9), *((f"m{n}", 0.66) for n in range(99))]
    assert order(alike, words)[0] == "w0"


def test_among_passages_of_one_wording_the_very_text_that_is_asked_for_comes_first() -> None:
    alike = [("same", 1.0), *((f"m{n}", 0.995 if n < 150 else 0.99) for n in range(199))]
    words = [(f"m{n}", 0.67) for n in range(99)]
    assert order(alike, [*words, ("same", 0.66)])[0] == "same"
