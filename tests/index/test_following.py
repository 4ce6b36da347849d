"""Homes that share a catalog: each one's postings follow it, change by change, and never show half a document."""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from corpus.document import Chunk
from evals.chroma import a_chroma
from index.agreement import differences
from index.elsewhere import Elsewhere
from index.following import Following
from index.lexical import Lexical
from index.search import search
from index.store import Store
from tests.fakes import BigramEncoder
from tests.in_postgres import Databases, databases  # noqa: F401 - a fixture
from tests.index.stores import make_document

RENT = make_document(
    "第一条 入驻东园区标准厂房的企业，前三年按实缴租金的百分之五十给予补贴。", name="rent", title="租金补贴办法"
)
WEST = make_document("第一条 入驻西园区的企业，租金全免一年。", name="rent", revision="1", title="租金补贴办法")
TALENT = make_document("第一条 引进的博士每人给予生活补贴十万元。", name="talent", title="人才补贴办法")


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with a_chroma(tmp_path_factory.mktemp("chroma")) as url:
        yield url


@pytest.fixture
def shared(databases: Databases, chroma: str, tmp_path: Path) -> Elsewhere:  # noqa: F811
    return Elsewhere(catalog=databases.of(tmp_path), vectors=chroma, originals=str(tmp_path / "originals"))


def opened(home: Path, shared: Elsewhere) -> Store:
    return Store.open(home, BigramEncoder(), elsewhere=shared)


def found(store: Store, query: str) -> list[str]:
    return [hit.chunk.chunk_id for hit in search(store, query)]


def by_words(store: Store, query: str) -> list[str]:
    return [it for it, _ in store.lexical.query({query: 1.0}, 10)]


def test_a_new_home_builds_its_postings_from_the_catalog(shared: Elsewhere, tmp_path: Path) -> None:
    with opened(tmp_path / "a", shared) as first:
        first.add([RENT, TALENT])
        with opened(tmp_path / "b", shared) as second:
            assert by_words(second, "博士") == by_words(first, "博士") != []
            assert found(second, "东园区租金补贴") == found(first, "东园区租金补贴")
            assert differences(second).none


def test_what_one_home_writes_updates_and_removes_the_other_follows(shared: Elsewhere, tmp_path: Path) -> None:
    with opened(tmp_path / "a", shared) as first, opened(tmp_path / "b", shared) as second:
        first.add([RENT, TALENT])
        assert found(second, "东园区") == found(first, "东园区")

        first.add([WEST])
        assert by_words(second, "东") != []  # before it is asked again
        assert found(second, "西园区租金")[0].startswith("rent.1")
        assert by_words(second, "东园区") == []

        second.remove("talent")
        assert found(first, "博士生活补贴") == found(second, "博士生活补贴")
        assert first.lexical.size == second.lexical.size == 1
        assert differences(first).none
        assert differences(second).none


def test_a_home_that_was_away_catches_up_with_what_changed_alone(
    shared: Elsewhere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "a", shared) as first, opened(tmp_path / "b", shared) as second:
        first.add([RENT])
        assert len(found(second, "租金")) == 1
    with opened(tmp_path / "a", shared) as first:
        first.add([TALENT])
    taken: list[str] = []
    apply = Lexical.apply

    def noting(lexical: Lexical, chunks: Iterable[Chunk], drop: Iterable[str] = ()) -> None:
        taken.extend(drop)
        apply(lexical, chunks, drop)

    monkeypatch.setattr(Lexical, "apply", noting)
    monkeypatch.setattr(Following, "build", None)

    with opened(tmp_path / "b", shared) as second:
        assert taken == ["talent.00000000"]
        assert second.lexical.size == 2


def test_a_document_is_not_shown_before_its_words_are_there(
    shared: Elsewhere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "a", shared) as first, opened(tmp_path / "b", shared) as second:
        first.add([TALENT])
        assert found(second, "博士生活补贴")
        follow = Following.follow
        monkeypatch.setattr(Following, "follow", lambda *_given: None)
        first.add([RENT])
        assert [it.split(".")[0] for it in found(second, "东园区租金补贴")] == ["talent"]
        assert second.follower.lag().changes > 0

        monkeypatch.setattr(Following, "follow", follow)
        assert found(second, "东园区租金补贴")[0].startswith("rent")
        assert second.follower.lag().changes == 0


def test_postings_that_were_lost_or_damaged_are_built_anew_while_another_home_writes(
    shared: Elsewhere, tmp_path: Path
) -> None:
    with opened(tmp_path / "a", shared) as first, opened(tmp_path / "b", shared):
        first.add([RENT, TALENT])
    (tmp_path / "b" / "lexical" / "meta.json").write_text("{", "utf-8")
    with opened(tmp_path / "a", shared) as first, first.writer.session(), opened(tmp_path / "b", shared) as second:
        assert second.lexical.size == 2
        assert found(second, "博士生活补贴")[0].startswith("talent")


def test_vectors_that_one_home_builds_anew_are_taken_up_by_the_other(shared: Elsewhere, tmp_path: Path) -> None:
    with opened(tmp_path / "a", shared) as first, opened(tmp_path / "b", shared) as second:
        first.add([RENT, TALENT])
        assert len(found(second, "补贴")) == 2
        with Store.rebuild(tmp_path / "a", BigramEncoder(), elsewhere=shared) as rebuilt:
            assert found(rebuilt, "补贴") == found(second, "补贴") == found(first, "补贴")
            assert second.dense.chunk_ids() == rebuilt.dense.chunk_ids() != []
            assert differences(second).none


def test_a_writer_waits_for_a_process_of_its_home_that_is_following(shared: Elsewhere, tmp_path: Path) -> None:
    with opened(tmp_path / "a", shared) as store:
        following = Lexical(tmp_path / "a" / "lexical")
        begun, over = threading.Event(), threading.Event()

        def follow() -> None:
            with following.writing():
                begun.set()
                over.wait(0.5)

        thread = threading.Thread(target=follow)
        thread.start()
        begun.wait()
        store.add([RENT])
        over.set()
        thread.join()
        assert found(store, "东园区租金补贴")[0].startswith("rent")


def test_a_crash_before_the_mark_costs_nothing(
    shared: Elsewhere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "a", shared) as first, opened(tmp_path / "b", shared) as second:
        first.add([RENT])
        found(second, "租金")
        first.add([TALENT])
        with monkeypatch.context() as struck:
            struck.setattr(Following, "note", lambda *_given: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                found(second, "博士")
        assert found(second, "博士")[0].startswith("talent")
        assert second.lexical.size == 2
