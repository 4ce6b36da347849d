"""The measures agree with figures worked out by hand."""

import pytest

from evals import metrics

RANKING = ["a", "b", "c", "d"]


@pytest.mark.parametrize(("k", "share"), [(1, 0.0), (2, 1 / 3), (3, 1 / 3), (4, 2 / 3)])
def test_recall_is_the_share_of_relevant_passages_found(k: int, share: float) -> None:
    assert metrics.recall_at(RANKING, {"b", "d", "elsewhere"}, k) == pytest.approx(share)


def test_a_hit_needs_one_relevant_passage_within_k() -> None:
    assert metrics.hit_at(RANKING, {"c"}, 3) == 1
    assert metrics.hit_at(RANKING, {"c"}, 2) == 0


def test_reciprocal_rank_goes_by_the_first_relevant_passage() -> None:
    assert metrics.reciprocal_rank(RANKING, {"c", "d"}, 10) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank(RANKING, {"c", "d"}, 2) == 0


def test_ndcg_is_one_for_the_ideal_order_and_falls_with_the_rank() -> None:
    assert metrics.ndcg_at(["x", "y"], {"x": 2, "y": 1}, 10) == pytest.approx(1)
    assert metrics.ndcg_at(["other", "x"], {"x": 1}, 10) == pytest.approx(0.6309, abs=1e-4)
    assert metrics.ndcg_at(["y", "x"], {"x": 2, "y": 1}, 10) == pytest.approx(0.8597, abs=1e-4)


def test_ndcg_expects_no_more_than_k_passages_can_hold() -> None:
    assert metrics.ndcg_at(["x"], {"x": 1, "y": 1, "z": 1}, 1) == pytest.approx(1)


@pytest.mark.parametrize(("share", "value"), [(0.0, 1.0), (0.5, 2.5), (0.95, 3.85), (1.0, 4.0)])
def test_percentiles_interpolate(share: float, value: float) -> None:
    assert metrics.percentile([4.0, 1.0, 3.0, 2.0], share) == pytest.approx(value)


def test_of_nothing_there_is_no_figure() -> None:
    assert metrics.percentile([], 0.5) is None
    assert metrics.mean([]) is None


def test_character_f1_rewards_what_answer_and_reference_share() -> None:
    assert metrics.character_f1("二十公里", "二十公里") == 1
    assert metrics.character_f1("全长二十公里", "二十公里") == pytest.approx(2 * 4 / 10)
    assert metrics.character_f1("不知道", "二十公里") == 0


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("共引进６０家企业。", "60家"),
        ("獎勵資金", "奖励资金"),
        ("最高 1,200,000 元", "1200000元"),
        ("最高1，200元", "1200元"),
        ("坚持“项目为王”的思路", "坚持项目为王"),
        ("「示例」平台", "“示例”平台"),
        ("分三年\n兑现", "分三年兑现"),
        ("截至2030\n60家企业", "60家"),
        ("PPP 模式", "ppp模式"),
        ("租金为35.5元", "35.5"),
        ("面积分别为100、200", "200"),
    ],
)
def test_a_fact_is_recognised_however_it_is_written(text: str, fact: str) -> None:
    assert metrics.states(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("按15%补助", "5%"),
        ("按1.5%补助", "5%"),
        ("共600家", "60"),
        ("共60.5公顷", "60"),
        ("共计1,260家", "260家"),
        ("没有说到", "说到了"),
    ],
)
def test_part_of_a_number_is_not_the_number(text: str, fact: str) -> None:
    assert not metrics.states(text, fact)
