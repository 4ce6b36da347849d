"""What OpenAI's clients send and expect, as far as Wence uses it."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from assistant.answer import Turn
from assistant.api.narrowing import Narrowing
from assistant.api.replies import AnswerReply
from assistant.api.wording import CONVERSATION, Conversation, Text
from corpus.errors import BadQuestion

SOURCES = "\n\n出处：\n"
"""Stands between an answer and its footnotes, by which they are told from it when the conversation comes back."""

_TEXTS = ("text", "input_text", "output_text")
"""Parts of a message that are words; clients name them differently."""
_ASKED: dict[str, Any] = {
    "contains": {"type": "object", "properties": {"role": {"const": "user"}}, "required": ["role"]}
}
"""Among the messages must be one of the user."""


class Part(BaseModel):
    """消息内容的一部分；只认文字。"""

    type: str = "text"
    text: Text = ""


class MessageBody(BaseModel):
    """对话中的一条消息。"""

    role: str = Field(
        description="user 是提问，assistant 是先前的回答；system、developer、tool 等其他消息略去不看", examples=["user"]
    )
    content: Text | list[Text | Part] | None = Field(default=None, description="文字，或若干段文字；可以为空")

    @property
    def speaker(self) -> str:
        """The role as it is compared."""
        return self.role.strip().lower()

    @property
    def text(self) -> str:
        """The words of the message. Raises BadQuestion where there is something else in it."""
        parts = self.content if isinstance(self.content, list) else [self.content or ""]
        if any(isinstance(part, Part) and part.type not in _TEXTS for part in parts):
            raise BadQuestion("消息里只能有文字，不能有图片、声音或文件")
        return "\n".join(part.text if isinstance(part, Part) else part for part in parts).strip()


class StreamOptions(BaseModel):
    """逐段返回时的选项。"""

    include_usage: StrictBool | None = Field(default=False, description="最后多发一段，其中 usage 为 null")


class Format(BaseModel):
    """回答的格式。"""

    type: str = "text"


class Extension(BaseModel):
    """OpenAI 的接口所没有的。"""

    model_config = ConfigDict(extra="forbid")

    filters: Narrowing = Field(default_factory=Narrowing)
    conversation: Conversation | None = CONVERSATION


class ChatBody(BaseModel):
    """OpenAI 客户端的请求；temperature、max_tokens、tools 等其他字段略去不看：问策不调用工具，也不改变说法。"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"model": "wence", "messages": [{"role": "user", "content": "租金补贴最高多少？"}]}
        }
    )

    model: str | None = Field(default="wence", description="写什么都由 wence 回答")
    messages: list[MessageBody] = Field(min_length=1, max_length=200, json_schema_extra=_ASKED)
    stream: StrictBool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = Field(default=None, ge=1, le=1, description="只给一个回答")
    response_format: Format | None = Field(default=None, description="只能是 text；要结构化的回答请看扩展字段 wence")
    tool_choice: Any = Field(default=None, description="只能是 none 或 auto：问策不调用工具")
    wence: Extension = Field(default_factory=Extension, description="问策自己的扩展，与 /api/ask 的同名字段相同")

    def asked(self) -> tuple[str, list[Turn]]:
        """The last message of the user, and the exchanges before it. Raises BadQuestion."""
        if self.response_format is not None and self.response_format.type != "text":
            raise BadQuestion("response_format 只能是 text；结构化的回答和出处在扩展字段 wence 里")
        if self.tool_choice not in (None, "none", "auto"):
            raise BadQuestion("tool_choice 只能是 none 或 auto：问策不调用工具，只依据已收录的文件回答")
        spoken = [message for message in self.messages if message.speaker in ("user", "assistant")]
        while spoken and spoken[-1].speaker != "user":
            spoken.pop()
        if not spoken:
            raise BadQuestion("messages 里没有提问：至少要有一条 role 为 user 的消息")
        return spoken[-1].text, _turns([message for message in spoken[:-1] if message.text])


def _turns(messages: Sequence[MessageBody]) -> list[Turn]:
    turns: list[Turn] = []
    for message in messages:
        if message.speaker == "user":
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


class ChatReply(BaseModel):
    """OpenAI 形式的回答。"""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = "wence"
    choices: list[ChoiceReply]
    usage: None = Field(default=None, description="不计词元，总是 null")
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
