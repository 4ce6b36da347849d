"""What the routes answer with: the objects that the command line prints, with file names in place of paths."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _name(path: Any) -> Any:
    """The name alone: where files lie on this machine is nobody's business."""
    return path.replace("\\", "/").rsplit("/", 1)[-1] if isinstance(path, str) else path


FileName = Annotated[str, BeforeValidator(_name), Field(description="文件名，不含路径")]
Iso = Annotated[str | None, Field(description="日期，如 2025-03-01；未知为 null")]
Standing = Annotated[
    str, Field(description="in_force 有效、not_yet 尚未施行、expired 已失效、repealed 已废止、unknown 未知")
]


class Seconds(BaseModel):
    """用时，单位秒。"""

    search: float
    first_token: float | None = Field(description="到第一段文字")
    total: float


class CitationReply(BaseModel):
    """一处出处：逐字的原文和它的位置。"""

    number: int = Field(description="正文里 [1] 这样的编号")
    doc_id: str
    title: str
    doc_number: str | None = Field(description="文号")
    path: list[str] = Field(description="章、条、款、项")
    page: int | None
    quote: str = Field(description="与整理后的全文逐字相同")
    source_path: FileName
    status: Standing
    url: str | None


class AnswerReply(BaseModel):
    """一个回答，与 wence ask --json 相同。"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "376281b45a57",
                "question": "租金补贴最高多少？",
                "standalone_question": "租金补贴最高多少？",
                "outcome": "answered",
                "answer": "每家企业每年最高100万元。[1]",
                "model": "extractive",
                "scope": None,
                "seconds": {"search": 0.02, "first_token": 0.05, "total": 0.06},
                "citations": [
                    {
                        "number": 1,
                        "doc_id": "1edc7410dfad",
                        "title": "示例园区租金补贴办法",
                        "doc_number": "示管发〔2025〕3号",
                        "path": ["第二章 扶持内容", "第三条"],
                        "page": None,
                        "quote": "每家企业每年最高100万元。",
                        "source_path": "租金补贴办法.pdf",
                        "status": "in_force",
                        "url": None,
                    }
                ],
            }
        }
    )

    id: str | None = Field(description="问答记录的编号；不记录时为 null")
    question: str
    standalone_question: str = Field(description="补全上文之后实际查找的问题")
    outcome: str = Field(
        description="answered 已答、partial 只答了一部分、not_found 没有依据、degraded 模型失败，改为摘录"
    )
    answer: str = Field(description="正文，[1] 指向 citations")
    model: str = Field(description="extractive 原文摘录、staff 工作人员答复，或写出回答的模型")
    scope: str | None = Field(description="问题本身限定的范围")
    seconds: Seconds
    citations: list[CitationReply]


class Reason(BaseModel):
    """为什么找到：在按意思和按词两个排序中的名次和得分。"""

    dense_rank: int | None
    dense_score: float | None
    lexical_rank: int | None
    lexical_score: float | None


class CopyReply(BaseModel):
    """同一文字的另一处发布。"""

    doc_id: str
    title: str
    source_path: FileName


class HitReply(BaseModel):
    """找到的一段。"""

    rank: int
    score: float
    chunk_id: str
    doc_id: str
    title: str
    source_path: FileName
    path: list[str]
    text: str
    status: Standing
    reason: Reason
    copies: list[CopyReply]


class SearchReply(BaseModel):
    """查找结果，与 wence search --json 相同。"""

    query: str
    seconds: float
    hits: list[HitReply]


class CardReply(BaseModel):
    """一份文件的元数据和时效。"""

    doc_id: str
    title: str
    issuer: str | None
    doc_number: str | None
    region: str | None
    level: str | None
    kind: str | None
    topics: list[str]
    adopted_on: Iso
    published_on: Iso
    effective_on: Iso
    expires_on: Iso
    repealed_on: Iso
    repealed_by: str | None = Field(description="废止它的文件")
    repealed_by_id: str | None
    status: Standing
    status_evidence: str | None = Field(description="证明时效的原句")
    source_path: FileName
    url: str | None


class ListedReply(CardReply):
    """文件列表中的一份。"""

    chunks: int = Field(description="分成几段")
    repairs: list[dict[str, Any]] = Field(description="读取时修复了什么")
    cautions: list[dict[str, Any]] = Field(description="要当心的：看不见的文字、像是写给语言模型的指令")
    quality: float = Field(description="文字完好的比例，0 到 1")


class DocumentsReply(BaseModel):
    """文件列表的一页。"""

    total: int = Field(description="符合条件的一共多少份")
    limit: int
    offset: int
    documents: list[ListedReply]


class RepealReply(BaseModel):
    """它废止的一份文件。"""

    title: str
    doc_number: str | None
    evidence: str | None
    doc_id: str | None


class DocumentReply(CardReply):
    """一份文件的全部，与 wence docs show --json 相同。"""

    repeals: list[RepealReply] = Field(description="它废止的文件")
    chunks: int
    repairs: list[dict[str, Any]]
    cautions: list[dict[str, Any]] = Field(description="要当心的；start 是在 text 中的位置，不在其中的为 null")
    quality: float
    text: str = Field(description="整理后的全文")
    facts: list[dict[str, Any]] = Field(description="金额、比例、期限等，start 和 end 是在 text 中的位置")
    source_paths: list[FileName]
    copies: list[CopyReply]


class HealthReply(BaseModel):
    """服务是否正常。"""

    ok: bool
    documents: int
    chunks: int
    model: bool = Field(description="是否配置了语言模型；没有则从原文摘录")
    version: str


class Fault(BaseModel):
    """出了什么错。"""

    code: str = Field(description="给程序看的代码", examples=["not_found"])
    message: str = Field(description="给人看的一句话", examples=["没有这份文件"])


class FaultReply(BaseModel):
    """出错时的回应。"""

    error: Fault
