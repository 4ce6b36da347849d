"""Vectors of what people filter by are kept by how many they are, not by how many filters there were."""

from collections.abc import Sequence

import numpy as np

from index.dense import Subset
from index.selection import Selection
from index.subsets import Subsets


class Loading:
    """Gives zeros, and remembers of what."""

    def __init__(self) -> None:
        self.loaded: list[str] = []

    def __call__(self, chunk_ids: Sequence[str]) -> Subset:
        self.loaded.append(chunk_ids[0].rpartition(".")[0])
        return Subset(tuple(chunk_ids), np.zeros((len(chunk_ids), 4), dtype=np.float32))


def select(key: str, count: int, total: int = 200) -> Selection:
    return Selection({key: count}, frozenset(), total)


def test_many_small_selections_are_kept_and_a_large_one_drives_out_those_unused_for_longest() -> None:
    load = Loading()
    subsets = Subsets(load, room=100)
    small = [select(f"s{number}", 10) for number in range(8)]
    for one in (*small, *small):
        assert len(subsets.of(one).chunk_ids) == 10
    assert load.loaded == [f"s{number}" for number in range(8)]

    subsets.of(select("large", 70))
    load.loaded.clear()
    for one in reversed(small):
        subsets.of(one)
    assert load.loaded == ["s4", "s3", "s2", "s1", "s0"]


def test_a_selection_larger_than_all_room_is_kept_alone() -> None:
    load = Loading()
    subsets, large = Subsets(load, room=100), select("large", 500)
    subsets.of(select("small", 10))
    subsets.of(large)
    assert subsets.of(large) is subsets.of(large)
    assert load.loaded == ["small", "large"]


def test_in_a_large_store_there_is_more_room() -> None:
    load = Loading()
    subsets, regions = Subsets(load, room=100), [select(f"r{number}", 90, total=1000) for number in range(2)]
    for one in (*regions, *regions):
        subsets.of(one)
    assert load.loaded == ["r0", "r1"]
