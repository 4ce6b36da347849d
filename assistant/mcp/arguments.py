"""What the tools take, and what those give that the routes of the API have no equal of."""

from pydantic import BaseModel, ConfigDict, Field

from assistant.api.asking import TurnBody
from assistant.api.narrowing import Day, Narrowing
from assistant.api.replies import CardReply
from assistant.api.wording import Text

MOST_CHARS = 50_000
"""Of a document's text in one reply."""


class SearchArguments(Narrowing):
    """要找什么，找多少。"""

    query: Text = Field(description="要找的内容，用中文，如“租金补贴 中小企业”")
    limit: int = Field(default=8, ge=1, le=50, description="最多几段")


class AskArguments(Narrowing):
    """一个问题。"""

    question: Text = Field(description="问题，用中文，如“青岚市租金补贴最高多少？”")
    history: list[TurnBody] = Field(
        default=[], max_length=50, description="先前的问答，从早到晚；用来看懂“那装修呢”这样的追问"
    )


class DocumentArguments(BaseModel):
    """哪份文件，从哪里看起。"""

    model_config = ConfigDict(extra="forbid")

    doc_id: Text = Field(max_length=200, description="文件编号，见其他工具返回的 doc_id")
    start: int = Field(default=0, ge=0, le=100_000_000, description="从全文的第几个字符看起")
    length: int = Field(default=20_000, ge=1, le=MOST_CHARS, description="最多看几个字符")
    as_of: Day | None = Field(default=None, description="按该日判断是否有效；不写为今天")


class ListArguments(Narrowing):
    """列出哪些文件，从第几份起。"""

    title: Text | None = Field(default=None, max_length=200, description="标题中有这些字")
    limit: int = Field(default=20, ge=1, le=100, description="一次最多几份")
    offset: int = Field(default=0, ge=0, le=10_000_000, description="跳过前几份")


class DocumentPart(CardReply):
    """一份文件的元数据、时效和一段全文。"""

    text: str = Field(description="整理后的全文中从 start 起的一段；出处的 quote 与其中的文字逐字相同")
    start: int
    total: int = Field(description="全文一共多少字符")
    next_start: int | None = Field(description="接着看时 start 写这个；到末尾了为 null")
