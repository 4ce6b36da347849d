"""Text as it may come from outside."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError


def _sendable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("wence_text", "文字里有不成对的代理字符（如 \\ud800），请检查编码") from None
    return text.replace("\x00", "")  # which databases refuse


Text = Annotated[str, AfterValidator(_sendable)]
"""Characters only: JSON can spell halves of characters, which nothing behind could store or send."""

Conversation = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,40}$")]
"""What a program calls a conversation of its own."""
CONVERSATION: Any = Field(
    default=None,
    description="调用方自己的对话编号，问答记录按它归在一起；字母、数字和 . _ : -，最多 40 个，不要用手机号等个人信息",
)
