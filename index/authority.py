"""How far a rule binds, read from its title: the law comes before the rules that are made under it.

The order is that of the Legislation Law of the PRC (articles 98 to 100), with the interpretations of the supreme
courts beside it. It speaks where a question is one of law. Where a question names a place, or asks for what places offer
to enterprises, the answer is in the papers of that place, and the order says nothing.
"""

import re
from enum import StrEnum

from corpus.normalize import fold
from corpus.regions import mentioned

_NATION = "中华人民共和国"
_LAW = re.compile(rf"^{_NATION}\S{{1,60}}法典?$")
_COURTS = ("最高人民法院", "最高人民检察院")
_VERSION = re.compile(r"\([^()]{0,40}\)$")
_OFFERED = re.compile(r"补贴|奖励|补助|扶持|优惠|园区|开发区|高新|落户|招商|申报|专项资金|疏解|政策")


class Authority(StrEnum):
    """Who made a rule, as far as it says how much the rule counts beside others."""

    LAW = "law"
    """An act of the national congress."""
    COURT = "court"
    """An interpretation by the supreme court or procuratorate."""
    DECREE = "decree"
    """A regulation (条例) that is not of one place."""
    OTHER = "other"
    """Everything else: rules of ministries and places, policy papers, news."""


def authority_of(title: str, region: str | None = None) -> Authority:
    """Of a document with this title, and this region if it is known to be of one."""
    name = _VERSION.sub("", fold(title.split(maxsplit=1)[0])) if title.strip() else ""
    if _LAW.match(name):
        return Authority.LAW
    if not name.startswith(_COURTS) and not name.endswith("条例"):
        return Authority.OTHER
    if region or mentioned(name.replace(_NATION, "")):
        return Authority.OTHER
    return Authority.COURT if name.startswith(_COURTS) else Authority.DECREE


def asks_for_law(question: str) -> bool:
    """Whether a question is one that the law answers, rather than the papers of a place."""
    return not _OFFERED.search(fold(question)) and not mentioned(question)
