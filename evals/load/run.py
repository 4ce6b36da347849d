"""Playing a scene: the application in a process of its own, the crowd in another, and what both showed."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import StoreError
from evals.case import Case
from evals.load.scene import Scene
from evals.load.script import script_of
from evals.load.watched import Watched, watched
from evals.scripted import Says, chat_server, shown_passages
from evals.served import Served, serving

_SETTLED = 0.4
"""Share of a scene after which caches are filled: what grows then goes on growing."""
_BEHIND_A_PROXY = {"WENCE_TRUSTED_PROXIES": "127.0.0.1"}
"""So that each visitor has an address of their own."""
_SENTENCE = 40
"""Characters of a passage that the slow model says, at least."""


def run(home: Path, scene: Scene, cases: Sequence[Case], url: str | None = None) -> dict[str, Any]:
    """The figures of a scene over the index in `home`, or of a server that runs at `url` already.

    Raises:
        BadCases: no case can be asked alone.
        StoreError: the application does not come up, or the crowd cannot be sent.
    """
    script = script_of(cases, scene.reading)
    wanted = asdict(scene) | {"questions": script.questions, "words": script.words}
    if url is not None:
        return _crowd(wanted | {"host": url})
    with _server(home, scene) as server, watched(server.pid) as seen:
        told = _crowd(wanted | {"host": server.address})
    return told | {"server": _settled(seen)}


@contextmanager
def _server(home: Path, scene: Scene) -> Iterator[Served]:
    settings = _BEHIND_A_PROXY | scene.settings
    if scene.model_seconds is None:
        with serving(home, {"WENCE_MODEL": "", **settings}) as server:
            yield server
        return
    with chat_server(Says(_quoting, wait=scene.model_seconds)) as slow:
        model = {"WENCE_MODEL": "openai:slow", "OPENAI_BASE_URL": slow.url, "OPENAI_API_KEY": "none"}
        with serving(home, model | settings) as server:
            yield server


def _quoting(request: str) -> str:
    """What a model that only repeats says: the beginning of the first passage."""
    for number, text in shown_passages(request).items():
        sentence, stop, _ = text[_SENTENCE:].partition("。")
        return f"{text[:_SENTENCE]}{sentence}{stop}[{number}]"
    return "未找到依据"


def _crowd(wanted: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, "-m", "evals.load.crowd"]
    given = json.dumps(wanted, ensure_ascii=False)
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, input=given, capture_output=True, text=True, cwd=root, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise StoreError(f"压力测试没有进行到底（退出码 {done.returncode}）：\n{done.stderr.strip()[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _settled(seen: Watched) -> dict[str, Any]:
    last = seen.samples[-1].at if seen.samples else 0.0
    return seen.to_json(_SETTLED * last)
