"""What every section of the desk says, in Chinese and in English."""

from dataclasses import dataclass

from assistant.answer import Outcome
from assistant.log.entry import STAFF, Channel
from assistant.web import text


@dataclass(frozen=True, slots=True)
class Words:
    """The labels that sections share; `{}` fields are filled with `str.format`."""

    page: text.Words
    """What every page of the site says."""
    title: str
    sections: dict[str, str]
    """By slug, the name of a section."""
    about: dict[str, str]
    """By slug, what it is for, in one sentence."""
    side: str
    nothing: str
    count: str
    pages: str
    page_of: str
    back_page: str
    next_page: str
    to_list: str
    open: str
    save: str
    cancel: str
    search: str
    clear: str
    any: str
    sort: str
    newest: str
    day: str
    time: str
    question: str
    answer: str
    outcome: str
    channel: str
    model: str
    document: str
    status: str
    state: str
    outcomes: dict[str, str]
    channels: dict[str, str]
    extractive: str
    staff_model: str
    failed: str
    not_allowed: str
    not_staff: str
    no_deed: str
    loading: str
    as_of: str

    @property
    def is_chinese(self) -> bool:
        """Whether these are the Chinese ones."""
        return self.page.language is text.Language.CHINESE

    def model_name(self, model: str) -> str:
        """Who wrote an answer."""
        return {"extractive": self.extractive, STAFF: self.staff_model}.get(model, model)


CHINESE = Words(
    page=text.CHINESE,
    title="管理台",
    sections={
        "": "概览",
        "documents": "文件",
        "upload": "上传文件",
        "quality": "待办",
        "unanswered": "未答问题",
        "feedback": "反馈",
        "answers": "问答记录",
        "evaluation": "评测",
        "system": "系统",
    },
    about={
        "": "今天需要处理的事，和最近两周的问答。",
        "documents": "查找、修改、移除已收录的文件。改动只影响问策里的记录，不改原文件，可以撤销。",
        "upload": "把文件拖进来即可收录，收录时可以离开本页。",
        "quality": "文件里缺的、可疑的，逐项核对后即从这里消失。",
        "unanswered": "文件里没有找到依据的问题。写下答复后，再有人这样问，就给出您的答复。",
        "feedback": "提问的人对回答的评价。看过、处理过的，标记为已处理。",
        "answers": "每一次问答的完整记录，可以重放，看同样的问题现在怎样回答。",
        "evaluation": "用已知答案的题目检验问策，比较各次结果。",
        "system": "配置了什么，是否正常，占用多少，快不快。",
    },
    side="管理台栏目",
    nothing="这里没有内容。",
    count="共 {} 条",
    pages="翻页",
    page_of="第 {} / {} 页",
    back_page="上一页",
    next_page="下一页",
    to_list="返回列表",
    open="查看",
    save="保存",
    cancel="取消",
    search="查找",
    clear="清除筛选",
    any="全部",
    sort="排序",
    newest="最新在前",
    day="日期",
    time="时间",
    question="问题",
    answer="回答",
    outcome="结果",
    channel="来路",
    model="作答",
    document="文件",
    status="时效",
    state="状态",
    outcomes={
        Outcome.ANSWERED.value: "已回答",
        Outcome.PARTIAL.value: "部分回答",
        Outcome.NOT_FOUND.value: "未找到依据",
        Outcome.DEGRADED.value: "模型故障",
    },
    channels={Channel.WEB.value: "网页", Channel.API.value: "接口", Channel.CLI.value: "命令行"},
    extractive="原文摘录",
    staff_model="工作人员",
    failed="没有做成，原因已记入日志。请稍后再试；一直这样请联系管理员。",
    not_allowed="只有管理员可以这样做。",
    not_staff="登录已过期，或没有管理台的权限。请重新登录。",
    no_deed="不认识这个操作，请刷新页面后重试。",
    loading="正在读取…",
    as_of="时点 {}",
)

ENGLISH = Words(
    page=text.ENGLISH,
    title="Desk",
    sections={
        "": "Overview",
        "documents": "Documents",
        "upload": "Upload",
        "quality": "To fix",
        "unanswered": "Unanswered",
        "feedback": "Feedback",
        "answers": "Answer log",
        "evaluation": "Evaluation",
        "system": "System",
    },
    about={
        "": "What needs attention today, and the answers of two weeks.",
        "documents": "Find, correct and remove documents. Corrections never touch the original file and can be undone.",
        "upload": "Drop files to add them. You may leave this page while they are being read.",
        "quality": "What is missing or doubtful in documents. Once mended, it disappears from here.",
        "unanswered": "Questions for which no evidence was found. Write an answer, and whoever asks so again is given yours.",
        "feedback": "What people thought of their answers. Mark as settled what has been dealt with.",
        "answers": "Every answer with all that led to it. Replay one to see how it would be answered now.",
        "evaluation": "Tries Wence against known answers, and compares the runs.",
        "system": "What is configured, whether it works, how large and how fast it is.",
    },
    side="Sections of the desk",
    nothing="Nothing here.",
    count="{} in all",
    pages="Pages",
    page_of="Page {} of {}",
    back_page="Previous",
    next_page="Next",
    to_list="Back to the list",
    open="Open",
    save="Save",
    cancel="Cancel",
    search="Search",
    clear="Clear filters",
    any="All",
    sort="Sort",
    newest="Newest first",
    day="Day",
    time="Time",
    question="Question",
    answer="Answer",
    outcome="Outcome",
    channel="Channel",
    model="Written by",
    document="Document",
    status="Validity",
    state="State",
    outcomes={
        Outcome.ANSWERED.value: "Answered",
        Outcome.PARTIAL.value: "In part",
        Outcome.NOT_FOUND.value: "No evidence",
        Outcome.DEGRADED.value: "Model failed",
    },
    channels={Channel.WEB.value: "Web", Channel.API.value: "API", Channel.CLI.value: "Terminal"},
    extractive="Extracted",
    staff_model="Staff",
    failed="That did not work; the reason is in the log. Try again later, or ask the administrator.",
    not_allowed="Only an administrator may do that.",
    not_staff="Your login has expired, or you may not use the desk. Please log in again.",
    no_deed="Unknown action; reload the page and try again.",
    loading="Loading…",
    as_of="as of {}",
)


def words(language: str | None) -> Words:
    """The labels in `language`; Chinese for anything but `en`."""
    return ENGLISH if language == text.Language.ENGLISH else CHINESE
