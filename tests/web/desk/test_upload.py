"""Files arrive, are taken in behind the scenes, and what became of each is told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.settings import Accounting
from assistant.web.desk.office import Office
from assistant.web.desk.upload.route import routes
from assistant.web.desk.upload.section import Upload
from assistant.web.desk.visit import Done
from tests.web.desk.conftest import visit

ARRIVAL = "0123456789abcdef"
POLICY = """云岭市北园区装修补贴办法
云岭市北园区管理委员会 2025年6月3日
第一条 企业装修办公用房的，按照实际支出的30%给予补贴，每家企业最高8万元。
第二条 本办法自2025年7月1日起施行。
"""
Arrive = Callable[..., Done]


def client_of(office: Office) -> TestClient:
    app = FastAPI()
    app.include_router(routes(office))
    return TestClient(app)


def put(client: TestClient, name: str, content: bytes, arrival: str = ARRIVAL) -> dict[str, str]:
    from urllib.parse import quote

    answer = client.put(f"/desk/arrivals/{arrival}", content=content, headers={"X-Wence-Name": quote(name)})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def settled(office: Office) -> None:
    """Waits until what was started is over: a job behind the others ends after them."""
    office.batches._work.submit(lambda: None).result(timeout=120)


@pytest.fixture
def arrive(office: Office) -> Arrive:
    """Sends files as the page does, has them taken in, and waits for the report."""

    def arrive(*files: tuple[str, str]) -> Done:
        client = client_of(office)
        sent = [put(client, name, text.encode()) for name, text in files]
        done = Upload(office).act("ingest", {"arrival": ARRIVAL, "files": json.dumps(sent)}, visit("upload"))
        settled(office)
        return done

    return arrive


def test_what_was_uploaded_is_reported_file_by_file_with_its_reasons(office: Office, arrive: Arrive) -> None:
    assert arrive(("北园装修.txt", POLICY), ("程序.exe", "MZ"), ("<b>空</b>.txt", "")).is_good
    html = Upload(office).view(visit("upload"))
    assert "新增 1" in html
    assert "失败 2" in html
    assert "云岭市北园区装修补贴办法" in html
    assert "不能收录exe的文件" in html
    assert "<b>空" not in html
    assert "data-again" not in html
    assert any(card.title == "云岭市北园区装修补贴办法" for card in office.assistant.store.catalog.cards())
    assert [it for it in office.batches.folder.rglob("*") if it.is_file()] == []


@pytest.mark.parametrize(("deed", "documents"), [("replace", 1), ("keep_both", 2)])
def test_a_name_that_is_taken_waits_for_a_decision(office: Office, arrive: Arrive, deed: str, documents: int) -> None:
    arrive(("北园装修.txt", POLICY))
    arrive(("北园装修.txt", POLICY.replace("30%", "40%")))
    assert "同名，但内容不同" in Upload(office).view(visit("upload"))
    waiting = office.batches.all()[0].id
    assert Upload(office).act(deed, {"batch": waiting}, visit("upload")).is_good
    settled(office)
    assert "同名，但内容不同" not in Upload(office).view(visit("upload"))
    cards = [it for it in office.assistant.store.catalog.cards() if it.title == "云岭市北园区装修补贴办法"]
    assert len(cards) == documents
    assert not Upload(office).act(deed, {"batch": waiting}, visit("upload")).is_good


def test_while_somebody_else_is_writing_the_report_says_so_and_offers_another_try(
    office: Office, arrive: Arrive
) -> None:
    with office.assistant.store.writer.session():
        arrive(("北园装修.txt", POLICY))
    html = Upload(office).view(visit("upload"))
    assert "正在被另一个进程或线程写入" in html
    assert "再试一次" in html
    Upload(office).act("again", {"batch": office.batches.all()[0].id}, visit("upload"))
    settled(office)
    html = Upload(office).view(visit("upload"))
    assert "新增 1" in html
    assert "再试一次" not in html


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"arrival": ARRIVAL, "files": "kein JSON"},
        {"arrival": ARRIVAL, "files": '[{"key": "../../catalog.sqlite3", "name": "x.txt"}]'},
        {"arrival": "../..", "files": '[{"key": "0123456789abcdef", "name": "x.txt"}]'},
    ],
)
def test_only_files_that_did_arrive_are_taken_whatever_the_page_says(office: Office, fields: dict[str, str]) -> None:
    done = Upload(office).act("ingest", fields, visit("upload"))
    assert not done.is_good
    assert office.batches.all() == []


def test_a_file_that_is_too_large_is_refused_while_it_arrives(office: Office) -> None:
    client = client_of(office)
    content = b"x" * (office.assistant.settings.upload_mb * 1024 * 1024 + 1)
    answer = client.put(f"/desk/arrivals/{ARRIVAL}", content=content, headers={"X-Wence-Name": "x.txt"})
    assert answer.status_code == 413
    assert [it for it in office.batches.folder.rglob("*") if it.is_file()] == []


def test_nobody_but_staff_can_send_files(office: Office, tmp_path: Path) -> None:
    settings = office.assistant.settings.model_copy(update={"accounts": Accounting.ON})
    closed = Office(type(office.assistant)(office.assistant.store, settings), office.ask)
    answer = client_of(closed).put(f"/desk/arrivals/{ARRIVAL}", content=b"x", headers={"X-Wence-Name": "x.txt"})
    assert answer.status_code == 401
    assert not closed.batches.folder.exists()
