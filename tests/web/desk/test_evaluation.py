"""The desk's section of evaluations: staff start a run, watch it, read its report and compare it with an earlier one."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.answer import Answer
from assistant.ask import ask
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.open import Assistant
from assistant.settings import Accounting, Settings
from assistant.web.desk.visit import Visit
from assistant.web.desk.words import CHINESE, ENGLISH
from assistant.web.server import build_app
from corpus.errors import BadCases
from evals.desk.section import EvaluationSection
from evals.runs import Evaluations
from index.encoder import open_encoder
from index.hit import Filters
from index.ingest import ingest
from index.store import Store
from tests.web.conftest import RENT, Open, running

CASES = "\n".join(
    json.dumps({"id": f"c{at}", "question": question, "facts": [[fact]]}, ensure_ascii=False)
    for at, (question, fact) in enumerate(
        (("东园区的租金补贴每年最高多少？", "100万元"), ("东园区的租金前两年补贴多少？", "35%"))
    )
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "东园.txt").write_text(RENT, "utf-8")
    with Store.open(tmp_path / "home", open_encoder()) as store:
        assert ingest(store, [tmp_path / "东园.txt"]).failed == ()
        yield store


def look(said: Any = CHINESE, **query: str) -> Visit:
    return Visit("evaluation", "李明", False, said, query, datetime.date.today())


def test_own_cases_are_kept_and_what_is_no_case_is_refused_with_its_line(store: Store) -> None:
    section = EvaluationSection(Evaluations(store.home), store)
    done = section.act("add", {"name": "自拟.jsonl", "content": CASES}, look())
    assert done.is_good
    assert "自拟.jsonl" in section.view(look())
    with pytest.raises(BadCases, match="第 1 行"):
        section.act("add", {"name": "坏.jsonl", "content": "不是用例"}, look())


def test_labels_and_names_that_people_give_are_escaped(store: Store) -> None:
    evaluations = Evaluations(store.home)
    section = EvaluationSection(evaluations, store)
    section.act("add", {"name": "<img src=x>.jsonl", "content": CASES}, look())
    assert "<img" not in section.view(look())
    evaluations.start("<img src=x>.jsonl", by="<b>李明</b>", label="<script>alert(1)</script>")
    (run,) = evaluations.runs()
    for page in (section.view(look(ENGLISH)), section.view(look(id=run.description.id))):
        assert "<script>" not in page
        assert "<b>李明" not in page
    evaluations.stop(run.description.id)


def test_reports_are_for_staff_only(store: Store) -> None:
    assistant = Assistant(store, Settings(home=store.home, accounts=Accounting.ON))
    app = build_app(assistant, further=(EvaluationSection(Evaluations(store.home), store),))
    refused = TestClient(app).get("/desk/evaluation/reports/20261122-000000-abcd")
    assert refused.status_code == 401


def test_a_question_of_the_log_becomes_a_case_behind_those_that_are_there(store: Store) -> None:
    section = EvaluationSection(evaluations := Evaluations(store.home), store)
    with kept(ask, Assistant(store, Settings(home=store.home)), Channel.WEB) as door:
        *_, answer = door(Assistant(store, Settings(home=store.home)), "东园区的租金补贴每年最高多少？", (), Filters())
    assert isinstance(answer, Answer)
    assert answer.entry_id is not None
    page = section.view(look(case=answer.entry_id))
    assert "东园区的租金补贴每年最高多少？" in page
    assert "东园.txt" in page
    case = {"id": answer.entry_id, "question": answer.question, "facts": [["100万元"]], "sources": ["东园.txt"]}
    for number in (1, 2):
        given = {"name": "反馈.jsonl", "content": json.dumps(case | {"id": f"c{number}"}), "more": "1"}
        assert section.act("add", given, look(case=answer.entry_id)).is_good
    (own,) = (file for file in evaluations.case_files() if not file.is_shipped)
    assert (own.name, own.total) == ("反馈.jsonl", 2)


def test_cases_whose_documents_are_not_held_are_said_to_tell_little(store: Store) -> None:
    section = EvaluationSection(evaluations := Evaluations(store.home), store)
    run = evaluations.start("sample.jsonl", by="李明")
    evaluations.stop(run.description.id)
    assert "没有收录" in section.view(look(id=run.description.id))


@pytest.mark.browser
def test_a_run_is_started_watched_read_and_compared_in_the_browser(store: Store, visit: Open) -> None:
    evaluations = Evaluations(store.home)
    evaluations.add_cases("自拟.jsonl", CASES.encode())
    assistant = Assistant(store, Settings(home=store.home))
    with running(lambda: build_app(assistant, further=(EvaluationSection(evaluations, store),))) as address:
        page = visit(address, path="/desk/evaluation", ready="#f-cases")
        page.set_default_timeout(90_000)
        for label in ("第一次", "第二次"):
            page.goto(f"{address}/desk/evaluation")
            page.select_option("#f-cases", "自拟.jsonl")
            page.fill("#f-label", label)
            page.get_by_role("button", name="开始").click()
            report = page.frame_locator(".report iframe")
            report.get_by_text("答错的 1 例").wait_for()
        page.locator("#f-against").select_option(index=1)
        page.frame_locator(".report iframe").get_by_text("的结果相比").first.wait_for()
        page.goto(f"{address}/desk/evaluation")
        page.locator("table").wait_for()
        assert page.get_by_text("50.0%").count() == 2
