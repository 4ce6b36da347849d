"""What the page says about kept conversations and about answers that are there, in Chinese and in English."""

from dataclasses import dataclass

from assistant.log.feedback import REASON_NAMES, Reason
from assistant.web.text import Language


@dataclass(frozen=True, slots=True)
class TalkWords:
    """Labels in one language; `{}` fields are filled with `str.format`."""

    language: Language
    talks: str
    show: str
    hide: str
    new: str
    none_yet: str
    not_kept: str
    kept_for: str
    today: str
    yesterday: str
    earlier: str
    options: str
    rename: str
    title: str
    as_word: str
    as_markdown: str
    delete: str
    sure: str
    cancel: str
    opening: str
    unreadable: str
    not_possible: str
    copy: str
    copied: str
    helpful: str
    unhelpful: str
    chosen: str
    retry: str
    edit: str
    editing: str
    noted: str
    why: str
    remark: str
    remark_hint: str
    send: str
    later: str
    reasons: dict[Reason, str]
    question: str
    answer: str
    number: str
    exported_on: str
    place: str
    quote: str
    issuer: str
    status: str
    dates: str
    link: str
    sources: str
    asked_on: str
    scope: str


CHINESE = TalkWords(
    language=Language.CHINESE,
    talks="对话记录",
    show="展开对话记录",
    hide="收起对话记录",
    new="新对话",
    none_yet="提问以后，对话会留在这里，可以继续问、改名、导出或删除。",
    not_kept="这台服务器不保存对话，关闭页面后就没有了。",
    kept_for="只有您的这个浏览器能看到，{} 天不用即自动删除。",
    today="今天",
    yesterday="昨天",
    earlier="更早",
    options="更多：{}",
    rename="改名",
    title="对话名称",
    as_word="导出 Word",
    as_markdown="导出 Markdown",
    delete="删除",
    sure="删除后不能恢复。",
    cancel="取消",
    opening="正在打开上次的对话…",
    unreadable="这个回答是旧版本保存的，现在读不出来了，请重新提问。",
    not_possible="没有做成",
    copy="复制",
    copied="已复制",
    helpful="有帮助",
    unhelpful="没有帮助",
    chosen="（已选）",
    retry="重新回答",
    edit="修改问题",
    editing="修改后提问，会替换上一个问题和它的回答。",
    noted="已反馈：{}",
    why="哪里不好？",
    remark="补充说明（可不填）",
    remark_hint="请勿填写个人信息",
    send="提交",
    later="不填了",
    reasons=REASON_NAMES,
    question="问：{}",
    answer="回答",
    number="文号",
    exported_on="{} 导出",
    place="出处",
    quote="原文",
    issuer="发文机关",
    status="时效",
    dates="日期",
    link="链接",
    sources="出处",
    asked_on="{} 提问",
    scope="范围",
)

ENGLISH = TalkWords(
    language=Language.ENGLISH,
    talks="Conversations",
    show="Show conversations",
    hide="Hide conversations",
    new="New chat",
    none_yet="What you ask stays here: go on with it, rename, export or delete it.",
    not_kept="This server keeps no conversations; they end with the page.",
    kept_for="Seen in this browser only; removed after {} days of rest.",
    today="Today",
    yesterday="Yesterday",
    earlier="Earlier",
    options="More: {}",
    rename="Rename",
    title="Name of the conversation",
    as_word="Export as Word",
    as_markdown="Export as Markdown",
    delete="Delete",
    sure="This cannot be undone.",
    cancel="Cancel",
    opening="Opening your last conversation…",
    unreadable="This answer was kept by an older version and can no longer be read. Please ask again.",
    not_possible="Not done",
    copy="Copy",
    copied="Copied",
    helpful="Helpful",
    unhelpful="Not helpful",
    chosen=" (chosen)",
    retry="Answer again",
    edit="Edit question",
    editing="Asking again replaces the last question and its answer.",
    noted="Noted: {}",
    why="What is wrong with it?",
    remark="More about it (optional)",
    remark_hint="Please leave out personal data",
    send="Send",
    later="Skip",
    reasons={
        Reason.OFF_TOPIC: "Not what I asked",
        Reason.WRONG_SOURCE: "Wrong source",
        Reason.OUTDATED: "Outdated",
        Reason.INCOMPLETE: "Incomplete",
        Reason.OTHER: "Other",
    },
    question="Question: {}",
    answer="Answer",
    number="Document number",
    exported_on="Exported on {}",
    place="Place",
    quote="Quote",
    issuer="Issuer",
    status="Standing",
    dates="Dates",
    link="Link",
    sources="Sources",
    asked_on="Asked on {}",
    scope="Looked in",
)


def talk_words(language: str | None) -> TalkWords:
    """The labels in `language`; Chinese for anything but `en`."""
    return ENGLISH if language == Language.ENGLISH else CHINESE
