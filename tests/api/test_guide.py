"""What a program can call is described, by a schema and by a page that loads nothing from elsewhere."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from fastapi.testclient import TestClient
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from pydantic import SecretStr

from assistant.open import Assistant
from tests.loops import in_a_loop
from tests.web.conftest import RENT, served

ROUTES = {
    "/api/ask",
    "/api/search",
    "/api/documents",
    "/api/documents/{doc_id}",
    "/api/documents/{doc_id}/text",
    "/api/answers/{entry_id}/feedback",
    "/api/corrections",
    "/api/corrections/{correction_id}/undo",
    "/api/log",
    "/api/log/unanswered",
    "/api/feedback",
    "/api/feedback/{feedback_id}/settle",
    "/api/health",
    "/v1/models",
    "/v1/models/{name}",
    "/v1/chat/completions",
}


def test_the_schema_describes_every_route_in_chinese(client: TestClient) -> None:
    paths: dict[str, Any] = client.get("/api/openapi.json").json()["paths"]
    assert paths.keys() == ROUTES
    for methods in paths.values():
        for it in methods.values():
            assert re.search("[一-鿿]", it["summary"])
            assert re.search("[一-鿿]", it["description"])
            content = it["responses"].get("200", {}).get("content")
            assert content is None or content.get("text/plain") or content["application/json"]["schema"].get("$ref")


def test_the_page_names_every_route_and_field_with_an_example(client: TestClient) -> None:
    page = client.get("/api/docs")
    assert page.headers["content-type"].startswith("text/html")
    for route in ROUTES:
        assert route in page.text
    for field in (
        "event: piece",
        "每家企业每年最高100万元。[1]",
        "filters.as_of",
        "citations[].quote",
        "curl -s http://testserver/api/ask",
        "http://testserver/mcp",
        "from openai import OpenAI",
    ):
        assert field in page.text


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing(client: TestClient) -> None:
    page = client.get("/api/docs")
    loaded = re.findall(r"""(?:src|href)=["']?([^"'> ]+)""", page.text)
    assert loaded
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in loaded)
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert client.get("/wence.css").status_code == client.get("/favicon.ico").status_code == 200


def test_each_chapter_stands_once_and_that_of_the_staff_last(client: TestClient) -> None:
    chapters = re.findall("<h2>(.*?)</h2>", client.get("/api/docs").text.partition("<main")[2])
    assert len(chapters) == len(set(chapters))
    assert chapters[-1] == "管理（需要工作人员密钥）"


def test_a_strange_host_name_cannot_become_part_of_the_page(client: TestClient) -> None:
    page = client.get("/api/docs", headers={"Host": "<img src=x>"})
    assert "<img" not in page.text


def test_the_root_leads_to_the_page(client: TestClient) -> None:
    assert client.get("/api").url.path == "/api/docs"


def test_the_page_speaks_english_where_the_visitor_has_chosen_it(client: TestClient) -> None:
    page = client.get("/api/docs", headers={"Cookie": "wence-language=en; wence-theme=dark"}).text
    assert '<html lang="en" class="dark">' in page
    prose = page.partition("<main")[2].partition('class="operation"')[0].rpartition("<h2>")[0]
    said = re.sub(r"<(pre|table)\b.*?</\1>|<[^>]+>", "", prose, flags=re.S)
    assert "From the shell" in page
    assert not re.search("[一-鿿]", said)


@pytest.mark.parametrize("keyed", [False, True], ids=["open", "with keys"])
def test_every_example_of_the_page_works_as_it_stands(assistant: Assistant, keyed: bool) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine: apt-get install curl")
    settings = assistant.settings.model_copy(update={"api_keys": SecretStr("first-key") if keyed else None})
    with served(replace(assistant, settings=settings)) as address:
        page = httpx.get(f"{address}/api/docs").text
        examples = [
            (kind, unescape(text)) for kind, text in re.findall(r'<code data-run="(\w+)">(.*?)</code>', page, re.S)
        ]
        assert {kind for kind, _ in examples} >= {"bash", "python", "json"}
        for kind, text in examples:
            works(kind, text.replace("密钥", "first-key") if keyed else text)


def test_the_examples_for_staff_work_as_they_stand(own: Assistant, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine: apt-get install curl")
    for name in ("东湖租金补贴办法.pdf", "租金补贴办法.pdf"):
        (tmp_path / name).write_text(RENT.replace("东园区", name[:2]), encoding="utf-8")
    settings = own.settings.model_copy(update={"api_keys": SecretStr("staff:desk-key")})
    with served(replace(own, settings=settings)) as address:
        page = httpx.get(f"{address}/api/docs").text
        examples = [unescape(text) for text in re.findall(r'<code data-run="staff">(.*?)</code>', page, re.S)]
        for text in examples:
            command = ["bash", "-c", text.replace("密钥", "desk-key")]
            done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path, check=False)
            assert done.returncode == 0, text + done.stderr
            assert '"error"' not in done.stdout, text + done.stdout
    assert len(examples) >= 8
    titles = [card.title for card in own.store.catalog.cards()]
    assert "云岭市东湖租金补贴办法" in titles
    assert "云岭市东园区租金补贴办法" not in titles, "the example removes the document whose id it shows"


def works(kind: str, text: str) -> None:
    if kind == "json":
        (server,) = json.loads(text)["mcpServers"].values()
        if "url" in server:
            assert in_a_loop(tools_of(server)) == ["search", "ask", "get_document", "list_documents"]
        else:
            assert (server["command"], *server["args"]) == ("wence", "mcp")
        return
    if kind in ("staff", "sketch"):
        return
    program = ["bash", "-c", text] if kind == "bash" else [sys.executable, "-W", "error", "-c", text]
    done = subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, text + done.stderr
    assert done.stdout.strip(), text
    assert '"error"' not in done.stdout, text + done.stdout
    if "租金补贴" in text:
        assert "100万元" in done.stdout, text + done.stdout


async def tools_of(server: dict[str, Any]) -> list[str]:
    async with (
        httpx2.AsyncClient(headers=server.get("headers", {})) as http,
        Client(streamable_http_client(server["url"], http_client=http)) as client,
    ):
        return [tool.name for tool in (await client.list_tools()).tools]
