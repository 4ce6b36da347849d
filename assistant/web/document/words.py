"""What the document pages say besides the words that all pages share, in Chinese and in English."""

from dataclasses import dataclass

from assistant.web.text import Language, Words


@dataclass(frozen=True, slots=True)
class PageWords:
    """Labels of the pages about one document; `{}` fields are filled with `str.format`."""

    ask: str
    original: str
    text: str
    source_page: str
    print: str
    outline: str
    whole: str
    copy: str
    copied: str
    validity: str
    on_day: str
    judge: str
    show: str
    today: str
    in_force_from: str
    worded_from: str
    valid_until: str
    ended_on: str
    ended_by: str
    replaced_by: str
    newer: str
    ended_through: str
    trial: str
    trial_note: str
    no_dates: str
    no_rule: str
    evidence: str
    evidence_of: str
    show_evidence: str
    about: str
    doc_number: str
    issuer: str
    region: str
    kind: str
    topics: str
    adopted: str
    published: str
    ends: str
    table: str
    not_held: str
    versions: str
    this_version: str
    since: str
    compare: str
    former: str
    former_taken: str
    copies: str
    similar: str
    reading: str
    file: str
    quality: str
    whole_text: str
    repairs: str
    none_repaired: str
    page: str
    see_page: str
    cited_here: str
    old: str
    new: str
    compared: str
    changed: str
    added: str
    removed: str
    same: str
    unchanged: str
    renumbered: str
    no_change: str
    swap: str
    preface: str
    not_there: str
    page_of: str
    turn_over: str
    previous: str
    next: str
    page_alt: str
    unmarked: str
    scanned: str
    two_pages: str
    open_pdf: str
    gone: str
    missing: str
    missing_hint: str
    nowhere: str
    nowhere_hint: str
    find: str
    no_such_page: str
    beyond: str
    undrawn: str
    busy: str
    unreachable: str


CHINESE = PageWords(
    ask="问这份文件",
    original="原始文件",
    text="下载文本",
    source_page="来源网页",
    print="打印",
    outline="目录",
    whole="全文",
    copy="复制本条链接",
    copied="已复制链接",
    validity="时效",
    on_day="截至 {}",
    judge="换个日期看",
    show="查看",
    today="按今天看",
    in_force_from="施行",
    worded_from="本文本适用",
    valid_until="有效期至",
    ended_on="废止",
    ended_by="废止它的文件",
    replaced_by="新版本",
    newer="新版本：",
    ended_through="废止它的文件：",
    trial="试行",
    trial_note="标题写明试行或暂行",
    no_dates="原文没有写明施行日期和有效期。",
    no_rule="这不是规定本身，没有施行日期；请以它所说的文件为准。",
    evidence="依据",
    evidence_of="依据（见{}）",
    show_evidence="在原文中查看",
    about="文件信息",
    doc_number="文号",
    issuer="发文机关",
    region="地区",
    kind="类型",
    topics="主题",
    adopted="通过",
    published="发布",
    ends="它废止了",
    table="表格",
    not_held="未收录",
    versions="各个版本",
    this_version="本版",
    since="{} 起",
    compare="对比",
    former="以前收录的文本",
    former_taken="{} 收录",
    copies="其他来源的同一文件",
    similar="相关文件",
    reading="收录情况",
    file="文件名",
    quality="文字完整度",
    whole_text="完整",
    repairs="整理时的处理",
    none_repaired="无需处理",
    page="原件第 {} 页",
    see_page="看原件第 {} 页",
    cited_here="跳到引用处",
    old="旧",
    new="新",
    compared="版本对比",
    changed="修改",
    added="新增",
    removed="删去",
    same="未改",
    unchanged="{} 处未改动",
    renumbered="原{}",
    no_change="两个文本没有实质差别。",
    swap="左右互换",
    preface="开头",
    not_there="无",
    page_of="第 {} 页，共 {} 页",
    turn_over="翻页",
    previous="上一页",
    next="下一页",
    page_alt="原件第 {} 页",
    unmarked="引用的句子在这一页上没有找到，没有标出。",
    scanned="这一页是扫描图像，没有文字层，引用的句子无法标出。",
    two_pages="引用的句子从这一页跨到下一页。",
    open_pdf="打开 PDF",
    gone="这份文件已被移除，这是移除前收录的文本。",
    missing="没有这份文件",
    missing_hint="它可能已被移除或更新，或者地址不完整。可以按标题或文号查一查。",
    nowhere="没有这个网页",
    nowhere_hint="地址可能写错了，或者网页已经移走。",
    find="去查策",
    no_such_page="这份文件没有这一页的图片：只有 PDF 原件才按页显示，页码从 1 开始。",
    beyond="第 {} 页不存在，共 {} 页。",
    undrawn="这一页无法显示为图片，文件可能已损坏；请打开原件查看。",
    busy="正在绘制其他页面，请稍后再试。",
    unreachable="暂时取不到原文件，请稍后再试；页面上的文字不受影响。",
)
ENGLISH = PageWords(
    ask="Ask about this document",
    original="Original file",
    text="Download text",
    source_page="Web source",
    print="Print",
    outline="Contents",
    whole="Full text",
    copy="Copy the link to this article",
    copied="Link copied",
    validity="Validity",
    on_day="as of {}",
    judge="On another day",
    show="Show",
    today="As of today",
    in_force_from="In force from",
    worded_from="This wording from",
    valid_until="Valid until",
    ended_on="Repealed",
    ended_by="Repealed by",
    replaced_by="Newer version",
    newer="Newer version:",
    ended_through="Document that repeals it:",
    trial="Trial",
    trial_note="The title says that it is provisional",
    no_dates="The text states neither a day of effect nor a term.",
    no_rule="This is not a rule itself and has no day of effect; the documents that it speaks of decide.",
    evidence="Evidence",
    evidence_of="Evidence (in {})",
    show_evidence="Show it in the text",
    about="About",
    doc_number="Number",
    issuer="Issuer",
    region="Region",
    kind="Kind",
    topics="Topics",
    adopted="Adopted",
    published="Published",
    ends="It repeals",
    table="Table",
    not_held="not held",
    versions="Versions",
    this_version="this one",
    since="from {}",
    compare="Compare",
    former="Earlier copies of this text",
    former_taken="taken in {}",
    copies="The same text elsewhere",
    similar="Related documents",
    reading="How it was taken in",
    file="File",
    quality="Wholeness of the text",
    whole_text="complete",
    repairs="Repairs",
    none_repaired="none needed",
    page="page {} of the file",
    see_page="see page {} of the file",
    cited_here="To the quotation",
    old="Old",
    new="New",
    compared="Compare versions",
    changed="changed",
    added="new",
    removed="removed",
    same="unchanged",
    unchanged="{} unchanged",
    renumbered="was {}",
    no_change="The two texts do not differ.",
    swap="Swap sides",
    preface="Opening",
    not_there="none",
    page_of="Page {} of {}",
    turn_over="Turn over",
    previous="Previous page",
    next="Next page",
    page_alt="Page {} of the original file",
    unmarked="The quoted sentence was not found on this page and is not marked.",
    scanned="This page is a scanned picture without text, so the quoted sentence cannot be marked.",
    two_pages="The quoted sentence goes on over the page.",
    open_pdf="Open the PDF",
    gone="This document has been removed; this is the text that was held before.",
    missing="There is no such document",
    missing_hint="It may have been removed or replaced, or the address is incomplete. Try its title or number.",
    nowhere="There is no such page",
    nowhere_hint="The address may be misspelled, or the page has moved.",
    find="Look it up",
    no_such_page="There is no picture of this page: only PDF files are shown by page, counted from 1.",
    beyond="There is no page {}: the file has {}.",
    undrawn="This page cannot be shown as a picture; the file may be damaged. Please open the original file.",
    busy="Other pages are being drawn; please try again in a moment.",
    unreachable="The original cannot be fetched just now; please try again later. The text is not affected.",
)


def page_words(words: Words) -> PageWords:
    """The labels in the language of `words`."""
    return ENGLISH if words.language is Language.ENGLISH else CHINESE
