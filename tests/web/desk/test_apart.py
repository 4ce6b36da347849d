"""Visitors have nothing of the desk in their page or its interface, and cannot enter it."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.accounts.role import Role
from assistant.accounts.users import add_user
from assistant.settings import Accounting, Settings
from assistant.web.desk.office import Office
from assistant.web.desk.page import answered
from assistant.web.desk.unanswered.section import Unanswereds
from assistant.web.desk.words import CHINESE
from assistant.web.server import build_app
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, memory_engine, rent_answer, rent_document

PASSWORD = "铜壶-kettle-桥"
HTML = {"accept": "text/html"}


@pytest.fixture
def assistant() -> FakeAssistant:
    engine = memory_engine()
    add_user(engine, "王芳", Role.STAFF, PASSWORD)
    catalog = FakeCatalog([rent_document()], engine=engine)
    return FakeAssistant(FakeStore(catalog), Settings(accounts=Accounting.ON))


@pytest.fixture
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    app = build_app(assistant, FakeAsk([rent_answer()]))  # type: ignore[arg-type]  # stands in
    with TestClient(app, follow_redirects=False) as client:
        yield client


def test_the_page_of_a_visitor_holds_nothing_of_the_desk(client: TestClient) -> None:
    config = client.get("/config").json()
    assert not {page[0] for page in config["pages"]} & (CHINESE.sections.keys() - {""})
    for text in (client.get("/config").text, client.get("/").text):
        for trace in ("/desk/", "form.dataset.do", "withdraw", "管理台", "未答问题"):
            assert trace not in text
    assert client.get("/gradio_api/info").status_code == 404


@pytest.mark.parametrize(
    "path", ["/desk", "/desk/", "/desk/documents", "/desk/config", "/desk/gradio_api/info", "/desk/answers.csv"]
)
def test_without_a_login_the_desk_is_refused(client: TestClient, path: str) -> None:
    assert client.get(path, headers=HTML).status_code in (303, 401, 404)
    assert client.get(path).status_code in (401, 404)
    assert client.post(path).status_code in (401, 403, 404, 405)


def test_events_of_the_desk_cannot_be_sent_without_a_login(client: TestClient) -> None:
    sent = {"data": ["zh"], "event_data": {"deed": "withdraw"}, "fn_index": 4, "session_hash": "x"}
    for path in ("/desk/gradio_api/queue/join", "/desk/gradio_api/run/predict", "/desk/gradio_api/upload"):
        assert client.post(path, json=sent).status_code in (401, 404)


def test_a_section_does_nothing_for_somebody_who_is_not_staff(office: Office) -> None:
    settings = office.assistant.settings.model_copy(update={"accounts": Accounting.ON})
    closed = Office(type(office.assistant)(office.assistant.store, settings), office.ask)
    html = answered(Unanswereds(closed), closed, "zh", {"query": "", "deed": "withdraw", "fields": {}}, {})
    assert "没有管理台的权限" in html
    assert "等待答复" not in html


def test_staff_who_have_signed_in_enter(client: TestClient) -> None:
    signed = client.post(
        "/login", data={"username": "王芳", "password": PASSWORD}, headers={"origin": "http://testserver"}
    )
    assert signed.status_code == 303, signed.text
    page = client.get("/desk/documents", headers=HTML)
    assert page.status_code == 200
    assert re.search(r"管理台|desk", page.text)
    assert client.get("/desk", headers=HTML).headers["location"] == "/desk/"
