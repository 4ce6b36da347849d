"""What the page says, in Chinese and in English. Documents, questions and answers are never translated."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Outcome
from corpus.document import Kind, Status


class Language(StrEnum):
    """A language of the interface."""

    CHINESE = "zh"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """Every label of the page in one language; `{}` fields are filled with `str.format`."""

    language: Language
    locale: str
    tagline: str
    switch_theme: str
    skip: str
    navigation: str
    pages: dict[str, str]
    sign_in: str
    sign_out: str
    greeting: str
    promise: str
    stock: str
    stock_dated: str
    stock_empty: str
    ask_placeholder: str
    ask: str
    ask_label: str
    stop: str
    new: str
    region: str
    any_region: str
    kind: str
    any_kind: str
    include_past: str
    disclaimer: str
    searching: str
    stopped: str
    provisional: str
    notice: str
    failed: str
    extracted: str
    generated: str
    by_staff: str
    seconds: str
    cited: str
    scope: str
    conversation: str
    sources: str
    sources_of: str
    sources_empty: str
    nearest: str
    nearest_note: str
    held: str
    open_document: str
    open_original: str
    open_page: str
    whole_passage: str
    source: str
    page: str
    adopted: str
    published: str
    effective: str
    expires: str
    repealed_by: str
    evidence: str
    untitled: str
    back: str
    former: str
    no_such_document: str
    statuses: dict[Status, str]
    kinds: dict[Kind, str]
    notices: dict[Outcome, str]


CHINESE = Words(
    language=Language.CHINESE,
    locale="zh-CN",
    tagline="招商政策问答，句句有出处",
    switch_theme="切换深色或浅色",
    skip="跳到正文",
    navigation="主导航",
    pages={"/": "问策", "/lookup": "查策", "/desk": "管理"},
    sign_in="登录",
    sign_out="退出",
    greeting="想了解哪项政策？",
    promise="用一句话提问。回答只依据已收录的文件，每一句都标明出处，可以点开核对原文。",
    stock="已收录 {documents} 份文件 · {regions} 个地区",
    stock_dated="已收录 {documents} 份文件 · {regions} 个地区 · 最新一份 {newest}",
    stock_empty="还没有收录文件。请先运行 wence ingest 文件夹，再刷新本页。",
    ask_placeholder="例如：租金补贴最高多少？",
    ask="提问",
    ask_label="问题",
    stop="停止",
    new="新对话",
    region="地区",
    any_region="全部地区",
    kind="类型",
    any_kind="全部类型",
    include_past="含已失效",
    disclaimer="回答供参考，办理事项请以原文和主管部门答复为准。",
    searching="正在查找依据…",
    stopped="已停止，以上内容不完整，也未经核对。",
    provisional="核实中，以下内容尚未核对原文。",
    notice="请修改问题",
    failed="抱歉，这个问题没有处理成功。请稍后再试；如果一直这样，请联系管理员查看日志。",
    extracted="原文摘录",
    generated="人工智能生成",
    by_staff="工作人员答复",
    seconds="{:.2f} 秒",
    cited="{} 处出处",
    scope="范围：{}",
    conversation="对话",
    sources="出处",
    sources_of="“{}”的出处",
    sources_empty="提问之后，这里逐条列出回答所依据的原文，引用的句子会标出来。",
    nearest="检索到的文件",
    nearest_note="没有作为依据，仅供继续查找。",
    held="最近的文件",
    open_document="查看全文",
    open_original="打开原件",
    open_page="来源网页",
    whole_passage="展开整段",
    source="出处 {}",
    page="第 {} 页",
    adopted="{} 通过",
    published="{} 发布",
    effective="{} 起施行",
    expires="有效期至 {}",
    repealed_by="被《{}》废止",
    evidence="时效依据",
    untitled="无标题",
    back="返回问答",
    former="这是回答引用时的版本，文件后来已经更新。查看现在的版本",
    no_such_document="没有这份文件：可能已被移除或更新。",
    statuses={
        Status.IN_FORCE: "现行有效",
        Status.NOT_YET: "尚未施行",
        Status.EXPIRED: "已失效",
        Status.REPEALED: "已废止",
        Status.UNKNOWN: "时效未知",
    },
    kinds={kind: kind.value for kind in Kind},
    notices={
        Outcome.PARTIAL: "只找到部分依据",
        Outcome.NOT_FOUND: "没有找到依据",
        Outcome.DEGRADED: "语言模型暂时不可用，以下是直接摘录的原文",
    },
)

ENGLISH = Words(
    language=Language.ENGLISH,
    locale="en",
    tagline="Investment policy answers, every line sourced",
    switch_theme="Switch between dark and light",
    skip="Skip to content",
    navigation="Main",
    pages={"/": "Ask", "/lookup": "Look up", "/desk": "Desk"},
    sign_in="Log in",
    sign_out="Log out",
    greeting="Which policy are you looking for?",
    promise="Ask in one sentence. Answers rest only on the documents held here, and every line leads to its source.",
    stock="{documents} documents · {regions} regions",
    stock_dated="{documents} documents · {regions} regions · newest {newest}",
    stock_empty="No documents yet. Run wence ingest FOLDER, then reload this page.",
    ask_placeholder="In Chinese, e.g. 租金补贴最高多少？",
    ask="Ask",
    ask_label="Question",
    stop="Stop",
    new="New chat",
    region="Region",
    any_region="All regions",
    kind="Kind",
    any_kind="All kinds",
    include_past="Expired too",
    disclaimer="For reference. The original text and the competent office have the last word.",
    searching="Looking for evidence…",
    stopped="Stopped: incomplete and not verified.",
    provisional="Not verified yet: being checked against the sources.",
    notice="Please change the question",
    failed="Sorry, this question could not be handled. Please try again later; if it persists, ask the administrator.",
    extracted="Extracted from the sources",
    generated="AI-generated",
    by_staff="Answered by staff",
    seconds="{:.2f} s",
    cited="Sources: {}",
    scope="Looked in: {}",
    conversation="Conversation",
    sources="Sources",
    sources_of="Sources of “{}”",
    sources_empty="Once you ask, the passages that the answer rests on are listed here, with the quoted sentence marked.",
    nearest="What the search found",
    nearest_note="Not used as evidence; a place to look further.",
    held="Latest documents",
    open_document="Full text",
    open_original="Original file",
    open_page="Web source",
    whole_passage="Whole passage",
    source="Source {}",
    page="page {}",
    adopted="adopted {}",
    published="published {}",
    effective="in force from {}",
    expires="valid until {}",
    repealed_by="repealed by 《{}》",
    evidence="Evidence of validity",
    untitled="Untitled",
    back="Back to the conversation",
    former="This is the revision that was cited; the file has changed since. See the present one",
    no_such_document="There is no such document: it may have been removed or replaced.",
    statuses={
        Status.IN_FORCE: "In force",
        Status.NOT_YET: "Not yet in force",
        Status.EXPIRED: "Expired",
        Status.REPEALED: "Repealed",
        Status.UNKNOWN: "Validity unknown",
    },
    kinds={
        Kind.REGULATION: "Regulation",
        Kind.RULE: "Government rule",
        Kind.NORMATIVE: "Normative document",
        Kind.INTERPRETATION: "Interpretation",
        Kind.NEWS: "News",
        Kind.GUIDE: "Service guide",
    },
    notices={
        Outcome.PARTIAL: "Evidence was found for a part only",
        Outcome.NOT_FOUND: "No evidence was found",
        Outcome.DEGRADED: "The language model is unavailable; these are extracts from the sources",
    },
)


def words(language: str | None) -> Words:
    """The labels in `language`; Chinese for anything but `en`."""
    return ENGLISH if language == Language.ENGLISH else CHINESE
