"""What the overview says, in Chinese and in English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of the overview; `{}` fields are filled with `str.format`."""

    attention: str
    unanswered: str
    unanswered_none: str
    feedback: str
    feedback_none: str
    quality: str
    quality_none: str
    expiring: str
    expiring_none: str
    today: str
    today_none: str
    today_some: str
    fortnight: str
    day_told: str
    no_questions: str
    newest: str
    read_at: str
    expires: str
    all_documents: str
    no_documents: str
    first_upload: str


CHINESE = Words(
    attention="需要处理",
    unanswered="个问题等待答复",
    unanswered_none="没有未答的问题",
    feedback="条反馈没有处理",
    feedback_none="反馈都已处理",
    quality="处文件问题待办",
    quality_none="文件没有待办",
    expiring="份文件 60 天内到期",
    expiring_none="60 天内没有文件到期",
    today="今天",
    today_none="还没有人提问",
    today_some="{} 个问题，{} 个有答复",
    fortnight="最近 14 天的问答",
    day_told="{day}：共 {total} 个（{parts}）",
    no_questions="最近 14 天没有人提问。问答记录里会逐条保存。",
    newest="最近收录",
    read_at="{} 收录",
    expires="有效期至 {}",
    all_documents="全部文件",
    no_documents="还没有收录文件。",
    first_upload="上传第一份文件",
)

ENGLISH = Words(
    attention="Needs attention",
    unanswered="questions to answer",
    unanswered_none="No open questions",
    feedback="remarks to settle",
    feedback_none="All feedback settled",
    quality="documents to mend",
    quality_none="Nothing to mend",
    expiring="documents expire within 60 days",
    expiring_none="Nothing expires within 60 days",
    today="Today",
    today_none="No questions yet",
    today_some="{} questions, {} answered",
    fortnight="Answers of the last 14 days",
    day_told="{day}: {total} in all ({parts})",
    no_questions="Nobody has asked for 14 days. Every answer will be kept in the log.",
    newest="Added last",
    read_at="added {}",
    expires="valid until {}",
    all_documents="All documents",
    no_documents="There are no documents yet.",
    first_upload="Upload the first one",
)
