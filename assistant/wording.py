"""Which words of a question carry its meaning."""

import re
from functools import lru_cache

from corpus.normalize import fold
from index.tokens import words

STOP_WORDS = frozenset(
    """
    的 地 得 了 着 过 是 在 有 和 与 及 或 并 而 也 都 就 还 又 再 才 吗 呢 啊 吧 呀 嘛 么 哦 我 我们 咱们 你 你们 您 他 她 它 他们 它们 自己 本
    请 请问 想 想要 想问 问 问下 问问 了解 知道 告诉 说 说说 讲 介绍 看看 查 查询 查一下 一下 帮 帮我 麻烦 什么 啥 多少 几 哪 哪些 哪个 哪家 哪里
    哪几 哪种 哪类 哪位 谁 怎么 怎样 怎么样 如何 为什么 为何 何时 何 是否 是不是 有没有 能不能 可不可以 可以 能 能够 会 要 需 需要 应 应该 应当 必须
    关于 对于 对 由 被 把 将 给 让 使 从 到 向 往 于 为 为了 以 用 按 按照 根据 依据 之 其 其中 该 此 这 那 这个 那个 这些 那些 这里 那里 这样 上述 所
    如果 假如 那么 那 的话 时候 时 情况 具体 内容 相关 有关 目前 现在 这边 那边 那里 步 一共 总共 共 大概 大约 左右
    个 家 项 种 些 件 条 名 位 份 次 元 拿 拿到 得到
    获得 享受 得 算 叫 做 办 来 去 上 下 里 中 内 后 前 不 没 没有 很 更 最 比较 区别 不同 对比 差别 分别 有效吗 还是 以及 规定 主要 包括 属于 一个 几个 哪天
    """.split()
)

_COUNT = re.compile(r"[一二三四五六七八九十两几]+[个家项大种类条次]?")
"""A small number in a question counts things; the text may write it otherwise (五个, 5个) or leave it out."""

QUESTION_TAIL = re.compile(
    r"(?:分别)?(?:是|有|为|能|可以|可|要|需要|会|给|拿|交|补|奖|从|怎么|如何)*(?:多少|什么|哪些|哪个|几|多久|多长|何时|谁|在哪|怎么|如何|怎样|收不收|吗|呢).*$"
)
"""From the interrogative on; what stands before it is what the question is about."""


_EITHER_OR = re.compile(r"([收要能是可会用交算给有])不\1")
"""收不收费 asks about 收费."""
_ASKING = re.compile(
    r"了(?!解)|由?谁来?|最多能?|最[高少低]能|能(?=[补拿领给奖得享申])|要(?=[交带提准符办满])|"
    r"请问一?下?|我?想(?:问|了解|知道|咨询)一?下?|麻烦问?一?下?|有没有|能不能|可不可以|是不是|要不要|会不会|是否"
    r"|的?(?:比例|金额|标准|额度|数额)(?:分别)?(?:是|为|有)?(?=多少|几|怎么|什么)"
    r"|(?:最多|最少|一共|总共)?(?:多少|几)[个家项名人次天年月日户条座套元钱亩]?(?:工作日)?(?:以?内|以上)?"
    r"|(?:啥|什么)(?:时候|样|意思|东西)?|何时|哪(?:些|个|家|里|天|年|位|种|类|一?[天年]|几[个项种家])|怎么(?:样|办|算|给)?|如何|为什么|为了什么|的?目的|原因|多久|多长|多大|多高"
)
"""Phrases that only ask; taken out before the text is cut, because the cutter joins them to their neighbours."""


@lru_cache(maxsize=4000)
def content_words(text: str) -> tuple[str, ...]:
    """The folded words of `text` that are not stop words, in order, each once."""
    text = _ASKING.sub(" ", _EITHER_OR.sub(r"\1", fold(text)))
    return tuple(dict.fromkeys(word for word in words(text) if word not in STOP_WORDS and not _COUNT.fullmatch(word)))


def topic(question: str) -> str:
    """What a question is about, without its interrogative: 东湖园区的租金补贴是多少 → 东湖园区的租金补贴."""
    stripped = QUESTION_TAIL.sub("", question.strip("？?。！! "))
    return stripped.strip("，,的 ") or question.strip("？?。！! ")
