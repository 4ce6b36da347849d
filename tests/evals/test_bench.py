import json
from pathlib import Path

import pytest

from evals import bench
from evals.passages import Passage
from evals.rivals import RIVALS

PASSAGES = [
    Passage("a", "示例市租金减免办法", "入驻园区的企业，前三年租金全免。"),
    Passage("b", "示例市养犬管理条例", "养犬应当登记，登记费每年一百元。"),
    Passage("c", "示例市人才办法", "引进的博士给予住房补贴二十万元。"),
]


@pytest.mark.parametrize("system", RIVALS)
def test_every_system_finds_the_passage_that_says_it(system: str) -> None:
    for package in {"langchain": ["langchain_chroma"], "bm25": ["bm25s", "jieba"]}.get(system, []):
        pytest.importorskip(package, reason="part of the extra `bench`")
    with RIVALS[system](PASSAGES) as rival:
        assert rival.find("养犬登记费多少钱", 2)[0] == "b"


def test_a_sample_holds_what_is_relevant_and_is_the_same_every_time(tmp_path: Path) -> None:
    rows = [{"_id": str(at), "title": "法", "text": f"第{at}条"} for at in range(50)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    first, again = (bench._sample(tmp_path, {"7", "40"}, 10) for _ in range(2))
    assert first == again
    assert len(first) == 10
    assert {"7", "40"} <= {it.passage_id for it in first}


def test_the_table_gives_each_system_as_a_ratio_to_wence() -> None:
    quality = [
        bench.Quality(name, 1000, build, 0.5, 0.8, 0.4, query, 2 * query, 100.0)
        for name, build, query in (("wence", 2.0, 10.0), ("bm25", 3.0, 5.0))
    ]
    files = [bench.Files("wence", 3, 30, 4.0, 100.0), bench.Files("langchain", 3, 40, 10.0, 100.0)]
    table = "\n".join(bench._table(quality, files))
    assert "5.0 / 10.0 (0.50 ×)" in table
    assert "3.0 (1.50 ×)" in table
    assert "| LangChain + Chroma | 3 | 40 | 10.0 | 2.50 × |" in table
