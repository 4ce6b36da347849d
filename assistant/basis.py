"""What a figure is of, so that only like is compared with like: whom for, over what time, a cap or a plain amount."""

import re

from corpus.facts import Fact, FactKind, Role

_CAP = ("最高", "最多", "不超过", "不得超过", "封顶", "上限", "以内", "以下")
_PER = (
    ("企业", re.compile("(?:每家|每户|每个|单个|单家|单户|同一)(?:企业|公司|单位)|每家|每户")),
    ("项目", re.compile("(?:单个|每个|同一|单项)?项目(?:[^，。；]{0,4})$")),
    ("人", re.compile("每人|每名|每位|人均")),
    ("平方米", re.compile("每平方米")),
    ("件", re.compile("每件|每项|每个")),
    ("吨", re.compile("每吨")),
)
_SPAN = (("每年", re.compile("每年|年度|一年")), ("每月", re.compile("每月")), ("累计", re.compile("累计|合计|总计")))
_NOT_OF_A_BASE = re.compile(
    "按照?|其|实际|完成|发生|年度|当年|上年度|的|给予|予以|部分|前.{1,2}年|第.{1,2}年|首年|[^\u4e00-\u9fff]"
)

Basis = tuple[str, str, str]
"""Kind of figure, whom or what for, over what time; two figures are alike where all three are."""


def basis(text: str, fact: Fact) -> Basis:
    """What a figure of `text` is of: ("最高元", "企业", "每年") in 每家企业每年最高100万元, ("比例", "租金", "") in 租金的80%."""
    before = re.split("[，。；：]", text[: fact.start])[-1]
    if fact.kind is FactKind.RATE and fact.role is not Role.THRESHOLD:
        return "比例", _NOT_OF_A_BASE.sub("", before), ""
    if fact.role is Role.THRESHOLD:
        return "门槛", fact.measure or "", fact.unit
    if fact.kind is FactKind.PERIOD:
        return "期限", "月" if fact.unit in ("年", "月") else fact.unit, ""
    near = before + "".join(fact.qualifiers)
    per = next((name for name, pattern in _PER if pattern.search(near)), "")
    span = next((name for name, pattern in _SPAN if pattern.search(near)), "")
    is_cap = fact.low is None or any(word in _CAP for word in fact.qualifiers)
    return f"{'最高' if is_cap else ''}{fact.unit}", per, span
