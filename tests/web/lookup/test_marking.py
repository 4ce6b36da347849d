"""What was looked for is marked where it stands, in whatever writing, and nothing else moves."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.lookup.marking import Levelled, Terms, marked, terms_of
from assistant.web.lookup.snippet import shown, snippet
from tests.fakes import make_hit
from tests.web.payloads import PAYLOADS, dangers


def found(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in terms_of(query).spans(text)]


@pytest.mark.parametrize(
    ("query", "text", "stands"),
    [
        ("日间照料", "提供“日间照料”服务", ["日间照料"]),
        ("养老服务", "為了規範養老服務，制定本條例", ["養老服務"]),
        ("養老服務", "为了规范养老服务", ["养老服务"]),
        ("2025", "自２０２５年起", ["２０２５"]),
        ("ＡＩ", "发展ai产业", ["ai"]),
        ("租金补贴", "租金给予补贴", ["租金", "补贴"]),
        ("(株)", "㈱东方与株", ["㈱"]),
        ("房租", "减免租金", []),
        ("租金补贴", "产业园区招商扶持政策", []),
        ("条例", "办法", []),
        ("。。", "。。", []),
    ],
)
def test_words_are_found_however_they_are_written(query: str, text: str, stands: list[str]) -> None:
    assert found(query, text) == stands


def test_another_word_for_the_same_is_not_marked_but_still_chooses_what_is_shown() -> None:
    assert found("房租", "房租和租金") == ["房租"]
    text = (
        "第二条 园区应当整洁，"
        + "道路、绿地和路灯由管理机构养护，" * 12
        + "保持完好。第三条 符合条件的企业可以减免租金。"
    )
    start, end = snippet(text, terms_of("房租"))
    assert "减免租金" in text[start:end]


def test_a_single_character_is_marked_only_when_it_is_all_that_was_typed() -> None:
    assert found("老", "养老") == ["老"]
    assert found("的 养老", "的养老的") == ["养老"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_stays_text(payload: str) -> None:
    html = marked(payload, terms_of(payload).spans(payload))
    assert [danger for danger in dangers(html) if danger != "<mark>"] == []


@given(
    st.text(alphabet="ab㈱ﬃ養养“”＆&<>\"' \n\u0301①Ａ𠮷", max_size=40),
    st.lists(st.text(alphabet="ab株fi养①&<", min_size=1, max_size=3), max_size=4),
)
def test_marking_adds_marks_and_changes_nothing(text: str, words: list[str]) -> None:
    spans = Terms(tuple(words)).spans(text)
    assert all(end < start for (_, end), (start, _) in pairwise(spans))
    html = marked(text, spans)
    assert re.sub("</?mark>", "", html) == marked(text, [])
    assert html.count("<mark>") == html.count("</mark>") == len(spans)


@given(st.text(max_size=60))
def test_every_place_of_the_levelled_text_leads_back(text: str) -> None:
    levelled = Levelled.of(text)
    assert len(levelled.places) == len(levelled.folded) + 1
    assert list(levelled.places) == sorted(levelled.places)


def test_the_snippet_is_the_sentence_that_holds_the_words() -> None:
    text = (
        "第二条 社区应当整洁。"
        + "街道办事处负责本辖区的养老服务工作，并且安排人员，落实经费，保障日常运转所需的场地和设备。"
        + "其他从略。"
    )
    start, end = snippet(text, terms_of("养老服务"))
    assert text[start:end].startswith("街道办事处")


def test_a_long_sentence_is_cut_around_the_words() -> None:
    text = "前" * 300 + "养老服务" + "后" * 300 + "。"
    start, end = snippet(text, terms_of("养老服务"))
    assert "养老服务" in text[start:end]
    assert end - start <= 150


def test_what_the_place_says_already_is_not_shown_again() -> None:
    text = "第三章 养老 服务\n第十五条 养老服务应当便利。"
    chunk = make_hit(text, path=("第三章 养老服务", "第十五条"), start=100).chunk
    (one,) = shown([chunk], terms_of("养老服务"), 3)
    assert one.text == "第十五条 养老服务应当便利。"
    assert one.span == (100 + text.index("第十五条"), 100 + len(text))


def test_a_passage_that_holds_the_words_gives_way_to_none_that_holds_them_in_its_title_alone() -> None:
    bare, telling = make_hit("第一条 总则。", path=("第一条",)).chunk, make_hit("第二条 养老。", path=("第二条",)).chunk
    assert [one.chunk for one in shown([bare, telling], terms_of("养老"), 3)] == [telling]
    assert [one.chunk for one in shown([bare], terms_of("养老"), 3)] == [bare]
