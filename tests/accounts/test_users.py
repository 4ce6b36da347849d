"""Who has an account, which passwords are taken, and that one administrator stays."""

from collections.abc import Callable

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, select, update

from assistant.accounts.accounts import Accounts
from assistant.accounts.role import Role
from assistant.accounts.users import add_user, all_users, remove_user, set_active, set_password, set_role
from assistant.settings import Accounting, Settings
from corpus.errors import AccountError
from index.people import sessions, users
from tests.web.fakes import memory_engine

GOOD = "铜壶-kettle-桥"


@pytest.fixture
def engine() -> Engine:
    return memory_engine()


def test_nobody_has_an_account_until_somebody_adds_one(engine: Engine) -> None:
    assert all_users(engine) == []
    add_user(engine, "李明", Role.ADMIN, GOOD)
    (user,) = all_users(engine)
    assert (user.name, user.role, user.is_active) == ("李明", Role.ADMIN, True)


def test_a_password_is_kept_as_argon2id_only(engine: Engine) -> None:
    add_user(engine, "李明", Role.STAFF, GOOD)
    with engine.connect() as connection:
        kept = connection.scalar(select(users.c.password))
    assert kept is not None
    assert kept.startswith("$argon2id$")
    assert GOOD not in kept


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "太短"),
        ("short-one", "至少要 10 个"),
        ("x" * 300, "太长"),
        ("aaaaaaaaaaaa", "不同的字符太少"),
        ("1212121212", "不同的字符太少"),
        ("1234567890", "太容易猜"),
        ("0987654321", "太容易猜"),
        ("qwertyuiop", "太容易猜"),
        ("1qaz2wsx3edc", "太容易猜"),
        ("Password123", "太容易猜"),
        ("admin@12345", "太容易猜"),
        ("Ａｄｍｉｎ１２３４５６", "太容易猜"),
        ("wangfang2026", "太容易猜"),
        ("wangfang.wangfang", "太容易猜"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused_with_the_reason(engine: Engine, password: str, said: str) -> None:
    with pytest.raises(AccountError, match=said):
        add_user(engine, "WangFang", Role.STAFF, password)
    assert all_users(engine) == []


@pytest.mark.parametrize("name", ["", "  ", "a b", "a/b", "<b>", "-x", "x" * 65, "李\n明"])
def test_a_name_that_no_one_needs_is_refused(engine: Engine, name: str) -> None:
    with pytest.raises(AccountError, match="名称"):
        add_user(engine, name, Role.STAFF, GOOD)


def test_a_name_is_the_same_in_full_width_and_in_capitals(engine: Engine) -> None:
    add_user(engine, "Li.Ming", Role.STAFF, GOOD)
    with pytest.raises(AccountError, match="已有"):
        add_user(engine, " ｌｉ.MING ", Role.ADMIN, GOOD)
    accounts = Accounts(engine, Settings(accounts=Accounting.ON))
    assert accounts.sign_in("LI.MING", GOOD, "203.0.113.9")


def test_a_visitor_needs_no_account(engine: Engine) -> None:
    with pytest.raises(AccountError, match="访客"):
        add_user(engine, "李明", Role.VISITOR, GOOD)


LAST: list[Callable[[Engine, bool], None]] = [
    lambda engine, force: remove_user(engine, "李明", force=force),
    lambda engine, force: set_active(engine, "李明", active=False, force=force),
    lambda engine, force: set_role(engine, "李明", Role.STAFF, force=force),
]


@pytest.mark.parametrize("deed", LAST, ids=["remove", "disable", "role"])
def test_the_last_administrator_stays_unless_forced(engine: Engine, deed: Callable[[Engine, bool], None]) -> None:
    add_user(engine, "李明", Role.ADMIN, GOOD)
    add_user(engine, "王芳", Role.STAFF, GOOD)
    with pytest.raises(AccountError, match="最后一个"):
        deed(engine, False)
    assert all_users(engine)[0].is_active
    assert all_users(engine)[0].role is Role.ADMIN

    set_role(engine, "王芳", Role.ADMIN)
    deed(engine, False)
    with pytest.raises(AccountError, match="最后一个"):
        set_active(engine, "王芳", active=False)
    set_active(engine, "王芳", active=False, force=True)


@pytest.mark.parametrize("deed", LAST, ids=["remove", "disable", "role"])
def test_who_is_not_there_is_named(engine: Engine, deed: Callable[[Engine, bool], None]) -> None:
    with pytest.raises(AccountError, match="没有名为 李明 的账号"):
        deed(engine, True)
    with pytest.raises(AccountError, match="没有名为 李明 的账号"):
        set_password(engine, "李明", GOOD)


def test_a_password_kept_with_weaker_parameters_is_kept_anew_when_its_owner_signs_in(engine: Engine) -> None:
    add_user(engine, "李明", Role.ADMIN, GOOD)
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with engine.begin() as connection:
        connection.execute(update(users).values(password=weak.hash(GOOD)))
    accounts = Accounts(engine, Settings(accounts=Accounting.ON))

    assert accounts.sign_in("李明", "铜壶-kettle-路", "203.0.113.9") is None
    assert weak_memory(engine) == 8
    assert accounts.sign_in("李明", GOOD, "203.0.113.9")
    assert weak_memory(engine) > 8
    assert accounts.sign_in("李明", GOOD, "203.0.113.9")


def weak_memory(engine: Engine) -> int:
    with engine.connect() as connection:
        kept = connection.scalar(select(users.c.password)) or ""
    return int(kept.split("m=")[1].split(",")[0])


def test_a_damaged_row_lets_nobody_in(engine: Engine) -> None:
    add_user(engine, "李明", Role.ADMIN, GOOD)
    with engine.begin() as connection:
        connection.execute(update(users).values(password=""))
    assert Accounts(engine, Settings(accounts=Accounting.ON)).sign_in("李明", "", "203.0.113.9") is None


def test_only_the_digest_of_a_token_is_kept(engine: Engine) -> None:
    add_user(engine, "李明", Role.ADMIN, GOOD)
    token = Accounts(engine, Settings(accounts=Accounting.ON)).sign_in("李明", GOOD, "203.0.113.9")
    assert token is not None
    with engine.connect() as connection:
        (row,) = connection.execute(sessions.select()).all()
    assert token not in str(row)
