"""What the inbox of feedback says, in Chinese and in English."""

from dataclasses import dataclass

from assistant.log.feedback import REASON_NAMES, Reason


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of this section; `{}` fields are filled with `str.format`."""

    waiting: str
    settled: str
    every: str
    helpful: str
    not_helpful: str
    reason: str
    opinion: str
    none_waiting: str
    none: str
    gone: str
    given: str
    settle: str
    done: str
    by: str
    to_entry: str
    to_case: str
    no_remark: str
    reasons: dict[Reason, str]


CHINESE = Words(
    waiting="待处理",
    settled="已处理",
    every="全部",
    helpful="有帮助",
    not_helpful="没帮助",
    reason="原因",
    opinion="评价",
    none_waiting="没有待处理的反馈。提问的人点“有帮助”或“没帮助”后，会出现在这里。",
    none="没有这样的反馈。",
    gone="（这条问答已过保存期限）",
    given="{} 评价",
    settle="标记为已处理",
    done="已标记为处理完毕。",
    by="{who} 于 {when} 处理",
    to_entry="查看问答记录",
    to_case="做成评测题",
    no_remark="没有留言",
    reasons=REASON_NAMES,
)

ENGLISH = Words(
    waiting="Waiting",
    settled="Settled",
    every="All",
    helpful="Helpful",
    not_helpful="Not helpful",
    reason="Reason",
    opinion="Opinion",
    none_waiting="Nothing is waiting. Opinions appear here once somebody presses thumb up or down.",
    none="There is no such feedback.",
    gone="(the entry is past its time)",
    given="given {}",
    settle="Mark as settled",
    done="Marked as settled.",
    by="settled by {who}, {when}",
    to_entry="See the entry",
    to_case="Make it a test case",
    no_remark="No remark",
    reasons={
        Reason.OFF_TOPIC: "Off the point",
        Reason.WRONG_SOURCE: "Wrong source",
        Reason.OUTDATED: "Outdated",
        Reason.INCOMPLETE: "Incomplete",
        Reason.OTHER: "Other",
    },
)
