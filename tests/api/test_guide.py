"""What a program can call is described, by a schema and by a page that loads nothing from elsewhere."""

import re
from typing import Any

from fastapi.testclient import TestClient

ROUTES = {
    "/api/ask",
    "/api/search",
    "/api/documents",
    "/api/documents/{doc_id}",
    "/api/documents/{doc_id}/text",
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
            content = it["responses"]["200"]["content"]
            assert content.get("text/plain") or content["application/json"]["schema"].get("$ref")


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


def test_a_strange_host_name_cannot_become_part_of_the_page(client: TestClient) -> None:
    page = client.get("/api/docs", headers={"Host": "<img src=x>"})
    assert "<img" not in page.text


def test_the_root_leads_to_the_page(client: TestClient) -> None:
    assert client.get("/api").url.path == "/api/docs"
