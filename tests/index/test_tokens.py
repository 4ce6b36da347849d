import pytest

from index.tokens import bigrams, encoder_terms, lexical, words


def test_words_come_in_reading_order_without_blanks_and_punctuation() -> None:
    assert words("园区 奖励，企业！") == ["园区", "奖励", "企业"]


@pytest.mark.parametrize(
    ("written", "usual"),
    [("園區獎勵", "园区奖励"), ("５００万元", "500万元"), ("ＡＩ企业", "ai企业"), ("AI企业", "ai企业")],
)
def test_different_ways_to_write_give_the_same_terms(written: str, usual: str) -> None:
    assert lexical(written) == lexical(usual)


def test_a_number_with_its_decimals_stays_one_word() -> None:
    assert "500.5" in words("奖励500.5万元")


def test_pairs_do_not_cross_punctuation_or_latin_text() -> None:
    assert bigrams("园区，奖励A级") == ["园区", "奖励"]


def test_lexical_terms_hold_the_words_and_the_pairs() -> None:
    terms = lexical("高新技术产业开发区")
    assert set(words("高新技术产业开发区")) <= set(terms)
    assert {"高新", "新技", "术产"} <= set(terms)


def test_the_encoder_reads_words_pairs_and_single_characters() -> None:
    assert set(encoder_terms("A级园区5")) == {"a", "级", "园", "区", "园区", "级园", "5"}


@pytest.mark.parametrize("text", ["", "  \n", "，。！", "___"])
def test_text_without_words_gives_no_terms(text: str) -> None:
    assert words(text) == lexical(text) == encoder_terms(text) == []
