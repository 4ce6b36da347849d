"""How often a password may be guessed."""

import multiprocessing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.accounts import attempts
from assistant.accounts.accounts import Accounts
from assistant.accounts.role import Role
from assistant.accounts.users import add_user
from assistant.settings import Accounting, Settings
from index.catalog import Catalog
from index.people import login_attempts
from tests.accounts.test_sessions import GOOD, Clock
from tests.web.fakes import memory_engine

HOME, OFFICE = "203.0.113.9", "198.51.100.7"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(clock: Clock) -> Accounts:
    engine = memory_engine()
    add_user(engine, "李明", Role.ADMIN, GOOD)
    return Accounts(engine, Settings(accounts=Accounting.ON), clock)


def wait(accounts: Accounts, name: str, address: str, password: str = "wrong-password") -> timedelta | None:
    try:
        accounts.sign_in(name, password, address)
    except attempts.TooMany as too_many:
        return too_many.wait
    return None


@pytest.mark.parametrize("name", ["李明", "nobody"])
def test_after_five_failures_even_the_right_password_must_wait_whoever_it_is(
    accounts: Accounts, clock: Clock, name: str
) -> None:
    for _ in range(attempts.PER_NAME_AND_ADDRESS):
        assert wait(accounts, name, HOME) is None
        clock.on(minutes=1)
    assert wait(accounts, name, HOME, GOOD) == timedelta(minutes=10)
    assert wait(accounts, f" {name.upper()} ", HOME, GOOD) == timedelta(minutes=10)
    clock.on(minutes=10)
    assert wait(accounts, name, HOME) is None  # the first has left the window, and this one takes its place
    assert wait(accounts, name, HOME) == timedelta(minutes=1)


def test_waiting_is_not_made_longer_by_trying(accounts: Accounts, clock: Clock) -> None:
    for _ in range(attempts.PER_NAME_AND_ADDRESS + 20):
        wait(accounts, "李明", HOME)
    clock.on(minutes=15)
    assert wait(accounts, "李明", HOME, GOOD) is None


def test_a_stranger_does_not_lock_out_who_sits_elsewhere(accounts: Accounts) -> None:
    for _ in range(50):
        wait(accounts, "李明", HOME)
    assert accounts.sign_in("李明", GOOD, OFFICE)


def test_many_strangers_together_get_no_more_than_a_few_guesses_at_a_name(accounts: Accounts) -> None:
    tried = sum(wait(accounts, "李明", f"203.0.113.{number}") is None for number in range(attempts.PER_NAME + 3))
    assert tried == attempts.PER_NAME


def test_an_address_gets_no_more_than_a_few_guesses_at_all_names(accounts: Accounts) -> None:
    tried = sum(wait(accounts, f"user{number}", HOME) is None for number in range(attempts.PER_ADDRESS + 3))
    assert tried == attempts.PER_ADDRESS


def test_the_addresses_of_one_network_count_together(accounts: Accounts) -> None:
    tried = sum(wait(accounts, "李明", f"2001:db8::{number}") is None for number in range(1, 9))
    assert tried == attempts.PER_NAME_AND_ADDRESS
    assert wait(accounts, "李明", "2001:db8:0:1::1") is None


def test_a_success_forgives_what_was_mistyped(accounts: Accounts) -> None:
    for _ in range(3):
        for _ in range(attempts.PER_NAME_AND_ADDRESS - 1):
            assert wait(accounts, "李明", HOME) is None
        assert accounts.sign_in("李明", GOOD, HOME)


def test_a_password_typed_as_the_name_is_not_kept(accounts: Accounts) -> None:
    wait(accounts, GOOD, HOME)
    with accounts.engine.connect() as connection:
        (row,) = connection.execute(login_attempts.select()).all()
    assert "kettle" not in str(row)


def guess(home: Path, number: int) -> int:
    catalog = Catalog(home)
    allowed = 0
    for _ in range(number):
        try:
            attempts.note(catalog.engine, "李明", HOME, NOON)
        except attempts.TooMany:
            continue
        allowed += 1
    catalog.close()
    return allowed


def test_all_processes_count_together(tmp_path: Path) -> None:
    Catalog(tmp_path).close()
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        allowed = pool.starmap(guess, [(tmp_path, 4)] * 3)
    assert sum(allowed) == attempts.PER_NAME_AND_ADDRESS
