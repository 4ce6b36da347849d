"""A program searches, lists and reads documents."""

from fastapi.testclient import TestClient

from assistant.open import Assistant
from assistant.record import record
from assistant.render import card_json, hit_json
from index.hit import Filters
from index.search import search


def test_search_gives_the_object_of_the_command_line(client: TestClient, assistant: Assistant) -> None:
    found = client.get("/api/search", params={"q": "租金补贴", "k": 2, "status": "all"}).json()

    printed = [hit_json(hit) for hit in search(assistant.store, "租金补贴", 2, Filters(include_past=True))]
    assert found.keys() == {"query", "seconds", "hits"}
    assert [hit | {"source_path": ""} for hit in found["hits"]] == [hit | {"source_path": ""} for hit in printed]
    assert {hit["source_path"] for hit in found["hits"]} <= {"东园.txt", "旧规定.md"}


def test_search_leaves_out_what_has_expired_unless_asked(client: TestClient) -> None:
    def statuses(**more: str) -> set[str]:
        hits = client.get("/api/search", params={"q": "标准厂房 租金 补贴", **more}).json()["hits"]
        return {hit["status"] for hit in hits}

    assert "expired" not in statuses()
    assert "expired" in statuses(status="all")


def test_the_list_has_what_the_filters_admit_page_by_page(client: TestClient) -> None:
    everything = client.get("/api/documents", params={"status": "all"}).json()
    assert everything["total"] == 3
    assert len(client.get("/api/documents").json()["documents"]) == 2
    pages = [
        client.get("/api/documents", params={"status": "all", "limit": 2, "offset": at}).json() for at in (0, 2, 4)
    ]
    assert [page["total"] for page in pages] == [3, 3, 3]
    assert [it for page in pages for it in page["documents"]] == everything["documents"]


def test_the_list_is_narrowed_by_region_and_title(client: TestClient) -> None:
    for params in ({"region": "河北"}, {"title": "物流"}, {"issuer": "沧州市人民政府"}):
        titles = [it["title"] for it in client.get("/api/documents", params=params).json()["documents"]]
        assert titles == ["沧州市物流补贴办法"], params


def test_a_document_is_given_whole_as_the_command_line_shows_it(client: TestClient, assistant: Assistant) -> None:
    listed = client.get("/api/documents", params={"title": "租金补贴办法"}).json()["documents"][0]
    shown = client.get(f"/api/documents/{listed['doc_id']}").json()

    printed = record(assistant.store.catalog, listed["doc_id"], assistant.today)
    assert shown["source_path"] == "东园.txt"
    assert shown["source_paths"] == ["东园.txt"]
    paths = {"source_path": "", "source_paths": ""}
    assert shown | paths == printed | paths
    assert shown["status_evidence"] == "第三条 本办法自2025年3月1日起施行。"


def test_the_list_says_of_a_document_what_the_command_line_says(client: TestClient, assistant: Assistant) -> None:
    listed = client.get("/api/documents").json()["documents"][0]
    card = next(card for card in assistant.store.catalog.cards() if card.doc_id == listed["doc_id"])
    counts = assistant.store.catalog.counts()[card.doc_id]
    assert listed | {"source_path": ""} == card_json(card, assistant.today) | counts | {"source_path": ""}


def test_validity_is_judged_on_the_day_that_is_asked_for(client: TestClient) -> None:
    old = client.get("/api/documents", params={"status": "all", "title": "暂行规定"}).json()["documents"][0]
    assert old["status"] == "expired"
    then = client.get(f"/api/documents/{old['doc_id']}", params={"as_of": "2021-05-01"}).json()
    assert then["status"] == "in_force"


def test_a_quote_is_verbatim_in_the_text_of_its_document(client: TestClient) -> None:
    citation = client.post("/api/ask", json={"question": "租金补贴最高多少？"}).json()["citations"][0]
    text = client.get(f"/api/documents/{citation['doc_id']}/text")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert citation["quote"] in text.text


def test_health_counts_and_tells_nothing_else(client: TestClient) -> None:
    health = client.get("/api/health").json()
    assert health.pop("version")
    assert health == {"ok": True, "documents": 3, "chunks": 9, "model": False}
