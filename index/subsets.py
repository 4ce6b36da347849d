"""The vectors of the selections that were searched last, kept as long as there is room."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

from index.dense import Subset
from index.selection import Selection

_ROOM = 100_000
"""Chunks of all selections together, at 1 KB each: dozens of regions and kinds, or a few large ones."""
_SHARE = 0.25
"""Of all chunks there are, where that is more: regions of a large store are large, and it takes more memory anyway."""


class Subsets:
    """Vectors by selection. Safe to use from many threads, which may load the same one twice."""

    def __init__(self, load: Callable[[Sequence[str]], Subset], room: int = _ROOM) -> None:
        """`load` gives the vectors of chunks; of more than `room` chunks, or a quarter of the store, those are forgotten that were used longest ago."""
        self._load = load
        self._room = room
        self._kept: OrderedDict[Selection, Subset] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, selection: Selection) -> Subset:
        """The vectors of what a selection allows. Raises what `load` raises."""
        with self._lock:
            if (kept := self._kept.get(selection)) is not None:
                self._kept.move_to_end(selection)
                return kept
        loaded = self._load(selection.chunk_ids)
        room = max(self._room, int(_SHARE * selection.total))
        with self._lock:
            self._kept[selection] = loaded
            while len(self._kept) > 1 and sum(len(it.chunk_ids) for it in self._kept.values()) > room:
                self._kept.popitem(last=False)
        return loaded
