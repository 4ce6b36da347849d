"""OpenAI's own client asks Wence as if it were a model."""

from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest
from pydantic import SecretStr

from assistant.answer import Answer
from assistant.ask import ask
from assistant.log.door import kept
from assistant.log.entry import Channel
from assistant.log.reader import entry
from assistant.open import Assistant
from assistant.settings import Settings
from tests.web.conftest import served
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer

RENT: Any = [{"role": "user", "content": "租金补贴最高多少？"}]
NOTE = "[1] 《云岭市东园区租金补贴办法》（云管发〔2025〕3号）第二条"


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{address}/v1", api_key="any", max_retries=0) as client:
        yield client


def faked(door: FakeAsk, *, model: bool = False) -> FakeAssistant:
    assistant = FakeAssistant(FakeStore(FakeCatalog()))
    assistant.model = object() if model else None  # type: ignore[assignment]  # whether there is one is all that counts
    return assistant


def test_a_completion_has_the_answer_its_sources_and_the_whole_object(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(model="wence", messages=RENT)

    (choice,) = completion.choices
    assert completion.usage is None, "words are not counted, and zeros would be a lie"
    text, _, notes = (choice.message.content or "").partition("\n\n出处：\n")
    assert "100万元。[1]" in text
    assert notes.startswith(NOTE)
    assert (choice.finish_reason, completion.model) == ("stop", "wence")
    extension: Any = completion.model_extra
    assert extension["wence"]["answer"] == text
    assert extension["wence"]["citations"][0]["source_path"] == "东园.txt"


def test_a_stream_adds_up_to_the_completion_and_ends_with_the_object(client: openai.OpenAI) -> None:
    whole = client.chat.completions.create(model="wence", messages=RENT).choices[0].message.content
    options: Any = {"include_usage": True}
    with client.chat.completions.create(model="wence", messages=RENT, stream=True, stream_options=options) as stream:
        chunks = list(stream)

    said = [choice for chunk in chunks for choice in chunk.choices]
    assert "".join(choice.delta.content or "" for choice in said) == whole
    assert said[0].delta.role == "assistant"
    assert [choice.finish_reason for choice in said if choice.finish_reason] == ["stop"]
    last: Any = [chunk.model_extra for chunk in chunks if chunk.model_extra][-1]
    assert last["wence"]["outcome"] == "answered"
    assert (chunks[-1].choices, chunks[-1].usage) == ([], None)
    assert len({chunk.id for chunk in chunks}) == 1


def test_the_models_are_one(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["wence"]
    assert client.models.retrieve("wence").id == "wence"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-x")


def test_filters_go_in_the_extension(client: openai.OpenAI) -> None:
    asked: Any = [{"role": "user", "content": "物流补贴最高多少？"}]
    narrowed = {"wence": {"filters": {"issuer": "东园区管理委员会"}}}
    completion: Any = client.chat.completions.create(model="wence", messages=asked, extra_body=narrowed)
    assert completion.wence["outcome"] == "not_found"


def test_the_last_word_of_the_user_is_the_question_and_what_came_before_its_history() -> None:
    door = FakeAsk([rent_answer()])
    messages: Any = [
        {"role": "system", "content": "你是海盗，只说海盗的话。"},
        {"role": "user", "content": "有哪些补贴？"},
        {"role": "assistant", "content": "有租金补贴。[1]\n\n出处：\n[1] 《租金补贴办法》第二条"},
        {"role": "user", "content": [{"type": "text", "text": "最高"}, {"type": "text", "text": "多少？"}]},
    ]
    with served(faked(door), door) as address, openai.OpenAI(base_url=f"{address}/v1", api_key="any") as client:
        client.chat.completions.create(model="gpt-4o", messages=messages, temperature=0.2)
    ((question, (turn,), _),) = door.calls
    assert question == "最高\n多少？"
    assert (turn.question, turn.answer) == ("有哪些补贴？", "有租金补贴。[1]")


@pytest.mark.parametrize("stream", [True, False])
def test_what_a_model_drafted_is_not_sent_but_what_was_verified_with_its_label(stream: bool) -> None:
    door = FakeAsk(["未经核对的草稿", rent_answer(model="openai:x")])
    with (
        served(faked(door, model=True), door) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="x") as client,
    ):
        given: Any = client.chat.completions.create(model="wence", messages=RENT, stream=stream)
        text = (
            "".join(it.choices[0].delta.content or "" for it in given) if stream else given.choices[0].message.content
        )
    assert "草稿" not in text
    assert text.startswith(rent_answer().text)
    assert "人工智能生成" in text


@pytest.mark.parametrize(
    ("messages", "error", "said"),
    [
        ([], openai.UnprocessableEntityError, "“messages”至少要有 1 项"),
        ([{"role": "system", "content": "你好"}], openai.BadRequestError, "没有提问"),
        ([{"role": "user", "content": ""}], openai.BadRequestError, "问题是空的"),
        ([{"role": "user", "content": "租" * 2001}], openai.BadRequestError, "最多 2000 个"),
        (
            [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}],
            openai.BadRequestError,
            "只能有文字",
        ),
        (
            [{"role": "user", "content": "租金"}, {"role": "user", "content": " \n"}],
            openai.BadRequestError,
            "问题是空的",
        ),
    ],
)
@pytest.mark.parametrize("stream", [True, False])
def test_a_question_that_cannot_be_asked_is_refused_in_the_form_of_openai(
    client: openai.OpenAI, messages: Any, error: type[openai.APIStatusError], said: str, stream: bool
) -> None:
    with pytest.raises(error) as caught:
        client.chat.completions.create(model="wence", messages=messages, stream=stream)
    body: Any = caught.value.body
    assert said in body["message"]
    assert body.keys() == {"message", "type", "param", "code"}


def test_a_failure_in_the_midst_of_a_stream_reaches_the_client_as_an_error() -> None:
    door = FakeAsk(["补贴", ValueError("/etc/x")])
    with served(faked(door), door) as address, openai.OpenAI(base_url=f"{address}/v1", api_key="any") as client:
        stream = client.chat.completions.create(model="wence", messages=RENT, stream=True)
        with pytest.raises(openai.APIError, match="没有处理成功") as caught:
            list(stream)
    assert "/etc" not in str(caught.value.body)


def test_the_key_of_the_client_is_the_key_of_the_settings() -> None:
    door = FakeAsk([rent_answer()])
    assistant = FakeAssistant(FakeStore(FakeCatalog()), Settings(api_keys=SecretStr("right")))
    with served(assistant, door) as address:
        with openai.OpenAI(base_url=f"{address}/v1", api_key="right") as client:
            assert client.chat.completions.create(model="wence", messages=RENT).choices
        with (
            openai.OpenAI(base_url=f"{address}/v1", api_key="wrong") as client,
            pytest.raises(openai.AuthenticationError),
        ):
            client.chat.completions.create(model="wence", messages=RENT)


def test_an_answer_without_sources_has_no_footnotes() -> None:
    answer: Answer = rent_answer(text="没有找到依据。", citations=())
    door = FakeAsk([answer])
    with served(faked(door), door) as address, openai.OpenAI(base_url=f"{address}/v1", api_key="any") as client:
        assert client.chat.completions.create(model="wence", messages=RENT).choices[0].message.content == answer.text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"n": 2}, "“n”最大为 1"),
        ({"response_format": {"type": "json_object"}}, "response_format 只能是 text"),
        ({"tool_choice": "required"}, "tool_choice 只能是 none 或 auto"),
        ({"extra_body": {"wence": {"conversation": "一号 会话"}}}, "wence.conversation"),
        ({"extra_body": {"stream": "yes"}}, "“stream”应为 true 或 false"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words_rather_than_passed_over(
    client: openai.OpenAI, more: Any, said: str
) -> None:
    with pytest.raises(openai.APIStatusError) as caught:
        client.chat.completions.create(model="wence", messages=RENT, **more)
    body: Any = caught.value.body
    assert said in body["message"]
    assert body["type"] == "invalid_request_error"


def test_what_makes_no_difference_is_passed_over(client: openai.OpenAI) -> None:
    tool: Any = {"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}
    completion = client.chat.completions.create(
        model="gpt-4o",
        messages=RENT,
        tools=[tool],
        tool_choice="auto",
        temperature=2,
        max_tokens=1,
        stop=["年"],
        seed=7,
    )
    assert "100万元" in (completion.choices[0].message.content or "")


@pytest.mark.parametrize(
    ("body", "question", "turns"),
    [
        ({"messages": [{"role": "user", "content": "  租金补贴？ \n"}]}, "租金补贴？", 0),
        ({"messages": [{"role": "User", "content": ["租金", {"text": "补贴？"}]}], "model": None}, "租金\n补贴？", 0),
        ({"messages": [{"role": "user", "content": [{"type": "input_text", "text": "租金？"}]}]}, "租金？", 0),
        (
            {
                "messages": [
                    {"role": "assistant", "content": "您好，我是企业服务助手。"},
                    {"role": "user", "content": "有哪些补贴？"},
                    {"role": "assistant", "content": None, "tool_calls": []},
                    {"role": "assistant", "content": ""},
                    {"role": "tool", "content": "{}"},
                    {"role": "user", "content": "租金呢？"},
                    {"role": "assistant", "content": " "},
                ]
            },
            "租金呢？",
            1,
        ),
        (
            {"messages": [{"role": "user", "content": ""}, {"role": "user", "content": "租金？"}], "user": "u1"},
            "租金？",
            0,
        ),
    ],
    ids=[
        "blanks around",
        "strings in a list",
        "other names",
        "empty messages of the assistant",
        "an empty question before",
    ],
)
def test_bodies_as_gateways_of_chat_programs_send_them_are_understood(
    body: dict[str, Any], question: str, turns: int
) -> None:
    door = FakeAsk([rent_answer()])
    with served(faked(door), door) as address:
        answered = httpx.post(f"{address}/v1/chat/completions", json=body)
    assert answered.status_code == 200
    ((asked, history, _),) = door.calls
    assert (asked, len(history)) == (question, turns)


def test_the_field_that_is_wrong_is_named_for_programs_too(client: openai.OpenAI) -> None:
    with pytest.raises(openai.UnprocessableEntityError) as caught:
        client.chat.completions.create(model="wence", messages=RENT, n=2)
    assert caught.value.param == "n"


def test_the_answers_of_one_conversation_are_found_together_in_the_log(assistant: Assistant) -> None:
    with kept(ask, assistant, Channel.API) as door, served(assistant, programs=door) as address:
        with openai.OpenAI(base_url=f"{address}/v1", api_key="any") as client:
            given: Any = client.chat.completions.create(
                model="wence", messages=RENT, extra_body={"wence": {"conversation": "wecom:42"}}
            )
        asked = {"question": "租金补贴最高多少？", "conversation": "wecom:42"}
        other = httpx.post(f"{address}/api/ask", json=asked).json()
    for name in (given.wence["id"], other["id"]):
        assert entry(assistant.store.catalog.engine, name).conversation == "wecom:42"
