"""A clause that decides something by figures, and whether two of different documents decide the same."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.basis import Basis, basis
from assistant.lexicon import Lexicon
from assistant.wording import content_words
from corpus.document import Card
from corpus.facts import Fact, Role
from corpus.facts.read import read_facts
from corpus.normalize import fold, simplify
from corpus.regions import mentions
from corpus.worked_out import worked_out
from index.hit import Hit

_NUMBER = re.compile(
    r"^\s*第[〇零一二三四五六七八九十百千\d]+条\s*|^\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*"
)
_CAPTION = re.compile(r"^(?:[（(【][^（）()【】\d]{2,16}[）)】]|[^，。；：\d]{2,16}。)\s*(?=\S)")
_ADDS = re.compile(
    "另|再[给奖补予]|额外|叠加|配套|在[^，。；]{0,16}基础上|同时享受|追加|上浮|提高|增加|差额|按照?《|依照|参照|除外|但"
)
"""What comes on top of another rule, changes it or refers to it does not contradict it."""
_GENERIC = frozenset(
    """
    企业 单位 公司 机构 项目 按照 依照 给予 予以 一次性 实际 每年 每家 每户 单个 单家 每个 最高 最多 不超过 标准 部分 金额 资金
    财政 奖励 补贴 补助 资助 奖补 扶持 支持 本市 全市 市级 我市 本省 本区 符合 条件 相关 有关 规定 对于 进行 达到 以上 以下 年度
    其中 可以 应当 申请 享受 超过 比例 额度 限额 最长 期限 累计 合计 年限 连续 入驻 在 并 且 新 万元 亿元 元 责令 改正 主管 部门
    并处 处以 罚款 违反 情节严重 逾期 不 由 处 实施 发放 认定 新增 数额
    """.split()
)
"""Words of rules that tell no case from another."""
_OF_TITLES = re.compile(
    "办法|措施|政策|意见|若干|规定|条例|细则|通知|方案|暂行|试行|实施|管理|促进|支持|扶持|优惠|奖励|补贴|补助|资助|鼓励|发展|高质量|推动|加快|产业|经济|招商引资|招商|投资|企业|资金|专项"
    "|关于|印发|进一步|做好|工作|修订|修正|修改|年|的|和|与|及|若干|专门|惠企|项目|兑现|标准|有关|服务"
)
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年|\D|$)")
_ENOUGH = 0.8
"""Share of what one clause says, by weight, that the other must say too."""
_UNSAID = 0.5
"""A word that the other expresses less than this is not said by it …"""
_TELLING = 3.0
"""… and one of this weight tells another case: an industry, a kind of firm, a grade."""


@dataclass(frozen=True)
class Clause:
    """A sentence of a document, read for what it decides."""

    hit: Hit
    offset: int
    """Where it begins in the chunk's text."""
    verbatim: str

    @property
    def card(self) -> Card:
        """The document that it stands in."""
        return self.hit.chunk.card

    @worked_out
    def text(self) -> str:
        """Simplified, without number and caption."""
        return _CAPTION.sub("", _NUMBER.sub("", simplify(self.verbatim)))

    @worked_out
    def subject(self) -> str:
        """The opening of the whole sentence, which the clauses behind a ； share."""
        text = self.hit.chunk.text
        begin = max(text.rfind(mark, 0, self.offset) for mark in "。！？\n") + 1
        return simplify(text[begin : self.offset].split("，")[0]) if begin < self.offset else ""

    @worked_out
    def facts(self) -> tuple[Fact, ...]:
        """Its figures; spans are offsets in `text`."""
        return read_facts(self.text)

    @worked_out
    def words(self) -> tuple[str, ...]:
        """What tells its case: its content words without figures and without what all rules say."""
        text = self.text
        for fact in reversed(self.facts):
            text = f"{text[: fact.start]} {text[fact.end :]}"
        return tuple(word for word in content_words(text) if word not in _GENERIC and not word.isdigit())

    @worked_out
    def figures(self) -> dict[Basis, list[Fact]]:
        """Its figures by what they are of."""
        by_basis: dict[Basis, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            by_basis[basis(self.text, fact)].append(fact)
        return dict(by_basis)

    @worked_out
    def years(self) -> frozenset[str]:
        """The years that its title and its text name."""
        return frozenset(_YEAR.findall(fold(self.card.title)) + _YEAR.findall(fold(self.text)))

    @property
    def adds(self) -> bool:
        """Whether it comes on top of another rule or refers to one."""
        return _ADDS.search(self.text) is not None

    def title_words(self) -> tuple[str, ...]:
        """What the title says of whom or what the document is for."""
        title = simplify(self.card.title)
        for place in mentions(title):
            title = title.replace(place, " ").replace(re.sub("^.*?[省市](?=.)", "", place), " ")
        return tuple(word for word in content_words(_OF_TITLES.sub(" ", title)) if len(word) > 1)


def same_case(one: Clause, other: Clause, lexicon: Lexicon) -> bool:
    """Whether both decide the same case: each says what the other says, of the same years and for the same group."""
    if one.adds or other.adds or one.years != other.years:
        return False
    return _covers(one, other, lexicon) and _covers(other, one, lexicon)


def _covers(one: Clause, other: Clause, lexicon: Lexicon) -> bool:
    """Whether `other` says what tells the case of `one`, and is not meant for a group that only the title of `one` names."""
    said = f"{other.subject} {other.text}"
    own = _left(one.words, said, lexicon)
    if own is None or own > 1 - _ENOUGH:
        return False
    for_whom = tuple(word for word in one.title_words() if word not in fold(one.text))
    return (
        not any(share < _UNSAID for share in lexicon.matches(for_whom, f"{other.card.title} {said}"))
        if for_whom
        else True
    )


def _left(words: Sequence[str], said: str, lexicon: Lexicon) -> float | None:
    """Share of the words' weight that is not said; None where a telling one is not, or there are none."""
    if not words:
        return None
    weights, shares = lexicon.weights(words), lexicon.matches(words, said)
    if any(weight >= _TELLING and share < _UNSAID for weight, share in zip(weights, shares, strict=True)):
        return None
    return 1 - float(weights @ shares) / float(weights.sum())


def differences(one: Clause, other: Clause) -> tuple[Basis, ...]:
    """What the figures are of in which two clauses on the same case differ; empty where their conditions differ, too, for
    then they are grades of one rule, or rules of two cases."""
    shared = [key for key in one.figures if key in other.figures]
    plain = [key for key in shared if len(one.figures[key]) == len(other.figures[key]) == 1]
    unlike = tuple(key for key in plain if _bounds(one.figures[key][0]) != _bounds(other.figures[key][0]))
    bars = tuple(key for key in unlike if key[0] == "门槛")
    if _bars(one) != _bars(other):
        return bars if bars == unlike and len(_bars(one)) == len(_bars(other)) == 1 else ()
    return unlike


def _bars(clause: Clause) -> frozenset[tuple[Basis, tuple[object, ...]]]:
    conditions = [(key, fact) for key, facts in clause.figures.items() for fact in facts if fact.role is Role.THRESHOLD]
    return frozenset((key, _bounds(fact)) for key, fact in conditions)


def _bounds(fact: Fact) -> tuple[object, ...]:
    scale = Decimal(12) if fact.unit == "年" else Decimal(1)
    low, high = (None if bound is None else bound * scale for bound in (fact.low, fact.high))
    return low, high
