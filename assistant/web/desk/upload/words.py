"""What the section of uploads says, in Chinese and in English."""

from dataclasses import dataclass

from index.report import Outcome


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of this section; `{}` fields are filled with `str.format`."""

    drop: str
    choose: str
    choose_folder: str
    limits: str
    sending: str
    sent: str
    too_large: str
    not_sent: str
    reports: str
    none: str
    waiting: str
    running: str
    reading: str
    by: str
    leave: str
    counts: str
    failed: str
    again: str
    clashes: str
    clashes_note: str
    replace: str
    keep_both: str
    refused: str
    file: str
    outcome: str
    about: str
    passages: str
    same_as: str
    many_more: str
    nothing_sent: str
    started: str
    gone: str
    outcomes: dict[Outcome, str]


CHINESE = Words(
    drop="把文件或文件夹拖到这里",
    choose="选择文件",
    choose_folder="选择文件夹",
    limits="PDF、Word、Excel、网页、文本、图片，每个最大 {} MB",
    sending="正在上传",
    sent="已上传",
    too_large="超过 {} MB，没有上传",
    not_sent="没有传上来，请检查网络后重试",
    reports="收录情况",
    none="启动以来还没有上传过文件。收录的结果会逐份列在这里。",
    waiting="等待前一批收录完",
    running="正在收录",
    reading="已读 {done} / {total}，刚读完 {path}",
    by="{who} · {when} · {count} 个文件",
    leave="可以离开本页，收录继续进行。",
    counts="新增 {added}，更新 {updated}，未变 {unchanged}，重复 {duplicates}，失败 {failed}；{chunks} 段，用时 {seconds:.1f} 秒",
    failed="没有收录成功",
    again="再试一次",
    clashes="这些文件与已有的同名，但内容不同",
    clashes_note="是新版本就替换原来的；是另一份文件就两份都留。",
    replace="替换原来的",
    keep_both="两份都留",
    refused="没有收下",
    file="文件",
    outcome="结果",
    about="标题与说明",
    passages="段落",
    same_as="内容与 {} 相同",
    many_more="另有 {} 个文件没有列出。",
    nothing_sent="没有传上来的文件，请重新选择。",
    started="已开始收录。",
    gone="这一批已经处理过了。",
    outcomes={
        Outcome.ADDED: "新增",
        Outcome.UPDATED: "更新",
        Outcome.UNCHANGED: "未变",
        Outcome.DUPLICATE: "重复",
        Outcome.MOVED: "换了位置",
        Outcome.REMOVED: "移除",
        Outcome.FAILED: "失败",
        Outcome.KEPT_OUT: "已移除过，未收录",
    },
)

ENGLISH = Words(
    drop="Drop files or folders here",
    choose="Choose files",
    choose_folder="Choose a folder",
    limits="PDF, Word, Excel, web pages, text, images; {} MB each at most",
    sending="Sending",
    sent="Sent",
    too_large="larger than {} MB, not sent",
    not_sent="did not arrive; check the connection and try again",
    reports="Reports",
    none="Nothing has been uploaded since the start. What becomes of each file is listed here.",
    waiting="Waits for the batch before it",
    running="Being read",
    reading="{done} of {total} read, the last one {path}",
    by="{who} · {when} · {count} files",
    leave="You may leave this page; the work goes on.",
    counts="{added} added, {updated} updated, {unchanged} unchanged, {duplicates} duplicates, {failed} failed; {chunks} passages in {seconds:.1f} s",
    failed="Not taken in",
    again="Try again",
    clashes="Another document has the same file name and other content",
    clashes_note="Replace it where this is a new version; keep both where it is another document.",
    replace="Replace it",
    keep_both="Keep both",
    refused="Refused",
    file="File",
    outcome="Outcome",
    about="Title and remarks",
    passages="Passages",
    same_as="same content as {}",
    many_more="{} more files are not listed.",
    nothing_sent="No file has arrived; please choose again.",
    started="The files are being taken in.",
    gone="This batch has been dealt with.",
    outcomes={
        Outcome.ADDED: "added",
        Outcome.UPDATED: "updated",
        Outcome.UNCHANGED: "unchanged",
        Outcome.DUPLICATE: "duplicate",
        Outcome.MOVED: "moved",
        Outcome.REMOVED: "removed",
        Outcome.FAILED: "failed",
        Outcome.KEPT_OUT: "removed before, kept out",
    },
)
