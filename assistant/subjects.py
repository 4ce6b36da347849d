"""What a sentence speaks of: the words that must stand where its figures stand."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.claims import HIDDEN
from corpus.normalize import fold

if TYPE_CHECKING:
    from assistant.passages import Passage

GENERIC = frozenset(
    """
    企业 公司 项目 政策 文件 办法 规定 标准 金额 数额 比例 额度 资金 期限 时间 部分 情况 条件 内容 方面 事项 方式 对象 范围 总额 上限 下限 最高 最低
    最多 最少 最长 最短 至多 至少 以上 以下 以内 之内 以外 左右 上下 前 后 内 外 中 年 月 日 每年 每月 每家 每个 每户 每人 单个 单家 一次性 年度 当年
    其中 分别 同时 此外 另外 具体 相关 有关 上述 该 本 此 其 各 同 即 如 若 则 且 并 及 和 与 或 是 为 有 能 可 会 需 要 需要 获 得 享 领 予 给 拿
    由 按 按照 根据 依据 依照 给予 予以 获得 享受 取得 得到 可以 能够 可享 可获 领取 达到 达 超过 不超过 低于 高于 不低于 不高于 不少于 不足 不满 满
    进行 包括 属于 提供 实行 执行 采取 作为 用于 对于 关于 涉及 计算 确定 说明 明确 指出 写明 提出 要求 符合 满足 应当 必须 须 应 不得 不能 不可 可
    就是 即可 方可 才能 均可 均 都 也 还 再 又 已 已经 将 正在 主要 目前 现行 根据 针对 凡 凡是 对 在 从 向 到 至 起 止 自 之 的 地 得 了 着 过
    如下 下列 以下 具有 存在 相应 一般 通常 原则上 合计 累计 总计 共计 共 约 近 余 多 等 所 被 把 使 让 因 因此 所以 但 但是 而 而且 元 人民币 万元 亿元
    分为 分成 算 计 属 含 包含 其余 一定 该项 此项 这项 这 那 个 项 条 家 名 件 次 档 类 款 期 倍 成 份 园区 本市 全市 市 规模 水平 数量 数 额 率 值 度
    """.split()
)
"""Words that fit any subject; what is said of 企业 may be found where it is said of 项目."""
WEAK = frozenset(
    "补贴 补助 奖励 资助 扶持 支持 奖金 奖补 津贴 贴息 租用 申报 申请 审核 拨付 兑现 发放 计算 累计 实际 部分".split()
)
"""Words that name no matter by themselves: of what, the question or a heading says."""
_TAGS = ("n", "v", "j", "i", "l", "eng", "a", "s", "b", "z")
_NAMES = ("ns", "nr", "nt", "nz")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text and where it stands."""

    text: str
    start: int
    end: int
    is_name: bool = False
    """A proper name, which the title of a document may say for all its sentences."""


@lru_cache(maxsize=4096)
def tagged(text: str) -> tuple[tuple[str, str, int], ...]:
    """The words of a text with their part of speech and offset."""
    import rjieba

    found, at = [], 0
    for word, tag in rjieba.tag(text):
        found.append((word, str(tag), at))
        at += len(word)
    return tuple(found)


def subject_words(text: str) -> tuple[Word, ...]:
    """The words of a levelled text that say what it is about; figures and names must be hidden in it."""
    return tuple(
        Word(word, start, start + len(word), tag.startswith(_NAMES))
        for word, tag, start in tagged(text)
        if tag.startswith(_TAGS)
        and len(word) > 1
        and word[0] != "每"
        and word not in GENERIC
        and HIDDEN not in word
        and _HAN.search(word)
    )


def names_no_matter(text: str) -> bool:
    """Whether a levelled text leaves unsaid what it speaks of; figures must be hidden in it."""
    return all(word.text in WEAK for word in subject_words(text))


def stands_in(said: Word, passage: "Passage") -> bool:
    """Whether a passage says a word, in other words of the same meaning or in parts of it."""
    word = said.text
    if _says(word, passage) or (said.is_name and word in passage.names):
        return True
    if len(word) == 3:
        return _says(word[:2], passage) or _says(word[1:], passage)
    return len(word) > 3 and all(_says(part, passage) for part in (word[:2], word[2:]) if part not in GENERIC)


def _says(word: str, passage: "Passage") -> bool:
    return any(passage.holds(one) for one in same(word))


def same(word: str) -> tuple[str, ...]:
    """A word and those that say the same in questions about policy."""
    return (word, *_synonyms().get(word, ()))


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for line in files("index").joinpath("synonyms.txt").read_text(encoding="utf-8").splitlines():
        words = tuple(fold(line).split()) if line and not line.startswith("#") else ()
        for word in words:
            groups[word] = (*groups.get(word, ()), *(other for other in words if other != word and len(other) > 1))
    return groups
