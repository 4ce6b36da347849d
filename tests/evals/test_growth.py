"""A store that grows: new laws are like the old and like no other, and each size is measured on a real store."""

import json
from pathlib import Path

from corpus.load import load
from corpus.split import split
from evals.growth.run import run
from evals.growth.synthesis import Law, laws, written
from evals.passages import Passage

PLACES = ("云岭市", "临江区", "海川县")
TOPICS = ("招商引资奖励", "园区厂房租金补贴", "企业迁入扶持", "人才公寓配租")


def a_benchmark(folder: Path) -> Path:
    """Twelve rules of three articles each, and a question about each."""
    folder.mkdir()
    rows, queries = [], []
    for place in PLACES:
        for topic in TOPICS:
            title = f"{place}{topic}办法"
            for number, says in enumerate(
                (f"为做好{topic}，制定本办法。", "补贴不超过30万元，按年核定。", "本办法有效期3年。")
            ):
                rows.append({"_id": f"{title}{number}", "title": f"{title} 第{'一二三'[number]}条", "text": says})
            queries.append({"_id": title, "text": f"{place}的{topic}最多多少？"})
    for name, found in (("corpus", rows), ("queries", queries)):
        lines = (json.dumps(it, ensure_ascii=False) for it in found)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def some_laws() -> list[Law]:
    return laws(
        Passage(f"{title}{number}", f"{title} 第{number}条", f"{title}第{number}项：给予补贴{number}0万元，按季拨付。")
        for title in ("云岭市租金办法", "海川县用地办法")
        for number in "一二三四"
    )


def test_articles_under_one_title_are_one_law_in_their_order() -> None:
    first, second = some_laws()

    assert (first.title, second.title) == ("云岭市租金办法", "海川县用地办法")
    assert [heading for heading, _ in first.articles] == ["第一条", "第二条", "第三条", "第四条"]


def test_beyond_the_laws_that_there_are_new_ones_are_written_and_no_two_are_alike(tmp_path: Path) -> None:
    count = written(some_laws(), 200, tmp_path)
    texts = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.rglob("*.md"))]

    assert 200 <= count < 204
    assert sum(text.count("第") > 0 for text in texts) == len(texts) == len(set(texts)) == 50


def test_a_new_law_is_read_as_its_model_is(tmp_path: Path) -> None:
    written(some_laws(), 80, tmp_path)
    documents = [load(path) for path in sorted(tmp_path.rglob("*.md"))]

    assert len(documents) == 20
    assert {tuple(it.path[-1] for it in split(document)) for document in documents} == {
        ("第一条", "第二条", "第三条", "第四条")
    }


def test_a_larger_store_goes_on_from_the_smaller_one(tmp_path: Path) -> None:
    known = some_laws()
    written(known, 40, tmp_path / "at once")

    written(known, 40, tmp_path / "by steps", already=written(known, 16, tmp_path / "by steps"))

    def told(name: str) -> dict[str, str]:
        return {it.name: it.read_text(encoding="utf-8") for it in (tmp_path / name).rglob("*.md")}

    assert told("at once") == told("by steps")
    assert len(told("at once")) == 10


def test_each_size_is_taken_in_rebuilt_backed_up_restored_and_asked(tmp_path: Path) -> None:
    (size,) = run(a_benchmark(tmp_path / "benchmark"), [60], tmp_path / "grown", questions=4)
    told = size.to_json()

    assert (told["documents"], told["articles_given"]) == (20, 60)
    assert size.passages >= 20
    assert size.care is not None
    assert all(it.cpu > 0 for it in (size.ingest, size.care.rebuild, size.care.backup, size.care.restore))
    assert set(size.megabytes) == {"catalog.sqlite3", "originals", "chroma", "lexical"}
    assert all(size.megabytes.values())
    assert (len(size.reader.searches.wall), len(size.reader.answers.wall)) == (4, 1)
    assert not (tmp_path / "grown" / "restored").exists()
