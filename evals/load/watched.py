"""A process seen from outside while it works: memory, file handles, processor time."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import psutil

_EVERY = 1.0
"""Seconds between two looks."""
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Sample:
    """What one look has seen."""

    at: float
    """Seconds since the first."""
    memory_mb: float
    """Resident."""
    handles: int
    threads: int
    processor: float
    """Seconds of the processor that it has used."""


@dataclass(slots=True)
class Watched:
    """All that was seen."""

    samples: list[Sample] = field(default_factory=list)

    def to_json(self, settled: float) -> dict[str, float | int | None]:
        """Figures; slopes are fitted to what was seen from `settled` seconds on, when caches are filled."""
        rest = [it for it in self.samples if it.at >= settled]
        if not rest:
            return {}
        first, last = self.samples[0], self.samples[-1]
        minutes = [it.at / 60 for it in rest]
        return {
            "memory_mb_first": round(first.memory_mb, 1),
            "memory_mb_settled": round(rest[0].memory_mb, 1),
            "memory_mb_last": round(last.memory_mb, 1),
            "memory_mb_most": round(max(it.memory_mb for it in self.samples), 1),
            "memory_mb_per_minute": slope(minutes, [it.memory_mb for it in rest]),
            "handles_first": first.handles,
            "handles_most": max(it.handles for it in self.samples),
            "handles_last": last.handles,
            "handles_per_minute": slope(minutes, [it.handles for it in rest]),
            "threads_most": max(it.threads for it in self.samples),
            "processors": round((last.processor - first.processor) / max(last.at - first.at, _EVERY), 2),
        }


def slope(minutes: Sequence[float], values: Sequence[float]) -> float | None:
    """By how much `values` grow each minute, by least squares; None of fewer than three."""
    if len(values) < 3:
        return None
    return round(float(np.polyfit(np.array(minutes), np.array(values), 1)[0]), 3)


@contextmanager
def watched(pid: int) -> Iterator[Watched]:
    """Looks at a process each second for as long as it is open, or until the process ends."""
    seen, over, began = Watched(), threading.Event(), time.monotonic()
    process = psutil.Process(pid)

    def look() -> None:
        while True:
            try:
                seen.samples.append(_sample(process, time.monotonic() - began))
            except psutil.Error:
                return
            if over.wait(_EVERY):
                return

    thread = threading.Thread(target=look, daemon=True, name="wence-watch")
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def _sample(process: psutil.Process, at: float) -> Sample:
    with process.oneshot():
        times = process.cpu_times()
        memory = process.memory_info().rss / _MEGABYTE
        return Sample(at, memory, process.num_fds(), process.num_threads(), times.user + times.system)
