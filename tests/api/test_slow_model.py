"""A model that takes its time holds no place: others are answered meanwhile."""

import threading
from dataclasses import dataclass, field

import httpx
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.open import Assistant
from assistant.settings import Settings
from tests.web.conftest import served

ASKED = ("东园区的租金补贴怎么给？", "沧州市的物流补贴怎么给？")


@dataclass
class Slow:
    """Replies that come only when both questions have reached the model."""

    both: threading.Barrier = field(default_factory=lambda: threading.Barrier(2))

    def __iter__(self) -> "Slow":
        return self

    def __next__(self) -> AIMessage:
        self.both.wait(30)
        return AIMessage("未找到依据")


def test_two_questions_wait_for_the_model_at_once_where_only_one_is_worked_on(assistant: Assistant) -> None:
    model = GenericFakeChatModel(messages=Slow())
    written = Assistant(assistant.store, Settings(at_once=1, model="fake:slow", model_timeout=90), model)
    outcomes: list[str] = []

    with served(written) as address:

        def one(question: str) -> None:
            reply = httpx.post(f"{address}/api/ask", json={"question": question}, timeout=90)
            outcomes.append(reply.json().get("outcome", reply.text))

        threads = [threading.Thread(target=one, args=(it,)) for it in ASKED]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(outcomes) == 2
    assert not {"degraded"} & set(outcomes), "the barrier broke: the second question never reached the model"
    assert set(outcomes) <= {"answered", "partial", "not_found"}, outcomes
