"""What is offered to be asked is answered, has not been asked yet, and leads on from what was found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Outcome
from assistant.ask import ask
from assistant.open import Assistant
from assistant.settings import Settings
from assistant.web.chat.conversation import Exchange, Stage
from assistant.web.chat.examples import Examples
from assistant.web.chat.followups import Followups, _given, followups_html
from assistant.web.chat.said import CHINESE
from assistant.web.chat.trial import Trial
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.web.payloads import PAYLOADS, dangers

EAST = """云岭高新技术产业开发区产业扶持办法
云岭高新技术产业开发区管理委员会 2025年2月10日
第一条 本办法适用于入驻云岭高新技术产业开发区的企业。
第二条 企业租用标准厂房的，给予租金补贴，每家企业每年最高100万元。
第三条 企业货运给予物流补贴，每家企业每年最高30万元。
第四条 本办法自2025年3月1日起施行。
"""
WEST = """松溪经济开发区产业扶持办法
松溪经济开发区管理委员会 2025年6月3日
第一条 本办法适用于入驻松溪经济开发区的企业。
第二条 企业租用标准厂房的，给予租金补贴，每家企业每年最高60万元。
第三条 本办法自2025年7月1日起施行。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("policies")
    for name, text in (("东园.txt", EAST), ("西园.txt", WEST)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path_factory.mktemp("store") / "home", open_encoder()) as store:
        assert ingest(store, [folder]).failed == ()
        yield Assistant(store, Settings())


def asked(assistant: Assistant, question: str) -> Exchange:
    *_, answer = ask(assistant, question)
    assert not isinstance(answer, str)
    return Exchange(question, Stage.DONE, answer=answer)


def test_what_is_offered_is_answered_and_has_not_been_asked(assistant: Assistant) -> None:
    followups = Followups(assistant, Trial(assistant))
    conversation = (asked(assistant, "云岭高新区的租金补贴最高多少？"),)
    offered = followups.after(conversation)
    assert 2 <= len(offered) <= 3
    assert any("松溪" in question and "租金补贴" in question for question in offered), "the same matter elsewhere"
    assert any("物流补贴" in question for question in offered), "another matter of the same document"
    for question in offered:
        answer = asked(assistant, question).answer
        assert answer is not None
        assert answer.outcome is Outcome.ANSWERED
        assert question not in followups.after((*conversation, asked(assistant, question)))


def test_trying_ends_as_soon_as_it_may_not_go_on(assistant: Assistant) -> None:
    followups = Followups(assistant, Trial(assistant))
    conversation = (asked(assistant, "云岭高新区的租金补贴最高多少？"),)
    assert followups.after(conversation, lambda: False) == ()
    left = iter([True] * 8)
    assert len(followups.after(conversation, lambda: next(left, False))) < len(followups.after(conversation))


def test_what_is_offered_calls_a_park_by_its_short_name_and_asks_how_only_of_payments(assistant: Assistant) -> None:
    offered = Followups(assistant, Trial(assistant)).after((asked(assistant, "云岭高新区的租金补贴最高多少？"),))
    assert "松溪的租金补贴怎么给？" in offered
    assert "云岭的物流补贴怎么给？" in offered
    assert _given("临港", "人才公寓") == "临港的人才公寓有什么规定？"


def test_nothing_is_offered_before_there_is_an_answer(assistant: Assistant) -> None:
    followups = Followups(assistant, Trial(assistant))
    assert followups.after(()) == ()
    assert followups.after((Exchange("问", Stage.STOPPED, "半句"),)) == ()


def test_every_example_is_answered(assistant: Assistant) -> None:
    found = Examples(assistant, Trial(assistant)).find(assistant.store.catalog.cards())
    assert len(found) >= 3
    for question in found:
        answer = asked(assistant, question).answer
        assert answer is not None
        assert answer.outcome is Outcome.ANSWERED


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_titles_stay_text(payload: str) -> None:
    assert dangers(followups_html((payload,), 1, CHINESE)) == []
