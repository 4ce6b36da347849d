"""A program asks, and gets what the command line gives."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.answer import Answer, Turn
from assistant.api.app import build_api
from assistant.ask import ask
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.log.reader import entry
from assistant.open import Assistant
from assistant.render import answer_json
from assistant.settings import Settings
from assistant.web.server import build_app
from corpus.errors import ModelError
from index.hit import Filters
from tests.api.events import events
from tests.web.conftest import served
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer

RENT = "租金补贴最高多少？"


def faked(door: object, **settings: object) -> TestClient:
    assistant = FakeAssistant(FakeStore(FakeCatalog()), Settings(**settings))  # type: ignore[arg-type]  # spelled by the test
    return TestClient(build_api(assistant, door), raise_server_exceptions=False)  # type: ignore[arg-type]  # stands in


def test_the_answer_is_the_object_of_the_command_line_but_names_files_without_their_folders(
    client: TestClient, assistant: Assistant
) -> None:
    answered = client.post("/api/ask", json={"question": RENT})

    *_, answer = ask(assistant, RENT)
    assert isinstance(answer, Answer)
    printed = answer_json(answer)
    assert answered.status_code == 200
    for one in (reply := answered.json()), printed:
        one.pop("seconds")
    assert [it.pop("source_path") for it in printed["citations"]] != ["东园.txt"]
    assert [it.pop("source_path") for it in reply["citations"]] == ["东园.txt"]
    assert reply == printed
    assert "100万元" in reply["answer"]


@pytest.mark.parametrize("asked", [{"stream": True}, {}], ids=["by field", "by header"])
def test_a_stream_brings_the_pieces_and_then_the_whole_answer(client: TestClient, asked: dict[str, bool]) -> None:
    headers = {} if asked else {"Accept": "text/event-stream"}
    answered = client.post("/api/ask", json={"question": RENT} | asked, headers=headers)

    assert answered.headers["content-type"].startswith("text/event-stream")
    *pieces, (name, answer) = events(answered.text)
    assert {name for name, _ in pieces} == {"piece"}
    assert name == "answer"
    assert "".join(piece["text"] for _, piece in pieces) == answer["answer"]
    assert not any(piece["provisional"] for _, piece in pieces)
    assert answer["citations"][0]["quote"] in answer["citations"][0]["quote"]
    assert answer["citations"][0]["source_path"] == "东园.txt"


def test_a_follow_up_is_understood_by_the_history(client: TestClient) -> None:
    asked = {
        "question": "那沧州市呢？",
        "history": [{"question": "云岭市东园区有什么补贴？", "answer": "有租金补贴。"}],
    }
    assert "补贴" in client.post("/api/ask", json=asked).json()["standalone_question"]


def test_filters_narrow_the_answer(client: TestClient) -> None:
    asked = {"question": "物流补贴最高多少？"}
    assert "30万元" in client.post("/api/ask", json=asked).json()["answer"]
    there = client.post("/api/ask", json=asked | {"filters": {"issuer": "东园区管理委员会"}}).json()
    assert there["outcome"] == "not_found"


def test_what_is_said_of_a_past_day_holds_for_that_day(client: TestClient) -> None:
    asked = {"question": "租金补贴每年最高多少？", "filters": {"as_of": "2021-06-01", "until": "2022-01-01"}}
    titles = {it["title"] for it in client.post("/api/ask", json=asked).json()["citations"]}
    assert titles <= {"云岭市东园区租金补贴暂行规定"}


def test_every_answer_is_kept_as_asked_by_a_program(assistant: Assistant) -> None:
    with kept(ask, assistant, Channel.API) as door:
        client = TestClient(build_app(assistant, programs=door))
        kept_as = client.post("/api/ask", json={"question": RENT}).json()["id"]
    held = entry(assistant.store.catalog.engine, kept_as)
    assert (held.question, held.channel) == (RENT, Channel.API)


@pytest.mark.parametrize(
    ("error", "code"), [(ModelError("模型服务返回：/etc/x"), "model_failed"), (ValueError("/etc/x"), "internal")]
)
def test_a_failure_in_the_midst_of_a_stream_is_told_as_an_event(error: Exception, code: str) -> None:
    answered = faked(FakeAsk(["补贴", error])).post("/api/ask", json={"question": RENT, "stream": True})

    name, told = events(answered.text)[-1]
    assert (name, told["error"]["code"]) == ("error", code)
    assert "/etc" not in answered.text
    assert "Traceback" not in answered.text


def test_a_failure_of_ours_is_one_sentence_without_its_cause() -> None:
    answered = faked(FakeAsk([ValueError("/etc/x")])).post("/api/ask", json={"question": RENT})
    assert answered.status_code == 500
    assert answered.json()["error"]["code"] == "internal"
    assert "/etc" not in answered.text


def test_what_a_model_writes_is_provisional_until_the_answer() -> None:
    assistant = FakeAssistant(FakeStore(FakeCatalog()))
    assistant.model = object()  # type: ignore[assignment]  # there is one
    door = FakeAsk(["草稿", rent_answer(model="openai:x")])
    client = TestClient(build_api(assistant, door))  # type: ignore[arg-type]  # stands in

    asked = {"question": RENT, "stream": True}
    (_, piece), (_, answer) = events(client.post("/api/ask", json=asked).text)
    assert piece == {"text": "草稿", "provisional": True}
    assert answer["answer"] == rent_answer().text


@dataclass
class Endless:
    """Writes without end until it is stopped."""

    begun: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def __call__(
        self, assistant: object, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()
    ) -> Iterator[str | Answer]:
        try:
            while True:
                self.begun.set()
                time.sleep(0.01)
                yield "字"
        finally:
            self.stopped.set()


def test_the_work_stops_when_the_client_of_a_stream_goes_away() -> None:
    door = Endless()
    with served(FakeAssistant(FakeStore(FakeCatalog())), door) as address, httpx.Client() as client:
        with client.stream("POST", f"{address}/api/ask", json={"question": RENT, "stream": True}) as answered:
            next(answered.iter_text())
            assert not door.stopped.is_set()
        assert door.stopped.wait(10)


def test_the_work_stops_when_a_client_has_no_more_patience() -> None:
    door = Endless()
    with served(FakeAssistant(FakeStore(FakeCatalog())), door) as address, httpx.Client() as client:
        with pytest.raises(httpx.ReadTimeout):
            client.post(f"{address}/api/ask", json={"question": RENT}, timeout=0.5)
        assert door.stopped.wait(10)


def test_a_question_waits_a_moment_for_the_one_before_it_rather_than_being_refused() -> None:
    door = FakeAsk([rent_answer()], pause=0.3)
    with served(FakeAssistant(FakeStore(FakeCatalog()), Settings(at_once=1)), door) as address:
        statuses: list[int] = []

        def one() -> None:
            statuses.append(httpx.post(f"{address}/api/ask", json={"question": RENT}).status_code)

        threads = [threading.Thread(target=one) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert statuses == [200, 200, 200]


def test_beyond_the_limit_a_program_is_asked_to_come_back_and_the_place_is_free_afterwards() -> None:
    door = Endless()
    with (
        served(FakeAssistant(FakeStore(FakeCatalog()), Settings(at_once=1)), door) as address,
        httpx.Client() as client,
    ):
        with client.stream("POST", f"{address}/api/ask", json={"question": RENT, "stream": True}) as first:
            pieces = first.iter_text()  # held, for a stream that nobody reads any more is closed
            next(pieces)
            refused = client.post(f"{address}/api/ask", json={"question": RENT})
            assert refused.status_code == 429
            assert int(refused.headers["retry-after"]) > 0
            assert refused.json()["error"]["code"] == "too_many_requests"
            assert client.get(f"{address}/v1/models").status_code == 200
        assert door.stopped.wait(10)
        for _ in range(100):
            with client.stream("POST", f"{address}/api/ask", json={"question": RENT, "stream": True}) as again:
                if again.status_code == 200:
                    break
            time.sleep(0.05)
        assert again.status_code == 200


def test_a_stream_is_sent_as_it_is_written() -> None:
    with (
        served(FakeAssistant(FakeStore(FakeCatalog())), Endless()) as address,
        httpx.Client(timeout=60) as client,
        client.stream("POST", f"{address}/api/ask", json={"question": RENT, "stream": True}) as answered,
    ):
        lines = answered.iter_lines()
        assert next(lines) == "event: piece"
        assert json.loads(next(lines).removeprefix("data: "))["text"] == "字"
