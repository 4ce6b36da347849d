"""Signing in and out, as a browser does it."""

import re
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, func, select
from sqlalchemy.exc import OperationalError

from assistant.accounts import attempts, passwords
from assistant.accounts.proxies import proxies_of
from assistant.accounts.users import set_active
from assistant.settings import Settings
from assistant.web.login.destination import destination
from corpus.errors import SettingError
from index.catalog import Catalog
from index.people import login_attempts, sessions
from tests.web.conftest import running
from tests.web.fakes import memory_engine
from tests.web.login.site import PASSWORD, browser, entrance, sign_in, with_people

_PATIENCE = 300.0
"""Seconds that a busy machine is given; what is tested is that nobody waits for the others, not how long anything takes."""


@pytest.fixture
def engine() -> Engine:
    return with_people(memory_engine())


@pytest.fixture
def client(engine: Engine) -> TestClient:
    return browser(entrance(engine))


def cookie_of(answer: Any) -> Any:
    return SimpleCookie(answer.headers["set-cookie"])["wence_session"]


def test_from_the_login_to_the_desk_and_out_again(client: TestClient) -> None:
    led = client.get("/desk/log?page=2").headers["location"]
    assert 'value="/desk/log?page=2"' in client.get(led).text
    entered = sign_in(client, next="/desk/log?page=2")
    assert (entered.status_code, entered.headers["location"]) == (303, "/desk/log?page=2")
    assert client.get("/desk/log?page=2").text == "desk:log"
    assert client.get("/login").headers["location"] == "/desk/"

    left = client.post("/logout", headers={"Origin": "http://testserver"})
    assert (left.status_code, left.headers["location"]) == (303, "/")
    assert client.get("/desk/").status_code == 303


def test_the_cookie_is_for_the_server_alone(client: TestClient) -> None:
    cookie = cookie_of(sign_in(client))
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "lax", "/", "")
    assert cookie["secure"] == ""
    assert cookie["max-age"] == str(7 * 24 * 3600)


def test_over_https_the_cookie_never_goes_without(engine: Engine) -> None:
    assert cookie_of(sign_in(browser(entrance(engine), "https://testserver")))["secure"] is True
    behind = browser(entrance(engine, trusted_proxies="10.0.0.0/8"), address="10.1.2.3")
    data, headers = (
        {"username": "王芳", "password": PASSWORD},
        {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"},
    )
    assert cookie_of(behind.post("/login", data=data, headers=headers))["secure"] is True


def test_a_token_that_stops_opening_also_stops_on_the_server(client: TestClient, engine: Engine) -> None:
    sign_in(client)
    stolen = client.cookies["wence_session"]
    client.post("/logout")
    assert client.get("/desk/x", headers={"Cookie": f"wence_session={stolen}"}).status_code == 303
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(sessions)) == 0


def test_signing_in_again_replaces_the_session(client: TestClient, engine: Engine) -> None:
    sign_in(client)
    first = dict(client.cookies)
    sign_in(client, "李明")
    with engine.connect() as connection:
        assert connection.scalars(select(sessions.c.user)).all() == ["李明"]
    assert first != dict(client.cookies)


def test_a_token_that_somebody_else_has_put_there_is_not_taken_over(client: TestClient) -> None:
    client.cookies.set("wence_session", "chosen-by-somebody-else", domain="testserver.local")
    assert cookie_of(sign_in(client)).value != "chosen-by-somebody-else"


def test_signing_out_everywhere_ends_the_sessions_on_other_machines(engine: Engine) -> None:
    app = entrance(engine)
    here, there = browser(app), browser(app)
    sign_in(here)
    sign_in(there)
    page = here.get("/logout")
    assert "已登录：王芳" in page.text
    assert 'name="everywhere"' in page.text
    here.post("/logout", data={"everywhere": "1"})
    assert there.get("/desk/").status_code == 303


def test_only_a_form_signs_out(client: TestClient) -> None:
    sign_in(client)
    assert client.get("/logout").status_code == 200
    assert client.post("/logout", headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("name", "password"),
    [("王芳", "wrong-password"), ("nobody", PASSWORD), ("", ""), ("停用", PASSWORD), ("王芳", "x" * 5000)],
)
def test_what_is_said_does_not_tell_whether_a_name_exists(
    client: TestClient, engine: Engine, name: str, password: str
) -> None:
    set_active(engine, "李明", active=False, force=True)
    refused = sign_in(client, "李明" if name == "停用" else name, password)
    assert refused.status_code == 401
    assert "用户名或密码不对" in refused.text
    assert "set-cookie" not in refused.headers
    assert password not in refused.text or not password


@pytest.mark.parametrize("name", ["王芳", "nobody", "李明"])
def test_a_name_that_nobody_has_costs_the_same_work(
    client: TestClient, engine: Engine, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_active(engine, "李明", active=False, force=True)
    looked_at: list[str] = []

    class Recording(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:
            looked_at.append(str(hash).rpartition("$")[0].rpartition("$")[0])
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Recording())
    sign_in(client, name, "wrong-password")
    assert len(looked_at) == 1
    assert looked_at[0].startswith("$argon2id$")  # nothing that is turned down before it is computed


def test_after_too_many_failures_the_page_says_when_to_try_again(client: TestClient, engine: Engine) -> None:
    for _ in range(attempts.PER_NAME_AND_ADDRESS):
        assert sign_in(client, password="wrong-password").status_code == 401
    refused = sign_in(client)
    assert refused.status_code == 429
    assert "请过 15 分钟再试" in refused.text
    assert 890 <= int(refused.headers["retry-after"]) <= 901
    assert sign_in(browser(entrance(engine), address="198.51.100.7")).status_code == 303


def addresses(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(select(login_attempts.c.address).order_by(login_attempts.c.id)))


def test_an_address_that_somebody_only_claims_is_not_believed(engine: Engine) -> None:
    claims = {"X-Forwarded-For": "198.51.100.1", "X-Real-IP": "198.51.100.2", "Forwarded": "for=198.51.100.3"}
    data = {"username": "王芳", "password": "wrong-password"}
    browser(entrance(engine)).post("/login", data=data, headers=claims)
    browser(entrance(engine, trusted_proxies="10.0.0.1")).post("/login", data=data, headers=claims)
    assert addresses(engine) == ["203.0.113.9", "203.0.113.9"]


def test_behind_a_trusted_proxy_the_last_address_that_it_vouches_for_counts(engine: Engine) -> None:
    client = browser(entrance(engine, trusted_proxies="10.0.0.1, 10.2.0.0/16"), address="10.0.0.1")
    data = {"username": "王芳", "password": "wrong-password"}
    client.post("/login", data=data, headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.7, 10.2.3.4"})
    assert addresses(engine) == ["203.0.113.7"]


@pytest.mark.parametrize("setting", ["*", "proxy.example", "0.0.0.0/0", "::/0", "10.0.0.1/8", "10.0.0.1;10.0.0.2"])
def test_proxies_must_be_named_by_address(setting: str) -> None:
    with pytest.raises(SettingError, match="WENCE_TRUSTED_PROXIES"):
        proxies_of(setting)


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%5cevil.example",
        "/%2fevil.example",
        "/%252fevil.example",
        "/\tevil",
        "/\n/evil.example",
        "/%0d%0aSet-Cookie:x=y",
        " /desk/log",
        "javascript:alert(1)",
        "desk",
        "/login?next=/desk",
        "/logout",
        "/" + "x" * 3000,
        "",
        None,
    ],
)
def test_after_signing_in_nobody_is_led_to_another_site(wanted: str | None) -> None:
    assert destination(wanted) == "/desk/"


@pytest.mark.parametrize(
    "wanted", ["/", "/desk/log?page=2", "/documents/rent?lang=en", "/lookup?q=租金补贴", "/lookup?q=%E7%A7%9F"]
)
def test_after_signing_in_everybody_gets_where_they_wanted(client: TestClient, wanted: str) -> None:
    assert destination(wanted) == wanted
    assert sign_in(client, next=wanted).headers["location"].startswith(wanted.partition("?")[0])


def test_what_was_typed_is_shown_as_text(client: TestClient) -> None:
    payload = '"><script>alert(1)</script>'
    for page in (
        sign_in(client, payload, "wrong-password", next=payload),
        client.get("/login", params={"next": f"/x?{payload}"}),
    ):
        assert "<script" not in page.text
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["x-frame-options"] == "DENY"
        assert page.headers["cache-control"] == "no-store"


def test_the_form_is_made_for_password_managers_and_screen_readers(client: TestClient) -> None:
    page = sign_in(client, password="wrong-password").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert set(re.findall(r'<label for="(\w+)"', page)) == {"username", "password"}
    assert 'role="alert"' in page
    assert 'value="王芳"' in page


def test_the_page_speaks_english(client: TestClient) -> None:
    assert "Sign in" in client.get("/login?lang=en").text
    client.cookies.set("wence-language", "en")
    assert "Sign in" in client.get("/login").text
    assert "is wrong" in sign_in(client, password="wrong-password").text


def test_the_language_of_the_address_stays_when_the_password_was_wrong(client: TestClient) -> None:
    (action,) = re.findall(r'action="(/login[^"]*)"', client.get("/login?lang=en&next=/desk/log").text)
    refused = client.post(action, data={"username": "王芳", "password": "wrong-password"})
    assert "is wrong" in refused.text


def test_where_nobody_has_an_account_the_page_says_how_to_make_one() -> None:
    assert "wence users add" in browser(entrance(memory_engine())).get("/login").text


def test_a_form_that_is_far_too_large_is_not_read(client: TestClient) -> None:
    assert client.post("/login", content=b"username=" + b"x" * 100_000).status_code == 413


def test_a_flood_of_sign_ins_takes_nothing_from_the_other_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = Catalog(tmp_path)
    gate = threading.Event()

    class Slow(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:
            gate.wait(_PATIENCE)
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Slow(time_cost=1, memory_cost=16, parallelism=1))
    with (
        running(lambda: entrance(catalog.engine, trusted_proxies="127.0.0.1")) as address,
        ThreadPoolExecutor(60) as pool,
    ):

        def attempt(number: int) -> int:
            data, headers = {"username": f"u{number}", "password": "x"}, {"X-Forwarded-For": f"203.0.113.{number}"}
            return httpx.post(f"{address}/login", data=data, headers=headers, timeout=_PATIENCE).status_code

        attempts = [pool.submit(attempt, number) for number in range(60)]
        while sum(it.done() for it in attempts) < 60 - 22:  # those for whom there is no place have been told
            assert httpx.get(f"{address}/login", timeout=_PATIENCE).status_code == 200
        gate.set()
        assert sorted(it.result() for it in attempts) == [401] * 22 + [503] * 38
    catalog.close()


def test_while_the_catalog_is_locked_the_page_says_to_try_again(client: TestClient, engine: Engine) -> None:
    @event.listens_for(engine, "before_cursor_execute")
    def locked(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("DELETE FROM login_attempts"):
            raise OperationalError(statement, None, sqlite3.OperationalError("database is locked"))

    refused = sign_in(client)
    assert refused.status_code == 503
    assert "请过几秒再试" in refused.text
    assert "locked" not in refused.text


def test_sessions_last_as_long_as_the_settings_say() -> None:
    limits = Settings()
    assert (limits.session_idle_hours, limits.session_days) == (8, 7)
