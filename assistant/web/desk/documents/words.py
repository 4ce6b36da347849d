"""What the section of documents says, in Chinese and in English."""

from dataclasses import dataclass

from corpus.document import Level
from index.corrections.deeds import Deed


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of this section; `{}` fields are filled with `str.format`."""

    held: str
    removed: str
    history: str
    find: str
    kind: str
    region: str
    problem: str
    problems: dict[str, str]
    dated: str
    added: str
    none: str
    none_filtered: str
    none_removed: str
    none_history: str
    upload: str
    sound: str
    edit: str
    edit_note: str
    unknown: str
    corrected: str
    fields: dict[str, str]
    levels: dict[Level, str]
    saved: str
    nothing_changed: str
    validity: str
    evidence: str
    no_evidence: str
    repeal: str
    repeal_note: str
    repealed_by_hint: str
    repealed: str
    unrepeal: str
    unrepealed: str
    about: str
    id: str
    path: str
    passages: str
    whole: str
    repairs: str
    cautions: str
    revision: str
    reread: str
    reread_note: str
    reread_done: str
    remove: str
    remove_really: str
    remove_note: str
    removed_done: str
    undo: str
    undone: str
    undone_at: str
    deeds: dict[Deed, str]
    by: str
    empty: str
    done: str
    full_text: str
    original: str
    look_up: str


CHINESE = Words(
    held="已收录",
    removed="已移除",
    history="改动记录",
    find="标题、文号、机关或文件名",
    kind="类型",
    region="地区",
    problem="问题",
    problems={
        "expiring": "60 天内到期",
        "damaged": "文字有缺损",
        "undated": "时效未知",
        "unplaced": "地区不明",
        "cautioned": "内容需当心",
    },
    dated="发布",
    added="收录",
    none="还没有收录文件。",
    none_filtered="没有符合条件的文件。",
    none_removed="没有移除过文件。移除的文件在这里，可以恢复。",
    none_history="还没有人改过文件。",
    upload="上传文件",
    sound="文字完好 {:.0%}",
    edit="文件信息",
    edit_note="留空表示不明。改动立即用于回答和查找，原文件不变。",
    unknown="不明",
    corrected="{who}更正，文件里读到：{before}",
    fields={
        "title": "标题",
        "issuer": "发文机关",
        "doc_number": "文号",
        "region": "地区",
        "level": "级别",
        "kind": "类型",
        "topics": "主题",
        "adopted_on": "通过日期",
        "published_on": "发布日期",
        "effective_on": "施行日期",
        "expires_on": "失效日期",
        "repealed_on": "废止日期",
        "repealed_by": "被哪份文件废止",
        "url": "来源网址",
    },
    levels={it: it.value for it in Level},
    saved="已保存，回答和查找即按新的信息。",
    nothing_changed="没有改动。",
    validity="时效",
    evidence="依据",
    no_evidence="文件里没有找到说明时效的句子。",
    repeal="标为已废止",
    repeal_note="填废止日期，或废止它的文件（全称，如《示例市促进招商引资办法》），或都填。",
    repealed_by_hint="文件全称，如《示例市促进招商引资办法》。",
    repealed="已标为废止。",
    unrepeal="改回未废止",
    unrepealed="已改回未废止。",
    about="收录情况",
    id="编号",
    path="文件",
    passages="段落",
    whole="文字完好",
    repairs="修复",
    cautions="当心",
    revision="版本",
    reread="重新读取",
    reread_note="程序更新后，用新的读法再读一遍原文件；已做的更正保留。",
    reread_done="已重新读取。",
    remove="移除",
    remove_really="确认移除",
    remove_note="移除后不再被查到，再次收录同一文件也不会回来；在“已移除”里可以恢复。",
    removed_done="已移除《{}》。在“已移除”里可以恢复。",
    undo="撤销",
    undone="已撤销。",
    undone_at="已于 {} 撤销",
    deeds={Deed.CORRECT: "更正", Deed.REMOVE: "移除", Deed.UNDO: "撤销", Deed.REREAD: "重新读取"},
    by="{who} · {when}",
    empty="空",
    done="没有改动过。",
    full_text="查看全文",
    original="打开原件",
    look_up="最近的改动",
)

ENGLISH = Words(
    held="Held",
    removed="Removed",
    history="Changes",
    find="Title, number, issuer or file name",
    kind="Kind",
    region="Region",
    problem="Problem",
    problems={
        "expiring": "Expires within 60 days",
        "damaged": "Damaged text",
        "undated": "Validity unknown",
        "unplaced": "Region unknown",
        "cautioned": "Suspicious content",
    },
    dated="Published",
    added="Added",
    none="There are no documents yet.",
    none_filtered="No document meets these filters.",
    none_removed="Nothing has been removed. Removed documents are here and can be restored.",
    none_history="Nobody has changed a document yet.",
    upload="Upload",
    sound="{:.0%} of the text is whole",
    edit="Details",
    edit_note="Empty means unknown. Changes count at once for answers and searches; the file stays as it is.",
    unknown="unknown",
    corrected="corrected by {who}; read from the file: {before}",
    fields={
        "title": "Title",
        "issuer": "Issuer",
        "doc_number": "Number",
        "region": "Region",
        "level": "Level",
        "kind": "Kind",
        "topics": "Topics",
        "adopted_on": "Adopted on",
        "published_on": "Published on",
        "effective_on": "In force from",
        "expires_on": "Valid until",
        "repealed_on": "Repealed on",
        "repealed_by": "Repealed by",
        "url": "Web source",
    },
    levels={
        Level.NATIONAL: "National",
        Level.PROVINCE: "Province",
        Level.CITY: "City",
        Level.DISTRICT: "District",
        Level.PARK: "Park",
    },
    saved="Saved. Answers and searches go by it from now on.",
    nothing_changed="Nothing was changed.",
    validity="Validity",
    evidence="Evidence",
    no_evidence="No sentence of the document tells its validity.",
    repeal="Mark as repealed",
    repeal_note="Give the day, or the full title of the document that repeals it, or both.",
    repealed_by_hint="The document's full title, such as 《示例市促进招商引资办法》.",
    repealed="Marked as repealed.",
    unrepeal="Not repealed after all",
    unrepealed="No longer marked as repealed.",
    about="In the index",
    id="Id",
    path="File",
    passages="Passages",
    whole="Whole text",
    repairs="Repairs",
    cautions="Take care",
    revision="Revision",
    reread="Read again",
    reread_note="After an update of the program, reads the original anew; corrections stay.",
    reread_done="It was read again.",
    remove="Remove",
    remove_really="Remove it",
    remove_note="It is no longer found, nor taken in again with the same file; it can be restored under “Removed”.",
    removed_done="《{}》 was removed. It can be restored under “Removed”.",
    undo="Undo",
    undone="Undone.",
    undone_at="undone {}",
    deeds={Deed.CORRECT: "Corrected", Deed.REMOVE: "Removed", Deed.UNDO: "Undone", Deed.REREAD: "Read again"},
    by="{who} · {when}",
    empty="empty",
    done="Never changed.",
    full_text="Full text",
    original="Original file",
    look_up="Latest changes",
)
