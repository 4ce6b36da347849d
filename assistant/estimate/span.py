"""What a clause counts by: the years that it names, and the units that an amount is given for."""

import re
from collections.abc import Iterator

from corpus.numerals import to_int

_YEARS = re.compile(
    "前(?P<first>[一两二三四五六七八九十\\d])(?:个)?年|第(?P<low>[一二三四五六七八九十\\d])(?:年)?(?:至|到|—|-|、|和)第?(?P<high>[二三四五六七八九十\\d])年"
    "|第(?P<one>[一二三四五六七八九十\\d])年|(?P<start>首年)"
)
_EACH = re.compile("每(?:家|户|年|季度|个?企业)|每(?P<unit>[\u4e00-\u9fff]{1,4}?)(?=每|补|奖|给|资|按|不|最|\\d|$)")


def units_in(clause: str) -> Iterator[str]:
    """What an amount is given for each of: 平方米 and 月 of 每平方米每月; not 每家 or 每年, which only bound it."""
    for match in _EACH.finditer(clause):
        if match["unit"]:
            yield match["unit"].removeprefix("个") or "个"


def years_in(clause: str) -> tuple[int, int] | None:
    """The years that a clause or a question names: 前两年 are 1 to 2, 第三年 is 3 to 3; None where it names none."""
    matches = list(_YEARS.finditer(clause))
    if not matches:
        return None
    match = matches[-1]
    if match["start"]:
        return 1, 1
    if match["first"]:
        return 1, _number(match["first"])
    if match["one"]:
        return _number(match["one"]), _number(match["one"])
    return _number(match["low"]), _number(match["high"])


def _number(written: str) -> int:
    return int(written) if written.isdigit() else to_int(written) or 1


def without_years(clause: str) -> str:
    """The clause without the years that it names."""
    return _YEARS.sub("", clause)
