"""What the section of the answer log says, in Chinese and in English."""

from dataclasses import dataclass

from assistant.log.replay import Fate


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of this section; `{}` fields are filled with `str.format`."""

    find: str
    since: str
    until: str
    by: str
    seconds: str
    export: str
    none: str
    none_filtered: str
    entry: str
    asked_at: str
    earlier: str
    standalone: str
    filters: str
    scope: str
    as_of: str
    prompt: str
    version: str
    timings: str
    timing: str
    conversation: str
    masked: str
    citations: str
    no_citations: str
    start: str
    left_out: str
    hits: str
    score: str
    replay: str
    replay_note: str
    replayed: str
    same: str
    by_model: str
    documents_changed: str
    maybe_masked: str
    program_changed: str
    understood: str
    understood_then: str
    changes: str
    was_cited: str
    added: str
    lost: str
    new: str
    difference: str
    then: str
    now: str
    columns: tuple[str, ...]
    fates: dict[Fate, str]


CHINESE = Words(
    find="问题或回答中的字",
    since="从",
    until="到",
    by="作答",
    seconds="用时",
    export="导出 CSV",
    none="还没有问答记录。有人提问后，每次问答都会完整地记在这里。",
    none_filtered="没有符合条件的记录。",
    entry="记录 {}",
    asked_at="提问时间",
    earlier="此前问过",
    standalone="独立问题",
    filters="筛选",
    scope="查找范围",
    as_of="时效判断日",
    prompt="提示词",
    version="程序版本",
    timings="用时",
    timing="查找 {:.2f} 秒，作答与核实 {:.2f} 秒，共 {:.2f} 秒",
    conversation="同一对话的记录",
    masked="问题中的个人信息没有保存，以【】代替。",
    citations="出处",
    no_citations="这个回答没有引用文件。",
    start="第 {} 字起，版本 {}",
    left_out="未能核实而略去的句子",
    hits="找到的段落",
    score="得分 {:.4f}",
    replay="重放",
    replay_note="不用模型，按当时的条件再问一次，看看回答有没有变、为什么。",
    replayed="重放结果",
    same="与当时完全相同。",
    by_model="当时由模型作答，现在给出的是原文摘录，供对照。",
    documents_changed="与当时不同，有文件变了。",
    maybe_masked="与当时不同，所依据的文件没有变；没有保存的个人信息可能影响了查找。",
    program_changed="与当时不同，而所依据的文件没有变：可能是程序、编码器或设置变了（当时 {}，现在 {}）。",
    understood="这次对问题的理解",
    understood_then="当时的理解",
    changes="变了的文件",
    was_cited="当时引用",
    added="后来收录的文件（{}）",
    lost="当时找到、现在没有的段落",
    new="现在找到、当时没有的段落",
    difference="回答的差别",
    then="当时",
    now="现在",
    columns=("编号", "时间", "问题", "独立问题", "结果", "回答", "出处", "作答", "来路", "范围", "时效判断日", "查找秒", "总秒", "程序版本"),
    fates={Fate.CHANGED: "已更新", Fate.GONE: "已移除", Fate.ADDED: "后来收录"},
)  # fmt: skip

ENGLISH = Words(
    find="Words of question or answer",
    since="From",
    until="To",
    by="Written by",
    seconds="Seconds",
    export="Export CSV",
    none="The log is empty. Every answer will be kept here in full.",
    none_filtered="No entry meets these filters.",
    entry="Entry {}",
    asked_at="Asked at",
    earlier="Asked before",
    standalone="Stand-alone question",
    filters="Filters",
    scope="Looked in",
    as_of="Validity judged on",
    prompt="Prompt",
    version="Program version",
    timings="Timings",
    timing="search {:.2f} s, writing and verifying {:.2f} s, {:.2f} s in all",
    conversation="Entries of the same conversation",
    masked="Personal data of the question was not kept; 【】 stands in its place.",
    citations="Sources",
    no_citations="This answer cites no document.",
    start="from character {}, revision {}",
    left_out="Sentences left out as not verified",
    hits="Passages found",
    score="score {:.4f}",
    replay="Replay",
    replay_note="Asks once more without a model, under the conditions of then, to see whether the answer has changed and why.",
    replayed="Replayed",
    same="Exactly as it was then.",
    by_model="A model wrote the answer then; what is extracted now is shown for comparison.",
    documents_changed="Not as it was then: documents have changed.",
    maybe_masked="Not as it was then, though its documents are: the personal data that was not kept may have mattered.",
    program_changed="Not as it was then, though its documents are: program, encoder or settings may have changed (then {}, now {}).",
    understood="The question as understood now",
    understood_then="As understood then",
    changes="Documents that changed",
    was_cited="cited then",
    added="Documents added since ({})",
    lost="Passages found then and not now",
    new="Passages found now and not then",
    difference="What differs in the answer",
    then="then",
    now="now",
    columns=("id", "time", "question", "stand-alone", "outcome", "answer", "sources", "written by", "channel", "scope", "as of", "search", "total", "version"),
    fates={Fate.CHANGED: "updated", Fate.GONE: "removed", Fate.ADDED: "added since"},
)  # fmt: skip
