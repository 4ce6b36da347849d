"""Texts that are not in force answer only where nothing else does or where they are meant, and say so first."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.open import Assistant
from assistant.settings import Settings
from index.hit import Filters
from index.ingest import ingest
from index.store import Store
from tests.fakes import BigramEncoder

TEXTS = {
    "引荐办法": """临江市招商引荐奖励办法
临政发〔2024〕9号
第一条 为了鼓励引荐外地项目，制定本办法。
第二条 引荐人引荐外地项目落户的，单个项目奖励最高80万元。
第三条 本办法自2024年6月1日起施行。《临江市招商引荐奖励办法（试行）》（临政发〔2019〕3号）同时废止。
""",
    "引荐办法试行": """临江市招商引荐奖励办法（试行）
临政发〔2019〕3号
第一条 引荐人引荐外地项目落户的，单个项目奖励最高30万元。
第二条 引荐人应当在每年9月向市商务局申报奖励。
第三条 本办法自2019年7月1日起施行。
""",
    "扩岗": """临江市企业扩岗补贴办法
临人社规〔2021〕2号
第一条 企业新增就业岗位的，按照每人1200元给予一次性扩岗补贴。
第二条 本办法自2021年3月1日起施行，有效期至2023年12月31日。
""",
    "算力": """临江市算力补贴办法
临数规〔2098〕1号
第一条 企业租用公共算力的，按照合同金额的25%发放算力券，每年最高60万元。
第二条 引荐人引荐外地项目落户的，单个项目奖励最高120万元。
第三条 本办法自2099年1月1日起施行。
""",
    "租金2020": """临江市园区租金管理条例
（2020年5月8日临江市第一届人民代表大会常务委员会第二次会议通过）
第一条 园区标准厂房租金每平方米每月不得超过20元。
第二条 本条例自2020年7月1日起施行。
""",
    "租金2023": """临江市园区租金管理条例
（2020年5月8日临江市第一届人民代表大会常务委员会第二次会议通过　2023年4月6日临江市第二届人民代表大会常务委员会第三次会议修订）
第一条 园区标准厂房租金每平方米每月不得超过15元。
第二条 本条例自2023年6月1日起施行。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("policies")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Store.open(tmp_path_factory.mktemp("home"), BigramEncoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield Assistant(store, Settings(contact="示例热线 12345"))


def answered(assistant: Assistant, question: str, as_of: str | None = None) -> Answer:
    day = datetime.date.fromisoformat(as_of) if as_of else None
    *_, answer = ask(assistant, question, filters=Filters(as_of=day))
    assert isinstance(answer, Answer)
    return answer


ENDED = "注意：《临江市招商引荐奖励办法（试行）》已废止（2024年6月1日被《临江市招商引荐奖励办法》废止）"
EXPIRED = "注意：《临江市企业扩岗补贴办法》已失效，自2021年3月1日起施行，有效期至2023年12月31日。"


@pytest.mark.parametrize(
    ("question", "as_of", "opening", "fact"),
    [
        ("企业新增就业岗位的一次性扩岗补贴每人多少钱？", None, EXPIRED, "1200元"),
        ("《临江市招商引荐奖励办法（试行）》规定单个项目奖励最高多少？", None, ENDED, "30万元"),
        ("临政发〔2019〕3号规定单个项目奖励最高多少？", None, ENDED, "30万元"),
        ("企业租用公共算力，算力券按合同金额的多少发放？", None, "注意：《临江市算力补贴办法》尚未施行", "25%"),
        (
            "企业新增就业岗位的一次性扩岗补贴每人多少钱？",
            "2021-02-01",
            "注意：《临江市企业扩岗补贴办法》尚未施行",
            "1200元",
        ),
        ("《临江市算力补贴办法》第一条", None, "注意：《临江市算力补贴办法》尚未施行", "25%"),
    ],
)
def test_where_nothing_in_force_answers_the_standing_comes_first(
    assistant: Assistant, question: str, as_of: str | None, opening: str, fact: str
) -> None:
    answer = answered(assistant, question, as_of)
    assert answer.text.startswith(opening)
    assert fact in answer.text
    assert answer.outcome is Outcome.PARTIAL


def test_a_text_in_force_answers_alone_and_the_coming_change_is_noted_behind_it(assistant: Assistant) -> None:
    answer = answered(assistant, "引荐人引荐外地项目落户，单个项目奖励最高多少？")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.citations[0].hit.chunk.card.title == "临江市招商引荐奖励办法"
    now, _, then = answer.text.partition("另外，《临江市算力补贴办法》尚未施行，自2099年1月1日起施行，其中规定：")
    assert ("80万元" in now, "120万元" in then, "30万元" in answer.text) == (True, True, False)


def test_a_named_text_that_no_longer_applies_is_not_replaced_by_another_where_it_is_silent(
    assistant: Assistant,
) -> None:
    answer = answered(assistant, "《临江市企业扩岗补贴办法》规定厂房租金每平方米每月多少？")
    assert answer.outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("as_of", "fact", "told"),
    [
        ("2021-01-01", "20元", "提示：《临江市园区租金管理条例》此后于2023年6月1日被新版本"),
        ("2023-05-31", "20元", "提示："),
        ("2023-06-01", "15元", ""),
        (None, "15元", ""),
    ],
)
def test_of_two_versions_the_one_of_the_day_answers(
    assistant: Assistant, as_of: str | None, fact: str, told: str
) -> None:
    answer = answered(assistant, "园区标准厂房租金每平方米每月不得超过多少元？", as_of)
    assert fact in answer.text
    assert answer.text.startswith(told)
    assert answer.outcome is Outcome.ANSWERED


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "临江市园区租金管理条例现在执行的是哪个版本？",
            ["收录有 2 个版本，现行的是2023年6月1日起适用的版本", "已废止（2023年6月1日被新版本"],
        ),
        ("临江市园区租金管理条例2020年通过的还有效吗？", ["已废止（2023年6月1日被新版本"]),
        ("临江市园区租金管理条例还有效吗？", ["现行有效，自2023年6月1日起施行"]),
        ("临政发〔2019〕3号还能用吗？", ["已废止（2024年6月1日被《临江市招商引荐奖励办法》废止）"]),
        (
            "临江市招商引荐奖励办法什么时候施行，废止了哪个文件？",
            ["自2024年6月1日起施行", "废止了《临江市招商引荐奖励办法（试行）》"],
        ),
        ("临江市招商引荐奖励办法（试行）被什么文件废止了？", ["2024年6月1日被《临江市招商引荐奖励办法》废止"]),
        ("临江市企业扩岗补贴办法到期了吗？", ["已失效", "有效期至2023年12月31日"]),
    ],
)
def test_how_a_document_stands_is_told_with_the_sentences_that_prove_it(
    assistant: Assistant, question: str, said: list[str]
) -> None:
    answer = answered(assistant, question)
    assert [part for part in said if part not in answer.text] == []
    assert answer.citations


def test_a_doc_number_names_the_document_that_is_asked_for(assistant: Assistant) -> None:
    assert "《临江市企业扩岗补贴办法》" in answered(assistant, "临人社规(2021)2号是什么文件？").text


def test_both_sentences_that_tell_of_a_standing_are_cited(assistant: Assistant) -> None:
    answer = answered(assistant, "临江市招商引荐奖励办法（试行）还有效吗？")
    assert {citation.hit.chunk.card.title for citation in answer.citations} == {
        "临江市招商引荐奖励办法",
        "临江市招商引荐奖励办法（试行）",
    }


@pytest.mark.parametrize(
    "question",
    ["以前的园区标准厂房租金每平方米每月不得超过多少元？", "修订前园区标准厂房租金每平方米每月不得超过多少元？"],
)
def test_the_rule_of_before_is_told_with_the_one_that_holds_now(assistant: Assistant, question: str) -> None:
    answer = answered(assistant, question)
    then, _, now = answer.text.partition("**现行规定**：")
    assert then.startswith("注意：《临江市园区租金管理条例》已废止（2023年6月1日被新版本")
    assert ("20元" in then, "15元" in now) == (True, True)


@pytest.mark.parametrize(
    ("question", "listed", "absent"),
    [
        (
            "哪些政策已经失效了？",
            ["《临江市企业扩岗补贴办法》已失效", "《临江市招商引荐奖励办法（试行）》已废止"],
            "算力",
        ),
        ("有哪些文件还没有施行？", ["《临江市算力补贴办法》尚未施行"], "扩岗"),
        ("哪些办法被废止了？", ["《临江市招商引荐奖励办法（试行）》已废止"], "扩岗"),
    ],
)
def test_the_documents_of_one_standing_are_listed_with_their_proof(
    assistant: Assistant, question: str, listed: list[str], absent: str
) -> None:
    answer = answered(assistant, question)
    assert [part for part in listed if part not in answer.text] == []
    assert absent not in answer.text
    assert all(line.endswith("]") for line in answer.text.splitlines() if line.startswith("- "))


def test_whether_a_rule_still_holds_is_told_even_where_no_document_is_named(assistant: Assistant) -> None:
    answer = answered(assistant, "企业新增就业岗位的扩岗补贴还有效吗？")
    assert answer.text.startswith("《临江市企业扩岗补贴办法》已失效，自2021年3月1日起施行，有效期至2023年12月31日。[1]")


def test_a_past_day_on_which_nothing_applied_is_said_to_be_one(assistant: Assistant) -> None:
    answer = answered(assistant, "2015年时企业新增就业岗位的一次性扩岗补贴每人多少钱？")
    assert answer.text.startswith("按 2015-12-31 判断，已收录的文件中没有当日有效的规定。\n\n注意：")


def test_a_day_that_is_set_counts_more_than_one_that_is_told(assistant: Assistant) -> None:
    answer = answered(assistant, "2021年时园区标准厂房租金每平方米每月不得超过多少元？", "2024-01-01")
    assert answer.scope == ""
    assert "15元" in answer.text


def test_of_several_questions_none_is_answered_from_such_texts_without_a_word(assistant: Assistant) -> None:
    answer = answered(assistant, "企业新增就业岗位的一次性扩岗补贴每人多少钱？引荐人引荐外地项目奖励最高多少？")
    assert answer.text.startswith(EXPIRED)
    assert ("1200元" in answer.text, "80万元" in answer.text) == (True, True)


@pytest.mark.parametrize("title", ["临江市园区租金管理条例（2020年）", "2020年版临江市园区租金管理条例"])
def test_an_article_is_that_of_the_version_which_is_named(assistant: Assistant, title: str) -> None:
    answer = answered(assistant, f"{title}第一条")
    assert answer.text.startswith("注意：《临江市园区租金管理条例》已废止（2023年6月1日被新版本")
    assert "20元" in answer.text
    assert "15元" in answered(assistant, "临江市园区租金管理条例第一条").text
