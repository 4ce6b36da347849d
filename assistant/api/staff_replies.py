"""What the staff's routes take and give."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from assistant.answer import Outcome
from assistant.api.narrowing import Day
from assistant.api.replies import FileName
from assistant.api.wording import Text
from assistant.log.feedback import LONGEST_REMARK, Reason


class AmendBody(BaseModel):
    """要更正的字段：只写要改的；写 null 表示未知。"""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"doc_number": "示管发〔2025〕3号"}, "minProperties": 1},
    )

    title: Text | None = None
    issuer: Text | None = Field(default=None, description="发文机关")
    doc_number: Text | None = Field(default=None, description="文号")
    region: Text | None = Field(default=None, description="地区")
    level: Text | None = Field(default=None, description="层级")
    kind: Text | None = Field(default=None, description="文件类型")
    topics: list[Text] | None = Field(default=None, max_length=50, description="主题")
    adopted_on: Text | None = Field(default=None, description="通过日期，如 2025-03-01")
    published_on: Text | None = Field(default=None, description="发布日期")
    effective_on: Text | None = Field(default=None, description="施行日期")
    expires_on: Text | None = Field(default=None, description="失效日期")
    repealed_on: Text | None = Field(default=None, description="废止日期；与 repealed_by 都写 null 表示没有废止")
    repealed_by: Text | None = Field(default=None, description="废止它的文件")
    url: Text | None = Field(default=None, description="原网页")


class ChangeReply(BaseModel):
    """一个字段的更正；null 是未知。"""

    before: str | None
    after: str | None


class CorrectionReply(BaseModel):
    """对一份文件做了什么。"""

    id: str = Field(description="撤销时用它")
    doc_id: str
    title: str
    deed: str = Field(description="correct 更正、remove 移除、undo 撤销、reread 重新读取")
    changes: dict[str, ChangeReply]
    by: str = Field(description="由谁：密钥或账号的名称")
    at: str
    undone_at: str | None
    undoes: str | None = Field(description="撤销的是哪一条")


class CorrectionsReply(BaseModel):
    """对文件做过的更正和移除，新的在前。"""

    corrections: list[CorrectionReply]


class FileReply(BaseModel):
    """一个文件的结果。"""

    path: FileName
    outcome: str = Field(
        description="added 新增、updated 更新、unchanged 未变、duplicate 重复、moved 移动、kept_out 移除过，未收录、failed 失败"
    )
    doc_id: str | None = None
    title: str | None = None
    chunks: int | None = None
    quality: float | None = None
    repairs: list[str] = []
    cautions: list[str] = Field(default=[], description="要当心的：看不见的文字、像是写给语言模型的指令")
    same_as: FileName | None = None
    reason: str | None = Field(default=None, description="失败的原因")


class RefusalReply(BaseModel):
    """没有接收的文件。"""

    name: str
    reason: str


class TakenReply(BaseModel):
    """收录的结果。"""

    added: int
    updated: int
    unchanged: int
    kept_out: int
    failed: int
    chunks: int
    seconds: float
    files: list[FileReply]
    clashes: list[str] = Field(description="已有同名而内容不同的文件：用 clash=replace 或 keep_both 再传一次")
    refused: list[RefusalReply]


class LogQuery(BaseModel):
    """找哪些问答。"""

    model_config = ConfigDict(extra="forbid")

    outcome: Outcome | None = Field(default=None, description="结果")
    since: Day | None = Field(default=None, description="不早于该日")
    until: Day | None = Field(default=None, description="不晚于该日")
    contains: Text | None = Field(default=None, max_length=200, description="问题或回答中有这些字")
    limit: int = Field(default=50, ge=1, le=500, description="最多几条，新的在前")


class EntryReply(BaseModel):
    """一条问答记录，与 wence log show --json 相同，略去检索到的各段。"""

    id: str
    asked_at: str
    question: str
    standalone: str
    filters: dict[str, Any]
    scope: str
    as_of: str
    outcome: str
    text: str
    model: str
    citations: list[dict[str, Any]]
    seconds: dict[str, float]
    channel: str = Field(description="cli 命令行、web 网页、api 接口")
    conversation: str | None
    masked: bool = Field(description="是否隐去了个人信息")


class LogReply(BaseModel):
    """问答记录。"""

    entries: list[EntryReply]


class UnansweredReply(BaseModel):
    """一个没有找到依据的问题。"""

    question: str
    count: int = Field(description="问过几次")
    last_asked: str
    filters: dict[str, Any]
    ids: list[str] = Field(description="问答记录的编号")
    nearest: list[str] = Field(description="最接近的文件")


class UnansweredsReply(BaseModel):
    """没有找到依据的问题，新的在前。"""

    questions: list[UnansweredReply]


class OpinionBody(BaseModel):
    """对一个回答的意见。"""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"helpful": False, "reason": "outdated", "user": "wecom:42"}}
    )

    helpful: StrictBool = Field(description="有没有帮助")
    reason: Reason | None = Field(
        default=None,
        description="off_topic 答非所问、wrong_source 依据不对、outdated 已过时、incomplete 不完整、other 其他",
    )
    remark: Text = Field(default="", max_length=LONGEST_REMARK, description="说明；其中的个人信息会隐去")
    user: Text = Field(default="", max_length=100, description="调用方自己的用户编号；同一人再提时替换，只存其散列值")


class FeedbackQuery(BaseModel):
    """找哪些意见。"""

    model_config = ConfigDict(extra="forbid")

    helpful: bool | None = Field(default=None, description="有没有帮助")
    reason: Reason | None = Field(default=None, description="原因")
    unsettled: bool = Field(default=False, description="true：只要还没处理的")
    limit: int = Field(default=50, ge=1, le=500, description="最多几条，新的在前")


class FeedbackReply(BaseModel):
    """一条意见。"""

    id: str
    entry: str = Field(description="问答记录的编号")
    question: str | None
    outcome: str | None
    helpful: bool
    reason: str | None
    remark: str | None
    given_at: str
    settled_at: str | None
    settled_by: str | None


class FeedbacksReply(BaseModel):
    """意见。"""

    feedback: list[FeedbackReply]
