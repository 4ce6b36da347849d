from collections.abc import Sequence

import numpy as np
import pytest

from index.encoder import open_encoder
from index.remembered import RememberedEncoder
from index.vectors import Vectors

RULES = ["企业迁入园区的，给予一次性奖励。", "租金按年减免。", "企业迁入园区的，给予一次性奖励。", "，。"]


class Counting:
    """The built-in encoder, noting what it is asked to encode."""

    def __init__(self) -> None:
        self._encoder = open_encoder()
        self.name, self.dimensions = self._encoder.name, self._encoder.dimensions
        self.asked: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return self._encoder.encode_passages(texts)


@pytest.mark.parametrize("texts", [RULES, RULES[:1], []])
def test_what_is_remembered_is_what_the_encoder_gives(texts: list[str]) -> None:
    plain, remembered = open_encoder(), RememberedEncoder(open_encoder(), most=2)
    for _ in range(2):
        np.testing.assert_array_equal(remembered.encode_passages(texts), plain.encode_passages(texts))
        np.testing.assert_array_equal(remembered.encode_queries(texts), plain.encode_queries(texts))
    assert (remembered.name, remembered.dimensions) == (plain.name, plain.dimensions)


def test_a_sentence_is_encoded_once_until_there_are_too_many() -> None:
    counting = Counting()
    remembered = RememberedEncoder(counting, most=3)
    remembered.encode_passages(RULES)
    remembered.encode_passages(RULES[:2])
    assert counting.asked == [RULES[0], RULES[1], RULES[3]]
    remembered.encode_passages(["免收水费。", RULES[0]])
    assert counting.asked[3:] == ["免收水费。", RULES[0]]


def test_a_query_is_no_passage() -> None:
    counting = Counting()
    remembered = RememberedEncoder(counting)
    remembered.encode_passages(RULES[:1])
    remembered.encode_queries(RULES[:1])
    assert counting.asked == [RULES[0], RULES[0]]
