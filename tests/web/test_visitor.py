"""A browser gets a cookie that tells it from others; what is kept of it leads back to nobody."""

import re

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient

from assistant.web.visitor import COOKIE, Visitors, visitor_of


def client(address: str = "http://testserver") -> TestClient:
    app = FastAPI()
    app.get("/")(lambda: HTMLResponse("页"))
    app.get("/missing")(lambda: HTMLResponse("没有", 404))
    app.get("/api/health")(lambda: {"ok": True})
    app.post("/login")(lambda: HTMLResponse("页"))
    app.add_middleware(Visitors)
    return TestClient(app, base_url=address)


def test_a_page_gives_a_cookie_that_scripts_and_other_sites_do_not_get() -> None:
    given = client().get("/").headers["set-cookie"]
    assert re.fullmatch(rf"{COOKIE}=[A-Za-z0-9_-]{{32}}; Path=/; Max-Age=\d+; HttpOnly; SameSite=Lax", given), given


def test_under_https_it_stays_there() -> None:
    assert client("https://wence.example").get("/").headers["set-cookie"].endswith("; Secure")


def test_two_browsers_are_two_visitors_and_one_stays_one() -> None:
    one, two = client(), client()
    first = [one.get("/").cookies[COOKIE] for _ in range(2)]
    assert first[0] == first[1]
    assert two.get("/").cookies[COOKIE] != first[0]


@pytest.mark.parametrize("forged", ["", "x", "a" * 31, "a" * 33, "a" * 31 + "é", "../../etc/passwd", '"><script>'])
def test_what_was_not_given_out_is_nobody_and_is_replaced(forged: str) -> None:
    header = f"{COOKIE}={forged}"
    assert visitor_of({"cookie": header}) is None
    given = client().get("/", headers={b"cookie": header.encode("latin-1")}).headers["set-cookie"]
    assert re.match(rf"{COOKIE}=[A-Za-z0-9_-]{{32}};", given)


@pytest.mark.parametrize("path", ["/missing", "/api/health"])
def test_programs_and_missing_pages_get_none(path: str) -> None:
    assert "set-cookie" not in client().get(path).headers


def test_only_opening_a_page_gives_one() -> None:
    assert "set-cookie" not in client().post("/login").headers


def test_what_is_kept_is_not_what_the_browser_holds() -> None:
    token = "a" * 32
    visitor = visitor_of({"cookie": f"other=1; {COOKIE}={token}"})
    assert visitor is not None
    assert re.fullmatch("[0-9a-f]{64}", visitor)
    assert token not in visitor
    assert visitor_of({}) is None
