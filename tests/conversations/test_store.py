"""A conversation is found again as it was, by the visitor who had it and by nobody else."""

import re
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from assistant.answer import Answer, Outcome
from assistant.conversations import store
from assistant.conversations.answers import answer_row, to_answer
from assistant.conversations.pruning import pruned
from assistant.conversations.store import Conversations, new_id, prune
from assistant.web.chat.conversation import Exchange, Stage
from assistant.web.chat.messages import messages
from assistant.web.chat.sources import panel
from assistant.web.holdings import Holdings
from assistant.web.text import CHINESE
from corpus.errors import NoSuchConversation
from index.catalog import Catalog
from index.people import conversations, exchanges
from tests.fakes import make_card, make_hit
from tests.web.fakes import rent_answer

ME, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Conversations]:
    catalog = Catalog(tmp_path)
    yield Conversations(catalog.engine, 30)
    catalog.close()


def begun(kept: Conversations, *questions: str, visitor: str = ME) -> str:
    """A conversation with these questions."""
    conversation = new_id()
    for question in questions:
        kept.add(visitor, conversation, question, rent_answer(question=question))
    return conversation


def drawn(answer: Answer) -> tuple[object, str]:
    done = [Exchange("租金补贴怎么给？", Stage.DONE, answer=answer)]
    return messages(done, CHINESE), panel(done, Holdings(0, (), (), ()), CHINESE)


@pytest.mark.parametrize(
    "answer",
    [
        rent_answer(model="openai:qwen-plus", scope="地区 示例省示例市", entry_id="0123456789ab"),
        rent_answer(text="| 园区 | 补贴 |\n|---|---|\n| 东园 | 50%[1] |\n", outcome=Outcome.PARTIAL),
        rent_answer(
            outcome=Outcome.NOT_FOUND,
            citations=(),
            hits=tuple(
                make_hit(f"第{n}条 近旁", rank=n, card=make_card(f"办法{n}", doc_id=f"d{n}")) for n in range(1, 9)
            ),
        ),
    ],
)
def test_an_answer_is_drawn_again_as_it_was(answer: Answer) -> None:
    again = to_answer(answer_row(answer))
    assert drawn(again) == drawn(answer)
    assert len(again.hits) <= 3


def test_the_list_has_the_newest_first_under_its_first_question(kept: Conversations) -> None:
    first = begun(kept, "租金补贴\n怎么给？", "那装修呢？")
    second = begun(kept, "长" * 200)
    listed = kept.listed(ME)
    assert [it.id for it in listed] == [second, first]
    assert listed[1].title == "租金补贴 怎么给？"
    assert len(listed[0].title) == store.LONGEST_TITLE


def test_exchanges_come_back_in_their_order(kept: Conversations) -> None:
    conversation = begun(kept, "一", "二", "三")
    assert [it.question for it in kept.exchanges(ME, conversation)] == ["一", "二", "三"]


def test_another_visitor_finds_nothing_and_can_change_nothing(kept: Conversations) -> None:
    conversation = begun(kept, "我的问题")
    assert kept.listed(OTHER) == []
    for attempt in (
        lambda: kept.exchanges(OTHER, conversation),
        lambda: kept.rename(OTHER, conversation, "别人的"),
        lambda: kept.delete(OTHER, conversation),
        lambda: kept.add(OTHER, conversation, "插进来的", rent_answer()),
        lambda: kept.add(OTHER, conversation, "换掉的", rent_answer(), replacing=0),
    ):
        with pytest.raises(NoSuchConversation):
            attempt()
    assert [it.question for it in kept.exchanges(ME, conversation)] == ["我的问题"]
    assert kept.listed(ME)[0].title == "我的问题"


@pytest.mark.parametrize("forged", ["", "1", "../../etc", "' OR 1=1 --", "F" * 32, "0" * 33])
def test_an_id_that_was_not_given_out_begins_nothing(kept: Conversations, forged: str) -> None:
    with pytest.raises(NoSuchConversation):
        kept.add(ME, forged, "问", rent_answer())
    with pytest.raises(NoSuchConversation):
        kept.exchanges(ME, forged)


def test_ids_tell_nothing() -> None:
    assert all(re.fullmatch("[0-9a-f]{32}", new_id()) for _ in range(9))
    assert len({new_id() for _ in range(999)}) == 999


def test_a_conversation_goes_on_at_another_process_of_the_same_catalog(kept: Conversations, tmp_path: Path) -> None:
    conversation = begun(kept, "租金补贴怎么给？")
    with closing(Catalog(tmp_path)) as catalog:
        elsewhere = Conversations(catalog.engine, 30)
        elsewhere.add(ME, conversation, "那装修呢？", rent_answer())
        with pytest.raises(NoSuchConversation):
            elsewhere.exchanges(OTHER, conversation)
    assert [it.question for it in kept.exchanges(ME, conversation)] == ["租金补贴怎么给？", "那装修呢？"]


def test_a_title_is_changed_and_an_empty_one_is_not_taken(kept: Conversations) -> None:
    conversation = begun(kept, "原来的问题")
    kept.rename(ME, conversation, "  东园\n租金  ")
    kept.rename(ME, conversation, "   ")
    assert kept.find(ME, conversation).title == "东园 租金"


def test_what_is_deleted_is_gone_with_its_exchanges(kept: Conversations) -> None:
    conversation, other = begun(kept, "一", "二"), begun(kept, "三")
    kept.delete(ME, conversation)
    assert [it.id for it in kept.listed(ME)] == [other]
    with kept.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(exchanges)) == 1


def test_two_pages_that_go_on_with_one_conversation_do_not_overwrite_each_other(kept: Conversations) -> None:
    conversation = begun(kept, "一")
    for question in ("左边问的", "右边问的"):
        kept.add(ME, conversation, question, rent_answer())
    assert [it.question for it in kept.exchanges(ME, conversation)] == ["一", "左边问的", "右边问的"]


def test_asking_again_takes_the_place_of_the_last_answer_only(kept: Conversations) -> None:
    conversation = begun(kept, "一", "二")
    kept.add(ME, conversation, "二，改过", rent_answer(), replacing=1)
    assert [it.question for it in kept.exchanges(ME, conversation)] == ["一", "二，改过"]


def test_what_is_kept_is_bounded(kept: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_CONVERSATIONS", 3)
    monkeypatch.setattr(store, "MOST_EXCHANGES", 2)
    made = [begun(kept, "一", "二", "三") for _ in range(5)]
    assert [it.id for it in kept.listed(ME)] == made[:-4:-1]
    assert [it.question for it in kept.exchanges(ME, made[-1])] == ["二", "三"]


def rested(kept: Conversations, conversation: str, days: int) -> None:
    then = datetime.now(UTC) - timedelta(days=days)
    with kept.engine.begin() as connection:
        connection.execute(update(conversations).where(conversations.c.id == conversation).values(updated_at=then))


def test_a_conversation_whose_time_is_over_is_not_found_and_then_removed(kept: Conversations) -> None:
    old, young = begun(kept, "旧"), begun(kept, "新")
    rested(kept, old, 31)
    assert [it.id for it in kept.listed(ME)] == [young]
    with pytest.raises(NoSuchConversation):
        kept.exchanges(ME, old)
    assert prune(kept.engine, 30) == 1
    assert prune(kept.engine, 30) == 0
    assert prune(kept.engine, 0) == 1, "where none is kept, none stays"


def test_an_answer_of_another_version_is_missing_and_the_rest_is_not(kept: Conversations) -> None:
    conversation = begun(kept, "一", "二")
    with kept.engine.begin() as connection:
        connection.execute(update(exchanges).where(exchanges.c.position == 0).values(answer={"words": "elsewise"}))
    found = kept.exchanges(ME, conversation)
    assert [it.answer is None for it in found] == [True, False]


def test_a_running_server_removes_what_is_over_by_itself(kept: Conversations) -> None:
    old = begun(kept, "旧")
    rested(kept, old, 31)
    with pruned(kept.engine, 30, every=0.01):
        while _count(kept):
            threading.Event().wait(0.01)
    assert _count(kept) == 0


def _count(kept: Conversations) -> int:
    with kept.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(conversations)) or 0
