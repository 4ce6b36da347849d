"""One writer and many readers: nobody waits, nobody sees half a document."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import StoreError
from index.ingest import ingest
from index.search import search
from tests.index.stores import make_document, open_store

VISITORS = 50
EDITIONS = 6


def _edition(number: int) -> str:
    return "".join(f"第{number}版规定，租用标准厂房的第{at}年补贴{number}元。\n" for at in range(1, 5))


def test_fifty_visitors_ask_while_a_document_is_replaced_again_and_again(tmp_path: Path) -> None:
    done = threading.Event()
    seen: set[frozenset[str]] = set()

    with open_store(tmp_path) as reader, open_store(tmp_path) as writer:
        writer.add([make_document(_edition(0), name="d", revision="0")])

        def visit(_number: int) -> int:
            asked = 0
            while asked < 2 or not done.is_set():
                hits = [hit.chunk.text.strip() for hit in search(reader, "租用标准厂房补贴", k=10)]
                seen.add(frozenset(hits))
                asked += 1
            return asked

        with ThreadPoolExecutor(VISITORS) as visitors:
            visits = visitors.map(visit, range(VISITORS))
            for number in range(1, EDITIONS):
                writer.add([make_document(_edition(number), name="d", revision=str(number))])
            done.set()
            assert sum(visits) >= 2 * VISITORS
    whole = {frozenset(_edition(number).splitlines()) for number in range(EDITIONS)}
    mixed = [found for found in seen if not any(found <= one for one in whole)]
    assert mixed == []
    assert whole & seen


def test_of_two_ingests_at_once_one_is_told_to_wait_and_both_end_whole(tmp_path: Path) -> None:
    for name in ("东", "西"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "办法.txt").write_text(f"云岭市{name}园区办法\n第一条 {name}园区的补贴为20%。\n", "utf-8")
    with open_store(tmp_path) as first, open_store(tmp_path) as second:
        with first.writer.session():
            with pytest.raises(StoreError, match="正在被另一个进程或线程写入"):
                ingest(second, [tmp_path / "西"])
            ingest(first, [tmp_path / "东"])
        ingest(second, [tmp_path / "西"])
        assert {hit.chunk.card.title for hit in search(first, "园区补贴")} == {"云岭市东园区办法", "云岭市西园区办法"}
