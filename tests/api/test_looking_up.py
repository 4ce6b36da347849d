"""A program searches, lists and reads documents."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.api.app import build_api
from assistant.ask import ask
from assistant.open import Assistant
from assistant.record import record
from assistant.render import card_json, hit_json
from assistant.settings import Settings
from index.encoder import open_encoder
from index.hit import Filters
from index.ingest import ingest
from index.search import search
from index.store import Store


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


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"kind": "新闻"}, set()),
        ({"since": "2025-03-01"}, {"沧州市物流补贴办法"}),
        ({"until": "2025-03-01"}, {"云岭市东园区租金补贴办法"}),
        ({"since": "2025-02-10", "until": "2025-02-10"}, {"云岭市东园区租金补贴办法"}),
        ({"issuer": "管理委员会"}, {"云岭市东园区租金补贴办法"}),
        ({"region": "廊坊"}, set()),
        ({"as_of": "2021-05-01", "title": "暂行"}, {"云岭市东园区租金补贴暂行规定"}),
    ],
)
def test_each_filter_narrows_the_list(client: TestClient, filters: dict[str, str], titles: set[str]) -> None:
    assert {it["title"] for it in client.get("/api/documents", params=filters).json()["documents"]} == titles


LONG = """云岭市东园区企业服务办法
第一条 本办法适用于在云岭市东园区注册、纳税并实际经营的企业。
第二条 园区设立企业服务专员，每名专员联系企业不超过三十家，每季度走访一次并记录企业诉求。
第三条 企业办理用水、用电、用气和通信接入的，由园区管委会统一受理，五个工作日内转交有关单位办结。
第四条 企业新增设备投资超过五百万元的，可以申请设备投资补助，补助按照实际支出的百分之八计算。
第五条 企业招用应届高校毕业生满一年的，每人给予用工补助三千元，由园区财政在次年第一季度兑付。
第六条 企业对服务不满意的，可以向园区监督电话投诉，园区应当在三个工作日内答复处理情况。
"""


def test_a_text_that_was_published_twice_is_listed_twice(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    for name, last in (("东园", "东园区网站"), ("市政府", "市政府门户网站")):
        (tmp_path / "policies" / f"{name}.txt").write_text(f"{LONG}{last}转发\n", encoding="utf-8")
    with Store.open(tmp_path / "home", open_encoder()) as store:
        ingest(store, [tmp_path / "policies"])
        assert store.catalog.copies()
        client = TestClient(build_api(Assistant(store, Settings()), ask))
        assert client.get("/api/documents").json()["total"] == 2


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
