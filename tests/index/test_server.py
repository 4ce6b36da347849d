"""Vectors at a Chroma server, the one that `chroma run` starts, shared by homes and sometimes away."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.operations.health import Readiness, _open
from corpus.errors import SettingError, VectorsAway
from evals.chroma import a_chroma, free_port
from index.agreement import differences
from index.backup import back_up, unpack
from index.chroma import server as chroma_server
from index.chroma.naming import collection_of
from index.chroma.server import Server
from index.elsewhere import Elsewhere
from index.hit import Filters
from index.search import search
from index.store import Store
from tests.fakes import BigramEncoder
from tests.index.fronts import answering, in_front_of, silent
from tests.index.stores import make_document

RENT = make_document(
    "第一条 入驻东园区标准厂房的企业，前三年按实缴租金的百分之五十给予补贴，每年最高三十万元。",
    name="rent",
    title="租金补贴办法",
)
TALENT = make_document("第一条 引进的博士每人给予生活补贴十万元，分三年发放。", name="talent", title="人才生活补贴办法")


_COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections"


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with a_chroma(tmp_path_factory.mktemp("chroma")) as url:
        yield url


@pytest.fixture(autouse=True)
def _asked_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma_server, "_SPARED", 0.0)


def opened(home: Path, url: str, token: str | None = None) -> Store:
    return Store.open(home, BigramEncoder(), elsewhere=Elsewhere(vectors=url, vectors_token=token))


def found(store: Store, query: str, **filters: str) -> list[str]:
    return [hit.chunk.card.doc_id for hit in search(store, query, 5, Filters(**filters))]  # type: ignore[arg-type]


def test_what_is_written_is_found_updated_and_removed_at_a_server(chroma: str, tmp_path: Path) -> None:
    with opened(tmp_path / "home", chroma) as store:
        store.add([RENT, TALENT])
        assert found(store, "厂房租金补贴")[0] == "rent"
        assert store.dense.size == store.catalog.size() == 2
        assert not list((tmp_path / "home").glob("chroma*"))

        store.add(
            [make_document("第一条 入驻西园区的企业，租金全免一年。", name="rent", revision="1", title="租金补贴办法")]
        )
        store.remove("talent")

        assert differences(store).none
        assert found(store, "西园区租金全免") == ["rent"]
        assert store.dense.size == 1


def test_vectors_are_found_by_a_filter_as_well(chroma: str, tmp_path: Path) -> None:
    with opened(tmp_path / "home", chroma) as store:
        store.add([RENT, TALENT])
        subset = store.dense.subset([it.chunk_id for it in store.catalog.chunks("talent")])
        (best, _), *others = subset.query(store.encoder.encode_queries(["博士生活补贴"])[0], 5)
        assert (best.split(".")[0], others) == ("talent", [])
        with pytest.raises(KeyError):
            store.dense.subset(["nobody.00000000.0"])


def test_while_the_server_is_away_words_alone_answer_and_it_is_taken_up_again_without_a_restart(tmp_path: Path) -> None:
    data, port = tmp_path / "chroma", free_port()
    with a_chroma(data, port) as url:
        store = opened(tmp_path / "home", url)
        store.add([RENT, TALENT])
    with store:
        assert found(store, "厂房租金补贴") == ["rent", "talent"]
        with pytest.raises(VectorsAway, match=r"WENCE_CHROMA_URL.*不必重启"):
            _ = store.dense.size
        assert _open(store) == Readiness(
            True, "可以提问；向量服务现在不能用，暂时只按词语检索，请管理员运行 wence doctor。"
        )
        with pytest.raises(VectorsAway):
            store.add([make_document("第一条 厂房装修补贴每平方米二百元。", name="later")])
        assert [card.doc_id for card in store.catalog.cards()] == ["rent", "talent"]

        with a_chroma(data, port):
            assert store.dense.size == 2
            assert found(store, "东园区标准厂房")[0] == "rent"
            store.add([make_document("第一条 厂房装修补贴每平方米二百元。", name="later")])
            assert differences(store).none
            assert _open(store).said == "可以提问。"


def test_a_service_starts_while_the_server_is_away(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    data, port = tmp_path / "chroma", free_port()
    with a_chroma(data, port) as url, opened(tmp_path / "home", url) as store:
        store.add([RENT])

    with opened(tmp_path / "home", url) as store:
        assert found(store, "厂房租金补贴") == ["rent"]
        assert "检索暂时只按词语进行" in caplog.text
        with a_chroma(data, port):
            assert store.dense.size == 1


def test_a_failed_server_is_spared_so_that_visitors_do_not_wait_for_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chroma_server, "_SPARED", 600.0)
    monkeypatch.setattr(chroma_server, "_ANSWER", 0.2)
    with silent() as (url, calls), opened(tmp_path / "home", url) as store:
        for _ in range(5):
            assert found(store, "厂房租金补贴") == []
        assert len(calls) == 1


def test_a_server_that_was_spoken_to_and_falls_silent_holds_nobody_up(
    chroma: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chroma_server, "_ANSWER", 0.5)
    with in_front_of(chroma) as front, opened(tmp_path / "home", front.url) as store:
        store.add([RENT])
        front.speaks.clear()
        assert found(store, "厂房租金补贴") == ["rent"]
        front.speaks.set()
        assert store.dense.size == 1


def test_vectors_that_a_server_has_lost_are_named_with_the_way_to_make_them(chroma: str, tmp_path: Path) -> None:
    place = Elsewhere(vectors=chroma)
    with opened(tmp_path / "home", chroma) as store:
        store.add([RENT])
        erase(chroma, store)
        assert found(store, "厂房租金补贴") == ["rent"]
        with pytest.raises(VectorsAway, match="wence reindex"):
            _ = store.dense.size
        with Store.rebuild(tmp_path / "home", BigramEncoder(), elsewhere=place) as rebuilt:
            assert differences(rebuilt).none
        assert found(store, "厂房租金补贴") == ["rent"]
        assert store.dense.size == 1


def test_vectors_built_anew_are_taken_up_by_others_and_the_former_ones_deleted(chroma: str, tmp_path: Path) -> None:
    place = Elsewhere(vectors=chroma)
    with opened(tmp_path / "home", chroma) as store:
        store.add([RENT])
        former = collection_of(store.catalog.engine, 0)
        with Store.rebuild(tmp_path / "home", BigramEncoder(), elsewhere=place) as rebuilt:
            names = collections(chroma)
            assert former not in names
            assert collection_of(rebuilt.catalog.engine, 1) in names
            assert found(store, "厂房租金补贴") == ["rent"]
            assert store.dense.chunk_ids() == rebuilt.dense.chunk_ids() != []


def test_a_restored_copy_never_touches_the_vectors_of_the_living_one(chroma: str, tmp_path: Path) -> None:
    place = Elsewhere(vectors=chroma)
    with opened(tmp_path / "home", chroma) as store:
        store.add([RENT, TALENT])
        back_up(tmp_path / "home", tmp_path / "backup.tar.gz", place)
        unpack(tmp_path / "backup.tar.gz", tmp_path / "copy", place)
        with Store.rebuild(tmp_path / "copy", BigramEncoder(), elsewhere=place) as copy:
            copy.remove("talent")
            assert differences(copy).none
        assert differences(store).none
        assert store.dense.size == 2


def test_the_token_is_shown_and_a_wrong_one_told(chroma: str, tmp_path: Path) -> None:
    with in_front_of(chroma, token="right") as front:
        with opened(tmp_path / "home", front.url, "right") as store:
            store.add([RENT])
            assert store.dense.size == 1
        with pytest.raises(VectorsAway, match="WENCE_CHROMA_TOKEN"):
            Server(front.url, "wrong").version()
    assert "right" not in repr(Elsewhere(vectors=front.url, vectors_token="right"))


@pytest.mark.parametrize(
    "url", ["chroma:8000", "ftp://chroma:8000", "http://", "http://a:b@chroma:8000", "http://chroma:x"]
)
def test_an_address_that_is_none_is_refused_with_the_setting_s_name(url: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="WENCE_CHROMA_URL"):
        opened(tmp_path / "home", url)


def test_chroma_s_python_server_is_never_spoken_to(tmp_path: Path) -> None:
    with answering({"Server": "uvicorn"}, b'"1.5.9"') as url:
        with pytest.raises(SettingError, match="chroma run"):
            Server(url).version()
        with pytest.raises(SettingError, match="chroma run"):
            opened(tmp_path / "home", url)


def test_something_else_that_answers_is_no_chroma() -> None:
    with answering({}, b"<html>Welcome") as url, pytest.raises(VectorsAway, match="不像 Chroma"):
        Server(url).version()


def collections(url: str) -> list[str]:
    return [it["name"] for it in httpx.get(f"{url}{_COLLECTIONS}").json()]


def erase(url: str, store: Store) -> None:
    httpx.delete(f"{url}{_COLLECTIONS}/{collection_of(store.catalog.engine, 0)}").raise_for_status()
