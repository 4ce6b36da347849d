import pytest

from corpus.normalize import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [("招商引資", "招商引资"), ("５００萬元", "500万元"), ("（ＡＩ）", "(ai)"), ("海口高新區", "海口高新区")],
)
def test_spellings_of_one_text_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)
