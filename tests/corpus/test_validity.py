from datetime import date

import pytest

from corpus.document import Reference, Status, Validity
from corpus.validity import normal_number, read_applicability

PUBLISHED = date(2020, 3, 31)


def validity(sentence: str, published: date | None = PUBLISHED) -> Validity:
    return read_applicability(f"示例市产业扶持办法\n第一条 甲。\n{sentence}", 10, published).validity


def repeals(sentence: str) -> list[str]:
    return [it.title for it in read_applicability(f"示例市办法\n{sentence}", 6, PUBLISHED).repeals]


@pytest.mark.parametrize(
    ("sentence", "effective", "expires"),
    [
        ("第九条 本办法自2024年4月1日起施行。", date(2024, 4, 1), None),
        ("第九条 本办法自二○二四年四月一日起执行，有效期三年。", date(2024, 4, 1), date(2027, 3, 31)),
        ("本措施自2024年4月1日起施行，有效期至2026年12月31日。", date(2024, 4, 1), date(2026, 12, 31)),
        ("十六、本措施自2024年2月29日起施行，有效期为1年。", date(2024, 2, 29), date(2025, 2, 27)),
        ("本办法自2024年4月1日起施行，试行两年。", date(2024, 4, 1), date(2026, 3, 31)),
        ("本办法自2024年4月1日起施行。有效期18个月。", date(2024, 4, 1), None),
        ("本办法自2024年4月1日起施行。本办法有效期18个月。", date(2024, 4, 1), date(2025, 9, 30)),
        ("本政策执行期为2024年1月1日至2024年12月31日。", date(2024, 1, 1), date(2024, 12, 31)),
        ("第九条 本办法自公布之日起施行。", PUBLISHED, None),
        ("第九条 本办法自印发之日起30日后施行，有效期五年。", date(2020, 4, 30), date(2025, 4, 29)),
        ("第九条 本条例自1995年8月l日起施行。", date(1995, 8, 1), None),
    ],
)
def test_dates_are_read_from_the_sentence_that_states_them(
    sentence: str, effective: date | None, expires: date | None
) -> None:
    found = validity(sentence)
    assert (found.effective_on, found.expires_on) == (effective, expires)
    assert found.evidence is not None
    assert found.evidence in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "第三条 许可证有效期为三年，自2024年4月1日起算。",
        "第四条 企业应当自2024年4月1日起实施改造。",
        "第五条 认定有效期三年，期满可以复核。",
        "第六条 依照《外商投资法》自2020年1月1日起施行的规定办理。",
    ],
)
def test_dates_of_other_things_are_not_the_documents(sentence: str) -> None:
    assert validity(sentence) == Validity()


def test_a_day_of_effect_in_the_header_needs_no_subject() -> None:
    text = "示例市办法\n2015年5月1日 施行\n第一条 甲。"
    assert read_applicability(text, 20, None).validity.effective_on == date(2015, 5, 1)


def test_effect_from_publication_needs_the_day_of_publication() -> None:
    assert validity("第九条 本办法自公布之日起施行。", published=None).effective_on is None


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("本办法自2024年4月1日起施行，《示例市旧办法》同时废止。", ["示例市旧办法"]),
        ("1998年8月1日公布的《甲办法》和《乙规定》同时废止。", ["甲办法", "乙规定"]),
        ("根据《丙决定》第二次修正的《丁条例》同时废止。", ["丁条例"]),
        ("一、废止《示例市甲条例》（1992年9月19日通过）", ["示例市甲条例"]),
        ("《示例市实施〈某法〉办法》即行废止。", ["示例市实施〈某法〉办法"]),
        ("根据《立法法》，制定、修改、废止规章适用本办法。", []),
        ("违反《某法》的，许可证失效。", []),
        ("规章被废止的，依照《甲条例》执行。", []),
    ],
)
def test_what_a_document_repeals_is_named(sentence: str, titles: list[str]) -> None:
    assert repeals(sentence) == titles


def test_a_repealed_document_is_known_by_its_number_too() -> None:
    found = read_applicability("办法\n《旧办法（试行）》（示政发[2020]8号）同时废止。", 3, None)
    assert found.repeals == (Reference("旧办法（试行）", "示政发〔2020〕8号"),)


def test_a_document_that_repeals_another_is_in_force_itself() -> None:
    found = validity("本办法自2024年4月1日起施行，《示例市旧办法》同时废止。")
    assert found.status(date(2024, 3, 31)) is Status.NOT_YET
    assert found.status(date(2024, 4, 1)) is Status.IN_FORCE


@pytest.mark.parametrize("number", ["示政发[2024] 12 号", "示政发（2024）第12号", "示政发【2024】12号"])
def test_numbers_get_one_spelling(number: str) -> None:
    assert normal_number(number) == "示政发〔2024〕12号"
