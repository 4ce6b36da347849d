"""The sort of thing that a question cannot be answered without: a sum of money, a period, a number to call, a name."""

import re
from enum import StrEnum

from assistant.question import Question
from corpus.facts.fact import FactKind
from corpus.facts.read import read_facts
from corpus.normalize import fold


class Sort(StrEnum):
    """What must stand in the answer, or it is none."""

    MONEY = "money"
    PERIOD = "period"
    MULTIPLE = "multiple"
    """多少倍, 百分之几."""
    MEASURE = "measure"
    """Any measure of land and goods: 多少亩."""
    CONTACT = "contact"
    NAME = "name"
    """主任是谁: a post alone says nothing."""
    ACTOR = "actor"
    """谁负责: a person, a post or an organisation."""


_COUNTERS = "家个项名人次天年月户条座类种大批位所间套栋层亩吨倍成米日岁度门张辆"
_OF_MONEY = "补贴|补助|奖励|奖金|奖补|资助|贴息|补偿金?|罚款|罚金|租金|费用|收费|保证金|押金|年薪|工资|薪酬|注册资[本金]|贷款|额度|资金|投资额?|利率|税率|价格?"
_ASKS = {
    Sort.MONEY: re.compile(
        r"多少(?:[十百千]?[万亿])?[美欧日]?元|多少钱|几[十百千]?[万亿]?元|几(?:千|百|十)?万(?!平|[家个])"
        rf"|(?:{_OF_MONEY})(?:标准)?(?:[是有为给拿要达到能可以得交]|应当|最[高低多少]|一般|每[年人家户]|大概|一共)*(?:多少|几万)(?![{_COUNTERS}比])"
        rf"|(?:罚|奖|补|缴|赔)(?:最[高多低少]|给)?多少(?![{_COUNTERS}])|(?:怎么|如何)(?:罚款|收费)|(?:{_OF_MONEY})(?:怎么|如何)(?:算|计算)"
    ),
    Sort.PERIOD: re.compile(
        r"多久|多长时间|(?:多少|几)个?(?:工作日|小时|月(?!份)|天|日(?!期))|(?:多少|几)年(?!级)(?=[^，,]{0,6}$|内|之?后)|(?<=[期限])(?:几|多少)年"
    ),
    Sort.MULTIPLE: re.compile(r"[几多]少?倍|百分之(?:几|多少)|(?:比例|比率|占比)(?:[是为不得低于高超过]|最[高低])*多少|几成"),
    Sort.MEASURE: re.compile(r"(?:多少|几)[万亿]?(?:平方米|平方公里|公里|平米|亩|吨|公顷)"),
    Sort.CONTACT: re.compile(r"(?:电话|热线|手机号?|传真|邮箱|联系方式)(?:号码|地址)?(?:是|为|有)*(?:多少|什么|几号|哪)|(?:什么|哪个)(?:电话|热线|邮箱)"),
    Sort.NAME: re.compile(
        r"(?:主任|书记|局长|市长|县长|区长|省长|部长|厅长|处长|院长|校长|会长|主席|总裁|(?:总)?经理|董事长|负责人|代表人|联系人|法人)(?:现在)?(?:是|叫)(?:谁|哪位|什么名)"
        r"|谁是[^，。？]{0,16}(?:主任|书记|局长|市长|主席|总裁|经理|董事长|负责人|代表人|联系人)"
    ),
    Sort.ACTOR: re.compile(r"谁(?:来|去)?(?:负责|管|审批|批|办|组织|受理|监督|制定|承担|出钱|认定|审核|验收)|(?:由|归|找)谁"),
}  # fmt: skip
_FREE = re.compile(r"免[收费征缴交除]|免费|全额|不[得再予]?(?:收取|收费|征收)|不收|减半|无偿|零租金|零元|实报实销|全免")
_SUM = re.compile(
    r"[\d〇零一二三四五六七八九十百千万亿两几]\s*(?:多|余)?[万亿]*(?:美|欧|日|港)?[元块圆]|\d\s*[%％‰]|[百千万]分之|[：|]\s*\d|[\d一二三四五六七八九十]成(?!为)|基准|LPR|lpr"
)
_TIME = re.compile(
    r"(?:\d+|[一二三四五六七八九十百两半]+)\s*个?(?:多|余)?(?:工作日|年|月|天|日|小时|周|星期|分钟|季度)|[当即][日天场时]|立即|即办|长期|永久|随时|常年|全年|每[年季月日]|终身|季度|年底|不定期|至|期满"
)
_MULTIPLE = re.compile(
    r"\d\s*[%％‰倍成:：]|[一二三四五六七八九十百千万两\d]分之|[一二三四五六七八九十百两]+(?:倍|成(?!为))|翻番|加倍|减半|半数|[一过]半|全部|全额"
)
_CALLED = re.compile(r"\d{3,4}[-—–\s]?\d{3,}|\d{5,}|[\w.]+@[\w.]+")
_ORGAN = re.compile(
    r"政府|部门|机关|机构|委员会|管委会|公司|单位|企业|银行|法院|中心|协会|商会|组织|集团|[局厅院部处科署委办所站](?![理长于])|小组|办公室"
    r"|书记|主任|[局厅市省县区院校部处会]长|主席|总裁|经理|负责人|人员|成员|代表|业主|职工|用户|[人方者户]"
)


def sort_of(question: Question) -> Sort | None:
    """What the answer must hold; None where the question may be answered in words."""
    asked = fold(question.standalone).rstrip("？?。 吗呢")
    return next((sort for sort, pattern in _ASKS.items() if pattern.search(asked)), None)


def has(sort: Sort | None, text: str) -> bool:
    """Whether the text holds something of the sort, or nothing is needed."""
    match sort:
        case None:
            return True
        case Sort.MONEY:
            return bool(_SUM.search(text) or _FREE.search(text)) or _measures(text, FactKind.AMOUNT, FactKind.RATE)
        case Sort.PERIOD:
            return bool(_TIME.search(text)) or _measures(text, FactKind.PERIOD)
        case Sort.MULTIPLE:
            return bool(_MULTIPLE.search(text)) or _measures(text, FactKind.RATE)
        case Sort.MEASURE:
            return bool(re.search(r"\d", text)) or _measures(text, FactKind.AREA, FactKind.QUANTITY)
        case Sort.CONTACT:
            return bool(_CALLED.search(text))
        case Sort.NAME:
            return _names_somebody(text)
        case Sort.ACTOR:
            return bool(_ORGAN.search(text)) or _names_somebody(text)


def _measures(text: str, *kinds: FactKind) -> bool:
    return any(fact.kind in kinds for fact in read_facts(text))


def _names_somebody(text: str) -> bool:
    import rjieba

    return any(tag.startswith("nr") and len(word) > 1 for word, tag in rjieba.tag(text)) or bool(
        re.search(r"[A-Za-z]{3,}|[\u4e00-\u9fff]·[\u4e00-\u9fff]|姓名", text)
    )
