"""Two replicas of the application over one PostgreSQL catalog, one Chroma server and one folder of originals, asked the same
questions while a third process takes in, updates and removes: do they answer alike, and how soon do both know of a change?
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from sqlalchemy import Engine, create_engine, select

from corpus.errors import SettingError, StoreError
from evals.chroma import a_chroma
from evals.crashes.editions import Editions
from evals.passages import OnStep, silently
from evals.postgres import a_postgres
from evals.served import served
from index.schema import meta

_APP = Path(__file__).resolve().parents[1] / "app.py"
_TRIES = 20
"""How often a question is asked again whose answers fell on both sides of a change."""
_PATIENCE = 60.0
"""Seconds that a change may take until both know of it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One question, asked of both."""

    question: str
    is_alike: bool
    tries: int
    answer: str
    other: str
    """Of the second replica, where it differs."""


@dataclass(slots=True)
class Replicas:
    """A finished run."""

    compared: list[Compared] = field(default_factory=list)
    at_rest: list[Compared] = field(default_factory=list)
    """The same when nothing is written any more."""
    lags: list[float] = field(default_factory=list)
    """Seconds from the end of a process that wrote until both replicas show what it wrote."""
    start_seconds: tuple[float, ...] = ()
    """That a replica with an empty home took until it answered."""
    ingests: int = 0

    def to_json(self) -> dict[str, object]:
        """Figures, and what was not alike."""
        lags = sorted(self.lags)
        different = [it for it in (*self.compared, *self.at_rest) if not it.is_alike]
        return {
            "n": len(self.compared),
            "alike": sum(it.is_alike for it in self.compared),
            "asked_again": sum(it.tries - 1 for it in self.compared),
            "n_at_rest": len(self.at_rest),
            "alike_at_rest": sum(it.is_alike for it in self.at_rest),
            "ingests": self.ingests,
            "changes_followed": len(lags),
            "lag_seconds": {"p50": lags[len(lags) // 2], "max": lags[-1]} if lags else {},
            "start_seconds": [round(it, 1) for it in self.start_seconds],
            "different": [{"question": it.question, "answers": [it.answer, it.other]} for it in different[:5]],
        }


def run(questions: Sequence[str], documents: Path, seed: int, on_step: OnStep = silently) -> Replicas:
    """Asks each question of both replicas while a third process writes, then once more at rest.

    `documents` are what the questions are about; beside them lie made-up rules that change. Raises SettingError where no
    PostgreSQL server or no `chroma` is installed.
    """
    done = Replicas()
    with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="wence-replicas-") as name:
        folder = Path(name)
        settings = stack.enter_context(_shared(folder))
        world = Editions(folder / "files", random.Random(seed))  # noqa: S311 - what changes is no secret
        world.begin()
        _ingest(folder / "writer", settings, [documents, world.folder])
        replicas, took = [], []
        for at in ("a", "b"):
            began = time.monotonic()
            replicas.append(stack.enter_context(served(folder / at, settings)))
            took.append(time.monotonic() - began)
        done.start_seconds = tuple(took)
        engine = create_engine(settings["WENCE_CATALOG_URL"])
        stack.callback(engine.dispose)
        asking = stack.enter_context(ThreadPoolExecutor(2))
        with _writing(folder / "writer", settings, world, replicas, done):
            for it in questions:
                done.compared.append(_compared(it, replicas, asking, engine))
                on_step("边收录边问")
        for it in questions:
            done.at_rest.append(_compared(it, replicas, asking, engine))
            on_step("收录停下后问")
    return done


@contextmanager
def _shared(folder: Path) -> Iterator[dict[str, str]]:
    """What all processes share: settings as variables."""
    with a_postgres() as postgres, a_chroma(folder / "chroma") as chroma:
        if postgres is None:
            raise SettingError("这台机器上没有能启动的 PostgreSQL：apt-get install postgresql")
        yield {
            "WENCE_CATALOG_URL": postgres.make("replicas"),
            "WENCE_CHROMA_URL": chroma,
            "WENCE_ORIGINALS": str(folder / "originals"),
            "WENCE_LOG": "off",
            "WENCE_MODEL": "",
        }


def _ingest(home: Path, settings: Mapping[str, str], paths: Sequence[Path]) -> None:
    command = [sys.executable, str(_APP), "ingest", *map(str, paths)]
    environment = os.environ | settings | {"WENCE_HOME": str(home)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
    if done.returncode:
        raise StoreError(f"第三个进程没有写成：{done.stderr[-2000:]}")


@contextmanager
def _writing(
    home: Path, settings: Mapping[str, str], world: Editions, replicas: Sequence[str], done: Replicas
) -> Iterator[None]:
    """A third process, time and again: takes in what is new, changed or gone; after each, waits until both show it."""
    over, failed = threading.Event(), list[BaseException]()

    def write() -> None:
        deeds = (world.change, world.bring, world.take_away)
        try:
            while not over.is_set():
                before = world.current()
                deeds[done.ingests % len(deeds)]()
                _ingest(home, settings, [world.folder])
                done.ingests += 1
                done.lags.append(_shown_after(before, world, replicas))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=write, name="wence-third")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    if failed:
        raise failed[0]


def _shown_after(before: Mapping[str, str], world: Editions, replicas: Sequence[str]) -> float:
    """Seconds until both replicas list exactly the files as they are now. Raises StoreError after a minute."""
    began, now = time.monotonic(), world.current()
    changed = [name for name in now if now[name] != before.get(name)]
    gone = [name for name in before if name not in now]
    while time.monotonic() - began < _PATIENCE:
        if all(_knows(it, changed, gone, now) for it in replicas):
            return round(time.monotonic() - began, 3)
    raise StoreError(f"一分钟后仍有副本不知道 {changed or gone} 的变化")


def _knows(address: str, changed: Sequence[str], gone: Sequence[str], now: Mapping[str, str]) -> bool:
    """Whether a search finds the new edition of what changed, and nothing of what is gone."""
    for name in changed[:3]:
        articles = now[name].split("\n")[1:-1]
        found = _found(address, articles[0], name)
        if not found or not all(any(article.endswith(text[-40:]) for article in articles) for text in found):
            return False
    return not any(_found(address, f"{Path(name).stem}规定标准厂房补贴", name) for name in gone[:3])


def _found(address: str, query: str, name: str) -> list[str]:
    hits = _get(f"{address}/api/search?q={quote(query)}&k=10")["hits"]
    return [it["text"].strip() for it in hits if it["source_path"] == name]


def _compared(question: str, replicas: Sequence[str], asking: ThreadPoolExecutor, engine: Engine) -> Compared:
    """Asks both at once; again where the catalog changed meanwhile, for then both may be right and differ."""
    tries = 0
    while True:
        tries, before = tries + 1, _change(engine)
        first, second = asking.map(lambda address: _answer(address, question), replicas)
        if first == second or _change(engine) == before or tries == _TRIES:
            return Compared(question, first == second, tries, first, "" if first == second else second)


def _answer(address: str, question: str) -> str:
    """All that a person reads of an answer: outcome, text, and each citation with its quote and place."""
    said = _get(f"{address}/api/ask", {"question": question})
    return json.dumps(
        {name: said[name] for name in ("outcome", "answer", "citations")}, ensure_ascii=False, sort_keys=True
    )


def _change(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(select(meta.c.value).where(meta.c.name == "change")))


def _get(url: str, body: object = None) -> Any:
    given = None if body is None else json.dumps(body).encode()
    request = Request(url, given, {"Content-Type": "application/json"})  # noqa: S310 - of this machine
    with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - as above
        return json.load(answer)
