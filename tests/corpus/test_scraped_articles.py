"""The five articles as they were scraped, where they are at hand: each reads like an article."""

import re
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.load import load
from corpus.split import split

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="../shared/seeds is not here")


def article(number: int) -> Document:
    return load(next(SEEDS.glob(f"00{number}_*.txt")))


@pytest.mark.parametrize("number", range(5))
def test_no_markup_annotation_or_garbling_is_left(number: int) -> None:
    text = article(number).text
    assert not re.search(r"[(（][a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*[)）]|<[a-z]|\?\?|\ufffd|咝|绷忠", text)
    assert not re.search(r"版权|版權|责任编辑|扫码|二维码|CopyRight|新浪财经APP|中国文明网|相關鏈接", text)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, ["8月18日正式", "970.848亿元", "千帆竞发"]),
        (3, ["海口高新區", "海口國家", "海口網", "效益。”", "非常好。”", "發展。”林一民"]),
        (4, ["營商環境"]),
    ],
)
def test_what_was_broken_or_damaged_reads_whole(number: int, words: list[str]) -> None:
    text = article(number).text
    assert [it for it in words if it not in text] == []


def test_one_character_is_lost_for_good_and_marked() -> None:
    assert [article(number).text.count("□") for number in range(5)] == [0, 0, 0, 1, 0]
    assert [article(number).quality < 1 for number in range(5)] == [False, False, False, True, False]


def test_no_passage_mixes_the_two_stories_of_the_page() -> None:
    chunks = split(article(1))
    second = [chunk for chunk in chunks if chunk.path[:1] == ("另一篇报道(上接第一版)",)]
    assert all("沧州市招商引资十条优惠政策" not in chunk.text for chunk in chunks if chunk not in second)
    assert any(chunk.path[-1] == "记者手记" for chunk in second)
    assert all("瓣瓣同心" not in chunk.text for chunk in second)
