"""What the system section says, in Chinese and in English."""

from dataclasses import dataclass


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
        "originals": "原文件",
        "chroma": "向量",
        "lexical": "词项",
        "uploads": "上传的文件",
        "evaluations": "评测",
    },
    settings="设置",
    settings_note="由环境变量或 .env 文件给出，改后重启生效。密钥从不显示。",
    name="名称",
    value="当前值",
    meaning="作用",
    is_set="已设置",
    not_set="未设置",
    version="程序版本",
    meanings={
        "home": "目录数据库、原文件和索引放在哪里",
        "embedder": "编码器：builtin（内置）、模型名或路径，或 openai:名称",
        "embedder_base_url": "OpenAI 兼容的编码接口地址",
        "embedder_api_key": "编码接口的密钥",
        "readers": "同时读取几个文件；不设则按核数，最多 8 个",
        "read_seconds": "读一个小文件最多几秒，大文件相应放宽",
        "read_memory_mb": "读一个文件最多用多少内存（MiB）",
        "reranker": "给最好的结果重新排序的模型；不设则不用",
        "model": "语言模型，写作 供应方:名称；不设则回答从原文摘取",
        "model_timeout": "语言模型作答最多几秒，重试和修补在内",
        "model_window": "语言模型一次能读写的词元数",
        "host": "网页在哪个地址提供",
        "port": "网页在哪个端口提供",
        "accounts": "管理台是否要登录：auto（别的机器连得上时要）或 on（总是要）",
        "session_idle_hours": "登录后多久不用就要重新登录（小时）",
        "session_days": "登录后最多几天要重新登录",
        "public_hosts": "本站的域名，多个用逗号隔开；用别的域名来的请求被拒绝",
        "trusted_proxies": "可以相信的反向代理地址，由它告知访问者的地址",
        "upload_mb": "上传的文件一个最大多少 MiB",
        "api_keys": "程序调用接口须出示的密钥",
        "at_once": "同时处理几个问题，访客和程序合计",
        "waiting": "最多几个问题排队，访客和程序各算",
        "contact": "答不上来时告诉用户找谁",
        "log": "问答记录保存什么：off 不存，masked 隐去个人信息，full 原样",
        "log_days": "问答记录保存几天；0 为一直保存",
        "conversation_days": "访客的对话保存几天；0 为不保存",
        "max_question_chars": "问题最多多少字",
        "catalog_url": "目录数据库放在 PostgreSQL 时的地址，多台机器可共用；不设则用目录里的 SQLite",
    },
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
        "originals": "originals",
        "chroma": "vectors",
        "lexical": "postings",
        "uploads": "uploads",
        "evaluations": "evaluations",
    },
    settings="Settings",
    settings_note="Given by the environment or a file .env; changes apply after a restart. Keys are never shown.",
    name="Name",
    value="Value",
    meaning="What it does",
    is_set="set",
    not_set="not set",
    version="Program version",
    meanings={},
)
