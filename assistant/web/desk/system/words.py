"""What the system section says, in Chinese and in English."""

from dataclasses import dataclass

from assistant.operations.meanings import MEANINGS


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of this section; `{}` fields are filled with `str.format`."""

    health: str
    good: str
    bad: str
    checked: str
    checking: str
    check: str
    chinese_only: str
    speed: str
    speed_note: str
    no_answers: str
    stage: str
    search: str
    writing: str
    total: str
    lost: str
    lost_none: str
    log: str
    log_held: str
    log_empty: str
    index: str
    documents: str
    chunks: str
    encoder: str
    home: str
    size: str
    parts: dict[str, str]
    settings: str
    settings_note: str
    name: str
    value: str
    meaning: str
    is_set: str
    not_set: str
    version: str
    meanings: dict[str, str]


CHINESE = Words(
    health="检查结果",
    good="正常",
    bad="有问题",
    checked="{} 检查",
    checking="正在检查，最多需要半分钟…",
    check="重新检查",
    chinese_only="",
    speed="快慢",
    speed_note="最近 {} 次回答，单位秒：一半的回答快于中位数，二十次里有一次慢于 P95。",
    no_answers="还没有回答可以统计。",
    stage="阶段",
    search="查找",
    writing="作答与核实",
    total="合计",
    lost="启动以来有 {} 条问答没有记上，原因见服务器日志。",
    lost_none="启动以来每一条问答都记上了。",
    log="问答记录",
    log_held="{} 条，最早 {}",
    log_empty="还没有记录",
    index="索引",
    documents="文件",
    chunks="段落",
    encoder="编码器",
    home="目录",
    size="占用",
    parts={
        "catalog": "目录数据库",
        "before": "升级前的目录副本",
        "originals": "原文件",
        "chroma": "向量",
        "lexical": "词项",
        "uploads": "上传的文件",
        "evaluations": "评测",
    },
    settings="设置",
    settings_note="由环境变量、.env 或 wence.toml 文件给出，改后重启生效。密钥从不显示。",
    name="名称",
    value="当前值",
    meaning="作用",
    is_set="已设置",
    not_set="未设置",
    version="程序版本",
    meanings=MEANINGS,
)

ENGLISH = Words(
    health="Check-up",
    good="Works",
    bad="Does not work",
    checked="checked {}",
    checking="Checking, for half a minute at most…",
    check="Check again",
    chinese_only="Findings are in Chinese, as wence doctor prints them.",
    speed="Speed",
    speed_note="The last {} answers, in seconds: half are faster than the median, one in twenty slower than P95.",
    no_answers="There are no answers to count yet.",
    stage="Stage",
    search="Search",
    writing="Writing and verifying",
    total="In all",
    lost="{} answers could not be kept since the start; the reason is in the server's log.",
    lost_none="Every answer since the start was kept.",
    log="Answer log",
    log_held="{} entries, the oldest of {}",
    log_empty="empty",
    index="Index",
    documents="Documents",
    chunks="Passages",
    encoder="Encoder",
    home="Folder",
    size="Size",
    parts={
        "catalog": "catalog",
        "before": "catalog before the upgrade",
        "originals": "originals",
        "chroma": "vectors",
        "lexical": "postings",
        "uploads": "uploads",
        "evaluations": "evaluations",
    },
    settings="Settings",
    settings_note="Given by the environment, or a file .env or wence.toml; changes apply after a restart. Keys are never shown.",
    name="Name",
    value="Value",
    meaning="What it does",
    is_set="set",
    not_set="not set",
    version="Program version",
    meanings={},
)
