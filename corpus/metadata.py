"""What a document says of itself in its first and last lines: title, issuer, 文号, place, kind, date of publication."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath

from corpus.dates import DATE, find_dates, to_date
from corpus.document import Kind
from corpus.normalize import simplify
from corpus.numerals import NUMERAL
from corpus.regions import canonical, find, mentions
from corpus.validity import normal_number

_ORGAN = (
    r"(?:人民政府|人民政府办公[厅室]|委员会|委员会办公[厅室]|办公室|办公厅|管委会|[局厅部委院署]|党组|政协|人大|法院|检察院|联合会|"
    r"协会|集团|公司|中心|领导小组|指挥部|银行|分行|党工委)"
)
_ORGAN_LINE = re.compile(rf"^[\u4e00-\u9fff（）()·、\s]{{2,60}}{_ORGAN}$")
_ORGAN_NAME = re.compile(rf"[\u4e00-\u9fff·]{{2,30}}{_ORGAN}")
_LABELLED = re.compile(
    r"(发文机关|制定机关|发布机关|发布单位|发文单位|实施机构|印发机关|主办单位)\s?[:：]\s?([\u4e00-\u9fff（）()·、]{2,60})"
)
_CONGRESS = re.compile(
    r"([\u4e00-\u9fff]{2,20}?(?:省|市|区|县|州|盟))第?[" + NUMERAL + r"\d]*届?(人民代表大会(?:常务委员会)?)"
)
_TITLE_ORGAN = re.compile(rf"^([\u4e00-\u9fff、（）()\s]{{2,40}}?{_ORGAN})(?:办公[厅室])?(?=关于|印发|转发)")
_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,14})\s?[〔\[［(（【﹝]\s?((?:19|20)\d{2})\s?[〕\]］)）】﹞]\s?第?\s?(\d{1,5})\s?号"
    r"|([\u4e00-\u9fff（）]{2,30}令)\s?(?:〔\d{4}〕)?\s?第?\s?([\d" + NUMERAL + r"]{1,6})\s?号"
)
_DOCUMENT_WORD = (
    r"(?:条例|办法|规定|细则|规则|通知|意见|措施|决定|决议|公告|方案|规划|指南|解读|批复|清单|标准|目录|计划|通告|章程|政策|指引|纲要|公约|"
    r"若干|问答|要点|规程|制度|申报书|须知|表|函)"
)
_DOCUMENT_TITLE = re.compile(rf"{_DOCUMENT_WORD}(?:\s?[（(【][^（）()]{{1,16}}[)）】])?$")
_NO_TITLE = re.compile(
    rf"^[（(【].*[)）】]$|^{DATE}|[:：|]|^\S{{0,12}}[〔\[]\d{{4}}|文件$|^\d+$|^[*\-—=]+$|号$|^(?:首页|目\s?录|来源|记者|作者|机密|秘密)"
)
_ORIGINAL_TITLE = re.compile(r"^原[标標][题題]\s?[:：]\s?(.{4,80})$")
_PUBLISHED_LABEL = re.compile(rf"(?:发布|公布|成文|印发|发文|更新|公开|刊发)?(?:日期|时间)\s?[:：]\s?({DATE})")
_PUBLISHED_WORD = re.compile(r"公布|发布|印发|颁布|通过|批准|修正|修订|签发|废止")
_LONGEST_HEADER_LINE = 500
_ENACTMENT = timedelta(days=400)
"""Adoption, approval and publication of one version lie within about a year; later days are of amendments."""
_ENACTED = re.compile(r"^第一条|^一、|^第一章")
_NEWS = re.compile(
    r"记者|通讯员|本报讯|讯[）)】]|近日|日前|据了解|据介绍|据悉|责任编辑|责编|负责人(?:介绍|表示)|新华社|采访|今年以来"
)
_SENTENCE = re.compile(r"[。！？；]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found; None where the text does not say."""

    title: str
    issuer: str | None
    doc_number: str | None
    region: str | None
    kind: Kind | None
    published_on: date | None
    """The day on which this version was published or adopted."""
    enacted_on: date | None
    """The day on which the first version was; what "from its publication" counts from."""
    header_end: int
    """Offset in the text behind the lines that stand before the first provision or paragraph."""


def read_metadata(text: str, headings: Sequence[str], path: PurePath, given_title: str | None = None) -> Metadata:
    """Read `text` (cleaned), whose marked headings are `headings`; `path` helps with the title and the region only.

    `given_title` is what a page's or file's own header names; it wins over the text's first lines.
    """
    lines = text.split("\n")
    header = _header(lines)
    title = find_title(lines, headings, path.stem, given_title)
    number = _doc_number(header)
    order = re.match(r"(\S{2,30})令第", number or "")
    issuer = _issuer(header, lines[-6:], title) or (order[1] if order else None)
    published_on, enacted_on = _published(header, lines[-4:])
    return Metadata(
        title=title,
        issuer=issuer,
        doc_number=number,
        region=_region(title, issuer, path, text),
        kind=_kind(title, issuer, number, text),
        published_on=published_on,
        enacted_on=enacted_on,
        header_end=sum(len(line) + 1 for line in header),
    )


def _header(lines: Sequence[str]) -> list[str]:
    """The lines before the first provision or the first paragraph of prose; at most 20."""
    for index, line in enumerate(lines[:20]):
        is_prose = index > 0 and len(line) > 60 and not re.search(rf"{DATE}.{{0,200}}(?:会议|公布|通过)", line[:300])
        if _ENACTED.match(line) or is_prose or len(line) > _LONGEST_HEADER_LINE:
            return list(lines[:index])
    return list(lines[:20])


def find_title(lines: Sequence[str], headings: Sequence[str], stem: str, given: str | None = None) -> str:
    """A title that is never empty: given, marked, in the first lines, else the file's name or its first words."""
    original = next((match[1] for line in lines[:3] if (match := _ORIGINAL_TITLE.match(line))), None)
    if given:
        return original if original and _letters(original) == _letters(given) else given
    if original:
        # A newspaper's line above the headline is kept with it.
        below = lines[1] if len(lines) > 1 and len(lines[1]) <= 40 and not _SENTENCE.search(lines[1]) else ""
        return f"{original} {below}".strip()
    first = next((line for line in headings[:1] if len(line) <= 100), None)
    return first or _title_line(lines[:10]) or _from_name(stem, lines)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", simplify(text))


def _title_line(lines: Sequence[str]) -> str | None:
    candidates = [
        index
        for index, line in enumerate(lines)
        if 3 < len(line) <= 90
        and not _SENTENCE.search(line.replace("！", "").replace("？", ""))
        and not _NO_TITLE.search(line)
    ]
    named = next((index for index in candidates if _DOCUMENT_TITLE.search(lines[index])), None)
    if named is None:
        return lines[candidates[0]] if candidates and candidates[0] < 3 else None
    title = lines[named]
    if title.startswith(("关于", "印发", "转发")) and named > 0 and _ORGAN_LINE.match(lines[named - 1]):
        title = lines[named - 1] + title
    return title


def _from_name(stem: str, lines: Sequence[str]) -> str:
    """The file's name if it is in words, else the first words of the text."""
    if len(re.findall(r"[\u4e00-\u9fff]", stem)) >= 4 or not lines or not lines[0]:
        return stem
    first = re.split(r"[。！？；\n]", lines[0])[0]
    if len(first) <= 36:
        return first or stem
    clause = first[:36].rfind("，") if "，" in first[12:36] else first[:36].rfind(",")
    return f"{first[: clause if clause > 11 else 36]}…"


def _issuer(header: Sequence[str], tail: Sequence[str], title: str) -> str | None:
    for line in header:
        if match := _LABELLED.search(line):
            return match[2]
    if match := _TITLE_ORGAN.match(title):
        return _listed(match[1])
    for line in header:
        if organs := _dated_organs(line):
            return organs
        if "会议" in line and (match := _CONGRESS.search(re.sub(DATE, "", line))):
            return match[1] + match[2]
    for line, below in zip(tail, [*tail[1:], ""], strict=True):
        if _ORGAN_LINE.match(line) and to_date(below.strip("（）()")):
            return _listed(line)
    return next(
        (_listed(line) for line in header if _ORGAN_LINE.match(line) and line != title and len(line) <= 40), None
    )


def _dated_organs(line: str) -> str | None:
    """The organs at the beginning of a line such as （示例市财政局 2023年9月12日印发）."""
    day = re.search(DATE, line)
    parts = re.split(r"[\s、]+", line[: day.start()].lstrip("（(").strip()) if day and day.start() <= 80 else []
    return "、".join(parts) if parts and all(_ORGAN_NAME.fullmatch(part) for part in parts) else None


def _listed(organs: str) -> str:
    """Organs set apart by blanks, named with 、 between them."""
    return "、".join(part for part in re.split(r"[\s、]+", organs) if part)


def _doc_number(header: Sequence[str]) -> str | None:
    for dated in header:
        line = re.sub(DATE, " ", dated)
        for match in _NUMBER.finditer(line):
            if line[: match.start()].rstrip().endswith(("》（", "》(", "》")):
                continue  # another document's
            if match[1]:
                return f"{match[1]}〔{match[2]}〕{match[3]}号"
            return normal_number(match[0])
    return None


def _region(title: str, issuer: str | None, path: PurePath, text: str) -> str | None:
    for words in (title, issuer or ""):
        if place := find(words):
            return place
    for folder in reversed(path.parts[-4:-1]):
        if place := canonical(folder):
            return place
    return _subject(text)


def _subject(text: str) -> str | None:
    """The place that an article without one in its title is about: the first, or the part of it named more often."""
    first = find(text[:400])
    if first is None:
        return None
    counts = mentions(text)
    inner = [(count, place) for place, count in counts.items() if place.startswith(first) and place != first]
    most = max(inner, default=(0, first))
    return most[1] if most[0] >= max(2, counts[first]) else first


def _kind(title: str, issuer: str | None, number: str | None, text: str) -> Kind | None:
    name = re.sub(r"[（(【][^（）()]{1,16}[)）】]$", "", title).strip()
    if re.search(r"解读|一图读懂|政策问答|答记者问", name):
        return Kind.INTERPRETATION
    if re.search(r"指南$|须知$|办事流程|一件事", name):
        return Kind.GUIDE
    if re.search(r"条例$", name) or (issuer and "人民代表大会" in issuer):
        return Kind.REGULATION
    if number and re.search(r"(?:政府|部|委员会|总局)令", number):
        return Kind.RULE
    if re.search(r"出台|签约|启动|召开|举行|获批", name):
        return Kind.NEWS
    has_articles = re.search(r"^第[一1]条", text, re.M) is not None
    if number or (_DOCUMENT_TITLE.search(name) and (has_articles or not _NEWS.search(simplify(text[:600])))):
        return Kind.NORMATIVE
    if len(set(_NEWS.findall(simplify(text)))) > 0:
        return Kind.NEWS
    return Kind.NORMATIVE if _DOCUMENT_TITLE.search(name) else None


def _published(header: Sequence[str], tail: Sequence[str]) -> tuple[date | None, date | None]:
    """The days on which this version and the first one were published, or, of a law, adopted, approved or amended."""
    for line in header:
        if match := _PUBLISHED_LABEL.search(line):
            return to_date(match[1]), to_date(match[1])
    dated = [(day, words) for line in header for day, words in _enactments(line)]
    if not dated:
        signed = (to_date(line.strip("（）()印发 ")) for line in reversed(tail))
        day = next((day for day in signed if day is not None), None)
        return day, day
    first = [it for it in dated if it[0] - dated[0][0] <= _ENACTMENT] if dated[0][0] <= dated[-1][0] else dated[:1]
    published = [day for day, words in first if re.search("公布|发布|印发|颁布", words)]
    return max(day for day, _ in dated), max(published or [day for day, _ in first])


def _enactments(line: str) -> Iterator[tuple[date, str]]:
    """Days in a line of the header on which the document was adopted or published, with the words that follow them."""
    days = list(find_dates(line))
    for place, (match, day) in enumerate(days):
        end = days[place + 1][0].start() if place + 1 < len(days) else len(line)
        behind = line[match.end() : end]
        if re.match(r"\s?起?(?:施行|实施|执行|生效)", behind):
            continue
        stands_alone = (
            not re.sub(r"[）)\s\d:：]|印发|来源", "", behind) or len(line) <= 40 or _dated_organs(line) is not None
        )
        if _PUBLISHED_WORD.search(line) or stands_alone:
            yield day, behind
