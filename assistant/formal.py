"""Bringing what people say into the words and units that policies use."""

import re
from decimal import Decimal

from corpus.facts import FactKind
from corpus.facts.bounds import without_bounds
from corpus.facts.read import read_facts
from corpus.facts.units import UNIT
from corpus.normalize import fold
from index.tokens import words

_SAME = (
    (r"(?<=[\d万千百])平(?:方米|方(?!公里|千米|米)|米)?(?!台|安|均)", "平方米"),
    (r"(?<=[\d万千百一二三四五六七八九十])块(?!地|状|链|头)钱?", "元"),
    (r"(?<![每\d])([年月])租金?(?=[\d每是为大约共一二三四五六七八九十])", r"每\1租金"),
    ("营收", "营业收入"),
    ("固投", "固定资产投资"),
    ("(?:厂|办公)?房租金?|租赁费|租费", "租金"),
    ("研(?:究开)?发(?:总?投入|经费|支出|费(?!用))", "研发费用"),
    ("注册资金", "注册资本"),
    ("主营业务收入", "主营收入"),
    ("从业人员|(?:员工|职工)(?:人数|总数)?", "员工"),
    ("(?<=投资)总?额", ""),
    ("法人资格", "法人"),
    ("(?<=企业)(?:资质|资格|称号)", ""),
    ("(?<![欠应补])(?:缴|交|上)(?:的|了)?税(?![务款])", "纳税"),
    ("欠税", "欠缴税款"),
    ("(?:正常|按时|足额|按期|照章)纳税", "依法纳税"),
    ("社会保险费?", "社保"),
    ("安全(?:和|与)?环保(?=[^,、]{0,2}事故)", "安全、环保"),
    ("高企(?!业)", "高新技术企业"),
    ("技改", "技术改造"),
    ("(?<![输支进产])出过?(?=[^,。]{0,6}事故)", "发生"),
    ("安全生产事故|生产安全事故", "安全事故"),
    ("(?<![便标书])签(?:署|(?![订约证字收章发名到]))", "签订"),
    ("失信(?:被执行人|企业)?名单", "失信名单"),
)
"""True synonyms only: 主营业务收入 is no 营业收入, 认缴 is no 实缴."""
_RATES = (
    (r"元(?:/|每|一)?平(?:方米)?(?:/|·|每|一)?个?月|元(?:/|每|一)个?月(?:/|·|每|一)?平(?:方米)?", "元/平方米·月"),
    (r"元(?:/|每|一)?平(?:方米)?(?:/|·|每|一)?[天日]|元(?:/|每|一)[天日](?:/|·|每|一)?平(?:方米)?", "元/平方米·日"),
    (r"元(?:/|每|一)个?月", "元/月"),
    (r"元(?:/|每|一)年", "元/年"),
    (r"(?:一|每)个?月(?=[^,。;\d]{0,6}[\d一二三四五六七八九十])", "每月"),
    (r"一年(?=[^,。;\d]{0,6}\d)|全年(?=[^,。;]{0,8}\d)", "每年"),
    (r"(?:一|每)平(?:方米)?(?=[^,。;\d]{0,4}\d)", "每平方米"),
)
"""What an amount is reckoned by."""
_SYNONYMS = tuple((re.compile(form), name) for form, name in _SAME)
_RECKONED = tuple((re.compile(form), name) for form, name in _RATES)
_BARE_MONEY = re.compile(
    rf"((?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]+)(?:多|余)?(?:百|千)?[万亿])(?!\s*(?:{UNIT}|[多余万亿千百\d点]|分之|美|欧|日元|港|条|头|标))"
)
"""8000万 without a unit: of a company, money is meant."""

VAGUE = ("费用", "金额", "资金", "人数", "总人数", "面积", "比例", "期限")
"""Measures that only the words before them tell apart: 物流费用, 种植面积."""
_EMPTY = frozenset(
    """
    的 了 过 在 是 有 为 于 与 和 及 且 并 并且 或 或者 以 以及 对 按 按照 由 被 从 自 至 到 之 其 等 各 该 本 地 得 着 把 将 就 也 都 还
    已 已经 曾 曾经 均 只 需 须 应 应当 必须 可 可以 能 会 要 我们 我司 公司 企业 单位 申请人 申报 申请 主体 项目 情形 情况 方面 上 下 中
    内 里 前 后 间 时 时间 期间 日 年 月 年度 上年 上年度 上一 去年 今年 当年 拥有 具有 具备 取得 获得 属于 符合 满足 达到 达 总额 额 金额
    总 费用 比重 比例 占比 占 比 率 不 没 没有 未 无 以上 以下 不少 不低 低于 高于 少于 超过 年限 期限 特定 相关 有关 从事 一项 某 规定
    要求 条件 同时 每年 年均 总计 累计 人民币 约 共 共有 大约 左右 实际 目前 现在 一直 从来 从 任何 记录 新 家 个 项 件 人 名 位 种 度 一
    两 三 二 四 五 满 连续 需要 进行 开展 一年 发生 出现 受到 存在 到 资质 资格 称号
    """.split()
)
"""Words that do not tell one condition from another."""


def formal(text: str) -> str:
    """`text` folded, with colloquial names of measures and units in the words of policies: 营收8000万 → 营业收入8000万元."""
    text = fold(text).replace("？", "?").replace("，", ",")
    for form, name in _SYNONYMS:
        text = form.sub(name, text)
    text = _BARE_MONEY.sub(r"\1元", text)
    for form, name in _RECKONED:
        text = form.sub(name, text)
    return text


def topical(text: str) -> tuple[str, ...]:
    """The words of `text` that tell what it is about, in its order, each once; figures, their bounds and filling words go."""
    return tuple(dict.fromkeys(word for word in words(formal(without_figures(text))) if word not in _EMPTY))


def without_figures(text: str) -> str:
    """`text` without its figures and the words that bound them."""
    kept, at = "", 0
    for fact in read_facts(text):
        kept += text[at : fact.start] + " "
        at = fact.end
    return without_bounds(kept + text[at:])


def window_of(text: str) -> Decimal | None:
    """How many years back a clause looks (近三年, 最近24个月); None where it names no such time."""
    for fact in read_facts(text):
        if fact.kind is FactKind.PERIOD and {"近", "最近", "过去"} & {*fact.qualifiers}:
            length = fact.high if fact.high is not None else fact.low
            if length is not None and fact.unit in ("年", "月"):
                return length / (12 if fact.unit == "月" else 1)
    return None
