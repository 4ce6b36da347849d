"""The same for the endpoint of embeddings: what it may do wrong, and whether questions are answered by words meanwhile."""

import json
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.open import Assistant
from assistant.render import answer_json
from assistant.settings import Settings
from evals.faults.addresses import ADDRESSES
from evals.faults.corpus import EVIDENCE, QUESTION
from evals.faults.journal import Clock, Journal, listening
from evals.faults.misdeed import RAW, Misdeed, misdeed
from evals.faults.server import Act, Line
from evals.faults.speech import LikeOpenAI
from evals.faults.statuses import STATUSES
from evals.faults.trial import begun
from index.breaker import Breaker, State
from index.embeddings import Endpoint
from index.encoder import Encoder
from index.endpoint import SERVICE, EndpointEncoder
from index.fault import Fault
from index.store import Store

_REST = 30.0
_LONGEST_REST = 600.0
_MODEL = "faulty"


def _sends(body: str) -> Act:
    return lambda line: line.reply(200, body)


def _holds(number: object, count: int) -> Act:
    """Vectors of `count` times the number."""

    def act(line: Line) -> None:
        texts = json.loads(line.body)["input"]
        line.reply(
            200, json.dumps({"data": [{"index": at, "embedding": [number] * count} for at in range(len(texts))]})
        )

    return act


def _endless(line: Line) -> None:
    line.head(Content_Type="application/json")
    line.send(b'{"data": [{"index": 0, "embedding": [')
    for _ in line.until_left():
        line.send(b"0.125, " * 10_000)


def _dripping(line: Line) -> None:
    line.head(Content_Type="application/json")
    for _ in line.until_left():
        line.send(b" ")
        line.wait(0.02)


def _bomb(line: Line) -> None:
    line.head(Content_Type="application/json", Content_Encoding="gzip")
    line.send(b"\x1f\x8b" + bytes(1000))


REPLIES = (
    misdeed("not_json", _sends(f"<html>{RAW}</html>"), Fault.MALFORMED),
    misdeed("no_vectors", _sends('{"data": []}'), Fault.MALFORMED),
    misdeed("nulls", _holds(None, 256), Fault.MALFORMED),
    misdeed("not_a_number", _holds(float("nan"), 256), Fault.MALFORMED),
    misdeed("infinite", _holds(float("inf"), 256), Fault.MALFORMED),
    misdeed("of_another_length", _holds(0.1, 7), Fault.MALFORMED),
    misdeed("endless", _endless, Fault.TIMEOUT, Fault.ENDLESS),
    misdeed("dripping", _dripping, Fault.TIMEOUT),
    misdeed("packed", _bomb, Fault.MALFORMED),
)
MISDEEDS: tuple[Misdeed, ...] = (*ADDRESSES, *STATUSES[:-1], *REPLIES)
"""The last status, 204, is malformed here."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What came of one of them."""

    misdeed: Misdeed
    outcomes: tuple[Outcome, ...]
    is_right: bool
    """Whether every answer holds the evidence."""
    leaks: int
    seconds: float
    """That the slowest answer took."""
    faults: dict[str, int]
    has_opened: bool
    is_spared: bool
    told: int
    """How often whoever runs the service was told that it rests."""
    has_recovered: bool | None

    @property
    def passes(self) -> bool:
        """Whether all is as it should be."""
        answered = set(self.outcomes) == {Outcome.ANSWERED} and self.is_right and not self.leaks
        counted = self.misdeed.is_counted_by(self.faults) and self.has_opened >= self.misdeed.opens
        return answered and counted and self.is_spared and self.told <= 1 and self.has_recovered is not False


@dataclass(frozen=True, slots=True)
class _Counted(Endpoint):
    calls: list[float] = field(default_factory=list)

    def vectors(self, texts: Sequence[str], *, is_hurried: bool = False) -> list[list[float]]:
        self.calls.append(time.monotonic())
        return Endpoint.vectors(self, texts, is_hurried=is_hurried)


def embeds(encoder: Encoder) -> Act:
    """Answers as an endpoint should, by an encoder of this machine."""
    lock = threading.Lock()

    def act(line: Line) -> None:
        with lock:
            rows = encoder.encode_passages(json.loads(line.body)["input"]).tolist()
        line.reply(200, json.dumps({"data": [{"index": at, "embedding": row} for at, row in enumerate(rows)]}))

    return act


def searched(misdeed: Misdeed, store: Store, plain: Encoder, hurry: float) -> Searched:
    """Asks while the misdeed lasts, while the endpoint is spared, and once it is mended.

    The store is built of the vectors of `plain`, which also stands in; its encoder is put in place of the store's own.
    """
    key, clock = f"sk-{misdeed.name}-embeddings-0123456789", Clock()
    breaker = Breaker(SERVICE, 2, _REST, clock)
    with ExitStack() as opened, listening() as journal:
        server, address = begun(misdeed, LikeOpenAI(), opened)
        encoder = EndpointEncoder.open(_MODEL, f"{address}/v1", key, breaker=breaker, dimensions=plain.dimensions)
        endpoint = _Counted(encoder.endpoint.client, _MODEL, key, hurry)
        store.encoder = replace(encoder, endpoint=endpoint)
        assistant = Assistant(store, Settings(), word_encoder=plain)
        visits = [_visit(assistant)]
        has_opened, before = breaker.state is State.OPEN, len(endpoint.calls)
        visits.append(_visit(assistant))
        is_spared, faults = len(endpoint.calls) == before or not has_opened, dict(breaker.faults)
        told = sum("暂停调用" in line for line in journal.lines)
        clock.ahead += _LONGEST_REST
        if server is not None:
            server.act = embeds(plain)
            # The rest of a batch may take as long as it takes on a busy machine.
            store.encoder = replace(encoder, endpoint=replace(endpoint, hurry=30.0))
            _visit(Assistant(store, Settings(), word_encoder=plain))
        return Searched(
            misdeed,
            tuple(answer.outcome for answer, _ in visits),
            all(EVIDENCE in answer.text for answer, _ in visits),
            _leaks([answer for answer, _ in visits], journal, key),
            max(seconds for _, seconds in visits),
            faults,
            has_opened,
            is_spared,
            told,
            breaker.state is State.CLOSED and breaker.successes > 0 if server else None,
        )


def _visit(assistant: Assistant) -> tuple[Answer, float]:
    began = time.monotonic()
    *_, answer = ask(assistant, QUESTION)
    assert isinstance(answer, Answer), "a stream ends in its answer"  # noqa: S101
    return answer, time.monotonic() - began


def _leaks(answers: Sequence[Answer], journal: Journal, key: str) -> int:
    seen = sum(text in json.dumps(answer_json(it), ensure_ascii=False) for it in answers for text in (key, RAW))
    return seen + sum(key in line for line in journal.lines)
