"""The endpoint of embeddings is away when the service starts: it starts all the same, and searches by meaning later."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.log.sameness import is_same
from assistant.open import Assistant, open_assistant
from assistant.settings import Settings
from corpus.errors import ModelError
from evals.faults.server import FaultyServer, Line, faulty_server
from evals.faults.speech import LikeOpenAI
from evals.faults.vectors import embeds
from index.breaker import State
from index.endpoint import EndpointEncoder
from index.ingest import ingest
from tests.assistant.conftest import DONGHU
from tests.fakes import BigramEncoder


def is_down(line: Line) -> None:
    line.reply(503, "the service is down")


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with faulty_server(LikeOpenAI(), embeds(BigramEncoder())) as server:
        yield server


@pytest.fixture
def settings(server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr("index.embeddings._PAUSE_SECONDS", 0)
    return Settings(
        home=tmp_path / "home",
        embedder="openai:some-model",
        embedder_base_url=f"{server.address}/v1",
        model_failures=1,
        model_rest=0.2,
    )


def asked(assistant: Assistant) -> Answer:
    *_, answer = ask(assistant, "东湖园区的租金补贴是多少？")
    assert isinstance(answer, Answer)
    return answer


def taken_in(settings: Settings, folder: Path) -> None:
    folder.mkdir()
    (folder / "东湖园区产业扶持办法.txt").write_text(DONGHU, encoding="utf-8")
    with open_assistant(settings) as assistant:
        assert ingest(assistant.store, [folder]).failed == ()


def test_a_service_starts_answers_and_recovers_without_a_restart(
    server: FaultyServer, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    taken_in(settings, tmp_path / "files")
    works, server.act = server.act, is_down
    with open_assistant(settings) as assistant:
        assistant.warm_up()
        answer = asked(assistant)
        assert (answer.outcome, "80%" in answer.text) == (Outcome.ANSWERED, True)
        assert {hit.reason.dense_rank for hit in answer.hits} == {None}
        assert "先按字词检索已收录的文件" in caplog.text
        encoder = assistant.store.encoder
        assert isinstance(encoder, EndpointEncoder)

        server.act = works
        while encoder.breaker.state is State.OPEN:  # for 0.2 s
            pass
        assert any(hit.reason.dense_rank for hit in asked(assistant).hits)
        assert encoder.breaker.state is State.CLOSED


def test_a_service_that_has_no_index_yet_says_that_the_endpoint_is_away(
    server: FaultyServer, settings: Settings
) -> None:
    server.act = is_down
    with pytest.raises(ModelError, match="向量服务返回 HTTP 503"), open_assistant(settings):
        pass


def test_another_model_than_the_index_was_built_with_is_not_taken_for_it(
    server: FaultyServer, settings: Settings, tmp_path: Path
) -> None:
    taken_in(settings, tmp_path / "files")
    server.act = is_down
    other = settings.model_copy(update={"embedder": "openai:other-model"})
    with pytest.raises(ModelError), open_assistant(other):
        pass


def test_questions_that_cannot_be_compared_are_not_taken_for_the_same(server: FaultyServer, settings: Settings) -> None:
    with open_assistant(settings) as assistant:
        server.act = is_down
        encoder = assistant.store.encoder
        assert is_same("东湖的租金补贴是多少？", "请问东湖的租金补贴是多少", encoder)
        assert not is_same("东湖园区租金补贴多少", "东湖园区补贴租金多少", encoder)


def test_documents_are_not_taken_in_with_vectors_that_are_none(
    server: FaultyServer, settings: Settings, tmp_path: Path
) -> None:
    with open_assistant(settings) as assistant:
        server.act = lambda line: line.reply(200, '{"data": [{"index": 0, "embedding": [' + "NaN, " * 255 + "NaN]}]}")
        (tmp_path / "files").mkdir()
        (tmp_path / "files" / "一.txt").write_text("东湖园区提供公寓。", encoding="utf-8")
        with pytest.raises(ModelError, match="不是数"):
            ingest(assistant.store, [tmp_path / "files"])
        assert assistant.store.catalog.size() == 0
