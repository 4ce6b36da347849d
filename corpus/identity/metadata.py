"""What a document says of itself in its first and last lines: title, issuer, 文号, place, kind, days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from corpus.document import Kind
from corpus.identity.doc_number import find_number
from corpus.identity.enactment import Enactment, read_enactment
from corpus.identity.header import header
from corpus.identity.issuer import find_issuer
from corpus.identity.title import DOCUMENT_TITLE, find_title
from corpus.normalize import simplify
from corpus.regions import canonical, find, mentions

_NEWS = re.compile(
    r"记者|通讯员|本报讯|讯[）)】]|近日|日前|据了解|据介绍|据悉|责任编辑|责编|负责人(?:介绍|表示)|新华社|采访|今年以来|来源[:：]|编辑[:：]"
)
_INTERPRETATION = re.compile(r"解读|一图读懂|图解|政策问答|答记者问|问答$|政策说明")
_GUIDE = re.compile(r"指南$|须知$|办事流程|一件事|办事指引|操作指引$|申报指引$|服务指引$")
_HEADLINE = re.compile(r"出台|签约|启动|召开|举行|获批|开工|揭牌|落地|投产|亮相|动员|综述|纪实|走进|调研")
_ORDER = re.compile(r"(?:政府|部|委员会|总局|局|署|主席|国务院|会|院|行)令")
_RULE_TITLE = re.compile(r"(?:办法|规定|细则|规则)$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found; None where the text does not say."""

    title: str
    issuer: str | None
    doc_number: str | None
    region: str | None
    kind: Kind | None
    enactment: Enactment
    header_end: int
    """Offset in the text behind the lines that stand before the first provision or paragraph."""


def read_metadata(text: str, headings: Sequence[str], path: PurePath, given_title: str | None = None) -> Metadata:
    """Read `text` (cleaned), whose marked headings are `headings`; `path` helps with the title and the region only.

    `given_title` is what a page's or file's own header names; it wins over the text's first lines.
    """
    lines = text.split("\n")
    head = header(lines)
    tail = [line for line in lines[-12:] if line.strip()][-6:]
    title = find_title(lines, headings, path.stem, given_title)
    number = find_number(head)
    order = re.match(r"(\S{2,30})令第", number or "")
    issuer = find_issuer(head, tail, title) or (order[1] if order else None)
    return Metadata(
        title=title,
        issuer=issuer,
        doc_number=number,
        region=_region(title, issuer, path, text),
        kind=_kind(title, issuer, number, text),
        enactment=read_enactment(head, tail[-4:], text),
        header_end=sum(len(line) + 1 for line in head),
    )


def _region(title: str, issuer: str | None, path: PurePath, text: str) -> str | None:
    """The innermost place that title or issuer names, else that of the folder, else what the text is about."""
    named = [place for words in (title, issuer or "") if (place := find(words))]
    if named:
        # 沧州市 in the title and 沧州市新华区 in the issuer are one place, seen from two heights.
        return next((it for it in named[1:] if it.startswith(named[0])), named[0])
    for folder in reversed(path.parts[-4:-1]):
        if place := canonical(folder):
            return place
    return None if _is_national(title, issuer) else _subject(text)


def _is_national(title: str, issuer: str | None) -> bool:
    return any(name.startswith(("中华人民共和国", "国务院", "全国人民代表大会")) for name in (title, issuer or ""))


def _subject(text: str) -> str | None:
    """The place that an article without one in its title is about: the first, or a part of it named half as often."""
    first = find(text[:400])
    if first is None:
        return None
    counts = mentions(text)
    inner = [(count, place) for place, count in counts.items() if place.startswith(first) and place != first]
    most = max(inner, default=(0, first))
    return most[1] if most[0] >= max(2, counts[first] / 2) else first


def _kind(title: str, issuer: str | None, number: str | None, text: str) -> Kind | None:
    name = re.sub(r"(?:[（(【][^（）()]{1,16}[)）】]\s?)+$", "", title).strip()
    if _INTERPRETATION.search(name):
        return Kind.INTERPRETATION
    if _GUIDE.search(name):
        return Kind.GUIDE
    if re.search(r"条例$", name) or re.search(r"人民代表大会|人大常委会", issuer or name):
        return Kind.REGULATION
    if number and _ORDER.search(number):
        is_of_state = re.match(r"(?:中华人民共和国)?(?:主席|国务院)令", number) and not _RULE_TITLE.search(name)
        return Kind.REGULATION if is_of_state else Kind.RULE
    if re.search(r"^中华人民共和国.{1,30}法$", name):
        return Kind.REGULATION
    if _HEADLINE.search(name) and not number and not DOCUMENT_TITLE.search(name):
        return Kind.NEWS
    has_articles = re.search(r"^第[一1]条", text, re.M) is not None
    reported = set(_NEWS.findall(simplify(text[:600])))
    if number or (DOCUMENT_TITLE.search(name) and (has_articles or not reported)):
        return Kind.NORMATIVE
    if reported or _NEWS.search(simplify(text)):
        return Kind.NEWS
    return Kind.NORMATIVE if DOCUMENT_TITLE.search(name) else None
