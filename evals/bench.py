"""Wence beside what a user would pick instead, in one run, on the same files and with the same encoder.

    python -m evals.bench ../shared [--sizes 1000,10000,147288] [--out evals/reports]

Every measurement runs in a process of its own, one after the other, so that memory is told apart and nothing is warm
that was not warmed. Prints a table of figures and ratios, and writes them as JSON named by the commit, with a plot.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from evals import metrics
from evals.beir import qrels_files, read_qrels, rows
from evals.passages import Passage
from evals.report.setup import commit
from evals.rivals import RIVALS, chroma_alone, stock_ingest
from index.train import is_held_out

_SIZES = (1_000, 10_000, 147_288)
_WARM_UP = 20
"""Queries that are asked before the clock runs."""
_DEPTH = 100
NAMES = {"wence": "Wence", "langchain": "LangChain + Chroma", "bm25": "BM25 (bm25s, jieba)", "chroma": "Chroma alone"}


@dataclass(frozen=True, slots=True)
class Quality:
    """One system over so many passages."""

    system: str
    passages: int
    build_seconds: float
    recall_at_10: float
    recall_at_100: float
    mrr_at_10: float
    query_p50_ms: float
    query_p95_ms: float
    peak_memory_mb: float


@dataclass(frozen=True, slots=True)
class Files:
    """One system over a folder of files, from nothing to searchable."""

    system: str
    files: int
    chunks: int
    seconds: float
    peak_memory_mb: float


def measure(system: str, shared: Path, size: int) -> Quality:
    """Index `size` passages of STARD, all relevant ones among them, and ask the questions that training never saw."""
    folder = shared / "bench" / "stard"
    judged = read_qrels(qrels_files(folder))
    queries = [row for row in rows(folder / "queries.jsonl") if row.row_id in judged and is_held_out(row.row_id)]
    relevant = {passage_id for query in queries for passage_id in judged[query.row_id]}
    passages = _sample(folder, relevant, size)
    began = time.perf_counter()
    with RIVALS[system](passages) as rival:
        build = time.perf_counter() - began
        for query in queries[:_WARM_UP]:
            rival.find(query.text, _DEPTH)
        seconds: list[float] = []
        ranked: list[tuple[list[str], metrics.Gains]] = []
        for query in queries:
            asked = time.perf_counter()
            found = rival.find(query.text, _DEPTH)
            seconds.append(time.perf_counter() - asked)
            ranked.append((found, judged[query.row_id]))
    spread = metrics.spread(seconds)

    def mean(measured: Callable[[Sequence[str], metrics.Gains, int], float], k: int) -> float:
        return round(fmean(measured(found, gains, k) for found, gains in ranked), 4)

    return Quality(
        system=system,
        passages=len(passages),
        build_seconds=round(build, 2),
        recall_at_10=mean(metrics.recall_at, 10),
        recall_at_100=mean(metrics.recall_at, _DEPTH),
        mrr_at_10=mean(metrics.reciprocal_rank, 10),
        query_p50_ms=round(1000 * (spread["p50"] or 0), 2),
        query_p95_ms=round(1000 * (spread["p95"] or 0), 2),
        peak_memory_mb=_peak(),
    )


def measure_files(system: str, folder: Path, chunks: int) -> Files:
    """Ingest every Markdown file below `folder`; `chroma` only adds `chunks` vectors, what no pipeline can undercut."""
    files = sorted(folder.rglob("*.md"))
    with tempfile.TemporaryDirectory(prefix="wence-bench-") as home:
        began = time.perf_counter()
        if system == "wence":
            chunks = _wence_ingest(folder, Path(home))
        elif system == "langchain":
            chunks = stock_ingest(files, Path(home))
        else:
            spent = chroma_alone([f"{at:06}.0" for at in range(chunks)], Path(home))
            return Files(system, len(files), chunks, round(spent, 2), _peak())
        return Files(system, len(files), chunks, round(time.perf_counter() - began, 2), _peak())


def _wence_ingest(folder: Path, home: Path) -> int:
    from index.encoder import open_encoder
    from index.ingest import ingest
    from index.store import Store

    with Store.open(home, open_encoder()) as store:
        return ingest(store, [folder]).chunks


def _sample(folder: Path, relevant: set[str], size: int) -> list[Passage]:
    """All relevant passages, and others drawn at random (always the same ones), in the order of the file."""
    everything = [Passage(it.row_id, it.title, it.text) for it in rows(folder / "corpus.jsonl") if it.text.strip()]
    others = [it.passage_id for it in everything if it.passage_id not in relevant]
    drawn = random.Random(7).sample(others, max(0, min(len(others), size - len(relevant))))  # noqa: S311
    kept = relevant | set(drawn)
    return [it for it in everything if it.passage_id in kept]


def _peak() -> float:
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(max(own, children) / 1024, 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs everything, or with `--one` a single measurement whose JSON goes to standard output."""
    options = _options(arguments)
    if options.one:
        print(json.dumps(asdict(_one(options)), ensure_ascii=False))
        return
    quality = [Quality(**it) for it in _each(options, [(name, size) for size in options.sizes for name in RIVALS])]
    ingested = _files(options)
    result = {"commit": commit(), "quality": [asdict(it) for it in quality], "files": [asdict(it) for it in ingested]}
    for line in _table(quality, ingested):
        print(line)
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"bench-{(commit() or 'unknown').rstrip('+')}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", "utf-8")
    _plot(quality, path.with_suffix(".svg"))
    print(f"written to {path}", file=sys.stderr)


def _one(options: argparse.Namespace) -> Quality | Files:
    name, number = options.one
    if options.files:
        return measure_files(name, options.shared / "regulations", int(number))
    return measure(name, options.shared, int(number))


def _files(options: argparse.Namespace) -> list[Files]:
    if options.no_files:
        return []
    first = [Files(**it) for it in _each(options, [("wence", 0), ("langchain", 0)], "--files")]
    # Chroma's own time, for as many vectors as Wence has written.
    return first + [Files(**it) for it in _each(options, [("chroma", first[0].chunks)], "--files")]


def _each(options: argparse.Namespace, wanted: Sequence[tuple[str, int]], *more: str) -> Iterator[dict[str, Any]]:
    for name, number in wanted:
        print(f"{name} {number} {' '.join(more)}".strip(), file=sys.stderr)
        command = [sys.executable, "-m", "evals.bench", str(options.shared), "--one", name, str(number), *more]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        yield json.loads(done.stdout.splitlines()[-1])


def _table(quality: Sequence[Quality], ingested: Sequence[Files]) -> Iterator[str]:
    yield "| passages | system | Recall@10 | Recall@100 | MRR@10 | query p50 / p95 ms | build s | memory MB |"
    yield "|---|---|---|---|---|---|---|---|"
    own = {it.passages: it for it in quality if it.system == "wence"}
    for it in quality:
        base = own[it.passages]
        times = f"{it.query_p50_ms} / {it.query_p95_ms} ({_ratio(it.query_p50_ms, base.query_p50_ms)})"
        build = f"{it.build_seconds} ({_ratio(it.build_seconds, base.build_seconds)})"
        figures = f"{it.recall_at_10} | {it.recall_at_100} | {it.mrr_at_10} | {times} | {build} | {it.peak_memory_mb}"
        yield f"| {it.passages:,} | {NAMES[it.system]} | {figures} |"
    if ingested:
        yield "\n| from files to searchable | files | chunks | seconds | to Wence | memory MB |\n|---|---|---|---|---|---|"
    for one in ingested:
        ratio = _ratio(one.seconds, ingested[0].seconds)
        yield f"| {NAMES[one.system]} | {one.files} | {one.chunks} | {one.seconds} | {ratio} | {one.peak_memory_mb} |"


def _ratio(value: float, base: float) -> str:
    return f"{value / base:.2f} ×"


def _plot(quality: Sequence[Quality], path: Path) -> None:
    """How quality and cost go with the number of passages, one line for each system."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    panels = (("recall_at_10", "Recall@10"), ("query_p50_ms", "query p50, ms"), ("build_seconds", "build, s"))
    figure, axes = pyplot.subplots(1, len(panels), figsize=(13, 4), layout="constrained")
    for (field, label), axis in zip(panels, axes, strict=True):
        for system in RIVALS:
            mine = [it for it in quality if it.system == system]
            axis.plot([it.passages for it in mine], [getattr(it, field) for it in mine], "o-", label=NAMES[system])
        axis.set(xscale="log", xlabel="passages", title=label, yscale="linear" if field.startswith("recall") else "log")
    axes[0].legend()
    figure.savefig(path)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds bench/stard and regulations")
    parser.add_argument("--sizes", type=lambda it: [int(n) for n in it.split(",")], default=list(_SIZES))
    parser.add_argument("--out", type=Path, default=Path("evals/reports"))
    parser.add_argument("--no-files", action="store_true", help="leave out the ingest of files")
    parser.add_argument("--one", nargs=2, metavar=("SYSTEM", "NUMBER"), help=argparse.SUPPRESS)
    parser.add_argument("--files", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
