"""Whether a sentence affirms or denies what a passage says: 可以 and 不得, 应当 and 不应, 免 and 不免."""

import re
from collections import defaultdict

from assistant.claims import HIDDEN
from assistant.subjects import tagged

_NEGATORS = frozenset(
    """
    不 未 无 非 没 没有 别 勿 不得 不能 不予 不再 不可 不准 不许 不应 不宜 不会 不必 不用 未能 未经 未被 无需 无须 无法 毋须 毋需
    不须 不需 不需要 禁止 严禁 杜绝
    拒绝 停止 取消 免于 不可以 不能够 不应当 不应该 无权 不享受 不允许 并非 不是 不属于 不受 不包括 不含 不计
    """.split()
)
_BOUND = re.compile(
    r"不(?:得|应|能|宜)?(?:超过|低于|高于|少于|多于|大于|小于)(?=[^，。；]{0,8}〓)|不[足满到](?=〓)"
    r"|不限于|不论|不管|无论|不仅|不但|不动产|不断|不同|不良|不可抗力|无形|无人机|非常|非首都|未来"
)
_CLAUSE = re.compile(r"[^，。；：！？、（）()\n,;]+")
_OPPOSITES = (
    ("提高", "降低"), ("上调", "下调"), ("增加", "减少"), ("上浮", "下浮"), ("延长", "缩短"), ("有偿", "无偿"), ("允许", "禁止"), ("含", "不含"),
    ("合格", "不合格"), ("有效", "失效"), ("有效", "废止"), ("公开", "保密"), ("事前", "事后"), ("以内", "以外"), ("之前", "之后"), ("以前", "以后"),
    ("自动", "手动"), ("迁入", "迁出"), ("转入", "转出"), ("线上", "线下"), ("网上", "纸质"), ("必须", "可以"), ("应当", "可以"), ("强制", "自愿"),
)  # fmt: skip
_MODAL = "!"
_ASSERTED = ("可以", "应当", "必须", "允许")


def contradicts(said: str, passage: str, around: str = "") -> bool:
    """Whether `said` affirms what the passage denies, or the other way about; `around` is the text that it stands in."""
    own, theirs = _stances(said), _stances(passage)
    for verb, stances in own.items():
        known = theirs.get(verb)
        if known and not stances <= known:
            return True
    if _turned(said, passage):
        return True
    # 不可以。 answers a question for all sentences behind it.
    return "可以" in said and True in own.get("可以", set()) and "可以" not in passage and _denied(around)


def _denied(around: str) -> bool:
    return re.search(r"(?:^|[。？\n])\s*(?:不可以|不能|不是|不行|否)[。，]", around) is not None


def _stances(text: str) -> dict[str, set[bool]]:
    """For each verb whether it is affirmed and whether it is denied."""
    found: dict[str, set[bool]] = defaultdict(set)
    text = _BOUND.sub(lambda match: HIDDEN * len(match[0]), text)
    for clause in _CLAUSE.finditer(text):
        denied = modal = False
        for word, tag, _ in tagged(clause[0]):
            if word in _NEGATORS:
                denied = True
                found[_same(word.lstrip("不未无"))].add(False)
            elif word[:1] in "不未" and len(word) > 1 and tag.startswith("v"):
                denied = True
                found[word[1:]].add(False)
            elif tag.startswith("v") or word in _ASSERTED:
                found[_same(word)].add(not denied)
                if modal:
                    # 弄虚作假的不得申报 forbids to apply, whatever 申报材料 says besides.
                    found[_MODAL + word].add(not denied)
            modal = modal or word in _ASSERTED or word in _NEGATORS or word == "应"
    found.pop("", None)
    return found


def _same(modal: str) -> str:
    """One word for all that allow, and one for all that oblige."""
    if modal in ("得", "可", "能", "能够", "准", "许", "允许"):
        return "可以"
    return "应当" if modal in ("应", "应该", "须", "必须") else modal


def _turned(said: str, passage: str) -> bool:
    """Whether one of two opposite words stands in `said` where only the other stands in the passage."""
    for pair in _OPPOSITES:
        for word, other in (pair, pair[::-1]):
            if word in ("可以",):
                continue
            theirs = passage.replace(word, "") if other in word or word in other else passage
            if (
                _has(said, word, other)
                and other in theirs
                and not _has(passage, word, other)
                and not _has(said, other, word)
            ):
                return True
    return False


def _has(text: str, word: str, other: str) -> bool:
    return word in (text.replace(other, "") if word in other else text)
