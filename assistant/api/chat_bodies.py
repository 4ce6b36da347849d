"""What OpenAI's clients send and expect, as far as Wence uses it."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Turn
from assistant.api.narrowing import Narrowing
from assistant.api.replies import AnswerReply
from assistant.api.wording import Text
from corpus.errors import BadQuestion

SOURCES = "\n\n出处：\n"
"""Stands between an answer and its footnotes, by which they are told from it when the conversation comes back."""


class Part(BaseModel):
    """消息内容的一部分；只认文字。"""

    type: str
    text: Text = ""


class MessageBody(BaseModel):
    """对话中的一条消息。"""

    role: str = Field(description="user 是提问，assistant 是先前的回答；system、developer、tool 的消息略去不看")
    content: Text | list[Part] | None = None

    @property
    def text(self) -> str:
        """The words of the message. Raises BadQuestion where there is something else in it."""
        if not isinstance(self.content, list):
            return self.content or ""
        strange = next((part.type for part in self.content if part.type != "text"), None)
        if strange is not None:
            raise BadQuestion("消息里只能有文字，不能有图片、声音或文件")
        return "\n".join(part.text for part in self.content)


class StreamOptions(BaseModel):
    """逐段返回时的选项。"""

    include_usage: bool | None = False


class Extension(BaseModel):
    """OpenAI 的接口所没有的。"""

    model_config = ConfigDict(extra="forbid")

    filters: Narrowing = Field(default_factory=Narrowing)


class ChatBody(BaseModel):
    """OpenAI 客户端的请求；temperature、tools 等其他字段略去不看。"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"model": "wence", "messages": [{"role": "user", "content": "租金补贴最高多少？"}]}
        }
    )

    model: str = Field(default="wence", description="写什么都由 wence 回答")
    messages: list[MessageBody] = Field(min_length=1, max_length=200)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = Field(default=None, ge=1, le=1, description="只给一个回答")
    wence: Extension = Field(default_factory=Extension, description="问策自己的扩展：filters 与 /api/ask 的相同")

    def asked(self) -> tuple[str, list[Turn]]:
        """The last message of the user, and the exchanges before it. Raises BadQuestion."""
        spoken = [message for message in self.messages if message.role in ("user", "assistant")]
        while spoken and spoken[-1].role != "user":
            spoken.pop()
        if not spoken:
            raise BadQuestion("messages 里没有提问：至少要有一条 role 为 user 的消息")
        return spoken[-1].text, _turns(spoken[:-1])


def _turns(messages: Sequence[MessageBody]) -> list[Turn]:
    turns: list[Turn] = []
    for message in messages:
        if message.role == "user":
            turns.append(Turn(message.text, ""))
        elif turns:
            said = message.text.split(SOURCES)[0]
            turns[-1] = Turn(turns[-1].question, "\n".join(filter(None, (turns[-1].answer, said))))
    return turns


class SaidReply(BaseModel):
    """回答的一条消息。"""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class ChoiceReply(BaseModel):
    """唯一的回答。"""

    index: int = 0
    message: SaidReply
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class UsageReply(BaseModel):
    """不计词元，都是 0。"""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class ChatReply(BaseModel):
    """OpenAI 形式的回答。"""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = "wence"
    choices: list[ChoiceReply]
    usage: UsageReply = Field(default_factory=UsageReply)
    wence: AnswerReply = Field(description="问策的回答，与 /api/ask 相同，其中有逐字的出处")


class ModelReply(BaseModel):
    """可用的模型。"""

    id: str = "wence"
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "wence"


class ModelsReply(BaseModel):
    """可用的模型，只有一个。"""

    object: Literal["list"] = "list"
    data: list[ModelReply] = Field(default_factory=lambda: [ModelReply()])


class OpenAIFault(BaseModel):
    """出了什么错，OpenAI 的形式。"""

    message: str
    type: str
    param: str | None
    code: str


class OpenAIFaultReply(BaseModel):
    """出错时的回应，OpenAI 的形式。"""

    error: OpenAIFault


def chunk(identity: dict[str, Any], delta: dict[str, str], finish: str | None = None, **more: Any) -> dict[str, Any]:
    """One piece of a streamed completion; `identity` is its id and the time."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
    return {**identity, "object": "chat.completion.chunk", "model": "wence", "choices": [choice], **more}
