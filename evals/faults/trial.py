"""One misdeed, done to one assistant: is the visitor answered all the while, and by the model again afterwards?"""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.open import Assistant, assistant_over
from assistant.render import answer_json
from assistant.settings import Settings
from evals.faults.calling import Calls
from evals.faults.corpus import EVIDENCE, QUESTION, right_answer
from evals.faults.journal import Clock, Journal
from evals.faults.misdeed import RAW, Misdeed
from evals.faults.server import FaultyServer, Line, faulty_server
from evals.faults.speech import Speech
from evals.scripted import text_of
from index.breaker import Breaker, State
from index.store import Store

_REST = 30.0
"""Seconds for which the model is spared; they do not pass by themselves here."""
_LONGEST_REST = 600.0
_NO_CERTIFICATES = {"SSL_CERT_FILE": "", "SSL_CERT_DIR": "/"}
"""Nothing is encrypted here, and reading all certificates of the machine would take longer than the rest."""
_opening = threading.Lock()


@dataclass(frozen=True, slots=True)
class Limits:
    """What an assistant is given."""

    seconds: float = 3.0
    """That a model may take for an answer where it hangs."""
    patience: float = 3.0
    """The same where it does not: a busy machine must not be taken for a slow model."""
    grace: float = 2.0
    """Seconds that finding and writing the extractive answer may take besides."""
    failures: int = 3
    """On end, after which the model is spared."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it."""

    misdeed: Misdeed
    speech: str
    outcomes: tuple[Outcome, ...]
    """Of the questions while it lasted."""
    seconds: float
    """That the slowest of them took."""
    is_in_time: bool
    is_right: bool
    """Whether every answer holds the evidence and nothing of what the model said."""
    leaks: tuple[str, ...]
    """Where the key was seen, or the service's own words by a visitor."""
    faults: dict[str, int]
    """As the breaker counted them."""
    has_opened: bool
    is_spared: bool
    """Whether nobody called the model once the breaker had opened."""
    has_recovered: bool | None
    """Whether the model wrote the next answer after it was mended; None: it cannot be mended at its address."""
    followed: int
    """Requests that went elsewhere, after a redirect."""

    @property
    def is_degraded(self) -> bool:
        """Whether every visitor had the extractive answer, told as such."""
        return set(self.outcomes) == {Outcome.DEGRADED} and self.is_right

    @property
    def is_counted(self) -> bool:
        """Whether it was taken for what it is."""
        return self.misdeed.is_counted_by(self.faults)

    @property
    def passes(self) -> bool:
        """Whether all is as it should be."""
        opens = self.has_opened >= self.misdeed.opens and self.is_spared
        held = self.is_degraded and self.is_in_time and self.is_counted and opens
        return held and not self.leaks and not self.followed and self.has_recovered is not False


def behave(line: Line) -> None:
    """Answers as a model should."""
    line.head()
    line.say(right_answer(text_of(json.loads(line.body))))
    line.end()


def tried(misdeed: Misdeed, speech: Speech, store: Store, limits: Limits, journal: Journal) -> Tried:
    """Asks while the misdeed lasts, while the model is spared, and once it is mended."""
    key, clock, calls = f"sk-{misdeed.name}-{token_hex(12)}", Clock(), Calls()
    breaker = Breaker("语言模型", limits.failures, _REST, clock)
    with ExitStack() as opened:
        server, address = begun(misdeed, speech, opened)
        patient = replace(_assistant(store, speech, address, key), breaker=breaker, config=calls.config)
        limit = limits.seconds if misdeed.hangs else limits.patience
        hurried = replace(patient, settings=patient.settings.model_copy(update={"model_timeout": limit}))
        visits = list(_while_it_lasts(hurried, breaker, limits.failures))
        has_opened, before = breaker.state is State.OPEN, calls.count
        if has_opened:
            visits.append(_visit(hurried))
        is_spared, faults = calls.count == before, dict(breaker.faults)
        clock.ahead += _LONGEST_REST
        server = _mended(misdeed, speech, server, address, opened)
        last = _visit(patient) if server is not None else None
        return Tried(
            misdeed,
            speech.name,
            tuple(it.answer.outcome for it in visits),
            max(it.seconds for it in visits),
            max(it.seconds for it in visits) <= limit + limits.grace,
            all(it.is_right for it in visits),
            (*_leaks(visits, key), *("log" for text in journal.lines if key in text)),
            faults,
            has_opened,
            is_spared,
            (last.answer.outcome is Outcome.ANSWERED and breaker.state is State.CLOSED) if last else None,
            server.elsewhere if server else 0,
        )


def begun(misdeed: Misdeed, speech: Speech, opened: ExitStack) -> tuple[FaultyServer | None, str]:
    """The server, where there is one, and the address at which it, or nobody, listens."""
    if misdeed.address is not None:
        return None, opened.enter_context(misdeed.address())
    server = opened.enter_context(faulty_server(speech, misdeed.act))
    return server, server.address


def _mended(
    misdeed: Misdeed, speech: Speech, server: FaultyServer | None, address: str, opened: ExitStack
) -> FaultyServer | None:
    if server is None and misdeed.comes_back:
        return opened.enter_context(faulty_server(speech, behave, urlsplit(address).port or 0))
    if server is not None:
        server.act = behave
    return server


@dataclass(frozen=True, slots=True)
class _Visit:
    pieces: str
    answer: Answer
    seconds: float

    @property
    def told(self) -> str:
        return json.dumps(answer_json(self.answer), ensure_ascii=False)

    @property
    def is_right(self) -> bool:
        return EVIDENCE in self.answer.text and "9999" not in self.told


def _while_it_lasts(assistant: Assistant, breaker: Breaker, most: int) -> Iterator[_Visit]:
    for _ in range(most):
        yield _visit(assistant)
        if breaker.state is State.OPEN:
            return


def _visit(assistant: Assistant) -> _Visit:
    began = time.monotonic()
    *pieces, answer = ask(assistant, QUESTION)
    assert isinstance(answer, Answer), "a stream ends in its answer"  # noqa: S101
    return _Visit("".join(map(str, pieces)), answer, time.monotonic() - began)


def _leaks(visits: list[_Visit], key: str) -> list[str]:
    return ["visitor" for it in visits for text in (it.pieces, it.told) if key in text or RAW in text]


def _assistant(store: Store, speech: Speech, address: str, key: str) -> Assistant:
    with _opening, _environment(**speech.environment(address, key), **_NO_CERTIFICATES):
        return assistant_over(store, Settings(model=speech.model))


@contextmanager
def _environment(**variables: Any) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
