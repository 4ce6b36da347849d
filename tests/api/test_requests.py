"""A request that is wrong is refused with the right status and a sentence that says what is wrong."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 422, "缺少必填项“question”"),
        ({"question": 5}, 422, "“question”应为文字"),
        ({"question": None}, 422, "“question”应为文字"),
        ({"question": " \n"}, 400, "问题是空的"),
        ({"question": "租" * 2001}, 400, "2001 个字符，最多 2000 个"),
        ({"question": "租金", "qestion": "租金"}, 422, "不认识“qestion”"),
        ({"question": "租金", "stream": "也许"}, 422, "“stream”应为 true 或 false"),
        ({"question": "租金", "history": "上文"}, 422, "“history”应为数组"),
        ({"question": "租金", "history": [{"question": "甲"}, {"answer": "乙"}]}, 422, "history[1].question"),
        ({"question": "租金", "history": [{"question": "甲"}] * 51}, 422, "最多 50 项"),
        ({"question": "租金", "filters": {"kind": "小说"}}, 422, "kind 没有“小说”这个值，可以用：法规、规章"),
        ({"question": "租金", "filters": {"kind": ["法规"]}}, 422, "kind 没有"),
        ({"question": "租金", "filters": {"status": "有效"}}, 422, "status 没有“有效”这个值，可以用：in_force、all"),
        ({"question": "租金", "filters": {"since": "2024-13-01"}}, 422, "日期“2024-13-01”看不懂"),
        ({"question": "租金", "filters": {"as_of": 20240101}}, 422, "日期“20240101”看不懂"),
        ({"question": "租金", "filters": {"as_of": "{said}{0}"}}, 422, "日期“{said}{0}”看不懂"),
        ({"question": "租金", "filters": {"regoin": "河北"}}, 422, "不认识“filters.regoin”"),
        ({"question": "租金", "filters": "河北"}, 422, "“filters”应为 JSON 对象"),
        (["租金"], 422, "应为 JSON 对象"),
        ("租金", 422, "应为 JSON 对象"),
    ],
)
def test_a_body_that_is_wrong_is_named(client: TestClient, body: Any, status: int, said: str) -> None:
    answered = client.post("/api/ask", json=body)
    assert answered.status_code == status
    assert answered.json().keys() == {"error"}
    assert said in answered.json()["error"]["message"]


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b'{"question": ', JSON, 422),
        (b"", JSON, 422),
        (b'{"question": "\xd7\xe2"}', JSON, 400),
        (b'{"question": "\\ud800"}', JSON, 422),
        (b'{"question": "\\u0000"}', JSON, (200, 400)),
        (b"[" * 50_000, JSON, (400, 422)),
        (b'{"question": ' + b"9" * 5000 + b"}", JSON, (400, 422)),
        ('{"question": "租金"}'.encode(), {"Content-Type": "text/plain"}, 422),
        (b'{"question": "' + b"x" * 300_000 + b'"}', JSON, 413),
    ],
    ids=["cut", "empty", "gb18030", "half a character", "nul", "deep", "number", "not json", "large"],
)
def test_a_body_that_cannot_be_read_is_refused(
    client: TestClient, content: bytes, headers: dict[str, str], status: int | tuple[int, ...]
) -> None:
    answered = client.post("/api/ask", content=content, headers=headers)
    assert answered.status_code in (status if isinstance(status, tuple) else (status,))
    assert answered.status_code == 200 or answered.json()["error"]["message"]


def test_a_large_body_that_hides_its_length_is_refused_too(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"question": "'
        for _ in range(300):
            yield b"x" * 1000
        yield b'"}'

    answered = client.post("/api/ask", content=pieces(), headers=JSON)
    assert answered.status_code == 413
    assert "256 KiB" in answered.json()["error"]["message"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/search", 422, "缺少必填项“q”"),
        ("/api/search?q=", 400, "查询内容为空"),
        ("/api/search?q=，。", 400, "没有可以查找的文字"),
        ("/api/search?q=" + "租" * 2001, 400, "最多 2000 个"),
        ("/api/search?q=租金&k=0", 422, "“k”最小为 1，收到的是“0”"),
        ("/api/search?q=租金&k=101", 422, "“k”最大为 100"),
        ("/api/search?q=租金&k=十", 422, "“k”应为整数，收到的是“十”"),
        ("/api/search?q=租金&kind=小说", 422, "kind 没有“小说”"),
        ("/api/search?q=租金&until=昨天", 422, "日期“昨天”看不懂"),
        ("/api/search?q=租金&limit=5", 422, "不认识“limit”"),
        ("/api/documents?limit=0", 422, "“limit”最小为 1"),
        ("/api/documents?offset=-1", 422, "“offset”最小为 0"),
        ("/api/documents?offset=99999999999999999999", 422, "“offset”"),
        ("/api/documents/nope", 404, "没有编号为 nope 的文件。用 GET /api/documents"),
        ("/api/documents/nope/text", 404, "nope"),
        ("/api/documents/nope?as_of=x", 422, "日期“x”看不懂"),
        ("/api/documents/..%2f..%2fetc%2fpasswd", 404, ""),
        ("/api/nothing", 404, "/api/docs"),
        ("/api/ask", 405, "/api/docs"),
    ],
)
def test_an_address_that_is_wrong_is_named(client: TestClient, path: str, status: int, said: str) -> None:
    answered = client.get(path)
    assert answered.status_code == status
    assert said in answered.json()["error"]["message"]


def test_other_sites_may_not_read_what_is_answered(client: TestClient) -> None:
    origin = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    for answered in (client.options("/api/ask", headers=origin), client.get("/api/health", headers=origin)):
        assert not [name for name in answered.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/documents", "GET, POST"),
        ("/api/documents/x", "DELETE, GET, PATCH"),
        ("/api/ask", "POST"),
        ("/mcp", "POST"),
    ],
)
def test_a_method_that_is_not_taken_is_answered_with_those_that_are(
    client: TestClient, path: str, allowed: str
) -> None:
    answered = client.put(path)
    assert (answered.status_code, answered.headers["allow"]) == (405, allowed)
