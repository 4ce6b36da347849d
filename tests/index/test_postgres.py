"""A catalog in PostgreSQL is what one in a file is: written by one, read by many, whole after a crash."""

import multiprocessing
import os
import signal
import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from corpus.errors import StoreError
from evals.postgres import Server
from index.agreement import differences
from index.catalog import Catalog
from index.dense import Dense
from index.elsewhere import Elsewhere
from index.hit import Filters
from index.ingest import ingest
from index.journal import Journal
from index.search import search
from index.store import Store
from tests.fakes import BigramEncoder
from tests.in_postgres import Databases, databases  # noqa: F401 - a fixture
from tests.index.stores import make_document

TEXT = (
    "云岭市{}园区租金补贴办法\n第一条 企业租用标准厂房的，前两年按照实际租金的{}%给予补贴。\n第二条 每年最高20万元。\n"
)


@pytest.fixture
def elsewhere(databases: Databases, tmp_path: Path) -> Elsewhere:  # noqa: F811
    return Elsewhere(catalog=databases.of(tmp_path))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("东", "西", "Beta", "alpha"):
        (folder / f"{name}.txt").write_text(TEXT.format(name, 80), "utf-8")
    return folder


def opened(tmp_path: Path, elsewhere: Elsewhere) -> Store:
    return Store.open(tmp_path / "home", BigramEncoder(), elsewhere=elsewhere)


def found(store: Store, query: str) -> set[str]:
    return {hit.chunk.card.title for hit in search(store, query)}


def test_documents_are_found_changed_and_removed_as_in_a_file(
    tmp_path: Path, files: Path, elsewhere: Elsewhere
) -> None:
    with opened(tmp_path, elsewhere) as store:
        ingest(store, [files])
        (files / "东.txt").write_text(TEXT.format("东", 95), "utf-8")
        (files / "西.txt").unlink()
        report = ingest(store, [files])
        assert (len(report.updated), len(report.removed), len(report.unchanged)) == (1, 1, 2)
    with opened(tmp_path, elsewhere) as store:
        assert not (tmp_path / "home" / "catalog.sqlite3").exists()
        assert differences(store).none
        cards = store.catalog.cards()
        assert [Path(it.source_path).stem for it in cards] == ["Beta", "alpha", "东"], "by numbers of characters"
        assert "95%" in search(store, "东园区租金补贴")[0].chunk.text
        assert len(search(store, "租金补贴", filters=Filters(as_of=date(2026, 1, 1)))) >= 3
        (former,) = store.catalog.former(cards[2].doc_id)
        assert "80%" in store.catalog.document(cards[2].doc_id, former.revision).text


def test_what_postgresql_would_refuse_is_kept(tmp_path: Path, elsewhere: Elsewhere) -> None:
    long = make_document(
        "第一条 甲\0乙。\n", title="关于" + "支持企业发展的若干措施" * 900, source_path="x." + "y" * 60
    )

    with opened(tmp_path, elsewhere) as store:
        store.add([long])
        kept = store.catalog.document("d1")

    assert kept.text == "第一条 甲\ufffd乙。\n", "no text may hold NUL there; places stay where they are"
    assert (kept.card.title, kept.card.source_path) == (long.card.title, long.card.source_path)


def test_the_holder_of_the_lock_is_named_and_readers_go_on(tmp_path: Path, files: Path, elsewhere: Elsewhere) -> None:
    with opened(tmp_path, elsewhere) as writer, opened(tmp_path, elsewhere) as other:
        ingest(writer, [files])
        with writer.writer.session():
            with pytest.raises(StoreError, match=rf"正在被另一个.*的进程号 {os.getpid()}，自 .* UTC 起") as refused:
                ingest(other, [files])
            assert "东" in "".join(found(other, "东园区租金"))
        assert "wence:" not in str(refused.value), "no user, no password"
        assert len(ingest(other, [files]).unchanged) == 4


def test_a_writer_whose_lock_was_lost_writes_nothing_more(tmp_path: Path, elsewhere: Elsewhere, files: Path) -> None:
    with opened(tmp_path, elsewhere) as store:
        ingest(store, [files])
        other = store.catalog.database.new_lock()  # as another machine has it
        with store.writer.session():
            _cut(elsewhere, "application_name LIKE 'wence writer%'")
            with other.held():
                refused = _refusal(store)
            assert "写入权已经失去" in refused
            assert "写入权已经失去" in _refusal(store), "even when the other has let it go again"
        assert "d1" not in {it.doc_id for it in store.catalog.cards()}
        assert store.add([make_document("第一条 重新取得写入权。\n")]) == 1
        assert differences(store).none


def _refusal(store: Store) -> str:
    with pytest.raises(StoreError) as refused:
        store.add([make_document("第一条 不该写进去。\n")])
    return str(refused.value)


def _cut(elsewhere: Elsewhere, which: str) -> None:
    """End connections to the database, as a firewall or an administrator does."""
    engine = create_engine(elsewhere.catalog or "")
    with engine.connect() as connection:
        ended = (
            f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND {which}"
        )
        connection.execute(text(ended))
    engine.dispose()


def test_a_server_that_was_restarted_is_met_again(
    tmp_path: Path, files: Path, elsewhere: Elsewhere, postgres: Server
) -> None:
    with opened(tmp_path, elsewhere) as store:
        ingest(store, [files])
        postgres.stop("immediate")
        try:
            with pytest.raises(StoreError, match="现在连不上，恢复后会自动重新连接") as away:
                search(store, "东园区租金")
        finally:
            postgres.start()
        assert "127.0.0.1" not in str(away.value), "visitors read it"
        assert "东" in "".join(found(store, "东园区租金"))
        assert len(ingest(store, [files]).unchanged) == 4


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql+psycopg://wence:geheim@127.0.0.1:1/none", "PostgreSQL 127.0.0.1:1/none 打不开"),
        ("postgresql+psycopg://wence:ge@heim:no port/none", "不是能读懂的地址"),
        ("mysql://wence:geheim@127.0.0.1/none", "只支持 PostgreSQL"),
        ("postgresql://wence:geheim@127.0.0.1", "没有写库名"),
    ],
)
def test_an_address_that_does_not_serve_is_one_sentence_without_the_password(
    tmp_path: Path, address: str, said: str
) -> None:
    with pytest.raises(StoreError, match=said) as refused:
        Catalog(tmp_path, Elsewhere(catalog=address))

    assert "heim" not in f"{refused.value} {Elsewhere(catalog=address)!r}"


def test_a_newer_catalog_is_left_as_it_is(tmp_path: Path, elsewhere: Elsewhere) -> None:
    catalog = Catalog(tmp_path, elsewhere)
    with catalog.engine.begin() as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE name = 'schema'"))
    catalog.close()

    with pytest.raises(StoreError, match=r"PostgreSQL 127\.0\.0\.1:\d+/\w+ 的结构版本是 99，比这个程序的 6 新"):
        Catalog(tmp_path, elsewhere)


def test_many_that_open_an_empty_database_at_once_make_its_tables_once(tmp_path: Path, elsewhere: Elsewhere) -> None:
    failed: list[BaseException] = []

    def begin() -> None:
        try:
            Catalog(tmp_path, elsewhere).close()
        except BaseException as error:  # told below
            failed.append(error)

    threads = [threading.Thread(target=begin) for _ in range(6)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()

    assert failed == []


def _killed_at(home: Path, elsewhere: Elsewhere, files: Path, owner: str, step: str) -> None:
    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr({"Journal": Journal, "Dense": Dense}[owner], step, die)
    with Store.open(home, BigramEncoder(), elsewhere=elsewhere) as store:
        ingest(store, [files])


@pytest.mark.parametrize(("owner", "step"), [("Dense", "upsert"), ("Journal", "publish"), ("Journal", "retire")])
def test_an_ingest_that_is_killed_leaves_each_document_whole_or_absent(
    tmp_path: Path, files: Path, elsewhere: Elsewhere, owner: str, step: str
) -> None:
    with opened(tmp_path, elsewhere) as store:
        ingest(store, [files / "东.txt"])
    (files / "东.txt").write_text(TEXT.format("东", 95), "utf-8")

    arguments = (tmp_path / "home", elsewhere, files, owner, step)
    process = multiprocessing.get_context("spawn").Process(target=_killed_at, args=arguments)
    process.start()
    process.join(120)

    assert process.exitcode == -signal.SIGKILL
    with opened(tmp_path, elsewhere) as store:
        assert differences(store).none
        assert len(store.catalog.cards()) == (1 if step != "retire" else 4)
        assert ("95%" in search(store, "东园区租金补贴")[0].chunk.text) == (step == "retire")
        ingest(store, [files])
        assert len(store.catalog.cards()) == 4
        assert differences(store).none
