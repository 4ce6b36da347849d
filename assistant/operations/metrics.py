"""Figures of the running service, as Prometheus reads them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from assistant.admission import Crowded, Queued
from assistant.answer import Answer
from assistant.headway import Headway
from assistant.log.entry import Channel
from corpus.errors import BadQuestion

P = ParamSpec("P")
T = TypeVar("T")

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
"""From a look into the index to the longest that a model may take."""
_QUEUED = "queued"
_REFUSED, _INVALID, _FAILED, _ABANDONED = "refused", "invalid", "failed", "abandoned"


class Metrics:
    """What is counted while it happens, with what is looked up when somebody asks."""

    def __init__(self) -> None:
        """Counts from zero, and of the process's own figures."""
        disable_created_metrics()  # type: ignore[no-untyped-call]  # they double the figures and say when it started
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.questions = self._counter("wence_questions", "Questions, by how they ended", "channel", "outcome")
        self.seconds = self._histogram("wence_answer_seconds", "From question to answer, queue included", "channel")
        self.stages = self._histogram("wence_stage_seconds", "What an answer's time went into", "stage")
        self.requests = self._counter("wence_http_requests", "Answered requests", "area", "status")
        for channel in (Channel.WEB, Channel.API):  # so that a rate is there before the first question
            self.questions.labels(channel.value, _FAILED)

    def _counter(self, name: str, said: str, *labels: str) -> Counter:
        return Counter(name, said, labels, registry=self.registry)

    def _histogram(self, name: str, said: str, *labels: str) -> Histogram:
        return Histogram(name, said, labels, registry=self.registry, buckets=_SECONDS)

    def look_up(self, collector: Collector) -> None:
        """Has `collector` asked whenever the figures are read."""
        self.registry.register(collector)

    def written(self, accept: str = "") -> tuple[bytes, str]:
        """All figures and their media type, in the form that the reader would like."""
        encode, media_type = choose_encoder(accept)
        return encode(self.registry), media_type

    def measured(self, ask: Callable[P, Iterator[T]], channel: Channel) -> Callable[P, Iterator[T]]:
        """A door that gives what `ask` gives and counts how that went."""

        def asked(*args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
            watch = _Watch(self, channel)
            try:
                for item in ask(*args, **kwargs):
                    watch.saw(item)
                    yield item
            except GeneratorExit:
                watch.end(_ABANDONED)
                raise
            except Crowded:
                watch.end(_REFUSED)
                raise
            except BadQuestion:
                watch.end(_INVALID)
                raise
            except BaseException:
                watch.end(_FAILED)
                raise

        return asked

    def refused(self, channel: Channel) -> None:
        """A question was turned away before the door."""
        self.questions.labels(channel.value, _REFUSED).inc()


@dataclass(slots=True)
class _Watch:
    """One question on its way."""

    metrics: Metrics
    channel: Channel
    began: float = field(default_factory=time.perf_counter)
    stage: str | None = None
    since: float = 0.0
    is_over: bool = False

    def saw(self, item: object) -> None:
        """Something came of it."""
        if isinstance(item, Queued):
            self._enter(self.stage or _QUEUED)
        elif isinstance(item, Headway):
            self._enter(item.step.value)
        elif isinstance(item, Answer):
            self.end(item.outcome.value)
            self.metrics.seconds.labels(self.channel.value).observe(time.perf_counter() - self.began)

    def end(self, outcome: str) -> None:
        """It ended; the first end counts."""
        if not self.is_over:
            self.is_over = True
            self._enter(None)
            self.metrics.questions.labels(self.channel.value, outcome).inc()

    def _enter(self, stage: str | None) -> None:
        if stage == self.stage:
            return
        now = time.perf_counter()
        if self.stage is not None:
            self.metrics.stages.labels(self.stage).observe(now - self.since)
        self.stage, self.since = stage, now
