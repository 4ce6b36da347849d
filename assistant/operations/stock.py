"""Figures that are looked up when somebody asks: the queue, the model's circuit, what the index holds, whether it is written."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from assistant.admission import Admission
from assistant.log.entry import program_version
from assistant.operations.health import Health
from assistant.operations.writing import is_written
from corpus.errors import VectorsAway, WenceError
from index.schema import revisions

if TYPE_CHECKING:
    from assistant.open import Assistant

logger = logging.getLogger(__name__)

_CIRCUIT = {"closed": 0.0, "half-open": 0.5, "open": 1.0}


@dataclass(frozen=True, eq=False)
class Stock(Collector):
    """Looks at what answering stands on."""

    assistant: "Assistant"
    admission: Admission
    health: Health

    def describe(self) -> list[Metric]:
        """Nothing, so that nothing is looked up before somebody asks."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The figures; those of a part that cannot be read are missing."""
        for part in (self._service, self._queue, self._index, self._vectors, self._writing, self._model):
            try:
                yield from part()
            except (WenceError, SQLAlchemyError, OSError) as error:
                logger.warning("no figures of %s: %s", part.__name__, getattr(error, "orig", None) or error)

    def _service(self) -> Iterator[Metric]:
        yield InfoMetricFamily("wence_build", "The program that runs", {"version": program_version()})
        yield GaugeMetricFamily(
            "wence_ready", "1 where it may be sent questions", float(self.health.readiness().is_ready)
        )

    def _queue(self) -> Iterator[Metric]:
        working, waiting = self.admission.load
        yield GaugeMetricFamily("wence_questions_at_work", "Questions that are worked on", working)
        yield GaugeMetricFamily("wence_questions_waiting", "Questions that wait for their turn", waiting)
        yield GaugeMetricFamily("wence_questions_at_once", "Most that may be worked on", self.admission.at_once)

    def _index(self) -> Iterator[Metric]:
        store = self.assistant.store
        query = select(func.count(), func.coalesce(func.sum(revisions.c.chunk_count), 0))
        with store.catalog.engine.connect() as connection:
            documents, passages = connection.execute(query.where(revisions.c.state == "ready")).one()
        yield GaugeMetricFamily("wence_documents", "Documents that can be found", documents)
        yield GaugeMetricFamily("wence_passages", "Passages of these documents, by the catalog", passages)
        yield GaugeMetricFamily("wence_postings", "Passages that the lexical index holds", store.lexical.size)
        yield GaugeMetricFamily("wence_catalog_change", "Number of the catalog's last change", store.catalog.change())
        lag = store.follower.lag()
        yield GaugeMetricFamily(
            "wence_index_behind", "Changes that this process's indexes do not show yet", lag.changes
        )
        yield GaugeMetricFamily("wence_index_behind_seconds", "Since that was first noticed", lag.seconds)

    def _vectors(self) -> Iterator[Metric]:
        """Apart from the index: a server that keeps them may be away while all else goes on."""
        try:
            yield GaugeMetricFamily(
                "wence_vectors", "Passages that the vector index holds", self.assistant.store.dense.size
            )
            are_there = 1.0
        except VectorsAway:
            are_there = 0.0
        yield GaugeMetricFamily("wence_vectors_reachable", "0 where searches go by words alone for now", are_there)

    def _writing(self) -> Iterator[Metric]:
        if (written := is_written(self.assistant.store.home)) is not None:
            yield GaugeMetricFamily("wence_ingest_in_progress", "1 while documents are taken in", float(written))

    def _model(self) -> Iterator[Metric]:
        kinds: tuple[tuple[str, Any], ...] = (
            ("model", getattr(self.assistant, "breaker", None)),
            ("embedder", getattr(self.assistant.store.encoder, "breaker", None)),
        )
        circuit = GaugeMetricFamily("wence_circuit", "0 in use, 1 spared, 0.5 tried anew", labels=["of"])
        faults = CounterMetricFamily("wence_faults", "Calls that failed, by kind", labels=["of", "kind"])
        calls = CounterMetricFamily("wence_calls", "Calls, by how they ended", labels=["of", "result"])
        for of, breaker in kinds:
            if breaker is None:
                continue
            failed: Mapping[Any, int] = breaker.faults
            circuit.add_metric([of], _CIRCUIT.get(str(breaker.state), 0.0))
            for kind, count in failed.items():
                faults.add_metric([of, str(kind)], count)
            calls.add_metric([of, "failed"], sum(failed.values()))
            calls.add_metric([of, "ok"], getattr(breaker, "successes", 0))
        yield from (circuit, faults, calls)
