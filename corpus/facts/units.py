"""Units of figures: what each measures, its base unit, and how many of those it holds."""

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.facts.fact import FactKind


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is written, in terms of its base unit."""

    kind: FactKind
    base: str
    factor: Decimal


_MU = Decimal(10_000) / 15
_TABLE: tuple[tuple[FactKind, str, Decimal | int | str, str], ...] = (
    (FactKind.AMOUNT, "元", 1, "元 圆 人民币"),
    (FactKind.AMOUNT, "港元", 1, "港元 港币"),
    *((FactKind.AMOUNT, name, 1, name) for name in "美元 欧元 日元 英镑 澳元 加元 新元 韩元 新台币".split()),
    (FactKind.RATE, "%", 1, "%"),
    (FactKind.RATE, "%", "0.1", "‰"),
    (FactKind.RATE, "%", 10, "折"),
    (FactKind.RATE, "百分点", 1, "个百分点 百分点"),
    (FactKind.RATE, "倍", 1, "倍"),
    (FactKind.AREA, "平方米", 1, "平方米 平米 ㎡ m²"),
    (FactKind.AREA, "平方米", 10_000, "公顷"),
    (FactKind.AREA, "平方米", 1_000_000, "平方公里 平方千米"),
    (FactKind.AREA, "平方米", _MU, "亩"),
    (FactKind.PERIOD, "年", 1, "年"),
    (FactKind.PERIOD, "月", 1, "个月"),
    (FactKind.PERIOD, "月", 3, "个季度"),
    (FactKind.PERIOD, "日", 1, "日 天 个自然日 自然日"),
    (FactKind.PERIOD, "日", 7, "周 个星期 星期"),
    (FactKind.PERIOD, "工作日", 1, "个工作日 工作日 个法定工作日 法定工作日"),
    (FactKind.PERIOD, "小时", 1, "小时 个小时"),
    (FactKind.PERIOD, "分钟", 1, "分钟"),
    (FactKind.PERIOD, "岁", 1, "周岁 岁"),
    (FactKind.QUANTITY, "米", 1, "米"),
    (FactKind.QUANTITY, "米", 1_000, "公里 千米"),
    (FactKind.QUANTITY, "米", "0.01", "厘米"),
    (FactKind.QUANTITY, "米", "0.001", "毫米"),
    (FactKind.QUANTITY, "千克", 1, "千克 公斤"),
    (FactKind.QUANTITY, "千克", 1_000, "吨"),
    (FactKind.QUANTITY, "吨标准煤", 1, "吨标准煤 吨标煤"),
    (FactKind.QUANTITY, "立方米", 1, "立方米"),
    (FactKind.QUANTITY, "升", 1, "升"),
    (FactKind.QUANTITY, "升", "0.001", "毫升"),
    (FactKind.QUANTITY, "千瓦", 1, "千瓦"),
    (FactKind.QUANTITY, "千瓦", 1_000, "兆瓦"),
    (FactKind.QUANTITY, "摄氏度", 1, "摄氏度 ℃"),
    *((FactKind.QUANTITY, name, 1, name) for name in "千瓦时 千伏 分贝 度".split()),
    (FactKind.COUNT, "人", 1, "人 人口"),
    (FactKind.COUNT, "分", 1, "分 学分"),
    *(
        (FactKind.COUNT, name, 1, name)
        for name in (
            "人次 名 位 家 户 个 项 件 条 种 套 台 辆 艘 架 座 栋 幢 间 处 所 株 棵 只 头 批次 批 份 册 张 场 车次 次"
            " 宗 起 层 部 篇 例 票 床 席 盏 笔 学时 课时 枚"
        ).split()
    ),
)
UNITS = {form: Unit(kind, base, Decimal(factor)) for kind, base, factor, forms in _TABLE for form in forms.split()}
"""Units by their written forms in plain letters (`corpus.facts.letters`)."""

_NOT_BEFORE = {
    "元": "旦素件月老首帅",
    "圆": "形桌",
    "亩": "产均",
    "年": "级代龄份制会报检鉴金底初末轻度生终产均限行规计滚",
    "日": "报常志程刊均历光用照",
    "天": "津然气桥河山王数空燃猫府下安生线井",
    "周": "年边长转围期末刊报密口",
    "小时": "候",
    "岁": "月",
    "倍": "增",
    "折": "叠旧合算扣返射弯断",
    "米": "粉饭面线",
    "吨": "级位",
    "升": "级降",
    "度": "假过量数日夏",
    "千伏": "安",
    "人": "民大工身均才生格为力行体质间",
    "名": "称义录字誉额优胜牌城校镇村",
    "位": "置于列次移数一",
    "家": "庭族长属具",
    "户": "籍型口外均主内",
    "个": "体别案税",
    "项": "目下",
    "件": "号",
    "条": "例款规文约第至件",
    "种": "子畜业苗",
    "套": "用取",
    "台": "湾风账词阶",
    "座": "谈位椅席",
    "架": "构设桥空",
    "间": "隔距接断作",
    "处": "罚以理置分于长室级",
    "所": "得有在属以需谓述列称规享占拥支确定使用长",
    "只": "能要有限是得需可",
    "头": "部",
    "批": "准复评发次",
    "份": "额子",
    "张": "贴",
    "场": "所地馆景合内外站",
    "次": "日年月性序要品数生级第之于",
    "起": "施实算执至",
    "层": "级次面",
    "部": "门分委队级署位下长落属制",
    "票": "据",
    "床": "上",
    "分": "之钟局公支院别期级类行店立包开配工成析担散布会管段片步头组时册年月季户摊流拆送发享离割解子站校厂馆档",
}
"""Characters that make another word of a unit: 三项目, 五千元素, 十人民."""
_UNLESS = {
    "年": "(?!期(?!满|限|间|内))",  # 五年期贷款 names a rate, 三年期满 a period
    "名": "(?!单(?!数))",
    "小时": "(?!工(?!作))",
}


def _guarded(form: str) -> str:
    others = f"(?![{_NOT_BEFORE[form]}])" if form in _NOT_BEFORE else ""
    return re.escape(form) + others + _UNLESS.get(form, "")


def _longest_first(forms: str) -> list[str]:
    return sorted(forms.split(), key=len, reverse=True)


UNIT = "(?:" + "|".join(map(_guarded, _longest_first(" ".join(UNITS)))) + ")"
"""Regular expression of a unit, without groups."""
_PER = "|".join(
    _longest_first(
        "平方米 ㎡ m² 亩 公顷 平方公里 公里 立方米 吨 千瓦时 千瓦 度 人 户 家 辆 台 床 张 个 项 件 次 年 月 天 日 小时"
    )
)
PER = rf"(?: ?/ ?(?:{_PER})(?: ?[·・•/.] ?(?:年|月|天|日|次|人|户))?)"
"""Regular expression of what a unit is reckoned by, without groups: /平方米·月, /亩."""
_DIVIDERS = re.compile("[·・•/. ]+")


def reckoned_by(denominator: str) -> str:
    """The denominator of a compound unit in one form: /平方米/月, /㎡·月 and / 平方米.月 are /平方米·月."""
    parts = [part for part in _DIVIDERS.split(denominator) if part]
    named = ["平方米" if part in ("㎡", "m²") else "日" if part == "天" else part for part in parts]
    return "/" + "·".join(named) if named else ""
