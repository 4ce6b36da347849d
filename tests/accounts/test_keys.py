"""Who may call what: programs by keys, staff by their session, and whoever sits at the machine."""

from collections.abc import Callable
from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import Engine, select

from assistant.accounts.accounts import COOKIE, Accounts
from assistant.accounts.keys import add_key, all_keys, remove_key
from assistant.accounts.person import Person
from assistant.accounts.role import Role
from assistant.api.failures import answer_failures
from assistant.api.keys import Callers, keys_of
from assistant.settings import Accounting, Settings
from corpus.errors import AccountError, SettingError
from index.people import api_keys
from tests.web.fakes import memory_engine
from tests.web.login.site import PASSWORD, with_people

ON = Settings(accounts=Accounting.ON)


def interface(engine: Engine, settings: Settings, host: str = "testserver") -> TestClient:
    """One endpoint for each role, which tells who has called it."""
    callers, app = Callers(Accounts(engine, settings)), FastAPI()
    answer_failures(app)
    for role in Role:
        app.add_api_route(f"/api/{role.value}", endpoint(callers.needs(role)), methods=["GET", "POST"])
    return TestClient(app, f"http://{host}")


def endpoint(caller: Callable[..., Person]) -> Callable[..., Any]:
    def tell(person: Annotated[Person, Depends(caller)]) -> dict[str, str]:
        return {"name": person.name, "role": person.role.value}

    return tell


def reached(client: TestClient, **headers: str) -> list[int]:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return [client.post(f"/api/{role.value}", headers=given).status_code for role in Role]


@pytest.mark.parametrize(
    ("role", "statuses"),
    [(Role.VISITOR, [200, 403, 403]), (Role.STAFF, [200, 200, 403]), (Role.ADMIN, [200, 200, 200])],
)
def test_a_key_opens_what_its_role_may(role: Role, statuses: list[int]) -> None:
    engine = memory_engine()
    key = add_key(engine, "企业微信-机器人", role)
    client = interface(engine, ON)
    assert reached(client, Authorization=f"Bearer {key}") == statuses
    named = client.get("/api/visitor", headers={"Authorization": f"Bearer {key}"}).json()
    assert named == {"name": "企业微信-机器人", "role": role.value}
    assert reached(client, Authorization=f"Bearer {key}x") == [401, 401, 401]
    assert reached(client) == [401, 401, 401]


def test_a_key_that_is_removed_opens_nothing_from_then_on() -> None:
    engine = memory_engine()
    kept, lost = add_key(engine, "a", Role.STAFF), add_key(engine, "b", Role.STAFF)
    client = interface(engine, ON)
    remove_key(engine, "B")
    assert reached(client, Authorization=f"Bearer {lost}") == [401, 401, 401]
    assert reached(client, Authorization=f"Bearer {kept}") == [200, 200, 403]
    assert [it.name for it in all_keys(engine)] == ["a"]
    with pytest.raises(AccountError, match="wence keys list"):
        remove_key(engine, "b")


def test_only_the_digest_of_a_key_is_kept_and_no_name_twice() -> None:
    engine = memory_engine()
    key = add_key(engine, "a", Role.STAFF)
    with engine.connect() as connection:
        assert key not in str(connection.execute(select(api_keys)).all())
    assert len(key) >= 40
    with pytest.raises(AccountError, match="已有"):
        add_key(engine, " A ", Role.ADMIN)


def test_without_any_key_everybody_may_ask_and_nobody_may_manage() -> None:
    client = interface(memory_engine(), ON)
    assert reached(client) == [200, 401, 401]
    assert reached(client, Authorization="Bearer sk-none") == [200, 401, 401]
    assert "工作人员的密钥" in client.post("/api/staff").json()["error"]["message"]


@pytest.mark.parametrize(
    ("said", "statuses"), [("plain", [200, 403, 403]), ("chief", [200, 200, 403]), ("top", [200, 200, 200])]
)
def test_keys_of_the_settings_may_have_a_role(said: str, statuses: list[int]) -> None:
    settings = ON.model_copy(update={"api_keys": SecretStr("plain, staff:chief ,admin:top,other:colon")})
    client = interface(memory_engine(), settings)
    assert reached(client, Authorization=f"Bearer {said}") == statuses
    assert reached(client, Authorization=f"Bearer staff:{said}") == [401, 401, 401]
    assert reached(client, Authorization="Bearer other:colon") == [200, 403, 403]


@pytest.mark.parametrize("setting", ["staff:", "a,admin: ", ","])
def test_a_role_without_a_key_is_refused(setting: str) -> None:
    with pytest.raises(SettingError, match="WENCE_API_KEYS"):
        keys_of(SecretStr(setting))


@pytest.mark.parametrize("has_keys", [False, True])
def test_a_session_counts_unless_the_page_of_another_site_uses_it(has_keys: bool) -> None:
    engine = with_people(memory_engine())
    if has_keys:
        add_key(engine, "a", Role.VISITOR)
    cookie = f"{COOKIE}={Accounts(engine, ON).sign_in('王芳', PASSWORD, '203.0.113.9')}"
    client = interface(engine, ON)
    assert reached(client, Cookie=cookie) == [200, 200, 403]
    assert reached(client, Cookie=cookie, Origin="http://testserver") == [200, 200, 403]
    visitor = 401 if has_keys else 200
    assert reached(client, Cookie=cookie, Origin="https://evil.example") == [visitor, 401, 401]
    assert reached(client, Cookie=cookie, Sec_Fetch_Site="cross-site") == [visitor, 401, 401]


def test_on_loopback_without_accounts_programs_and_our_own_page_need_no_key_and_other_pages_get_nothing() -> None:
    client = interface(memory_engine(), Settings(), "127.0.0.1:7860")
    assert reached(client) == [200, 200, 200]
    assert reached(client, Origin="http://127.0.0.1:7860", Sec_Fetch_Site="same-origin") == [200, 200, 200]
    for foreign in ({"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}, {"Host": "evil.example"}):
        assert reached(client, **foreign) == [200, 401, 401]
    assert reached(client, X_Forwarded_For="203.0.113.9") == [200, 401, 401]


def test_on_loopback_too_a_key_that_is_set_must_be_shown() -> None:
    client = interface(memory_engine(), Settings(api_keys=SecretStr("staff:chief")), "127.0.0.1:7860")
    assert reached(client) == [401, 401, 401]
    assert reached(client, Authorization="Bearer chief") == [200, 200, 403]
