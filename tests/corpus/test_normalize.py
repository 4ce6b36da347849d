import pytest

from corpus.normalize import fold, in_title_marks


@pytest.mark.parametrize(
    ("one", "other"),
    [("招商引資", "招商引资"), ("５００萬元", "500万元"), ("（ＡＩ）", "(ai)"), ("海口高新區", "海口高新区")],
)
def test_spellings_of_one_text_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("title", "cited"),
    [
        ("示例市办法", "《示例市办法》"),
        ("《示例市办法》", "《示例市办法》"),
        ("《示例市办法》政策解读", "《〈示例市办法〉政策解读》"),
        ("关于印发《示例市办法》的通知", "《关于印发〈示例市办法〉的通知》"),
    ],
)
def test_a_title_is_cited_in_marks_that_nest(title: str, cited: str) -> None:
    assert in_title_marks(title) == cited
