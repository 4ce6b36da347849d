"""What the desk's section of evaluations says, in Chinese and in English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of the section; `{}` fields are filled with `str.format`."""

    named: dict[str, str]
    """What the files that come with Wence are about."""
    unheld: str
    more_case: str
    more_hint: str
    fact_hint: str
    begin: str
    cases: str
    cases_of: str
    own: str
    label: str
    label_hint: str
    start: str
    started: str
    add: str
    add_name: str
    add_content: str
    add_hint: str
    added: str
    runs: str
    none: str
    by: str
    began: str
    accuracy: str
    precision: str
    refusals: str
    wrong: str
    seconds: str
    state_running: str
    state_done: str
    state_failed: str
    progress: str
    stop: str
    stopped: str
    remove: str
    removed: str
    against: str
    alone: str
    report: str
    whole: str
    why: str
    gone: str


CHINESE = Words(
    named={
        "sample": "示例文件的问答",
        "status": "文件的时效",
        "conversation": "多轮追问",
        "refusal": "该不该拒答",
        "seeds": "五篇招商文章",
        "regulations": "地方性法规的问答",
        "unseen": "地方性法规的新问题",
    },
    unheld="这份用例所依据的 {} 份文件中，有 {} 份没有收录：有关的题目必然答不上来，正确率不说明问题。",
    more_case="把这个问题加为用例",
    more_hint="在 facts 里写上正确回答必须出现的内容，每项是几种可以接受的写法；sources 是应引用的文件。",
    fact_hint="正确回答里必须有的内容",
    begin="开始一次评测",
    cases="用例",
    cases_of="{}（{} 题）",
    own="自己添加",
    label="备注",
    label_hint="例如：换模型之前",
    start="开始",
    started="已开始。评测在后台进行，不影响访问者；可以离开本页。",
    add="添加自己的用例",
    add_name="文件名",
    add_content="用例，每行一个 JSON",
    add_hint="每行至少有 id、question，以及 facts、sources、refuse 之一",
    added="已添加 {}，共 {} 题。",
    runs="历次评测",
    none="还没有评测过。选一份用例，点“开始”。",
    by="发起人",
    began="时间",
    accuracy="正确率",
    precision="引用属实",
    refusals="该拒已拒",
    wrong="误拒",
    seconds="用时（中位 / p95）",
    state_running="进行中",
    state_done="完成",
    state_failed="未完成",
    progress="已问 {} / {} 题",
    stop="停止",
    stopped="已停止。",
    remove="删除",
    removed="已删除。",
    against="与哪一次对照",
    alone="不对照",
    report="报告",
    whole="在新窗口打开",
    why="没有完成的原因",
    gone="没有这次评测，可能已被删除。",
)

ENGLISH = Words(
    named={
        "sample": "Questions on the sample documents",
        "status": "Validity of documents",
        "conversation": "Follow-ups",
        "refusal": "When to refuse",
        "seeds": "Five articles on investment",
        "regulations": "Questions on local regulations",
        "unseen": "New questions on local regulations",
    },
    unheld="Of the {} documents that these cases rest on, {} are not held: their questions cannot be answered, and the accuracy says little.",
    more_case="Make this question a case",
    more_hint="Under facts, write what a right answer must hold, each with the wordings that will do; sources are the files to be cited.",
    fact_hint="what a right answer must hold",
    begin="Start an evaluation",
    cases="Cases",
    cases_of="{} ({} questions)",
    own="Your own",
    label="Note",
    label_hint="e.g. before the change of model",
    start="Start",
    started="Started. It runs in the background and does not slow visitors; you may leave this page.",
    add="Add cases of your own",
    add_name="File name",
    add_content="Cases, one JSON object a line",
    add_hint="Each line needs id, question and one of facts, sources, refuse",
    added="Added {} with {} questions.",
    runs="Evaluations so far",
    none="Nothing has been evaluated yet. Choose cases and press Start.",
    by="By",
    began="Time",
    accuracy="Accuracy",
    precision="Citations verbatim",
    refusals="Refused when due",
    wrong="Wrong refusals",
    seconds="Seconds (median / p95)",
    state_running="Running",
    state_done="Done",
    state_failed="Not finished",
    progress="{} of {} asked",
    stop="Stop",
    stopped="Stopped.",
    remove="Delete",
    removed="Deleted.",
    against="Compare with",
    alone="No comparison",
    report="Report",
    whole="Open in a new window",
    why="Why it did not finish",
    gone="There is no such evaluation: it may have been deleted.",
)
