"""`kill -9` while the store is written: nothing is half there afterwards, and what is wrong would be noticed."""

import random
from pathlib import Path

from evals import crashes
from evals.editions import Editions
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store


def test_after_being_killed_amid_its_deeds_a_store_agrees_and_answers() -> None:
    figures = crashes.run(4, seed=3).to_json()
    assert (figures["n"], figures["survived"]) == (4, 4)
    assert (figures["wrong"], figures["wrong_at_the_end"]) == ([], [])


def test_a_store_that_lost_a_vector_or_mixes_editions_is_not_taken_for_sound(tmp_path: Path) -> None:
    editions = Editions(tmp_path / "files", random.Random(1))
    editions.begin()
    with Store.open(tmp_path / "home", open_encoder()) as store:
        ingest(store, [tmp_path / "files"])
    assert crashes.looked_over(tmp_path / "home", editions) == []

    (tmp_path / "files" / "办法0.txt").write_text("云岭市办法0\n第一条 办法0第1版规定，办法0第2版规定。\n", "utf-8")
    with Store.open(tmp_path / "home", open_encoder()) as store:
        ingest(store, [tmp_path / "files"])
        store.dense.delete([store.catalog.chunks(store.catalog.cards()[5].doc_id)[0].chunk_id])
    wrong = "".join(crashes.looked_over(tmp_path / "home", editions))
    assert "办法0.txt 混有几个版本" in wrong
    assert "不一致" in wrong
