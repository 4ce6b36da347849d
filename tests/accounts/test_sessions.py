"""How long somebody stays signed in, and what ends it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from starlette.datastructures import Headers

from assistant.accounts.accounts import COOKIE, Accounts
from assistant.accounts.person import VISITOR
from assistant.accounts.role import Role
from assistant.accounts.users import add_user, remove_user, set_active, set_password, set_role
from assistant.settings import Accounting, Settings
from tests.web.fakes import memory_engine

GOOD = "铜壶-kettle-桥"
ADDRESS = "203.0.113.9"


class Clock:
    """Shows the time that it is set to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **passed: float) -> None:
        self.now += timedelta(**passed)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(clock: Clock) -> Accounts:
    engine = memory_engine()
    add_user(engine, "李明", Role.ADMIN, GOOD)
    add_user(engine, "王芳", Role.STAFF, GOOD)
    return Accounts(engine, Settings(accounts=Accounting.ON, session_idle_hours=2, session_days=1), clock)


def signed_in(accounts: Accounts, name: str = "王芳") -> Headers:
    token = accounts.sign_in(name, GOOD, ADDRESS)
    assert token is not None
    return Headers({"host": "testserver", "cookie": f"a=1; {COOKIE}={token}; b=2"})


def test_who_signs_in_is_known_by_name_and_role(accounts: Accounts) -> None:
    person = accounts.person(signed_in(accounts, "李明"))
    assert (person.name, person.role) == ("李明", Role.ADMIN)


def test_a_session_that_is_not_used_ends(accounts: Accounts, clock: Clock) -> None:
    headers = signed_in(accounts)
    for _ in range(3):
        clock.on(minutes=100)
        assert accounts.person(headers).is_staff
    clock.on(minutes=121)
    assert accounts.person(headers) is VISITOR


def test_a_session_ends_in_any_case_after_its_days(accounts: Accounts, clock: Clock) -> None:
    headers = signed_in(accounts)
    for _ in range(24):
        clock.on(hours=1)
        assert accounts.person(headers).is_staff
    clock.on(minutes=1)
    assert accounts.person(headers) is VISITOR


ENDS: list[Callable[[Engine], None]] = [
    lambda engine: set_password(engine, "王芳", "另一把-teapot-7"),
    lambda engine: set_active(engine, "王芳", active=False),
    lambda engine: remove_user(engine, "王芳"),
]


@pytest.mark.parametrize("deed", ENDS, ids=["password", "disabled", "removed"])
def test_every_session_of_a_user_ends_at_once(accounts: Accounts, deed: Callable[[Engine], None]) -> None:
    one, another, admin = signed_in(accounts), signed_in(accounts), signed_in(accounts, "李明")
    deed(accounts.engine)
    assert accounts.person(one) is VISITOR
    assert accounts.person(another) is VISITOR
    assert accounts.person(admin).is_admin


def test_who_was_disabled_and_enabled_again_must_sign_in_again(accounts: Accounts) -> None:
    headers = signed_in(accounts)
    set_active(accounts.engine, "王芳", active=False)
    assert accounts.sign_in("王芳", GOOD, ADDRESS) is None
    set_active(accounts.engine, "王芳", active=True)
    assert accounts.person(headers) is VISITOR
    assert accounts.person(signed_in(accounts)).is_staff


def test_another_role_is_felt_at_once(accounts: Accounts) -> None:
    headers = signed_in(accounts)
    set_role(accounts.engine, "王芳", Role.ADMIN)
    assert accounts.person(headers).is_admin


def test_signing_out_ends_this_session_or_all_of_them(accounts: Accounts) -> None:
    one, another, third = (signed_in(accounts) for _ in range(3))
    accounts.sign_out(one)
    assert [accounts.person(it).is_staff for it in (one, another, third)] == [False, True, True]
    accounts.sign_out(another, everywhere=True)
    assert [accounts.person(it).is_staff for it in (one, another, third)] == [False, False, False]


@pytest.mark.parametrize("cookie", ["", f"{COOKIE}=", f"{COOKIE}=nonsense", f"{COOKIE}=\ud800", "wence_session"])
def test_a_token_that_was_never_given_opens_nothing(accounts: Accounts, cookie: str) -> None:
    signed_in(accounts)
    assert accounts.person({"host": "testserver", "cookie": cookie}) is VISITOR


def test_a_page_of_another_site_gains_nothing_by_the_cookie(accounts: Accounts) -> None:
    own = dict(signed_in(accounts))
    assert accounts.person(own | {"origin": "https://testserver"}).is_staff
    assert accounts.person(own | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}).is_staff
    for foreign in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver:3000"},
        {"origin": "https://testserver.evil.example"},
        {"origin": "file://testserver"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    ):
        assert accounts.person(own | foreign) is VISITOR, foreign
