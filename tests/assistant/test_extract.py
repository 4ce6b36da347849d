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
