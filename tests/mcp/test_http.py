"""An assistant reaches Wence over HTTP with the protocol's own client."""

import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client, MCPError
from mcp.client.streamable_http import streamable_http_client
from pydantic import SecretStr

from assistant.open import Assistant
from assistant.settings import Settings
from tests.loops import in_a_loop
from tests.web.conftest import served
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer

RENT = "租金补贴最高多少？"
HEADERS = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
HELLO: dict[str, Any] = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "示例助手", "version": "1"},
    },
}


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as address:
        yield address


def talk(address: str, said: Callable[[Client], Awaitable[Any]], mode: str = "auto") -> Any:
    async def run() -> Any:
        async with Client(f"{address}/mcp", mode=mode) as client:
            return await said(client)

    return in_a_loop(run())


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_the_tools_say_in_chinese_what_they_take_and_give(address: str, mode: str) -> None:
    listed = talk(address, lambda client: client.list_tools(), mode).tools

    assert [tool.name for tool in listed] == ["search", "ask", "get_document", "list_documents"]
    for tool in listed:
        assert tool.description is not None
        assert "文件" in tool.description
        assert tool.output_schema is not None
        assert all(it["description"] for it in tool.input_schema["properties"].values())
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_an_answer_comes_with_its_citations_and_readable_footnotes(address: str, mode: str) -> None:
    given = talk(address, lambda client: client.call_tool("ask", {"question": RENT}), mode)

    assert not given.is_error
    answer = given.structured_content
    assert "100万元。[1]" in answer["answer"]
    assert answer["citations"][0]["source_path"] == "东园.txt"
    (text,) = given.content
    assert text.text.startswith(answer["answer"])
    assert f"“{answer['citations'][0]['quote']}”" in text.text
    assert "人工智能" not in text.text


def test_what_is_found_can_be_read_in_full_piece_by_piece(address: str, assistant: Assistant) -> None:
    async def read(client: Client) -> tuple[str, str, int]:
        found: Any = (await client.call_tool("search", {"query": "租金补贴", "limit": 3})).structured_content
        doc_id, text, start = found["hits"][0]["doc_id"], "", 0
        parts = 0
        while start is not None:
            asked = {"doc_id": doc_id, "start": start, "length": 50}
            part: Any = (await client.call_tool("get_document", asked)).structured_content
            text, start, parts = text + part["text"], part["next_start"], parts + 1
        return doc_id, text, parts

    doc_id, text, parts = talk(address, read)
    assert text == assistant.store.catalog.document(doc_id).text
    assert parts > 1


def test_every_document_is_listed_and_is_a_resource(address: str, assistant: Assistant) -> None:
    async def look(client: Client) -> tuple[Any, Any, Any, Any]:
        listed = (await client.call_tool("list_documents", {"status": "all", "limit": 2})).structured_content
        resources = (await client.list_resources()).resources
        templates = (await client.list_resource_templates()).resource_templates
        return listed, resources, templates, await client.read_resource(resources[0].uri)

    listed, resources, templates, read = talk(address, look)
    assert (listed["total"], len(listed["documents"])) == (3, 2)
    assert {it.title for it in resources} >= {it["title"] for it in listed["documents"]}
    assert templates[0].uri_template == "wence://documents/{doc_id}"
    assert read.contents[0].text == assistant.store.catalog.document(resources[0].name).text


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask", {}, "缺少必填项“question”"),
        ("ask", {"question": " "}, "问题是空的"),
        ("ask", {"question": "租" * 2001}, "最多 2000 个"),
        ("ask", {"question": RENT, "kind": "小说"}, "kind 没有“小说”这个值"),
        ("search", {"query": "租金", "limit": 51}, "“limit”最大为 50"),
        ("search", {"query": "租金", "regoin": "河北"}, "不认识“regoin”"),
        ("get_document", {"doc_id": "nope"}, "nope"),
        ("get_document", {"doc_id": "../../etc/passwd"}, "passwd"),
        ("list_documents", {"as_of": "昨天"}, "日期“昨天”看不懂"),
    ],
)
def test_what_cannot_be_done_is_said_in_words_that_the_assistant_can_act_on(
    address: str, tool: str, arguments: dict[str, Any], said: str
) -> None:
    given = talk(address, lambda client: client.call_tool(tool, arguments))
    assert given.is_error
    assert said in given.content[0].text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda client: client.call_tool("delete_document", {}), "没有“delete_document”这个工具"),
        (lambda client: client.read_resource("file:///etc/passwd"), "没有“file:///etc/passwd”这个资源"),
        (lambda client: client.read_resource("wence://documents/nope"), "nope"),
        (lambda client: client.list_resources(cursor="x"), "nextCursor"),
    ],
)
def test_what_is_not_there_is_named(address: str, asked: Callable[[Client], Awaitable[Any]], said: str) -> None:
    async def refused(client: Client) -> str:
        with pytest.raises(MCPError) as caught:
            await asked(client)
        return str(caught.value)

    assert said in talk(address, refused)


def test_a_fault_of_ours_is_one_sentence_without_its_cause() -> None:
    door = FakeAsk([ValueError("/etc/x")])
    with served(FakeAssistant(FakeStore(FakeCatalog())), door) as address:
        given = talk(address, lambda client: client.call_tool("ask", {"question": RENT}))
    assert given.is_error
    assert "/etc" not in given.content[0].text
    assert "没有处理成功" in given.content[0].text


def test_what_a_model_has_written_is_labelled_also_where_only_the_text_is_read() -> None:
    door = FakeAsk([rent_answer(model="openai:x")])
    with served(FakeAssistant(FakeStore(FakeCatalog())), door) as address:
        given = talk(address, lambda client: client.call_tool("ask", {"question": RENT}))
    assert "人工智能生成" in given.content[0].text


def test_the_history_makes_a_follow_up_understood() -> None:
    door = FakeAsk([rent_answer()])
    asked = {"question": "那第三年呢？", "history": [{"question": "租金补贴多少？", "answer": "80%"}], "region": "河北"}
    with served(FakeAssistant(FakeStore(FakeCatalog())), door) as address:
        talk(address, lambda client: client.call_tool("ask", asked))
    ((question, (turn,), filters),) = door.calls
    assert (question, turn.question, filters.region) == ("那第三年呢？", "租金补贴多少？", "河北")


@pytest.mark.parametrize("shown", [None, "Bearer wrong"])
def test_where_keys_are_set_an_assistant_must_show_one(shown: str | None) -> None:
    assistant = FakeAssistant(FakeStore(FakeCatalog()), Settings(api_keys=SecretStr("first")))
    with served(assistant, FakeAsk([rent_answer()])) as address:
        headers = HEADERS | ({"Authorization": shown} if shown else {})
        refused = httpx.post(f"{address}/mcp", json=HELLO, headers=headers)
        assert refused.status_code == 401
        assert "密钥" in refused.json()["error"]["message"]

        async def ask() -> Any:
            async with (
                httpx2.AsyncClient(headers={"Authorization": "Bearer first"}) as http,
                Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client,
            ):
                return await client.call_tool("ask", {"question": RENT})

        assert not in_a_loop(ask()).is_error


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Content-Type": "text/plain"}, 400),
        ({"Accept": "text/html"}, 406),
    ],
)
def test_a_page_of_another_site_is_refused(address: str, headers: dict[str, str], status: int) -> None:
    assert httpx.post(f"{address}/mcp", json=HELLO, headers=HEADERS | headers).status_code == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"[" * 50_000,
        b'{"jsonrpc": "2.0"}',
        b'{"jsonrpc":"2.0","id":1,"method":"x"}',
        b"\xff",
    ],
)
def test_a_body_that_is_no_request_is_refused_without_an_accident(address: str, body: bytes) -> None:
    answered = httpx.post(f"{address}/mcp", content=body, headers=HEADERS)
    assert 200 <= answered.status_code < 500
    assert "Traceback" not in answered.text


def test_a_body_that_is_too_large_is_refused_and_other_methods_are_not_answered(address: str) -> None:
    large = json.dumps(HELLO | {"padding": "x" * 300_000}).encode()
    assert httpx.post(f"{address}/mcp", content=large, headers=HEADERS).status_code == 413
    for method in ("GET", "DELETE", "PUT"):
        assert httpx.request(method, f"{address}/mcp", headers=HEADERS).status_code == 405
