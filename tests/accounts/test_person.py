"""Who somebody is, before anybody has signed in."""

import pytest
from starlette.datastructures import Headers

from assistant.accounts.accounts import Accounts
from assistant.accounts.person import LOCAL, VISITOR, Person
from assistant.accounts.role import Role
from assistant.settings import Accounting, Settings
from tests.web.fakes import memory_engine


def person(settings: Settings, host: str = "127.0.0.1:7860", **headers: str) -> Person:
    given = Headers({"host": host} | {name.replace("_", "-"): value for name, value in headers.items()})
    return Accounts(memory_engine(), settings).person(given)


def test_roles_compare_by_what_they_may_do_and_not_by_their_names() -> None:
    assert Role.VISITOR < Role.STAFF < Role.ADMIN
    assert max(Role) is Role.ADMIN
    assert Role("staff") >= Role.STAFF
    with pytest.raises(TypeError):
        assert Role.STAFF < "visitor"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_on_loopback_whoever_sits_at_the_machine_may_do_all(host: str) -> None:
    assert person(Settings(host=host)) is LOCAL
    assert LOCAL.is_admin


@pytest.mark.parametrize(
    "settings",
    [
        Settings(host="0.0.0.0"),
        Settings(host="::"),
        Settings(host="192.168.1.5"),
        Settings(host="wence.example"),
        Settings(accounts=Accounting.ON),
    ],
)
def test_where_others_can_reach_the_page_nobody_is_staff_without_a_login(settings: Settings) -> None:
    assert person(settings) is VISITOR
    assert not VISITOR.is_staff


@pytest.mark.parametrize("mark", ["X_Forwarded_For", "X_Real_IP", "Forwarded", "Via", "x_forwarded_host"])
def test_who_comes_through_a_proxy_does_not_sit_at_the_machine(mark: str) -> None:
    assert person(Settings(), **{mark: "203.0.113.9"}) is VISITOR


@pytest.mark.parametrize(
    "host", ["localhost:7860", "127.0.0.1", "[::1]:7860", "LOCALHOST", "app.localhost", "wence.lan"]
)
def test_the_machine_goes_by_its_own_names(host: str) -> None:
    assert person(Settings(public_hosts="wence.lan:7860, 问策.lan"), host) is LOCAL


@pytest.mark.parametrize(
    "host", ["", "evil.example:7860", "127.0.0.1.evil.example", "localhost.evil.example", "[", "x:y"]
)
def test_a_foreign_name_that_leads_to_loopback_does_not_make_its_page_ours(host: str) -> None:
    assert person(Settings(public_hosts=None), host, Origin=f"http://{host}") is VISITOR


def test_a_page_of_another_site_is_not_who_sits_at_the_machine() -> None:
    assert person(Settings(), Origin="http://127.0.0.1:7860") is LOCAL
    assert person(Settings(), Origin="http://localhost:3000") is VISITOR
    assert person(Settings(), Origin="https://evil.example") is VISITOR


def test_a_trusted_proxy_means_that_others_can_reach_the_page() -> None:
    assert person(Settings(trusted_proxies="127.0.0.1")) is VISITOR
