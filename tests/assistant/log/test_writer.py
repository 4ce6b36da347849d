"""Answers reach the log of a real store, whoever else is writing to it."""

import logging
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assistant.answer import Answer, Outcome, Turn, Unverified
from assistant.ask import ask
from assistant.log import writer
from assistant.log.door import kept, within
from assistant.log.entry import Channel, Entry
from assistant.log.reader import entries
from assistant.log.writer import AnswerLog, prune
from assistant.open import Assistant
from assistant.settings import Keeping, Settings
from assistant.web.chat.events import Conversing
from index.catalog import Catalog
from index.hit import Filters
from index.store import Store

TODAY = date(2026, 11, 22)
RENT = "东湖园区的租金补贴是多少？"


def asked_through(assistant: Assistant, *questions: str, filters: Filters = Filters()) -> list[Answer]:
    """The answers that come out of the door with the log behind it."""
    with kept(ask, assistant, Channel.CLI, "c1") as door:
        found = [item for question in questions for item in door(assistant, question, (), filters)]
    return [item for item in found if isinstance(item, Answer)]


def logged(assistant: Assistant) -> list[Entry]:
    return entries(assistant.store.catalog.engine)


def with_log(assistant: Assistant, **settings: object) -> Assistant:
    return Assistant(assistant.store, Settings(contact="示例热线 12345", **settings))  # type: ignore[arg-type]


def test_an_answer_is_kept_with_what_it_rests_on(assistant: Assistant) -> None:
    filters = Filters(include_past=True, as_of=date(2025, 6, 1))
    (answer,) = asked_through(assistant, RENT, filters=filters)
    (entry,) = logged(assistant)
    assert entry.id == answer.entry_id
    assert (entry.question, entry.text, entry.outcome) == (RENT, answer.text, Outcome.ANSWERED)
    assert (entry.filters, entry.as_of) == (filters, date(2025, 6, 1))
    assert (entry.channel, entry.conversation, entry.model) == (Channel.CLI, "c1", "extractive")
    (cited,) = entry.citations
    document = assistant.store.catalog.document(cited.doc_id, cited.revision)
    assert document.text[cited.start :].startswith(cited.quote)
    assert [it.chunk_id for it in entry.hits] == [hit.chunk.chunk_id for hit in answer.hits]
    assert datetime.now(UTC) - entry.asked_at < timedelta(minutes=5)


def test_personal_data_is_kept_only_where_the_setting_says_so(assistant: Assistant) -> None:
    question = "我叫张三，手机13812345678，东湖园区的租金补贴是多少？"
    asked_through(assistant, question)
    asked_through(with_log(assistant, log=Keeping.FULL), question)
    asked_through(with_log(assistant, log=Keeping.OFF), question)
    full, masked = logged(assistant)
    assert full.question == question
    assert masked.question == "我叫【姓名】，手机【手机号】，东湖园区的租金补贴是多少？"
    assert not any(it in f"{masked}" for it in ("张三", "13812345678"))


def test_a_name_from_an_earlier_turn_is_not_kept_either(assistant: Assistant) -> None:
    answer = Answer(
        "那青岚呢？",
        "青岚园区的租金补贴",
        Outcome.PARTIAL,
        "张三您好，补贴50%。",
        "openai:some-model",
        left_out=(Unverified("张三可领60万元。", "原文没有这个数"),),
        prompt="answer@1f2e3d4c",
    )
    with AnswerLog(assistant.store.catalog.engine) as log:
        log.record(answer, Channel.WEB, TODAY, history=[Turn("我叫张三，租金补贴多少", "…")])
    (entry,) = logged(assistant)
    assert entry.earlier == ("我叫【姓名】，租金补贴多少",)
    assert (entry.text, entry.prompt) == ("【姓名】您好，补贴50%。", "answer@1f2e3d4c")
    assert entry.left_out == (Unverified("【姓名】可领60万元。", "原文没有这个数"),)


def test_one_door_keeps_many_conversations_apart(assistant: Assistant) -> None:
    with kept(ask, assistant, Channel.WEB) as door:
        for conversation in ("甲", "乙"):
            list(within(door, conversation)(assistant, RENT, (), Filters()))
    assert {it.conversation for it in logged(assistant)} == {"甲", "乙"}


def test_what_a_visitor_asks_on_the_page_is_kept_with_what_was_asked_before(assistant: Assistant) -> None:
    with kept(ask, assistant, Channel.WEB) as door:
        conversing, conversation = Conversing(assistant, door), ()
        for question in (RENT, "那青岚园区呢？"):
            *_, (_, _, conversation, _) = conversing.respond(question, conversation, None, None, False, "zh")
    followed, first = logged(assistant)
    assert (first.channel, first.question, first.earlier) == (Channel.WEB, RENT, ())
    assert (followed.question, followed.earlier) == ("那青岚园区呢？", (RENT,))
    assert "青岚" in followed.standalone


def test_a_locked_catalog_delays_neither_the_answer_nor_loses_its_entry(assistant: Assistant) -> None:
    with closing(sqlite3.connect(assistant.store.home / "catalog.sqlite3", isolation_level=None)) as other:
        with kept(ask, assistant, Channel.CLI) as door:
            other.execute("BEGIN IMMEDIATE")
            *_, answer = door(assistant, RENT, (), Filters())
            assert isinstance(answer, Answer)  # it is here although nothing can be written
            assert logged(assistant) == []
            other.execute("ROLLBACK")
        assert [it.id for it in logged(assistant)] == [answer.entry_id]


def test_what_cannot_be_written_is_said_and_counted(
    assistant: Assistant, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MOST_WAITING", 2)
    answer = Answer(RENT, RENT, Outcome.NOT_FOUND, "没有找到。", "extractive")
    with closing(sqlite3.connect(assistant.store.home / "catalog.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        log = AnswerLog(assistant.store.catalog.engine)
        ids = [log.record(answer, Channel.WEB, TODAY) for _ in range(3)]
        assert ids[2] is None
        with caplog.at_level(logging.WARNING):
            log.close(timeout=0.2)
        assert log.lost == 3
        assert "有 2 条问答没有记入问答记录" in caplog.text
        other.execute("ROLLBACK")
    assert log.record(answer, Channel.WEB, TODAY) is None  # closed


def test_an_answer_that_cannot_be_kept_is_counted_and_the_next_is_kept(
    assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Answer(RENT, RENT, Outcome.NOT_FOUND, "没有找到。", "extractive", filters=None)  # type: ignore[arg-type]
    with caplog.at_level(logging.WARNING), AnswerLog(assistant.store.catalog.engine) as log:
        log.record(broken, Channel.WEB, TODAY)
        log.record(Answer(RENT, RENT, Outcome.NOT_FOUND, "没有找到。", "extractive"), Channel.WEB, TODAY)
    assert log.lost == 1
    assert "有 1 条问答没有记入问答记录" in caplog.text
    assert len(logged(assistant)) == 1


def test_threads_and_processes_write_at_once(assistant: Assistant, tmp_path: Path) -> None:
    program = (
        "import sys, datetime, pathlib\n"
        "from assistant.answer import Answer, Outcome\n"
        "from assistant.log.entry import Channel\n"
        "from assistant.log.writer import AnswerLog\n"
        "from index.catalog import Catalog\n"
        "catalog = Catalog(pathlib.Path(sys.argv[1]))\n"
        "with AnswerLog(catalog.engine) as log:\n"
        "    for at in range(50):\n"
        "        said = Answer(f'别处{at}', '', Outcome.NOT_FOUND, '', 'extractive')\n"
        "        log.record(said, Channel.CLI, datetime.date(2026, 11, 22))\n"
    )
    others = [subprocess.Popen([sys.executable, "-c", program, str(assistant.store.home)]) for _ in range(2)]

    def say(at: int) -> str | None:
        answer = Answer(f"此处{at}", "", Outcome.NOT_FOUND, "", "extractive")
        return log.record(answer, Channel.WEB, TODAY)

    with AnswerLog(assistant.store.catalog.engine) as log, ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(say, range(50)))
    assert [other.wait() for other in others] == [0, 0]
    with assistant.store.catalog.engine.connect() as connection:
        from index.people import answers

        assert connection.scalar(select(func.count()).select_from(answers)) == 150
    assert None not in ids


def test_entries_are_removed_when_their_time_is_over(assistant: Assistant) -> None:
    asked_through(assistant, RENT, "青岚园区的物流补贴最高多少？")
    engine = assistant.store.catalog.engine
    assert prune(engine, 180) == 0
    assert prune(engine, 0, datetime.now(UTC) + timedelta(days=10_000)) == 0  # kept for good
    assert prune(engine, 180, datetime.now(UTC) + timedelta(days=181)) == 2
    assert logged(assistant) == []


@pytest.fixture
def older_home(store: Store) -> Path:
    """A catalog that was made before there was a log."""
    home = store.home
    store.close()
    with closing(sqlite3.connect(home / "catalog.sqlite3")) as connection:
        connection.executescript("DROP TABLE answers; DROP TABLE staff_answers;")
    return home


def test_a_catalog_from_before_the_log_is_opened_and_written(older_home: Path) -> None:
    catalog = Catalog(older_home)
    with AnswerLog(catalog.engine) as log:
        log.record(Answer(RENT, RENT, Outcome.NOT_FOUND, "没有找到。", "extractive"), Channel.CLI, TODAY)
    assert [it.question for it in entries(catalog.engine)] == [RENT]
    catalog.close()
