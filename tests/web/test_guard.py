"""Nobody gets to the desk who is not staff, and no page of another site gets anything done."""

import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.settings import Accounting
from tests.web.conftest import running
from tests.web.fakes import memory_engine
from tests.web.login.site import PASSWORD, browser, sign_in, site, with_people


@pytest.fixture(scope="module")
def visitor() -> TestClient:
    return browser(site(with_people(memory_engine())))


@pytest.fixture(scope="module")
def staff() -> TestClient:
    client = browser(site(with_people(memory_engine())))
    assert sign_in(client).status_code == 303
    return client


@pytest.fixture(scope="module")
def local() -> TestClient:
    return browser(site(accounts=Accounting.AUTO, public_hosts=None), "http://127.0.0.1:7860", "127.0.0.1")


def test_a_page_of_the_desk_leads_visitors_to_the_login_and_back(visitor: TestClient) -> None:
    led = visitor.get("/desk/documents?region=河北&page=2")
    assert led.status_code == 303
    assert led.headers["location"].startswith("/login?next=/desk/documents%3Fregion%3D")
    assert led.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/desk/config"),
        ("GET", "/desk/theme.css"),
        ("GET", "/desk/gradio_api/info"),
        ("GET", "/desk/gradio_api/queue/data?session_hash=x"),
        ("GET", "/desk/gradio_api/file=/tmp/gradio/x/secret.txt"),
        ("POST", "/desk/gradio_api/queue/join"),
        ("POST", "/desk/gradio_api/upload"),
        ("DELETE", "/desk"),
    ],
)
def test_everything_else_of_the_desk_is_refused_to_programs(visitor: TestClient, method: str, path: str) -> None:
    refused = visitor.request(method, path, headers={"Accept": "*/*"})
    assert refused.status_code == 401
    assert refused.json() == {"error": {"code": "unauthorized", "message": "请先登录。"}}


SPELLINGS = [
    "/desk",
    "/desk/",
    "/desk//",
    "//desk/x",
    "/./desk/x",
    "/x/../desk/x",
    "/desk/../desk/x",
    "/desk/../x",
    "/desk/..;/x",
    "/desk/.",
    "/%64esk/x",
    "/%2564esk/x",
    "/desk%2Fx",
    "/desk%252Fx",
    "/DESK/x",
    "/%44esk/x",
    "/Desk/",
    "/\\desk/x",
    "/desk\\x",
    "/x/..%2fdesk/x",
    "/x%5c..%5cdesk",
    "/lookup/..%252f..%252fdesk/x",
]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Of the served site: a client in the same process would tidy addresses before they are sent."""
    with running(lambda: site(with_people(memory_engine()))) as address:
        yield int(address.rpartition(":")[2])


def raw(port: int, method: str, path: str, **headers: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


@pytest.mark.parametrize("path", SPELLINGS)
def test_no_spelling_of_a_path_leads_a_visitor_to_the_desk(port: int, path: str) -> None:
    assert raw(port, "GET", path, Accept="text/html") == (303, "")
    status, text = raw(port, "POST", path)
    assert (status, "desk:" in text) == (401, False)


def test_with_a_session_the_desk_is_at_one_spelling_only(port: int) -> None:
    form = urlencode({"username": "王芳", "password": PASSWORD})
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        client.post("/login", content=form, headers={"Content-Type": "application/x-www-form-urlencoded"})
        cookie = f"wence_session={client.cookies['wence_session']}"
    assert raw(port, "GET", "/desk/x", Cookie=cookie) == (200, "desk:x")
    assert raw(port, "GET", "/%64esk/x", Cookie=cookie) == (200, "desk:x")
    for path in ("/desk/../desk/x", "/desk//x", "/x/../desk/x", "/DESK/x", "/desk/gradio_api/../gradio_api/info"):
        assert raw(port, "GET", path, Cookie=cookie)[0] == 404, path


@pytest.mark.parametrize(
    "path", ["/deskside", "/documents/desk", "/documents/%25", "/lookup?q=/desk/", "/assets/x%2fdesk.js"]
)
def test_what_only_sounds_like_the_desk_is_open(visitor: TestClient, path: str) -> None:
    assert visitor.get(path).status_code in (200, 404)


def test_staff_reach_the_desk_with_what_its_pages_need(staff: TestClient) -> None:
    assert "管理" in staff.get("/desk/").text
    for path in ("config", "gradio_api/queue/join"):
        assert staff.get(f"/desk/{path}").text == f"desk:{path}"


@pytest.mark.parametrize(
    "path",
    [
        "info",
        "openapi.json",
        "proxy=https://example.org/",
        "deep_link",
        "run/predict",
        "api/predict",
        "call/x",
        "vibe-edit",
        "upload",
        "upload_progress",
        "file=/tmp/gradio/a/b.pdf",
    ],
)
def test_even_for_staff_the_rest_of_the_generated_interface_is_closed(staff: TestClient, path: str) -> None:
    assert staff.get(f"/desk/gradio_api/{path}").status_code == 404
    assert staff.get(f"/desk/gradio_api//{path}").status_code == 404
    assert staff.post(f"/desk/gradio_api/{path}").status_code == 404


def test_a_session_opens_nothing_for_the_page_of_another_site(staff: TestClient) -> None:
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ):
        assert staff.post("/desk/gradio_api/queue/join", headers=headers).status_code == 403, headers
        assert staff.get("/desk/config", headers=headers | {"Accept": "*/*"}).status_code == 401, headers
    assert (
        staff.get("/desk/", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status_code == 200
    )
    assert staff.post("/desk/x", headers={"Origin": "http://testserver"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions", "/gradio_api/queue/join", "/login", "/logout"])
def test_the_page_of_another_site_gets_nothing_done_for_visitors_either(visitor: TestClient, path: str) -> None:
    refused = visitor.post(path, headers={"Origin": "https://evil.example"}, json={"question": "租金"})
    assert refused.status_code == 403
    assert "https://evil.example" in refused.text
    assert "WENCE_PUBLIC_HOSTS" in refused.text
    assert visitor.post(path, headers={"Origin": "http://testserver"}, json={"question": "租金"}).status_code != 403


def test_no_answer_may_be_read_by_the_page_of_another_site(staff: TestClient) -> None:
    for path in ("/desk/x", "/config", "/api/openapi.json"):
        headers = staff.get(path, headers={"Origin": "http://testserver"}).headers
        assert not [name for name in headers if name.startswith("access-control-")]


def test_who_sits_at_the_machine_needs_no_login(local: TestClient) -> None:
    assert "管理" in local.get("/desk/").text
    assert local.post("/desk/gradio_api/queue/join", headers={"Origin": "http://127.0.0.1:7860"}).status_code == 200
    assert local.get("/login?next=/desk/log").headers["location"] == "/desk/log"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", ""])
def test_a_name_that_was_made_to_lead_to_this_machine_gets_no_answer(local: TestClient, host: str) -> None:
    for path in ("/", "/desk/", "/api/search?q=租金", "/documents/rent"):
        refused = local.get(path, headers={"Host": host})
        assert refused.status_code == 421
        assert "WENCE_PUBLIC_HOSTS" in refused.text


def test_a_request_that_names_two_hosts_gets_no_answer(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n\r\n".encode())
        assert line.recv(4096).startswith(b"HTTP/1.1 400 ")


def test_a_name_that_the_settings_give_is_ours() -> None:
    client = browser(
        site(accounts=Accounting.AUTO, public_hosts="wence.lan, 10.0.0.5"), "http://wence.lan:7860", "127.0.0.1"
    )
    assert client.get("/desk/").status_code == 200
    assert client.get("/", headers={"Host": "10.0.0.5"}).status_code == 200
    assert client.get("/", headers={"Host": "other.lan"}).status_code == 421


def test_another_program_on_the_machine_is_another_site(local: TestClient) -> None:
    assert local.post("/desk/x", headers={"Origin": "http://127.0.0.1:3000"}).status_code == 403
    assert local.post("/desk/x", headers={"Origin": "http://localhost:7860"}).status_code == 403


def test_behind_a_proxy_without_accounts_the_desk_says_what_to_set(local: TestClient) -> None:
    refused = local.get("/desk/", headers={"X-Forwarded-For": "203.0.113.9"})
    assert refused.status_code == 403
    assert "WENCE_ACCOUNTS=on" in refused.text
    assert local.get("/", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 200


def test_gradios_own_login_is_closed(visitor: TestClient) -> None:
    for path in ("/login/", "/logout/", "/monitoring"):
        assert visitor.get(path).status_code == 404
        assert visitor.post(path, data={"username": "a", "password": "b"}).status_code == 404
