"""Accounts on the command line, and what the doctor says of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.accounts.accounts import Accounts
from assistant.accounts.opening import people
from assistant.api.keys import Callers
from assistant.commands import cli
from assistant.doctor import Finding, examine
from assistant.settings import Accounting, Settings
from tests.web.login.site import PASSWORD


class Wence:
    """Runs commands on one home."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *words: str, stdin: str = "") -> Result:
        return CliRunner().invoke(cli, words, input=stdin, env={"WENCE_HOME": str(self.home)})

    def json(self, *words: str) -> Any:
        done = self.run(*words, "--json")
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)

    def signs_in(self, name: str, password: str = PASSWORD) -> bool:
        with people(self.home) as engine:
            return Accounts(engine, Settings(accounts=Accounting.ON)).sign_in(name, password, "203.0.113.9") is not None


@pytest.fixture
def wence(tmp_path: Path) -> Wence:
    return Wence(tmp_path / "home")


def test_a_password_is_typed_twice_and_not_shown(wence: Wence) -> None:
    done = wence.run("users", "add", "李明", "--role", "admin", stdin=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0, done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    assert wence.signs_in("李明")
    differing = wence.run("users", "add", "王芳", "--role", "staff", stdin=f"{PASSWORD}\nother-{PASSWORD}\n")
    assert differing.exit_code != 0
    assert [it["name"] for it in wence.json("users", "list")] == ["李明"]


def test_an_account_from_its_beginning_to_its_end(wence: Wence) -> None:
    first = wence.run("users", "add", "王芳", "--role", "staff", "--password-stdin", stdin=f"{PASSWORD}\r\n")
    assert "--role admin" in first.stderr  # there is no administrator yet
    assert wence.signs_in("王芳")
    assert wence.run("users", "role", "王芳", "--role", "admin").exit_code == 0
    assert wence.json("users", "list")[0]["role"] == "admin"

    assert wence.run("users", "password", "王芳", "--password-stdin", stdin="another-铜壶-9\n").exit_code == 0
    assert not wence.signs_in("王芳")
    assert wence.signs_in("王芳", "another-铜壶-9")

    refused = wence.run("users", "disable", "王芳")
    assert refused.exit_code == 1
    assert "最后一个" in refused.stderr
    assert wence.run("users", "disable", "王芳", "--force").exit_code == 0
    assert not wence.signs_in("王芳", "another-铜壶-9")
    assert wence.run("users", "enable", "王芳").exit_code == 0
    assert wence.signs_in("王芳", "another-铜壶-9")
    assert "已结束 1 处登录" in wence.run("users", "logout", "王芳").stderr
    assert wence.run("users", "remove", "王芳", "--force").exit_code == 0
    assert wence.json("users", "list") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("users", "add", "李明", "--role", "admin", "--password-stdin"), "密码太短"),
        (("users", "add", "李 明", "--role", "admin"), "名称"),
        (("users", "password", "李明"), "没有名为 李明 的账号"),
        (("users", "remove", "李明"), "没有名为 李明 的账号"),
        (("users", "logout", "李明"), "没有名为 李明 的账号"),
        (("keys", "remove", "机器人"), "没有名为 机器人 的密钥"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(wence: Wence, words: tuple[str, ...], said: str) -> None:
    done = wence.run(*words, stdin="short\n")
    assert done.exit_code == 1
    assert done.stderr.startswith("错误：")
    assert said in done.stderr


def test_a_key_is_shown_once_and_alone_on_standard_output(wence: Wence) -> None:
    key = wence.run("keys", "add", "机器人", "--role", "staff").stdout.strip()
    assert len(key.split()) == 1
    assert [it["role"] for it in wence.json("keys", "list")] == ["staff"]
    assert key not in wence.run("keys", "list").stdout
    with people(wence.home) as engine:
        assert Callers(Accounts(engine, Settings())).need_keys()
    assert "不需要密钥" in wence.run("keys", "remove", "机器人").stderr


def found(home: Path, **settings: Any) -> Finding:
    return next(it for it in examine(Settings(home=home, **settings)) if it.name == "账号")


def test_the_doctor_says_whether_anybody_can_enter_the_desk(wence: Wence) -> None:
    assert found(wence.home).ok
    assert "关闭" in found(wence.home).found
    empty = found(wence.home, host="0.0.0.0")
    assert not empty.ok
    assert "wence users add" in empty.advice
    assert "HTTPS" in empty.advice

    wence.run("users", "add", "李明", "--role", "admin", "--password-stdin", stdin=PASSWORD)
    full = found(wence.home, host="0.0.0.0", trusted_proxies="10.0.0.1")
    assert (full.ok, full.advice) == (True, "")
    assert "管理员 1 名" in full.found
    wrong = found(wence.home, trusted_proxies="proxy.example")
    assert (wrong.ok, "proxy.example" in wrong.found) == (False, True)
