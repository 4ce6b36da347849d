from dataclasses import replace

import pytest

from assistant.evidence import best_of, weigh
from assistant.lexicon import Lexicon
from assistant.open import Assistant
from assistant.places import whereabouts
from assistant.question import understand
from index.encoder import open_encoder
from index.hit import Hit
from tests.fakes import make_card, make_hit

HARBOUR = """临湖港产业园于2009年动工，首期占地三平方公里。
园区由市国资委下属的港投公司开发。其首任总经理是何志远，此前他在海关工作了十二年。
2015年更名为临湖国际物流园，主要业务是冷链仓储和跨境电商。
因为航道淤积，大型船舶无法靠泊，集装箱码头在2019年停用。
"""


def chosen(assistant: Assistant, question: str, *hits: Hit) -> str:
    """The sentence that answers best, with the encoder that ships."""
    encoder = open_encoder()
    asked = understand(question, max_chars=1000)
    found = weigh(asked, hits, whereabouts(question), Lexicon(assistant.store, encoder), encoder)
    best = best_of(asked, found)
    return best.text if best else ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("临湖港产业园的首任总经理是谁？", "何志远"),
        ("临湖港产业园什么时候动工？", "2009年"),
        ("临湖港产业园2015年更名为什么？", "临湖国际物流园"),
        ("临湖港产业园的集装箱码头为什么停用？", "航道淤积"),
        ("臨湖港產業園由哪一家公司開發？", "港投公司"),
    ],
)
def test_the_sentence_with_the_thing_asked_for_is_chosen(assistant: Assistant, question: str, answer: str) -> None:
    hit = make_hit(HARBOUR, card=make_card("临湖港产业园"))
    assert answer in chosen(assistant, question, hit)


def test_a_sentence_leans_on_the_one_before_it_also_across_chunks(assistant: Assistant) -> None:
    card, encoder = make_card("示例市招商简报"), open_encoder()
    first = make_hit("海岳材料公司去年落户北港工业园。", card=card)
    second = make_hit("总投资十二亿元，分两期建设。", rank=2, card=card, start=17)
    asked = understand("海岳材料公司总投资多少", max_chars=100)
    found = weigh(asked, [first, second], whereabouts("海岳"), Lexicon(assistant.store, encoder), encoder)
    assert found[1].features.context > found[1].features.coverage


def test_what_is_weighed_comes_in_reading_order(assistant: Assistant) -> None:
    card, encoder = make_card(), open_encoder()
    late = make_hit("第三条 一次性奖励十万元，分两年拨付。", rank=1, card=card, start=40)
    early = make_hit("第二条 奖励五万元。第二款另行规定。", rank=2, card=card)
    asked = understand("奖励多少钱", max_chars=100)
    found = weigh(asked, [late, early], whereabouts("奖励"), Lexicon(assistant.store, encoder), encoder)
    assert [sentence.order for sentence in found] == sorted(sentence.order for sentence in found)
    assert found[0].hit is late


def test_headings_do_not_answer_while_anything_else_is_there(assistant: Assistant) -> None:
    hit = make_hit("租金补贴\n入驻企业前两年按租金的一半给予补贴。", card=make_card("东岭园区扶持政策"))
    assert chosen(assistant, "东岭园区的租金补贴是多少", hit).startswith("入驻企业")


def test_a_text_in_which_nothing_can_be_measured_is_weighed_all_the_same(assistant: Assistant) -> None:
    hit = make_hit("——")
    assert chosen(assistant, "？！多少", replace(hit, score=0.0)) == "——"
