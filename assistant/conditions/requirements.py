"""Finding what a document requires of an enterprise: its list of conditions, whom it applies to, and whom it shuts out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.formal import formal
from assistant.lists import Line, items_of, lines_of
from assistant.statement import Quote, quote_of
from corpus.numerals import to_int
from corpus.repair.quality import is_damaged
from corpus.sentences import sentences
from index.hit import Hit


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition, as the document states it."""

    text: str
    quote: Quote
    excluded: bool = False
    """It must not be so: 有下列情形之一的，不得申请."""
    label: str = ""
    """What sort of condition it is, where it is none of a list."""


@dataclass(frozen=True, slots=True)
class Requirements:
    """A list of conditions with the line that leads into it."""

    lead: Quote
    items: tuple[Requirement, ...]
    need: int
    """How many of the items must hold: all of them, one of them, two of them."""
    lost: int = 0
    """Items that cannot be read, because characters of them were lost."""

    @property
    def excludes(self) -> bool:
        """Whether it lists what must not be so."""
        return self.items[0].excluded


_CONDITIONS = "条件|要求|标准"
_LEAD = re.compile(
    rf"(?:符合|具备|满足|达到|具有)(?:以下|下列|如下|下述)[^,。;]{{0,8}}(?:{_CONDITIONS})|(?:条件|要求)(?:如下|包括|为|是)[:：]|(?:以下|下列|如下)(?:基本|全部|各项)?条件"
)
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十\d]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十百\d]+[条章节])?\s*"
    r"(?:[\u4e00-\u9fff]{0,12}(?:申请|申报|受理|认定|支持|准入|入驻|享受|办理|补贴|奖励|扶持|资格|基本|评定|入选|准予)的?(?:对象)?(?:和|及|与)?)条件\s*[:：]?"
)
_EXCLUDES = re.compile(
    r"(?:下列|以下|如下)[^,。;:]{0,12}(?:之一)?的?[^。;:]{0,16}(?:不得|不能|不可以?|不予|不享受|不再)(?:申请|申报|享受|认定|支持|受理|承接|兑现|享有|参与|参加|纳入|给予|推荐)"
)
_ANY = re.compile("之一|任意一项|任一|其中一项|至少一项|一项以上")
_SOME = re.compile("(?:至少|任意|其中|中的?)([两二三四五六七八九\\d])(?:项|个)")
_APPLIES = re.compile(
    r"(?:适用于|支持对象(?:为|是)|适用范围(?:为|是)?|申报主体(?:应当)?(?:为|是|须为))(?P<to>[^。；]{4,120}?(?:企业|单位|机构|项目|个体工商户|组织)(?=[。；，]|$))"
    r"|(?P<whom>[^。；]{4,120}?的(?:[^，。；]{0,10})?(?:企业|单位|机构|项目))，(?:均?适用本|适用于本|可以?按照?本)"
)
_MEANS = re.compile(
    r"所称(?P<term>[^，。；（]{2,12})(?:（[^（）]*）)?，?是指(?P<means>[^。；]{6,160}?(?:企业|单位|机构|项目|组织))(?=[。；]|$)"
)
_ARTICLE = re.compile(r"^第[^条]{1,6}条[\s　]*(?:（[^（）]{1,20}）|[\u4e00-\u9fff（）]{2,12}。)?\s*")
_GRANTS = re.compile(
    "^(?P<if>.{4,110}?)，(?=前[一两二三四五]年|第[一二三四五]年|首年|自|(?:每[家人户个年])?(?:给予|予以|按|可以?|奖励|补贴|补助|一次性|享受|分别|发放|免|减|纳入|优先|单个))"
)
_NO_GRANT = re.compile("不得|不予|不能|取消|撤销|责令|处罚|罚款|追回|终止|注销")
_ENDED = re.compile("取消|撤销|追回|收回|责令")
_ENTERPRISES = re.compile("企业|单位|机构|组织|项目")


def lists_in(document: Sequence[Hit]) -> tuple[Requirements, ...]:
    """Every list of conditions, and of what shuts out, in a document given as its every chunk in order."""
    lines = lines_of(document)
    return tuple(filter(None, (_list_at(lines, at) for at in range(len(lines) - 1))))


def _list_at(lines: Sequence[Line], at: int) -> Requirements | None:
    lead = lines[at]
    plain = formal(lead.text)
    excluded = bool(_EXCLUDES.search(plain)) and not _ENDED.search(plain)
    if not excluded and _NO_GRANT.search(plain):
        return None
    if not (excluded or (lead.leads and _LEAD.search(plain)) or _HEADING.fullmatch(lead.text.strip())):
        return None
    items = [item for item in items_of(lines[at + 1 :]) if lines[at + 1].marker is not None or lead.leads]
    whole = [item for item in items if not any(is_damaged(line.text) for line in item)]
    if len(items) < 2 or not whole or is_damaged(lead.text):
        return None
    required = tuple(_required(item, excluded=excluded) for item in whole)
    return Requirements(_quoted(lead), required, _need(plain, len(items)), len(items) - len(whole))


def _need(lead: str, items: int) -> int:
    some = _SOME.search(lead)
    if some:
        return min(int(some[1]) if some[1].isdigit() else to_int(some[1]) or items, items)
    return 1 if _ANY.search(lead) else items


def _required(item: Sequence[Line], *, excluded: bool) -> Requirement:
    first, last = item[0], [line for line in item if line.hit.chunk.chunk_id == item[0].hit.chunk.chunk_id][-1]
    quote = quote_of(first.hit, first.start, last.start + len(last.text))
    return Requirement("".join(line.text.strip() for line in item), quote, excluded)


def _quoted(line: Line) -> Quote:
    return quote_of(line.hit, line.start, line.start + len(line.text))


def applies_to(document: Sequence[Hit], matter: str) -> Requirement | None:
    """Whom the document says that it applies to, where it names a sort of enterprise, or what it means by a term of the
    folded `matter`: 本细则所称疏解项目，是指…的项目."""
    for hit, start, end in _sentences(document):
        text = hit.chunk.text[start:end]
        match = _APPLIES.search(text) or _MEANS.search(text)
        if match is None or is_damaged(text):
            continue
        groups = match.groupdict()
        whom = groups.get("to") or groups.get("means") or _ARTICLE.sub("", groups["whom"] or "")
        if groups.get("term") and groups["term"] not in matter:
            continue
        if _ENTERPRISES.search(whom) and "行政区域内" not in whom:
            return Requirement(whom.strip(), quote_of(hit, start, end), label="适用对象")
    return None


def _sentences(document: Sequence[Hit]) -> Iterator[tuple[Hit, int, int]]:
    for hit in document:
        yield from ((hit, start, end) for start, end in sentences(hit.chunk.text))


def granted_if(hit: Hit, start: int, end: int) -> Requirement | None:
    """What the sentence from `start` to `end` of a hit's text makes a grant depend on: 实缴注册资本达到5000万元以上的，给予…"""
    text = hit.chunk.text[start:end]
    match = _GRANTS.search(_ARTICLE.sub("", text))
    if match is None or "的" not in match["if"] or is_damaged(text):
        return None
    return Requirement(match["if"].strip().removesuffix("的"), quote_of(hit, start, end), label="该项扶持")
