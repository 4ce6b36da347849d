import numpy as np

from evals.boosting import Example, grow


def questions(count: int, rng: np.random.Generator) -> list[Example]:
    """Questions whose right sentence is the one that has both of two measures; the third measure says nothing."""
    made = []
    for _ in range(count):
        seen = np.array([[1, 1], [1, 0], [0, 1], [0, 0]])[rng.permutation(4)]
        noise = rng.random((4, 1))
        made.append(Example(np.hstack([seen, noise]).astype(np.float32), np.zeros(4), seen.sum(axis=1) == 2))
    return made


def test_trees_learn_what_makes_a_sentence_right() -> None:
    rng = np.random.default_rng(0)
    grown = grow(questions(200, rng), seeds=(1,))
    for one in questions(50, rng):
        assert one.right[grown.score(one.seen.astype(float)).argmax()]


def test_the_same_examples_give_the_same_trees() -> None:
    made = questions(50, np.random.default_rng(0))
    first, second = grow(made, seeds=(1,)), grow(made, seeds=(1,))
    assert np.array_equal(first.value, second.value)
    assert np.array_equal(first.limit, second.limit)
