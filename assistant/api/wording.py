"""Text as it may come from outside."""

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError


def _sendable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("wence_text", "文字里有不成对的代理字符（如 \\ud800），请检查编码") from None
    return text


Text = Annotated[str, AfterValidator(_sendable)]
"""Characters only: JSON can spell halves of characters, which nothing behind could store or send."""
