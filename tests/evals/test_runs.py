"""Evaluations that staff start: beside the visitors, kept, and compared with each other."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.errors import BadCases
from evals.kept import State
from evals.runs import Evaluations
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store

TEXT = """云岭市东园区租金补贴办法
第一条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴，每家企业每年最高100万元。
第二条 本办法自2025年3月1日起施行。
"""
RIGHT: dict[str, object] = {
    "id": "cap",
    "question": "东园区的租金补贴每年最高多少？",
    "facts": [["100万元"]],
    "kind": "amount",
}
WRONG: dict[str, object] = {
    "id": "share",
    "question": "东园区的租金补贴前两年补多少？",
    "facts": [["35%"]],
    "kind": "rate",
}
PATIENCE = 120


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    (folder / "东园.txt").write_text(TEXT, "utf-8")
    with Store.open(folder / "home", open_encoder()) as store:
        assert ingest(store, [folder / "东园.txt"]).failed == ()
    return folder / "home"


def lines(*cases: Mapping[str, object]) -> bytes:
    return "\n".join(json.dumps(case, ensure_ascii=False) for case in cases).encode()


def finished(evaluations: Evaluations, run_id: str) -> State:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and evaluations.run(run_id).state is State.RUNNING:
        time.sleep(0.2)
    return evaluations.run(run_id).state


def test_a_run_is_made_beside_the_server_kept_and_compared_with_a_later_one(home: Path) -> None:
    evaluations = Evaluations(home)
    file = evaluations.add_cases("自拟.jsonl", lines(RIGHT, WRONG))
    assert (file.name, file.total, file.kinds, file.is_shipped) == ("自拟.jsonl", 2, ("amount", "rate"), False)

    first = evaluations.start("自拟.jsonl", by="王工", label="基线")
    with pytest.raises(BadCases, match="正在评测"):
        evaluations.start("自拟.jsonl", by="李工")
    with pytest.raises(BadCases, match="先停止"):
        evaluations.remove(first.description.id)
    assert finished(evaluations, first.description.id) is State.DONE

    evaluations.add_cases("自拟.jsonl", lines(RIGHT, WRONG | {"facts": [["80%"]]}))
    second = evaluations.start("自拟.jsonl", by="李工")
    assert finished(evaluations, second.description.id) is State.DONE

    anew = Evaluations(home)  # as after a restart of the server
    newest, oldest = anew.runs()
    assert (oldest.description.label, oldest.description.by, oldest.figures["accuracy"]) == ("基线", "王工", 0.5)
    assert (newest.done, newest.figures["accuracy"]) == (2, 1.0)
    assert "缺少：35%" in anew.page(oldest.description.id)
    compared = anew.page(newest.description.id, against=oldest.description.id)
    assert "新答对" in compared
    assert str(WRONG["question"]) in compared
    anew.remove(oldest.description.id)
    assert [it.description.id for it in anew.runs()] == [newest.description.id]


def test_a_run_that_fails_says_why_and_one_whose_process_is_gone_is_not_waited_for(home: Path) -> None:
    evaluations = Evaluations(home)
    path = evaluations.add_cases("坏.jsonl", lines(RIGHT)).path
    started = evaluations.start("坏.jsonl", by="王工")
    path.write_text("不是用例", "utf-8")  # before the process has come to read it
    assert finished(evaluations, started.description.id) is State.FAILED
    assert "坏.jsonl 第 1 行" in Evaluations(home).run(started.description.id).said
    with pytest.raises(BadCases, match="没有报告"):
        evaluations.page(started.description.id)


def test_a_run_can_be_stopped(home: Path) -> None:
    evaluations = Evaluations(home)
    evaluations.add_cases("慢.jsonl", lines(*(RIGHT | {"id": f"c{at}"} for at in range(500))))
    started = evaluations.start("慢.jsonl", by="王工")
    evaluations.stop(started.description.id)
    assert evaluations.run(started.description.id).state is State.FAILED


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.jsonl", b"", "没有用例"),
        ("坏.jsonl", b"{}", "第 1 行"),
        ("sample.jsonl", lines(RIGHT), "随程序提供"),
        ("../..jsonl", lines(RIGHT), "不能用"),
    ],
)
def test_a_case_file_that_cannot_be_kept_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(BadCases, match=said):
        Evaluations(tmp_path).add_cases(name, content)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_name_with_folders_is_kept_inside_the_folder_of_cases(tmp_path: Path) -> None:
    kept = Evaluations(tmp_path).add_cases("../../etc/外面.jsonl", lines(RIGHT)).path
    assert kept == tmp_path / "evaluations" / "cases" / "外面.jsonl"


def test_the_files_that_come_with_wence_can_be_run_except_those_that_are_no_questions(tmp_path: Path) -> None:
    names = {file.name for file in Evaluations(tmp_path).case_files()}
    assert {"sample.jsonl", "status.jsonl", "conversation.jsonl"} <= names
    assert "facts.jsonl" not in names
