"""发文机关: which organ issued a document."""

import re
from collections.abc import Sequence

from corpus.dates import DATE, to_date
from corpus.numerals import NUMERAL
from corpus.regions import find

ORGAN = (
    r"(?:人民政府|人民政府办公[厅室]|管理委员会|委员会|委员会办公[厅室]|办公室|办公厅|管委会|[局厅部委院署]|党组|政协|人大|法院|检察院|联合会|"
    r"协会|集团|公司|中心|领导小组|指挥部|银行|分行|党工委|税务总局|海关)"
)
ORGAN_LINE = re.compile(rf"^[\u4e00-\u9fff（）()·、\s]{{2,60}}{ORGAN}$")
_ORGAN_NAME = re.compile(rf"[\u4e00-\u9fff·]{{2,30}}{ORGAN}")
_LABELLED = re.compile(
    r"(?:发文机关|制定机关|发布机关|发布机构|发文机构|发布单位|发文单位|实施机构|印发机关|主办单位|制发机关|颁布机关|公布机关|发文部门|发布部门|制定单位|制发单位)"
    r"\s?[:：|]\s?([\u4e00-\u9fff（）()·、 ]{2,60})"
)
_CONGRESS = re.compile(
    r"([\u4e00-\u9fff]{2,20}?(?:省|市|区|县|州|盟|旗))第?["
    + NUMERAL
    + r"\d]*届?(?:人民代表大会(常务委员会)?|人大(常委会)?)"
)
_NATIONAL_CONGRESS = re.compile(r"第?[" + NUMERAL + r"\d]*届?全国人(?:民代表)?大(?:会)?(常(?:务)?委(?:员)?会)?")
_TITLE_ORGAN = re.compile(
    rf"^([\u4e00-\u9fff、（）()\s]{{2,40}}?{ORGAN}(?:办公[厅室])?(?:[、\s][\u4e00-\u9fff]{{2,24}}?{ORGAN}){{0,8}})(?=关于|印发|转发|公告|通告|令)"
)
_RED_HEAD = re.compile(rf"^([\u4e00-\u9fff（）()·、\s]{{2,40}}?{ORGAN}(?:办公[厅室])?)\s?(?:文件|文\s件|令|公告|通告)$")
_BEFORE_CONGRESS = re.compile(r"^(?:于|经|由|已|在|起|的|根据)+")


def find_issuer(head: Sequence[str], tail: Sequence[str], title: str) -> str | None:
    """The organ that issued the document, organs with 、 between them: from a label, title, header or signature."""
    for line in head:
        if match := _LABELLED.search(line):
            # A label behind it is not a name: 发布单位：示例市商务局 发布日期：…
            name = match[1].rstrip() if not line[match.end() :].startswith((":", "：")) else match[1].rpartition(" ")[0]
            return listed(name or match[1])
    if match := _TITLE_ORGAN.match(title):
        return listed(match[1])
    for line in head:
        if match := _RED_HEAD.match(line.strip()):
            return listed(match[1])
        if organs := dated_organs(line):
            return organs
        if congress := _congress(line, is_local=find(title) is not None):
            return congress
    for line, below in zip(tail, [*tail[1:], ""], strict=True):
        if ORGAN_LINE.match(line) and to_date(below.strip("（）() ")):
            return listed(line)
    return next((listed(line) for line in head if ORGAN_LINE.match(line) and line != title and len(line) <= 40), None)


def _congress(line: str, *, is_local: bool) -> str | None:
    """The people's congress, or its standing committee, that adopted the document by this line of the header.

    A text that has a place in its title `is_local`: the national congress that its header may cite is not its own.
    """
    if "会议" not in line and "通过" not in line:
        return None
    bare = re.sub(DATE, "", line)
    if match := _NATIONAL_CONGRESS.search(bare):
        if is_local:
            return None
        return "全国人民代表大会" + ("常务委员会" if match[1] else "")
    if match := _CONGRESS.search(bare):
        name = _BEFORE_CONGRESS.sub("", match[1].lstrip())
        return name + "人民代表大会" + ("常务委员会" if match[2] or match[3] else "")
    return None


def dated_organs(line: str) -> str | None:
    """The organs at the beginning of a line such as （示例市财政局 2023年9月12日印发）."""
    day = re.search(DATE, line)
    parts = re.split(r"[\s、]+", line[: day.start()].lstrip("（(").strip()) if day and day.start() <= 80 else []
    return "、".join(parts) if parts and all(_ORGAN_NAME.fullmatch(part) for part in parts) else None


def listed(organs: str) -> str:
    """Organs set apart by blanks, named with 、 between them; blanks inside of a spaced-out name are taken out."""
    parts = [part for part in re.split(r"[\s、]+", organs.strip()) if part]
    if any(len(part) < 3 for part in parts):
        return "".join(parts)
    return "、".join(parts)
