"""What the stock of documents says to staff, in Chinese and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.stock.problem import Problem, Remedy, Sort


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    sorts: Mapping[Sort, str]
    remedies: Mapping[Remedy, str]
    fields: Mapping[str, str]
    sayings: Mapping[str, str]

    def said(self, problem: Problem) -> str:
        """The sentence that says what is wrong."""
        return self.sayings[problem.saying].format(**problem.values)


CHINESE = Words(
    sorts={
        Sort.FAILED: "读取失败",
        Sort.DAMAGED: "文字损坏",
        Sort.CAUTION: "内容可疑",
        Sort.DATES: "日期矛盾",
        Sort.TRIAL: "试行期满",
        Sort.UNTITLED: "标题存疑",
        Sort.COPY: "近似重复",
        Sort.NO_STATUS: "时效不明",
        Sort.NO_DATE: "缺少日期",
        Sort.NO_ISSUER: "缺少发文机关",
    },
    remedies={
        Remedy.CORRECT: "更正信息",
        Remedy.REPEAL: "标为已废止",
        Remedy.REREAD: "重新读取",
        Remedy.REPLACE: "重新上传",
        Remedy.REMOVE: "移除",
        Remedy.RETRY: "再试一次",
        Remedy.DISMISS: "不再提示",
    },
    fields={
        "title": "标题",
        "issuer": "发文机关",
        "doc_number": "文号",
        "region": "地区",
        "level": "层级",
        "kind": "类型",
        "topics": "主题",
        "adopted_on": "通过日期",
        "published_on": "发布日期",
        "effective_on": "施行日期",
        "expires_on": "失效日期",
        "repealed_on": "废止日期",
        "repealed_by": "废止文件",
        "url": "网址",
    },
    sayings={
        "failed": "{reason}",
        "quality": "文字完好 {share}，其余无法引用。",
        "lost": "有 {count} 处文字缺损（□），所在的句子不会被引用。",
        "caution": "{said}。请对照原件核实来源；确认有害的，移除文件。",
        "expires_first": "失效日期 {expires} 早于施行日期 {effective}。",
        "repealed_first": "废止日期 {repealed} 早于施行日期 {effective}。",
        "in_future": "发布日期 {published} 还没有到。",
        "trial_over": "试行期已于 {expires} 届满，请核实是否延期、转为正式或由新文件代替。",
        "trial_long": "自 {since} 起试行已满两年，文中没有写明期限，请核实是否仍然有效。",
        "untitled": "标题“{title}”像是文件名或正文片段，正文开头没有这个标题。",
        "copy": "与《{other}》内容几乎相同，检索时只显示其中一份。",
        "no_status": "没有写明施行日期，无法判断是否有效。",
        "no_date": "没有写明通过、发布或施行日期，不能按日期筛选。",
        "no_issuer": "没有写明发文机关，不能按发文机关筛选。",
    },
)

ENGLISH = Words(
    sorts={
        Sort.FAILED: "Unreadable",
        Sort.DAMAGED: "Damaged text",
        Sort.CAUTION: "Suspicious content",
        Sort.DATES: "Dates disagree",
        Sort.TRIAL: "Trial term over",
        Sort.UNTITLED: "Doubtful title",
        Sort.COPY: "Near duplicate",
        Sort.NO_STATUS: "Validity unknown",
        Sort.NO_DATE: "No date",
        Sort.NO_ISSUER: "No issuer",
    },
    remedies={
        Remedy.CORRECT: "Correct details",
        Remedy.REPEAL: "Mark as repealed",
        Remedy.REREAD: "Read again",
        Remedy.REPLACE: "Upload again",
        Remedy.REMOVE: "Remove",
        Remedy.RETRY: "Try again",
        Remedy.DISMISS: "Dismiss",
    },
    fields={
        "title": "Title",
        "issuer": "Issuer",
        "doc_number": "Document number",
        "region": "Region",
        "level": "Level",
        "kind": "Kind",
        "topics": "Topics",
        "adopted_on": "Adopted on",
        "published_on": "Published on",
        "effective_on": "In force from",
        "expires_on": "Expires on",
        "repealed_on": "Repealed on",
        "repealed_by": "Repealed by",
        "url": "Web address",
    },
    sayings={
        "failed": "{reason}",
        "quality": "{share} of the text is whole; the rest cannot be quoted.",
        "lost": "{count} characters are lost (□); the sentences with them are not quoted.",
        "caution": "{said} Check the original and where it came from; remove it if it is meant to do harm.",
        "expires_first": "It expires on {expires}, before it comes into force on {effective}.",
        "repealed_first": "It is repealed on {repealed}, before it comes into force on {effective}.",
        "in_future": "The day of publication, {published}, has not come yet.",
        "trial_over": "Its trial term ended on {expires}: prolonged, made permanent or replaced?",
        "trial_long": "It has been on trial since {since}, two years or more, and names no term: does it still apply?",
        "untitled": "“{title}” looks like a file name or a piece of the text; the text does not open with it.",
        "copy": "Nearly the same text as 《{other}》; search shows only one of them.",
        "no_status": "It does not say from when it applies, so nobody can tell whether it does.",
        "no_date": "It names no day of adoption, publication or effect, so filters by date miss it.",
        "no_issuer": "It names no issuer, so filters by issuer miss it.",
    },
)
