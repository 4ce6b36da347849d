"""The log on the command line, as a member of staff uses it."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.commands import cli

UNKNOWN = "东湖园区的氢能叉车充电桩补贴是多少？我手机13812345678"
RENT = "东湖园区的租金补贴是多少？"
NEXT_YEAR = (date.today() + timedelta(days=365)).isoformat()
RULES = """东湖园区产业扶持办法
示东管〔2024〕6号

第一条 为了支持企业入驻东湖园区，制定本办法。
第二条 企业租用标准厂房的，前两年按照实际租金的80%给予租金补贴，每家企业每年最高100万元。
"""


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


@pytest.fixture(scope="module")
def wence(tmp_path_factory: pytest.TempPathFactory) -> Wence:
    folder = tmp_path_factory.mktemp("log")
    (folder / "东湖.txt").write_text(RULES, encoding="utf-8")
    wence = Wence(folder / "home")
    assert wence.json("ingest", str(folder / "东湖.txt"))["failed"] == []
    return wence


def test_a_process_that_answers_writes_its_entry_before_it_ends(wence: Wence) -> None:
    root = Path(__file__).resolve().parents[3]
    environment = os.environ | {"WENCE_HOME": str(wence.home), "PYTHONUTF8": "1"}
    command = [sys.executable, str(root / "app.py"), "ask", RENT, "--json"]
    done = subprocess.run(command, cwd=wence.home.parent, env=environment, capture_output=True, text=True, check=True)
    assert wence.json("log", "show", json.loads(done.stdout)["id"])["question"] == RENT


def test_from_an_unanswered_question_to_an_answer_that_is_given_and_withdrawn(wence: Wence) -> None:
    assert wence.json("ask", UNKNOWN)["outcome"] == "not_found"
    assert wence.json("ask", RENT)["outcome"] == "answered"
    (question,) = wence.json("log", "unanswered")
    assert question["question"] == "东湖园区的氢能叉车充电桩补贴是多少？"
    assert wence.json("log", "show", question["ids"][0])["question"].endswith("我手机【手机号】")

    options = ("--text", "-", "--author", "李明", "--expires", NEXT_YEAR)
    done = wence.run("log", "answer", question["ids"][0], *options, stdin="每桩补贴一万元。\n")
    assert done.exit_code == 0, done.stderr
    answer = wence.json("ask", "东湖园区氢能叉车充电桩补贴是多少？我手机13987654321")
    assert (answer["outcome"], answer["model"], answer["citations"]) == ("answered", "staff", [])
    assert "每桩补贴一万元。" in answer["answer"]
    assert f"（李明，{date.today().isoformat()}，有效至 {NEXT_YEAR}）" in answer["answer"]
    assert wence.json("log", "unanswered") == []

    (given,) = wence.json("log", "answers", "list")
    assert (given["author"], given["state"]) == ("李明", "standing")
    assert wence.run("log", "answers", "withdraw", given["id"]).exit_code == 0
    assert wence.json("ask", UNKNOWN)["outcome"] == "not_found"
    assert wence.json("log", "answers", "list")[0]["state"] == "withdrawn"


def test_an_answer_is_found_shown_and_replayed_by_its_id(wence: Wence) -> None:
    answer = wence.json("ask", RENT)
    listed = wence.json("log", "list", "--contains", "租金", "--outcome", "answered", "--limit", "1")
    assert [it["id"] for it in listed] == [answer["id"]]
    shown = wence.json("log", "show", answer["id"][:6])
    assert shown["text"] == answer["answer"]
    assert shown["citations"][0]["quote"] == answer["citations"][0]["quote"]
    spelled = wence.run("log", "show", answer["id"]).stdout
    assert RENT in spelled
    assert "{" not in spelled
    replayed = wence.json("log", "replay", answer["id"])
    assert (replayed["same"], replayed["documents"], replayed["difference"]) == (True, [], [])
    assert "完全相同" in wence.run("log", "replay", answer["id"]).stdout
    assert wence.json("log", "list", "--since", NEXT_YEAR) == []
    assert wence.json("log", "list", "--until", "2020-01-01") == []


def test_nothing_is_kept_where_the_log_is_off(wence: Wence, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(wence.json("log", "list"))
    monkeypatch.setenv("WENCE_LOG", "off")
    assert wence.json("ask", RENT)["id"] is None
    assert len(wence.json("log", "list")) == before
    assert "已关闭" in {it["name"]: it for it in wence.json("doctor")}["问答记录"]["found"]


def test_a_setting_that_is_none_is_named_with_what_it_may_be(wence: Wence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENCE_LOG", "maybe")
    done = wence.run("log", "list")
    assert done.exit_code == 1
    assert "WENCE_LOG" in done.stderr
    assert "masked" in done.stderr


def test_a_newer_answer_to_the_same_question_says_what_it_replaces(wence: Wence) -> None:
    question = "园区几点关门"
    options = ("--author", "李明", "--expires", NEXT_YEAR)
    first = wence.json("log", "answer", question, "--text", "十点。", *options)
    done = wence.run("log", "answer", f"请问{question}？", "--text", "九点。", *options)
    assert first["id"] in done.stderr
    assert "九点" in wence.json("ask", question)["answer"]


def test_a_conversation_is_kept_under_one_name(wence: Wence) -> None:
    done = wence.run("chat", stdin=f"{RENT}\n最高多少？\n\n")
    assert done.exit_code == 0, done.stderr
    last, first = wence.json("log", "list", "--limit", "2")
    assert first["conversation"] == last["conversation"] is not None
    assert last["standalone"] != last["question"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("log", "show", "abcdef"), "wence log list"),
        (("log", "replay", "ab"), "wence log list"),
        (("log", "answers", "withdraw", "abcdef"), "wence log answers list"),
        (("log", "list", "--since", "昨天"), "昨天"),
        (
            ("log", "answer", "什么时候通地铁", "--text", "2027年", "--author", "李明", "--expires", "2020-01-01"),
            "已经过去",
        ),
    ],
)
def test_what_cannot_be_done_is_one_clear_sentence(wence: Wence, words: tuple[str, ...], said: str) -> None:
    done = wence.run(*words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("missing", ["--author", "--expires", "--text"])
def test_an_answer_needs_its_author_its_expiry_and_its_text(wence: Wence, missing: str) -> None:
    given = {"--author": "李明", "--expires": NEXT_YEAR, "--text": "每桩补贴一万元。"}
    words = [word for pair in given.items() if pair[0] != missing for word in pair]
    done = wence.run("log", "answer", "充电桩补贴是多少", *words)
    assert done.exit_code == 2
    assert missing in done.stderr


def test_the_doctor_says_what_the_log_holds(wence: Wence) -> None:
    found = {it["name"]: it for it in wence.json("doctor")}["问答记录"]
    assert found["ok"]
    assert "隐去个人信息" in found["found"]
    assert json.loads(wence.run("log", "list", "--json").stdout)
