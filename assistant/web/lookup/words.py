"""What the look-up says, in Chinese and in English."""

from dataclasses import dataclass

from assistant.web.lookup.state import Facet, Sort
from assistant.web.text import Language


@dataclass(frozen=True, slots=True)
class LookupWords:
    """Every label of the look-up in one language; `{}` fields are filled with `str.format`."""

    name: str
    box: str
    placeholder: str
    waiting: str
    facets: dict[Facet, str]
    narrow: str
    narrow_by: str
    done: str
    more: str
    inside: str
    as_of: str
    judged_on: str
    found: str
    at_least: str
    held: str
    sort: str
    sorts: dict[Sort, str]
    export: str
    take_back: str
    clear: str
    elsewhere: str
    in_title: str
    near: str
    nothing: str
    nothing_held: str
    left_over: str
    widen: str
    drop: str
    drop_all: str
    try_else: str
    ask: str
    pages: str
    page: str
    before: str
    after: str
    failed: str
    columns: tuple[str, ...]
    cut: str


CHINESE = LookupWords(
    name="查策",
    box="查找文件",
    placeholder="标题、文号或文中的话，例如：租金补贴",
    waiting="正在载入…",
    facets={
        Facet.STATUS: "时效",
        Facet.REGION: "地区",
        Facet.KIND: "类型",
        Facet.YEAR: "年份",
        Facet.ISSUER: "发文机关",
    },
    narrow="筛选",
    narrow_by="筛选条件",
    done="查看 {} 份文件",
    more="其余 {} 项",
    inside="{}：下辖 {} 个地区",
    as_of="按哪一天判断时效",
    judged_on="时效按 {} 判断",
    found="找到 <b>{}</b> 份文件",
    at_least="找到至少 <b>{}</b> 份文件",
    held="共 <b>{}</b> 份文件",
    sort="排序",
    sorts={
        Sort.RELEVANCE: "最相关",
        Sort.PUBLISHED: "最新发布",
        Sort.EFFECTIVE: "最新施行",
        Sort.TITLE: "按标题",
    },
    export="导出 XLSX",
    take_back="去掉 {}：{}",
    clear="全部清除",
    elsewhere="另有 {} 处",
    in_title="标题中含有所查的字词",
    near="以下文件不含全部字词，内容相近",
    nothing="没有找到符合条件的文件",
    nothing_held="没有文件含有“{}”。",
    left_over="有 {} 份文件含有“{}”，但都不在所选范围内。",
    widen="所选范围内没有文件。",
    drop="去掉“{}：{}”，有 {} 份",
    drop_all="去掉全部筛选，有 {} 份",
    try_else="可以少写几个字、换一种说法，或只写文号中的年份和序号。",
    ask="到问策提问",
    pages="分页",
    page="第 {} 页",
    before="上一页",
    after="下一页",
    failed="这次查找没有成功，请稍后再试。",
    columns=(
        "标题",
        "文号",
        "发文机关",
        "地区",
        "类型",
        "通过日期",
        "发布日期",
        "施行日期",
        "时效",
        "时效依据",
        "位置",
        "原文",
        "链接",
    ),
    cut="只列出前 {} 份，共 {} 份；请缩小范围后再导出。",
)

ENGLISH = LookupWords(
    name="Look up",
    box="Search the documents",
    placeholder="Title, document number or words of the text, e.g. 租金补贴",
    waiting="Loading…",
    facets={
        Facet.STATUS: "Validity",
        Facet.REGION: "Region",
        Facet.KIND: "Kind",
        Facet.YEAR: "Year",
        Facet.ISSUER: "Issuer",
    },
    narrow="Filters",
    narrow_by="Filters",
    done="Show {} documents",
    more="{} more",
    inside="{}: {} places inside",
    as_of="Validity judged on",
    judged_on="Validity as of {}",
    found="<b>{}</b> documents found",
    at_least="At least <b>{}</b> documents found",
    held="<b>{}</b> documents",
    sort="Sort",
    sorts={
        Sort.RELEVANCE: "Best match",
        Sort.PUBLISHED: "Newest",
        Sort.EFFECTIVE: "Latest in force",
        Sort.TITLE: "Title",
    },
    export="Export XLSX",
    take_back="Remove {}: {}",
    clear="Clear all",
    elsewhere="More passages: {}",
    in_title="The words stand in the title",
    near="Without all of the words, but near in meaning",
    nothing="No document fits",
    nothing_held="No document holds “{}”.",
    left_over="{} documents hold “{}”, but none within the chosen filters.",
    widen="There is no document within the chosen filters.",
    drop="Without “{}: {}” there are {}",
    drop_all="Without any filter there are {}",
    try_else="Try fewer or other words, or only year and number of the document number. The documents are in Chinese.",
    ask="Ask a question instead",
    pages="Pages",
    page="Page {}",
    before="Previous",
    after="Next",
    failed="This search did not work. Please try again later.",
    columns=(
        "Title",
        "Number",
        "Issuer",
        "Region",
        "Kind",
        "Adopted",
        "Published",
        "In force from",
        "Validity",
        "Evidence",
        "Place",
        "Text",
        "Link",
    ),
    cut="These are the first {} of {} documents; narrow the list to export the others.",
)


def lookup_words(language: Language) -> LookupWords:
    """The labels in `language`."""
    return ENGLISH if language is Language.ENGLISH else CHINESE
