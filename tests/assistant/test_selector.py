from pathlib import Path

import numpy as np
import pytest

from assistant.selector import Trees, names, trees
from corpus.errors import SettingError


def test_the_trees_that_ship_look_at_measures_that_there_are() -> None:
    shipped = trees()
    assert shipped.measure.max() < len(names())
    assert shipped.value.shape == (len(shipped.measure), shipped.limit.shape[1] + 1)


def test_a_tree_is_walked_from_its_root_to_a_leaf() -> None:
    one = Trees(
        np.array([[0, 1, 1]], np.uint8), np.array([[0.5, 0.5, 0.5]], np.float32), np.array([[1, 2, 3, 4]], np.float32)
    )
    corners = np.array([[0.5, 0.5], [0, 1], [1, 0], [1, 1]])
    assert one.score(corners).tolist() == [1, 2, 3, 4]


def test_the_order_in_which_a_measure_was_added_up_does_not_decide() -> None:
    one = Trees(np.array([[0]], np.uint8), np.array([[0.3]], np.float32), np.array([[1, 2]], np.float32))
    assert one.score(np.array([[0.1 + 0.2 + 1e-7], [0.3], [0.3 - 1e-7], [0.301]])).tolist() == [1, 1, 1, 2]


def test_trees_that_cannot_be_read_are_named_with_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "selector.safetensors"
    broken.write_bytes(b"no tensors")
    for path in (broken, tmp_path / "absent.safetensors"):
        with pytest.raises(SettingError, match=r"evals\.weights"):
            Trees.open(path)
