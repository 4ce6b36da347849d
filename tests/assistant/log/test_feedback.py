"""What visitors think of answers is kept beside the log, changed, looked through and settled."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.answer import Answer, Outcome
from assistant.commands import cli
from assistant.log.entry import Channel, entry_of
from assistant.log.feedback import LONGEST_REMARK, Opinion, Reason, Sought, give, given, opinions, settle, take_back
from assistant.log.rows import entry_row
from assistant.log.writer import prune
from corpus.errors import NoSuchEntry
from index.catalog import Catalog
from index.people import answers
from index.store import Store
from tests.fakes import BigramEncoder
from tests.web.fakes import TODAY

ME, OTHER = "a" * 64, "b" * 64
ENTRY, ELSEWHERE = "0123456789ab", "ba9876543210"
WRONG = Opinion(False, Reason.OUTDATED, "这个办法去年就废止了")


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    found = Catalog(tmp_path)
    for number, entry_id in enumerate((ENTRY, ELSEWHERE)):
        answer = Answer(f"问题{number}", f"问题{number}", Outcome.ANSWERED, "答复", "extractive")
        entry = entry_of(answer, entry_id, datetime.now(UTC), TODAY, Channel.WEB, None)
        with found.engine.begin() as connection:
            connection.execute(answers.insert(), entry_row(entry))
    return found


def test_an_opinion_stands_beside_the_question_that_it_is_about(catalog: Catalog) -> None:
    give(catalog.engine, ENTRY, ME, WRONG)
    (found,) = given(catalog.engine)
    assert (found.question, found.outcome, found.opinion) == ("问题0", "answered", WRONG)


def test_a_visitor_may_change_and_take_back_what_they_said(catalog: Catalog) -> None:
    give(catalog.engine, ENTRY, ME, WRONG)
    settle(catalog.engine, given(catalog.engine)[0].id, "李明")
    give(catalog.engine, ENTRY, ME, Opinion(True))
    assert opinions(catalog.engine, ME, [ENTRY, ELSEWHERE]) == {ENTRY: Opinion(True)}
    assert given(catalog.engine)[0].settled_at is None, "what is new is not dealt with yet"
    take_back(catalog.engine, ENTRY, ME)
    assert given(catalog.engine) == []


def test_visitors_do_not_change_each_others_opinions(catalog: Catalog) -> None:
    give(catalog.engine, ENTRY, ME, WRONG)
    give(catalog.engine, ENTRY, OTHER, Opinion(True))
    assert opinions(catalog.engine, ME, [ENTRY]) == {ENTRY: WRONG}
    assert opinions(catalog.engine, OTHER, [ENTRY]) == {ENTRY: Opinion(True)}


def test_personal_data_is_taken_out_unless_everything_is_kept(catalog: Catalog) -> None:
    said = Opinion(False, Reason.OTHER, "请回电13812345678，找王小明")
    give(catalog.engine, ENTRY, ME, said, question="我叫王小明，租金补贴多少？")
    give(catalog.engine, ENTRY, OTHER, said, full=True)
    assert opinions(catalog.engine, ME, [ENTRY])[ENTRY].remark == "请回电【手机号】，找【姓名】"
    assert opinions(catalog.engine, OTHER, [ENTRY])[ENTRY] == said


def test_a_remark_has_an_end(catalog: Catalog) -> None:
    give(catalog.engine, ENTRY, ME, Opinion(False, Reason.OTHER, "长" * 9999))
    assert len(given(catalog.engine)[0].opinion.remark) == LONGEST_REMARK


def test_staff_find_what_is_open_and_settle_it(catalog: Catalog) -> None:
    give(catalog.engine, ENTRY, ME, WRONG)
    give(catalog.engine, ELSEWHERE, ME, Opinion(True))
    assert [it.question for it in given(catalog.engine)] == ["问题1", "问题0"]
    (found,) = given(catalog.engine, Sought(is_helpful=False, unsettled=True))
    settle(catalog.engine, found.id, "李明")
    assert given(catalog.engine, Sought(is_helpful=False, unsettled=True)) == []
    assert [it.settled_by for it in given(catalog.engine, Sought(reason=Reason.OUTDATED))] == ["李明"]


@pytest.mark.parametrize("name", ["", ENTRY, f"{ENTRY}-", f"{ENTRY}-bbbbbbbb", "%-aaaaaaaa"])
def test_only_a_whole_id_settles(catalog: Catalog, name: str) -> None:
    give(catalog.engine, ENTRY, ME, WRONG)
    with pytest.raises(NoSuchEntry):
        settle(catalog.engine, name, "李明")
    assert given(catalog.engine)[0].settled_at is None


def test_what_was_said_of_an_entry_goes_with_it(catalog: Catalog) -> None:
    give(catalog.engine, ENTRY, ME, WRONG)
    assert prune(catalog.engine, 5, datetime.now(UTC) + timedelta(days=9)) == 2
    assert given(catalog.engine) == []


def test_the_command_line_lists_and_settles(tmp_path: Path) -> None:
    with Store.open(tmp_path, BigramEncoder()) as store:
        give(store.catalog.engine, ENTRY, ME, WRONG)

    def wence(*words: str) -> str:
        done = CliRunner().invoke(cli, words, env={"WENCE_HOME": str(tmp_path)})
        assert done.exit_code == 0, done.output
        return done.stdout

    (found,) = json.loads(wence("log", "feedback", "--unsettled", "--json"))
    assert (found["entry"], found["reason"], found["helpful"]) == (ENTRY, "outdated", False)
    assert "已过时：这个办法去年就废止了" in wence("log", "feedback")
    wence("log", "settle", found["id"], "--by", "李明")
    assert json.loads(wence("log", "feedback", "--unsettled", "--json")) == []
