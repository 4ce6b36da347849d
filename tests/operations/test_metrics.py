"""Questions are counted as they end, and what answering stands on is looked up when somebody asks."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from assistant.admission import Admission, Crowded, Side, in_turn
from assistant.answer import Answer, Outcome
from assistant.headway import Headway, Step
from assistant.log.entry import Channel
from assistant.open import Assistant
from assistant.operations.health import Health
from assistant.operations.metrics import Metrics
from assistant.operations.service import Service
from assistant.operations.stock import Stock
from assistant.operations.writing import is_written
from assistant.settings import Settings
from corpus.errors import BadQuestion
from index.ingest import ingest
from index.lock import WriterLock
from index.store import Store
from tests.fakes import BigramEncoder

RENT = "云岭市租金补贴办法\n第一条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴。"


def read(metrics: Metrics) -> dict[str, float]:
    """Every figure by its name and labels, as Prometheus would write them."""
    text, _ = metrics.written()
    return {
        sample.name + "".join(f"|{value}" for _, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def answer(outcome: Outcome) -> Answer:
    return Answer("问", "问", outcome, "答", "extractive")


def ask(*items: object) -> Iterator[object]:
    for item in items:
        if isinstance(item, Exception):
            raise item
        yield item


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_answer_counts_by_its_outcome_and_channel(outcome: Outcome) -> None:
    metrics = Metrics()
    steps = (Headway(Step.SEARCHING), Headway(Step.READING), "答", answer(outcome))
    assert list(metrics.measured(ask, Channel.WEB)(*steps)) == list(steps)
    found = read(metrics)
    assert found[f"wence_questions_total|web|{outcome.value}"] == 1
    assert found["wence_answer_seconds_count|web"] == 1
    assert found["wence_stage_seconds_count|searching"] == 1
    assert found["wence_stage_seconds_count|reading"] == 1


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(BadQuestion("空"), "invalid"), (Crowded("满"), "refused"), (RuntimeError("坏"), "failed")],
)
def test_what_was_not_answered_counts_too(error: Exception, outcome: str) -> None:
    metrics = Metrics()
    with pytest.raises(type(error)):
        list(metrics.measured(ask, Channel.API)(Headway(Step.SEARCHING), error))
    assert read(metrics)[f"wence_questions_total|api|{outcome}"] == 1


def test_one_who_goes_away_counts_as_gone_and_one_who_has_the_answer_does_not() -> None:
    metrics = Metrics()
    for items in ((Headway(Step.SEARCHING), "答"), (answer(Outcome.ANSWERED), "没有人要的")):
        asked = metrics.measured(ask, Channel.WEB)(*items)
        next(asked)
        asked.close()  # type: ignore[attr-defined]  # a generator
    found = read(metrics)
    assert found["wence_questions_total|web|abandoned"] == 1
    assert found["wence_questions_total|web|answered"] == 1


def test_waiting_in_the_queue_is_a_stage_of_its_own() -> None:
    metrics, admission = Metrics(), Admission(1, 1)
    ticket = admission.join(Side.VISITOR)
    items = metrics.measured(in_turn(ask, admission), Channel.WEB)(answer(Outcome.ANSWERED))
    next(items)
    ticket.leave()
    list(items)
    assert read(metrics)["wence_stage_seconds_count|queued"] == 1


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    (tmp_path / "租金.txt").write_text(RENT, encoding="utf-8")
    with Store.open(tmp_path / "home", BigramEncoder()) as store:
        assert ingest(store, [tmp_path / "租金.txt"]).failed == ()
        yield Assistant(store, Settings())


def stock(assistant: Assistant, admission: Admission) -> Metrics:
    metrics = Metrics()
    metrics.look_up(Stock(assistant, admission, Health(assistant, Service())))
    return metrics


def test_the_index_the_queue_and_the_process_are_looked_up(assistant: Assistant) -> None:
    admission = Admission(1, 5)
    for _ in range(3):
        admission.join(Side.VISITOR)
    found = read(stock(assistant, admission))
    assert found["wence_documents"] == 1
    assert found["wence_passages"] == found["wence_vectors"] == found["wence_postings"] > 0
    assert found["wence_index_behind"] == 0
    assert (found["wence_questions_at_work"], found["wence_questions_waiting"]) == (1, 2)
    assert found["wence_ready"] == 1
    assert found["process_resident_memory_bytes"] > 1e6
    assert found["process_open_fds"] > 3


def test_a_catalog_that_cannot_be_read_takes_only_its_own_figures_away(assistant: Assistant) -> None:
    assistant.store.catalog.engine.dispose()
    (assistant.store.home / "catalog.sqlite3").unlink()
    (assistant.store.home / "catalog.sqlite3").mkdir()
    found = read(stock(assistant, Admission(1, 5)))
    assert found["wence_ready"] == 0
    assert "wence_documents" not in found
    assert found["wence_questions_at_once"] == 1


def test_it_shows_that_documents_are_taken_in_without_getting_in_their_way(assistant: Assistant) -> None:
    home = assistant.store.home
    if is_written(home) is None:
        pytest.skip("this system does not tell who holds a lock")
    metrics = stock(assistant, Admission(1, 5))
    assert read(metrics)["wence_ingest_in_progress"] == 0
    held, go = threading.Event(), threading.Event()

    def write() -> None:
        with WriterLock(home).held():
            held.set()
            go.wait(60)

    writer = threading.Thread(target=write)
    writer.start()
    assert held.wait(60)
    assert read(metrics)["wence_ingest_in_progress"] == 1
    go.set()
    writer.join()
    assert read(metrics)["wence_ingest_in_progress"] == 0


def test_the_page_for_operators_names_every_figure_and_none_that_is_not_there(assistant: Assistant) -> None:
    page = (Path(__file__).parents[2] / "docs" / "OPERATIONS.md").read_text("utf-8")
    told = set(re.findall(r"\bwence_[a-z_]+", page)) - {"wence_answer_seconds_bucket"}
    metrics = stock(assistant, Admission(1, 5))
    list(metrics.measured(ask, Channel.WEB)(Headway(Step.SEARCHING), answer(Outcome.ANSWERED)))
    families = text_string_to_metric_families(metrics.written()[0].decode())
    own = {it.name + ("_total" if it.type == "counter" else "") for it in families if it.name.startswith("wence_")}
    own = {"wence_build_info" if it == "wence_build" else it for it in own}
    assert told <= own
    assert own - told <= {"wence_questions_waiting", "wence_questions_at_once"}, "abbreviated there"
