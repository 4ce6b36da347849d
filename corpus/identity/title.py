"""The title of a document: never empty, and as a reader would name it."""

import re
from collections.abc import Sequence

from corpus.dates import DATE
from corpus.identity.issuer import ORGAN_LINE
from corpus.normalize import simplify

_DOCUMENT_WORD = (
    r"(?:条例|办法|规定|细则|规则|通知|意见|措施|决定|决议|公告|方案|规划|指南|解读|批复|清单|标准|目录|计划|通告|章程|政策|指引|纲要|公约|"
    r"若干|问答|要点|规程|制度|申报书|须知|表|函|守则|规范|导则|答记者问|实施)"
)
DOCUMENT_TITLE = re.compile(rf"{_DOCUMENT_WORD}(?:\s?[（(【][^（）()]{{1,16}}[)）】]){{0,2}}$")
_NO_TITLE = re.compile(
    rf"^[（(【].*[)）】]$|^{DATE}|[:：|]|^\S{{0,12}}[〔\[]\d{{4}}|文件$|^\d+$|^[*\-—=]+$|号$|令$|^(?:首页|目\s?录|来源|记者|作者|机密|秘密)"
    r"|^(?:索引号|主题分类|发文机关|发布机构|文\s?号|有效性|时效性|现行有效|已废止|字号|打印|分享|浏览)"
)
_ORIGINAL_TITLE = re.compile(r"^原[标標][题題]\s?[:：]\s?(.{4,80})$")
_LABELLED_TITLE = re.compile(r"^(?:标\s?题|名\s?称|文件名称)\s?[:：]\s?(.{4,100})$")
_SENTENCE = re.compile(r"[。！？；]")
_NEW_TITLE = re.compile(r"^(?:关于|印发|转发|批转|公布|《)|^[\u4e00-\u9fff]{2,20}(?:省|市|区|县|州)")
_LONGEST_TITLE = 90
_LINES_OF_A_TITLE = 4


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
    return first or _labelled(lines[:12]) or _title_line(lines[:14]) or _from_name(stem, lines)


def _labelled(lines: Sequence[str]) -> str | None:
    """What a table of metadata above the text names: 标题：…."""
    return next((match[1].strip() for line in lines if (match := _LABELLED_TITLE.match(line))), None)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", simplify(text))


def _title_line(lines: Sequence[str]) -> str | None:
    candidates = [index for index, line in enumerate(lines) if _may_be_title(line)]
    named = next((index for index in candidates if DOCUMENT_TITLE.search(lines[index])), None)
    if named is None:
        return lines[candidates[0]].strip() if candidates and candidates[0] < 3 else None
    first = named
    while first > 0 and named - first < _LINES_OF_A_TITLE and _continues(lines[first - 1], lines[first]):
        first -= 1
    return _joined(lines[first : named + 1])


def _may_be_title(line: str) -> bool:
    bare = line.replace("！", "").replace("？", "")
    return 3 < len(line) <= _LONGEST_TITLE and not _SENTENCE.search(bare) and not _NO_TITLE.search(line)


def _continues(above: str, line: str) -> bool:
    """Whether a title that is broken over lines goes on from `above` to `line`."""
    above = above.strip()
    if not 2 <= len(above) <= 60 or _SENTENCE.search(above) or _NO_TITLE.search(above) or DOCUMENT_TITLE.search(above):
        return False
    if ORGAN_LINE.match(above):
        return line.strip().startswith(("关于", "印发", "转发", "批转"))
    return _is_open(above) or not _NEW_TITLE.match(line.strip())


def _is_open(above: str) -> bool:
    """Whether a line cannot end a title: an open 《, or a word that needs another."""
    return (
        above.count("《") > above.count("》")
        or above.startswith(("关于", "印发", "转发"))
        or above.endswith(("关于", "印发", "的", "和", "与", "及", "、", "转发", "若干", "实施"))
    )


def _joined(lines: Sequence[str]) -> str:
    """The lines of a title as one; where one ends in a word of Latin letters or digits, a blank keeps it apart."""
    title = ""
    for line in lines:
        gap = " " if title and title[-1].isascii() and line[:1].isascii() else ""
        title += gap + line.strip()
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
