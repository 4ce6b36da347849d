"""What a figure does in its clause, and what it measures: told by known words close to it, else left open."""

import re

from corpus.facts import bounds
from corpus.facts.fact import FactKind, Role

_GIFT = "奖励|奖补|奖金|补贴|补助|资助|扶持|贴息|返还|减免|免征|减征|免收|津贴|优惠|兑现"
_FINE = "罚款|罚金|拘留|滞纳金|违约金|赔偿金|精神损害赔偿|处罚"
_GIFT_BEFORE = re.compile(
    rf"(?:{_GIFT}|给予|减按|奖|支持|发给|颁发)[^，。；的]{{0,12}}$|(?:{_GIFT})(?:标准|金额|额度|资金|总额|比例)?[^，。；]{{0,8}}$"
)
_GIFT_BEHIND = re.compile(
    rf"的?(?:标准|比例|额度|部分)?(?:给予|予以|进行|发放)[^，。；：\n]{{0,10}}(?:{_GIFT})|(?:的|以内|以下|标准|比例|额度|给予|予以|进行|给|一次性|资金|财政|现金|专项|落户|租金|房租|装修|[年月]度?|每|连续|为|，最)*(?:{_GIFT}|奖)|的?支持"
)
_FINE_BEFORE = re.compile(r"(?:罚款|罚金|并处|处以|以处|[的对，人位）并可]处|^处|滞纳金|违约金)[^，。；]{0,10}$")
_FINE_BEHIND = re.compile(rf"[^，。；：\n]{{0,8}}(?:{_FINE})|的?赔偿(?!责任)")
_CONDITION = re.compile("的(?!奖|补|资助|一次性|财政|资金|标准|比例|罚|行政)|[、，]|$")

_MEASURES = (
    "营业总收入|营业收入|业务收入|销售收入|销售额|营业额|产值|增加值|税收贡献|税收|纳税总额|纳税额|纳税|注册资本|注册资金|资本金|实缴资本"
    "|固定资产投资额|固定资产投资|设备投资额|设备投资|投资强度|总投资额|总投资|投资总额|投资额|投资|净资产|总资产|资产总额|研发投入|研发费用"
    "|研发经费|房租|租金|租赁费|购房款|贷款利息|贷款余额|贷款额度|贷款|利息|贷款市场报价利率|LPR|基准利率|利率|税率|企业所得税|所得税|增值税|地方财力|地方经济贡献"
    "|建筑面积|占地面积|用地面积|使用面积|经营面积|营业面积|种植面积|面积|容积率|绿地率|绿化率|建筑密度|出资比例|持股比例|比例|从业人员|职工人数|职工总数|职工|员工"
    "|社保|就业人数|总人数|人数|候选人|工资|使用期限|保存期限|保修期限?|有效期|公示时间|公示期限?|期限|工龄|树龄|年龄|时速|室温|温度|高度|宽度|长度|深度|距离|半径|坡度|胸径"
    "|违法所得|货值金额|货值|工程造价|合同价款|补偿费|合同金额|交易金额|实际到位外资|到位外资|外资|金额|奖金|奖励|补贴|补助|资助|资金|费用|罚款|滞纳金|违约金"
)
_MEASURE = re.compile(
    rf"(?:(?<!每)(?:年度|年|月|上年度|实际|新增|累计|首期|主营|实缴|认缴|综合)(?=[\u4e00-\u9fff]))?(?:{_MEASURES})"
)
_LINK = re.compile("(?:标准|总额|金额|之和|[的为是有了占按照应当须需在额可以人民币由不含]){0,6}")
_MONEY = (FactKind.AMOUNT, FactKind.RATE)
_NEAR = 18
"""Characters before a figure within which the words for what it measures stand."""


def role_of(kind: FactKind, clause: str, rest: str, qualifiers: tuple[str, ...], *, is_bounded: bool) -> Role:
    """The role of a figure; `clause` is the text of its clause before it, `rest` what follows up to the clause's end."""
    if (kind in _MONEY or "拘留" in rest[:12]) and _is_fine(clause, rest):
        return Role.PENALTY
    if kind in (*_MONEY, FactKind.AREA) and _is_gift(clause, rest, is_bounded=is_bounded):
        return Role.BENEFIT
    if kind is FactKind.PERIOD:
        return _period_role(clause, qualifiers)
    return Role.THRESHOLD if is_bounded else Role.STATEMENT


def _is_fine(clause: str, rest: str) -> bool:
    return _FINE_BEHIND.match(rest) is not None or _FINE_BEFORE.search(clause) is not None


def _is_gift(clause: str, rest: str, *, is_bounded: bool) -> bool:
    if _GIFT_BEHIND.match(rest):
        return True
    # 给予年营业收入2000万元以上的企业奖励: what is bounded and followed by 的 describes who is given to.
    return _GIFT_BEFORE.search(clause) is not None and not (
        is_bounded and rest.startswith("的") and _CONDITION.match(rest)
    )


_CONDITIONS = re.compile("^(?:年满|已满|满|未满|不满|不足|不到|以上|以下|超过|逾|超|低于|连续)$")
_SET = re.compile("(?:期限?|时间|学制)(?:一般)?为?$")
_OBLIGATIONS = re.compile("[得应能宜]|^不[少低超短高多大]|至少|最[长短多少]")


def _period_role(clause: str, qualifiers: tuple[str, ...]) -> Role:
    """A period that decides a case (满三年) is a threshold; one that is set or allowed (不得超过三年) is a term."""
    if "每" in qualifiers or "每隔" in qualifiers:
        return Role.STATEMENT
    if _SET.search(clause) or any(_OBLIGATIONS.search(word) for word in qualifiers):
        return Role.TERM
    return Role.THRESHOLD if any(_CONDITIONS.match(word) for word in qualifiers) else Role.TERM


def measure_of(clause: str, rest: str, role: Role) -> str | None:
    """What the figure measures, verbatim, where a known word close to it says so."""
    if role is Role.PENALTY:
        return _first(_FINE_BEHIND, _FINE_WORD, rest) or _last(clause)
    if role is Role.BENEFIT:
        return _first(_GIFT_BEHIND, _GIFT_WORD, rest) or _last(clause)
    return _last(clause)


_FINE_WORD, _GIFT_WORD = re.compile(f"{_FINE}|赔偿"), re.compile(f"{_GIFT}|支持|奖")


def _first(near: re.Pattern[str], word: re.Pattern[str], rest: str) -> str | None:
    reach = near.match(rest)
    found = word.search(rest, 0, reach.end()) if reach else None
    return found[0] if found else None


def _last(clause: str) -> str | None:
    """The last known word of the clause, if it stands close to the figure."""
    found = list(_MEASURE.finditer(clause, max(0, len(clause) - _NEAR)))
    if not found:
        return None
    between = bounds.without_bounds(clause[found[-1].end() :])
    return found[-1][0] if _LINK.fullmatch(between) else None
