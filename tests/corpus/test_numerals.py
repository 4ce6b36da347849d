import pytest

from corpus.numerals import to_int


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五百二十", 520),
        ("二○二五", 2025),
        ("二〇二五", 2025),
        ("十", 10),
        ("十二", 12),
        ("廿三", 23),
        ("一百零三", 103),
        ("一千零一", 1001),
        ("三万五千", 35_000),
        ("一亿二千三百万零四", 123_000_004),
        ("贰拾", 20),
        ("两", 2),
        ("12", 12),
        ("１２", 12),
    ],
)
def test_reads_numerals_as_they_are_written(text: str, value: int) -> None:
    assert to_int(text) == value


@pytest.mark.parametrize("text", ["", "第", "五个", "abc", "1.5", "²"])
def test_what_is_no_whole_number_is_none(text: str) -> None:
    assert to_int(text) is None
