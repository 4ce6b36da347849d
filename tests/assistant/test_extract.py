from collections.abc import Callable

import pytest

from assistant.evidence import weigh
from assistant.extract import extract
from assistant.lexicon import Lexicon
from assistant.open import Assistant
from assistant.places import whereabouts
from assistant.question import understand
from assistant.statement import Statement
from index.encoder import open_encoder
from index.hit import Hit
from tests.fakes import make_card, make_hit

Said = Callable[..., str]
TITLE = "云岭市仓储业促进条例"


def articles(*texts: str) -> list[Hit]:
    """Articles of one text, each a passage of its own."""
    card, hits, start = make_card(TITLE), list[Hit](), 0
    for rank, text in enumerate(texts, start=1):
        hits.append(make_hit(text, rank=rank, card=card, path=(text.split(" ")[0],), start=start))
        start += len(text) + 1
    return hits


@pytest.fixture
def said(assistant: Assistant) -> Said:
    """The answer that is drawn from articles, with the encoder that ships; empty where there is none."""
    encoder = open_encoder()

    def of(question: str, *texts: str) -> str:
        asked, hits = understand(question, max_chars=200), articles(*texts)
        found = weigh(asked, hits, whereabouts(question), Lexicon(assistant.store, encoder), encoder)
        statements = extract(asked, found, lambda _: hits).statements
        return "\n".join(it.text for it in statements if isinstance(it, Statement))

    return of


def test_the_sentence_with_the_period_is_given_where_the_nearest_has_none(said: Said) -> None:
    text = "第九条 仓储企业以仓单申请质押融资的，可以要求保管方确认仓单。保管方应当自被要求之日起十日内予以答复。"
    assert "十日内" in said("仓储企业用仓单质押融资，保管方多少天内要确认仓单？", text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("仓储平台的注册资本最低多少？", "第六条 市人民政府应当推动建立仓储平台，引导企业通过仓储平台交易。"),
        ("每家仓储企业补贴多少万元？", "第七条 市人民政府设立引导基金，对仓储企业开展专项扶持。"),
        ("仓储协会会长是谁？", "第八条 市仓储协会设会长一名，由会员大会选举产生。"),
        ("仓储企业申请扶持几个工作日办结？", "第五条 仓储企业申请扶持的，主管部门应当及时办结。"),
    ],
)
def test_a_sentence_without_what_was_asked_for_is_no_answer(said: Said, question: str, text: str) -> None:
    assert said(question, text) == ""


def test_being_free_of_charge_answers_what_it_costs(said: Said) -> None:
    assert "不收取" in said("仓储企业备案的费用是多少？", "第四条 仓储企业办理备案，不收取任何费用。")


def test_the_penalty_is_found_behind_the_duty(said: Said) -> None:
    answer = said(
        "仓储企业没有建立消防巡查制度会被罚多少钱？",
        "第十条 仓储企业应当建立消防巡查制度并如实记录。",
        "第十一条 仓储企业应当每日盘点。",
        "第二十条 违反本条例第十一条规定的，由主管部门责令改正，可以处一百元以上五百元以下罚款。",
        "第二十一条 违反本条例第十条规定的，由主管部门责令改正，可以处二千元以上八千元以下罚款。",
    )
    assert "二千元以上八千元以下" in answer
    assert "一百元" not in answer


def test_a_short_article_is_a_rule_and_no_heading(said: Said) -> None:
    assert "十万元" in said("仓储企业上市奖励多少钱？", "第三条 上市的仓储企业奖励十万元。")


def test_the_history_of_a_text_does_not_answer_what_it_lays_down(said: Said) -> None:
    history = "2019年3月28日云岭市第五届人民代表大会常务委员会关于仓储业促进条例的公告公布"
    assert "2019年" not in said(
        "云岭市仓储业促进条例规定仓储企业多久报一次统计？", history, "第六条 仓储企业每季度报送统计数据。"
    )


FINES = (
    "第三十条 违反本条例规定转让仓单的，由主管部门责令改正，转让金额不足五万元的，处一万元以上三万元以下罚款；"
    "转让金额五万元以上的，处三万元以上十万元以下罚款；情节严重的，处十万元以上二十万元以下罚款。"
)
AWARDS = "第九条（质量奖励）仓储企业新获得三星评级的，奖励2万元；新获得五星评级的，奖励6万元。每家每年一次。"


@pytest.mark.parametrize(
    ("question", "given", "not_given"),
    [
        ("违规转让仓单，金额超过五万元的罚多少？", ("三万元以上十万元以下",), ("一万元以上三万元", "二十万元")),
        ("违规转让仓单金额四万元，罚多少钱？", ("一万元以上三万元以下",), ("三万元以上十万元", "二十万元")),
        ("违规转让仓单情节严重的罚多少钱？", ("二十万元",), ("一万元以上三万元", "三万元以上十万元")),
        ("违规转让仓单罚多少钱？", ("一万元以上三万元", "三万元以上十万元", "二十万元"), ()),
    ],
)
def test_the_case_that_is_asked_about_is_given_and_without_one_all(
    said: Said, question: str, given: tuple[str, ...], not_given: tuple[str, ...]
) -> None:
    answer = said(question, FINES)
    assert all(text in answer for text in given)
    assert not any(text in answer for text in not_given)
    assert answer.startswith("违反本条例规定转让仓单的，由主管部门责令改正")


@pytest.mark.parametrize(
    ("question", "given"),
    [("仓储企业的质量奖励怎么算？", ("2万元", "6万元")), ("仓储企业获得五星评级奖励多少钱？", ("6万元",))],
)
def test_cases_of_an_award_come_as_they_are_asked_for(said: Said, question: str, given: tuple[str, ...]) -> None:
    answer = said(question, AWARDS)
    assert [amount for amount in ("2万元", "6万元") if amount in answer] == list(given)


def test_a_period_tells_which_case_it_is(said: Said) -> None:
    text = "第八条 仓储合同满六个月不满一年的，预付款不超过一个月租金；满一年不满三年的，预付款不超过三个月租金；满三年的，预付款不超过六个月租金。"
    answer = said("仓储合同签两年，预付款最多几个月租金？", text)
    assert "三个月" in answer
    assert "六个月" not in answer


TERMS = (
    "第十二条 仓储企业投诉受理后，受理机构应当自受理之日起十五个工作日内作出处理决定。"
    "情况复杂的，受理机构应当自受理之日起四十个工作日内作出投诉处理决定，并告知仓储企业投诉人。"
)


def test_the_rule_comes_before_its_exception(said: Said) -> None:
    answer = said("仓储企业投诉受理以后多少个工作日作出处理决定？", TERMS)
    assert 0 <= answer.find("十五个工作日") < (answer.find("四十个工作日") % 1000)


def test_the_exception_answers_who_asks_for_it(said: Said) -> None:
    assert "四十个工作日" in said("仓储企业投诉情况复杂的，多少个工作日作出处理决定？", TERMS)


def test_what_leads_into_a_list_is_not_added_to_an_answer(said: Said) -> None:
    lead = "第四条 申请仓储企业星级认定的，应当符合下列条件：\n（一）库房面积达标。"
    answer = said("仓储企业星级认定什么时候申请？", "第五条 仓储企业星级认定每年6月申请。", lead)
    assert not any(line.endswith("：") for line in answer.splitlines())


def test_a_case_that_goes_further_is_given_with_the_one_that_it_goes_on_from(said: Said) -> None:
    text = "第三十一条 主管部门应当检查消防，对仓储企业消防不合格的，责令改正；拒不改正的，处六万元罚款。"
    answer = said("仓储企业消防不合格又拒不改正，罚款多少？", text)
    assert (
        "消防不合格的，拒不改正的，处六万元罚款" in answer
        or "消防不合格的，责令改正；拒不改正的，处六万元罚款" in answer
    )


def test_the_words_of_a_long_case_count_as_those_of_a_short_one(said: Said) -> None:
    text = (
        "第三十二条 政府投资设立的仓储研究院、职业学校和仓储企业自行设立的技术中心等单位许可他人实施或者转让其拥有的仓储专利的，"
        "应当提取不低于百分之五十的比例奖励发明人；仓储专利作价投资的，应当提取不低于百分之七十的比例奖励发明人。"
    )
    assert "百分之五十" in said("仓储研究院转让仓储专利，至少提取百分之多少奖励发明人？", text)


@pytest.mark.parametrize(
    ("question", "text", "given", "not_given"),
    [
        (
            "仓储企业租厂房每平方米补多少钱？",
            "第十四条 仓储企业租用厂房的，每平方米每月补贴8元；购置厂房的，每平方米补贴300元。",
            "8元",
            "300元",
        ),
        (
            "新认定的国家级仓储中心最多资助多少？",
            "第十五条 新认定为省级仓储中心的，资助80万元；新认定为国家级仓储中心的，资助400万元。",
            "400万元",
            "80万元",
        ),
    ],
)
def test_a_case_is_known_by_the_words_that_the_others_lack(
    said: Said, question: str, text: str, given: str, not_given: str
) -> None:
    answer = said(question, text)
    assert given in answer
    assert not_given not in answer


STARS = (
    "第十六条 新认定的星级仓储企业，一次性奖励15万元。",
    "第十七条 通过复评的星级仓储企业，按照新认定奖励标准的40%给予奖励。",
)


@pytest.mark.parametrize(
    ("question", "given"), [("星级仓储企业新认定奖励多少钱？", "15万元"), ("星级仓储企业通过复评奖励多少钱？", "40%")]
)
def test_a_share_of_an_award_answers_only_who_asks_for_its_case(said: Said, question: str, given: str) -> None:
    assert given in said(question, *STARS)


def test_what_the_title_says_of_every_sentence_brings_none_of_them_into_an_answer(said: Said) -> None:
    answer = said(
        "云岭市仓储业的落户奖励是多少？",
        "云岭市人民政府 2025年5月6日",
        "第二条 新落户企业实缴资本达到2000万元以上的，给予一次性落户奖励80万元。",
        "第三条 企业租用云岭市仓储业标准厂房的，前两年按照实际租金的60%给予补贴，每年最高50万元。",
    )
    assert answer == "新落户企业实缴资本达到2000万元以上的，给予一次性落户奖励80万元。"
