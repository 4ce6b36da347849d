"""How far a document reaches: national, provincial, of a city, a county or a park."""

import re

from corpus.document import Level
from corpus.regions import standing

_NATIONAL = re.compile(
    r"^(?:中华人民共和国|国务院|全国人民代表大会|全国人大|中共中央|中央|国家(?!级|高新|经济技术|级)|最高人民)|"
    r"^(?:财政部|商务部|科学技术部|科技部|工业和信息化部|教育部|司法部|民政部|公安部|自然资源部|生态环境部|住房城乡建设部|住房和城乡建设部|交通运输部|"
    r"人力资源社会保障部|人力资源和社会保障部|农业农村部|文化和旅游部|应急管理部|水利部|海关总署|税务总局|市场监管总局|中国人民银行|中国证监会)"
)
_PARK = re.compile(
    r"(?:高新(?:技术)?(?:产业)?(?:开发)?区|(?:经济)?(?:技术)?开发区|经开区|产业园区?|工业园区?|科技园区?|园区|自由?贸易?(?:试验)?区|综合保税区|保税(?:港)?区|"
    r"示范区|合作区|科学城|科技城|新城|(?<!浦东|滨海)新区|港区|集聚区|度假区|功能区)"
)
_COMMITTEE = re.compile(r"管理委员会|管委会|党工委|管理局|管理办公室")


def find_level(title: str, issuer: str | None, region: str | None) -> Level | None:
    """Level by the standing of the issuer, else by the title and the place; None where nothing tells.

    A people's congress or government that makes rules for a park gives them its own level: it is the park's own
    committee that makes a document the park's.
    """
    if _NATIONAL.match(issuer or "") or (issuer is None and _NATIONAL.match(title)):
        return Level.NATIONAL
    if issuer and _PARK.search(issuer) and _COMMITTEE.search(issuer):
        return Level.PARK
    place = standing(issuer or "") or standing(region or "")
    if issuer is None and (park := _PARK.search(title)) and not _is_place(title[: park.end()]):
        return Level.PARK
    return place


def _is_place(name: str) -> bool:
    """Whether the park's name is that of a district, such as 浦东新区, or of a new area that is a city of its own."""
    return re.search(r"(?:浦东|滨海|雄安)新区$", name) is not None
