"""Accounts hold in PostgreSQL, too, where those who write at the same time do not wait for each other by themselves."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine

from assistant.accounts import attempts, sessions
from assistant.accounts.role import Role
from assistant.accounts.users import active_count, add_user, all_users, set_active
from assistant.conversations.store import Conversations, new_id
from corpus.errors import AccountError
from index.catalog import Catalog
from index.elsewhere import Elsewhere
from tests.in_postgres import Databases, databases  # noqa: F401 - a fixture
from tests.web.fakes import rent_answer

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
AT_ONCE = 16
VISITOR = "a" * 64


@pytest.fixture
def engine(databases: Databases, tmp_path: Path) -> Iterator[Engine]:  # noqa: F811
    catalog = Catalog(tmp_path, Elsewhere(catalog=databases.of(tmp_path)))
    yield catalog.engine
    catalog.close()


def at_once(deed: Callable[[int], object]) -> list[object]:
    """What comes of a deed that many do at the same moment; an error of ours counts as an outcome."""
    start = Barrier(AT_ONCE)

    def one(number: int) -> object:
        start.wait(60)
        try:
            return deed(number)
        except (attempts.TooMany, AccountError) as error:
            return error

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_many_guesses_at_one_moment_are_no_more_than_one_after_the_other(engine: Engine) -> None:
    outcomes = at_once(lambda _: attempts.note(engine, "李明", "203.0.113.9", NOON))

    assert sum(isinstance(it, int) for it in outcomes) == attempts.PER_NAME_AND_ADDRESS


def test_the_last_administrator_stays_when_two_are_shut_out_at_one_moment(engine: Engine) -> None:
    for number in range(AT_ONCE):
        add_user(engine, f"管理员{number}", Role.ADMIN, "铜壶-kettle-桥")

    outcomes = at_once(lambda number: set_active(engine, f"管理员{number}", active=False))

    assert active_count(engine, Role.ADMIN) == 1
    assert sum(isinstance(it, AccountError) for it in outcomes) == 1
    assert {it.created_at.utcoffset() for it in all_users(engine)} == {timedelta(0)}


def test_a_session_ends_when_its_time_is_over(engine: Engine) -> None:
    add_user(engine, "李明", Role.STAFF, "铜壶-kettle-桥")
    limits = sessions.Limits(timedelta(hours=8), timedelta(days=7))
    token = sessions.begin(engine, "李明", NOON, limits)

    assert sessions.person_of(engine, token, NOON + timedelta(hours=7), limits) is not None
    assert sessions.person_of(engine, token, NOON + timedelta(hours=16), limits) is None


def test_what_is_said_at_one_moment_in_one_conversation_is_all_kept(engine: Engine) -> None:
    talks, name = Conversations(engine, 30), new_id()
    talks.add(VISITOR, name, "第一问", rent_answer())

    positions = at_once(lambda number: talks.add(VISITOR, name, f"第{number}问", rent_answer()))

    assert sorted(map(str, positions)) == sorted(map(str, range(1, AT_ONCE + 1)))
    assert len({it.question for it in talks.exchanges(VISITOR, name)}) > 1
