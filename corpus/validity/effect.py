"""The days from which and to which a document applies, as a sentence of it says them."""

import re
from calendar import monthrange
from datetime import date, timedelta

from corpus.dates import DATE, add_months, add_workdays, to_date
from corpus.identity.enactment import Enactment
from corpus.numerals import NUMERAL, to_int

_NUM = f"[{NUMERAL}\\d]{{1,4}}"
_TAKES_EFFECT = "(?:正式|开始|公布|试|组织)?(?:施行|实施|执行|生效|试行|暂行|起效|实行|适用)"
_LATER = rf"(?:满|届满|第)?\s?({_NUM})\s?个?(工作)?(日|天|月|年)之?(?:后|起|以后|期满)?(?:的?次日)?"
_FROM_DAY = re.compile(rf"(?:自|从|于)\s?({DATE})\s?(?:零时|0时)?\s?(?:起|开始|始)?，?(?:{_LATER})?起?{_TAKES_EFFECT}")
_FROM_DAY_ON = re.compile(rf"(?:自|从)\s?({DATE})\s?起，?(?:施行)?(?:有效期|试行期|执行期|期限|至|到)")
_FROM_ACT = re.compile(
    r"(?:自|从|在|于)?\s?(?:本[^，。；自从]{1,12})?(公布|发布|印发|颁布|下发|通过|签发|批准公布|批准|成文|发文)(?:并公布|施行)?"
    rf"(?:之?日(?:起|后)?|(次日)起?|(?=后\s?{_NUM}))，?(?:后)?(?:{_LATER})?起?{_TAKES_EFFECT}"
)
_NOTED = re.compile(rf"^[（(]?(?:自|从)?\s?({DATE})\s?起?(?:施行|实施|执行|生效)[）)]?$")
_NOTED_LABEL = re.compile(rf"(?:施行|实施|生效|执行)(?:日期|时间|日)\s?[:：|]\s?({DATE})")
_TERM = re.compile(
    rf"(?:有效期限?|试行期限?|执行期限?|实施期限?|施行期限?|暂行期限?|有效期间|试行|暂行)[为是：:]?\s?({_NUM})\s?个?(年|月)(半)?(?!内|度)"
)
_UNTIL = re.compile(
    r"(?:有效期限?|有效期间|有效|施行期?限?|实施期?限?|执行期?限?|试行期?限?|暂行期?限?|期限)[为是：:]?\s?"
    rf"(?:[自从]?\s?{DATE}起?)?，?(?:截止|截至|至|到|止于|延长至|延续至|顺延至)(?:截止|至|到)?\s?({DATE})"
)
_UNTIL_END = re.compile(
    r"(?:有效期限?|施行|实施|执行期?限?|试行)[为是：:]?(?:截止|截至|至|到)(?:至|到)?\s?(20\d\d)年(?:(底|末)|(\d{1,2})月(?:底|末)?(?!\d))"
)
_PERIOD = re.compile(
    rf"(?:期限?|期间|有效期|执行|施行|实施|试行|时间)?[为是：:]?\s?[自从]\s?({DATE})\s?起?\s?(?:施行|实施|执行|生效)?，?(?:至|到|截至)\s?({DATE})\s?(?:止|结束|废止|失效)?"
)
_LABELLED_PERIOD = re.compile(rf"(?:期限?|期间|有效期)[为是：:]\s?({DATE})\s?起?\s?(?:至|到|[-—~－])+\s?({DATE})")
_ENDS = re.compile(
    rf"(?:自|从|于|，|^)\s?({DATE})\s?(?:零时|0时)?(?:(起)|之?后)?，?(?:自动|自行|即行|予以|全文)?(?:失效|废止|终止|停止执行|停止施行)"
)
_LASTS_TO = re.compile(rf"[至到]\s?({DATE})\s?(?:止|截止|自动失效|失效|自动废止|废止|终止)")
_OTHERS_TERM = re.compile(
    r"证|照|书|合同|协议|资格|资质|认定|称号|标志|牌|登记|许可|批文|批复|批准|保函|保证|担保|检验|检测|检疫|信息|数据|决议|授权|任期|签注|签证|名录|报告|"
    r"预案|承诺|卡|票|券|贷款|债|招标|投标|报价|申请|备案|结果|档案|机构|企业|项目|设计|方案批|规划许可|凭|处罚|公示"
)
_SUBJECT = re.compile(r"本[^，。；：自从]{1,16}$|^(?:其|该)?$|^(?:上述|以上)?(?:政策|措施|文件)(?:的)?$")


def effective_in(sentence: str, enactment: Enactment) -> tuple[date | None, bool]:
    """The day of effect that `sentence` says, and whether it says one: it may be known only by the publication's day.

    Working days are counted without the calendar of public holidays, see `add_workdays`.
    """
    if match := _FROM_DAY.search(sentence):
        day = to_date(match[1])
        return (_later(day, match[2], match[3], match[4]) if day else None), day is not None
    for pattern in (_FROM_DAY_ON, _LABELLED_PERIOD):
        if match := pattern.search(sentence):
            return to_date(match[1]), True
    if (match := _PERIOD.search(sentence)) and is_own_term(sentence, match.start()):
        return to_date(match[1]), True
    match = _FROM_ACT.search(sentence)
    if match is None:
        return None, False
    day = enactment.entry_adopted_on if match[1] in ("通过", "批准") else enactment.entry_published_on
    if day is None:
        return None, True
    if match[2]:
        return day + timedelta(days=1), True
    return _later(day, match[3], match[4], match[5]), True


def noted_effect(line: str) -> date | None:
    """The day in a line of the header that says nothing but when the document takes effect."""
    match = _NOTED.match(line) or _NOTED_LABEL.search(line)
    return to_date(match[1]) if match else None


def expiry_in(sentence: str, effective_on: date | None) -> tuple[date | None, bool]:
    """The last day on which the document applies, if `sentence` says it, and whether it says a term at all."""
    if (until := _UNTIL.search(sentence)) and is_own_term(sentence, until.start()):
        return to_date(until[1]), True
    if (end := _UNTIL_END.search(sentence)) and is_own_term(sentence, end.start()):
        month = int(end[3]) if end[3] else 12
        return (_month_end(int(end[1]), month) if 1 <= month <= 12 else None), True
    for pattern in (_PERIOD, _LABELLED_PERIOD):
        if (period := pattern.search(sentence)) and is_own_term(sentence, period.start()):
            return to_date(period[2]), True
    if (term := _TERM.search(sentence)) and is_own_term(sentence, term.start()):
        return _term_end(term, effective_on), True
    return _ends(sentence)


def _ends(sentence: str) -> tuple[date | None, bool]:
    """The last day in sentences such as 本通知自2027年1月1日起失效."""
    if "《" in sentence:  # what ends there may be the other document
        return None, False
    if end := _ENDS.search(sentence):
        day = to_date(end[1])
        return (day - timedelta(days=1) if day and end[2] else day), day is not None
    if lasts := _LASTS_TO.search(sentence):
        return to_date(lasts[1]), True
    return None, False


def _term_end(term: re.Match[str], effective_on: date | None) -> date | None:
    amount = to_int(term[1])
    if amount is None or effective_on is None or not 0 < amount < 1000:
        return None
    months = amount * (12 if term[2] == "年" else 1) + (6 if term[3] else 0)
    return add_months(effective_on, months) - timedelta(days=1)


def _later(day: date, amount: str | None, work: str | None, unit: str | None) -> date | None:
    """`day` and so many days, working days, months or years after it."""
    number = to_int(amount) if amount else 0
    if number is None or number > 3660:
        return None
    if not number:
        return day
    if work:
        return add_workdays(day, number)
    return {"月": add_months(day, number), "年": add_months(day, 12 * number)}.get(
        unit or "", day + timedelta(days=number)
    )


def is_own_term(sentence: str, start: int) -> bool:
    """Whether the term that begins at `start` is the document's, not a licence's, a certificate's or a contract's.

    What stands before it in its clause must be nothing, or the document itself, or its day of effect.
    """
    clause = re.split(r"[，。；、：:]", sentence[:start])[-1]
    clause = re.sub(r"^\s*(?:第\S{1,9}条(?:之\S)?|[（(]?\S{1,3}[）)、.．])\s*", "", clause)
    rest = re.sub(
        rf"(?:自|从)\s?(?:{DATE}|[^自从，。]{{1,14}}之?日)\s?(?:后|起)*(?:{_LATER})?起?(?:{_TAKES_EFFECT})?", "", clause
    ).strip()
    return not _OTHERS_TERM.search(rest) and _SUBJECT.search(rest) is not None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
