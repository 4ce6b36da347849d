"""文号: the number under which an organ issued a document."""

import re
from collections.abc import Iterable

from corpus.dates import DATE
from corpus.numerals import NUMERAL

_OPEN, _CLOSE = r"〔\[［(（【﹝〈「", r"〕\]］)）】﹞〉」"
_COUNT = rf"[\d{NUMERAL}]{{1,6}}"
_ORGAN = r"[\u4e00-\u9fff（）()、· ]{2,40}?"
_BRACKETED = rf"([\u4e00-\u9fff]{{1,20}})\s?[{_OPEN}]\s?((?:19|20)\d{{2}})\s?[{_CLOSE}]\s?第?\s?(\d{{1,5}})\s?号"
_ORDER = rf"({_ORGAN}令)\s?(?:[{_OPEN}]\s?(\d{{4}})\s?年?\s?[{_CLOSE}])?\s?[{_OPEN}]?\s?第?\s?({_COUNT})\s?号"
_NOTICE = rf"({_ORGAN}公告)\s?[{_OPEN}]?\s?((?:19|20)\d{{2}})\s?年?\s?[{_CLOSE}]?\s?第?\s?({_COUNT})\s?号"
_BARE_NOTICE = rf"({_ORGAN}公告)\s?(?:[{_OPEN}][\u4e00-\u9fff]{{1,6}}[{_CLOSE}])?\s?[{_OPEN}]?\s?第\s?({_COUNT})\s?号"
_NUMBER = re.compile(f"{_BRACKETED}|{_ORDER}|{_NOTICE}|{_BARE_NOTICE}")
_WITHIN = re.compile(
    rf"[\u4e00-\u9fff]{{1,12}}[{_OPEN}]?\s?\d{{4}}\s?[{_CLOSE}]?\s?第?\d{{1,5}}\s?号|[\u4e00-\u9fff]{{2,20}}令第?\s?{_COUNT}\s?号"
)
_LABEL = re.compile(r"^(?:发文字号|文件编号|发文文号|文\s?号|字\s?号|文件号)\s?[:：]?\s?")
_BEFORE_ORGAN = re.compile(
    rf"^(?:{DATE}|年|月|日|现将|根据|经|以|由|依据|按照|[、（()）\s])+|.*(?:公布|发布|颁布|通过|根据|依照|依据|按照)"
)


def find_number(lines: Iterable[str]) -> str | None:
    """The document's own 文号 in the lines of its header, in one spelling; None where there is none.

    Known are 示政发〔2024〕12号 with any brackets, orders (示例市人民政府令第38号) and notices (某部公告2024年第3号).
    """
    above = ""
    for dated in lines:
        # 示例市人民政府令 may stand on a line of its own above 第38号.
        whole = above + dated if re.match(rf"[{_OPEN}]?\s?第\s?{_COUNT}\s?号", dated) else dated
        above = dated.strip() if re.search(r"(?:令|公告)$", dated.strip()) else ""
        line = re.sub(DATE, " ", _LABEL.sub("", whole))
        for match in _NUMBER.finditer(line):
            before = line[: match.start()].rstrip()
            if before.endswith(("》（", "》(", "》")) or re.search(r"《[^》]*$", before):
                continue  # another document's
            is_amending = re.match(r"[）)]?(?:公布)?的?《?[^，。；]{0,60}(?:修改|修正|修订)", line[match.end() :])
            if not is_amending and (number := _spelled(match)):
                return number
    return None


def _spelled(match: re.Match[str]) -> str | None:
    """One spelling of what `_NUMBER` found."""
    sign, year, count, order, order_year, order_count, notice, notice_year, notice_count, bare, bare_count = (
        match.groups()
    )
    if sign:
        return f"{sign}〔{year}〕{count}号"
    if notice:
        return f"{_organ(notice)}{notice_year}年第{notice_count}号"
    name, number = (order, order_count) if order else (bare, bare_count)
    organ = _organ(name)
    if len(organ) < 3:
        return None
    return f"{organ}〔{order_year}〕{number}号" if order_year else f"{organ}第{number}号"


def _organ(words: str) -> str:
    """The organ in the words before 令 or 公告, without what leads up to it."""
    return re.sub(r"\s+", " ", _BEFORE_ORGAN.sub("", words.strip())).lstrip("（(、 ")


def number_in(words: str) -> str | None:
    """The 文号 among words that stand behind a title, such as 示政发[2020]8号，2020年印发."""
    match = _WITHIN.search(re.sub(DATE, " ", words))
    return normal_number(match[0]) if match else None


def normal_number(number: str) -> str:
    """文号 with 〔〕 around its year and without blanks, whatever brackets it was written with."""
    squeezed = re.sub(r"\s+", "", number)
    return re.sub(rf"[{_OPEN}](\d{{4}})[{_CLOSE}]第?", r"〔\1〕", squeezed)
