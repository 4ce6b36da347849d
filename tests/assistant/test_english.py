import pytest

from assistant.english import in_chinese_terms
from assistant.question import Intent, understand


@pytest.mark.parametrize(
    ("english", "terms"),
    [
        ("What is the maximum rent subsidy per year?", ["最高多少", "租金补贴", "每年"]),
        ("How many months of rent can a landlord charge as deposit?", ["几个月", "租金", "出租人", "收取", "保证金"]),
        ("R&D subsidy for high-tech enterprises: how much?", ["研发补助", "高新技术企业", "多少"]),
        ("Is the regulation still in force?", ["条例", "还有效吗"]),
    ],
)
def test_the_terms_of_an_english_question_are_those_of_the_documents(english: str, terms: list[str]) -> None:
    assert [term for term in in_chinese_terms(english).rstrip("?").split() if term in terms] == terms


@pytest.mark.parametrize(
    "text", ["东湖的租金补贴是多少？", "IC设计企业的流片补助", "GDP是多少", "5G通讯基站", "hello world", "Langfang"]
)
def test_what_is_no_english_question_about_policy_stays(text: str) -> None:
    assert in_chinese_terms(text) == text


def test_an_english_question_is_understood_with_its_place_in_chinese() -> None:
    question = understand("What documents do I need to apply for the rent subsidy in Langfang?", max_chars=200)
    assert question.intent is Intent.LIST
    assert {"廊坊市", "租金"} <= set(question.words)
    assert question.asked.startswith("What documents")
