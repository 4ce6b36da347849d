"""`kill -9` while the store is written: nothing is half there afterwards, and what is wrong would be noticed."""

import random
from pathlib import Path

from evals.crashes.afterwards import look
from evals.crashes.deeds import Kind
from evals.crashes.editions import Editions
from evals.crashes.run import run
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store


def test_after_being_killed_amid_its_deeds_a_store_agrees_and_answers() -> None:
    figures = run(6, seed=3).to_json()
    assert (figures["wrong"], figures["wrong_at_the_end"]) == ([], [])
    assert figures["n"] == figures["survived"]
    assert len(figures["by_kind"]) > 1  # type: ignore[arg-type]  # counts by kind


def test_a_store_that_lost_or_mixed_something_is_not_taken_for_sound(tmp_path: Path) -> None:
    world = Editions(tmp_path / "files", random.Random(1))
    world.begin()
    files, home = tmp_path / "files", tmp_path / "home"
    with Store.open(home, open_encoder()) as store:
        ingest(store, [files])
    sound = look(home, world)
    assert sound.wrong == ()

    (files / "办法0.txt").write_text("云岭市办法0\n第一条 办法0第1版规定，办法0第2版规定。\n", "utf-8")
    with Store.open(home, open_encoder()) as store:
        ingest(store, [files])
        named = {Path(card.source_path).name: card for card in store.catalog.cards()}
        store.dense.delete([store.catalog.chunks(named["办法5.txt"].doc_id)[0].chunk_id])
        store.remove(named["办法6.txt"].doc_id)
        store.catalog.original(named["办法7.txt"].revision).unlink()
    wrong = "".join(look(home, world, Kind.CORRECT, sound.editions).wrong)
    assert "办法0.txt 不是完整的一版" in wrong
    assert "1 段缺向量" in wrong
    assert "办法6.txt 丢失了" in wrong
    assert "lost=(Original(" in wrong
