"""Understanding a question: what it asks for, which words matter, and what the conversation supplies."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answer import Turn
from assistant.asking import asks_conditions, asks_estimate, only_tells
from assistant.courtesy import is_of_another_trade, is_small_talk
from assistant.english import in_chinese_terms
from assistant.followup import readings
from assistant.parts import parts
from assistant.wording import content_words
from corpus.errors import BadQuestion
from corpus.normalize import fold
from corpus.romanized import with_chinese_places


class Intent(StrEnum):
    """What form of answer the question wants."""

    FACT = "fact"
    LIST = "list"
    COMPARISON = "comparison"
    ARTICLE = "article"
    VALIDITY = "validity"
    DOCUMENT = "document"
    CONDITIONS = "conditions"
    """Whether what an enterprise tells of itself meets the conditions."""
    ESTIMATE = "estimate"
    """What a benefit comes to for the figures that an enterprise tells."""
    SMALL_TALK = "small_talk"
    OTHER_TRADE = "other_trade"
    """Something to be done that is no look-up: a poem, a program."""


class Expected(StrEnum):
    """What sort of thing the answer must contain, where the question says so."""

    AMOUNT = "amount"
    NUMBER = "number"
    TIME = "time"
    DURATION = "duration"
    CONTACT = "contact"
    PLACE = "place"
    NEGATION = "negation"
    PERSON = "person"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood."""

    asked: str
    standalone: str
    """With what the conversation supplies filled in; this is what is searched."""
    intent: Intent
    expected: frozenset[Expected]
    unit: str
    """The unit that is asked for, as in 几套 or 多少家; empty where the question names none."""
    bounds: tuple[str, ...]
    """Amounts that the question's case is above or below, as it writes them without 元: 3亿以上."""
    words: tuple[str, ...]
    """Content words of the stand-alone question, folded, in order, each once."""
    earlier: tuple[str, ...] = ()
    """What was asked before in the conversation: an enterprise tells its case over several turns."""
    others: tuple[str, ...] = ()
    """Other ways to fill in what the conversation supplies, likeliest first."""

    def read_as(self, standalone: str) -> "Question":
        """The same question with another reading of what the conversation supplies."""
        return replace(_understood(self.asked, standalone, self.earlier), others=())


ASKS_VALIDITY = re.compile(
    r"(?:开始|已经)?(?:施行|实施|生效|执行)了?(?:没有|没|吗)|有效吗|有效么|是否有效|还有效|失效|过期|废止(?!了?(?:哪|什么))|还能用|还能适用|还适用|(?:什么时候|何时|哪天|从哪一天|几时)(?:开始|起)?(?:施行|实施|生效|执行)|生效了|施行了|实施了吗|有没有效|执行到|(?<!认定)(?<!资格)(?<!称号)(?<!证书)(?<!合同)(?<!许可)(?<!证)有效期"
    r"|(?:尚未|还没有?|还未|即将)(?:施行|实施|生效|执行)|作废|还管用|(?:还在?|现在还|仍)(?:施行|实施|执行)|到期了?(?:没|吗)|(?:哪天|哪一天|何时|什么时候|几时)到期|(?:哪|几)个?版本|哪一?版|(?:最新|现行)的?版本?(?:是|的是|从)"
)
_GRANT = "(?:补贴|补助|奖励|资助|贴息|津贴|奖补|公寓)"
_COMPARISON = re.compile(
    r"区别|对比|比较|相比|不同|差别|差异|分别|哪个更|哪家更|哪个园区|哪个最|各园区|各个园区|[两三四]个园区"
    rf"|{_GRANT}(?:[和与及、]|以及)[^，。？]{{0,10}}?{_GRANT}(?:[各都]?(?:是|有|给|为|最高)?)*(?:多少|怎么|如何|什么)"
)
"""Things that are set side by side; also two grants of one place."""
_DOCUMENT = re.compile(
    r"文号|发文机关|[谁哪][^，。？]{0,4}(?:发布|发|印发|制定|出台)的|是(?:哪个|什么)(?:文件|政策)|(?:〔|\[|（|\(|【)\d{4}(?:〕|\]|）|\)|】)\s*第?\d+号"
)
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千两\d]+条")
_LIST = re.compile(
    r"哪些|哪几|有什么|是什么条件|什么条件|条件是什么|哪类|什么材料|材料|流程|步骤|程序|怎么申请|如何申请|怎么办理|如何办理|包括什么|包含什么|列举"
)
_EXPECTED = {
    Expected.AMOUNT: re.compile(
        r"多少钱|多少(?:万|亿|百万|千万)?[美日欧]?元|金额|投资(?:额|是)?(?:多少|有多大)|总投资|(?:补贴|补助|奖励|奖金|租金|资金|资助|支持|贴息|落户奖|费用|额度)"
        r"(?:标准)?(?:是|有|能|可以|可|给|拿|为|最高|最多)*多少|(?:给|奖|补|罚)(?:多少|几)|上限|封顶|最高(?:多少|能|可)|最多(?:多少|能|可)|罚款"
    ),
    Expected.NUMBER: re.compile(
        r"多少|几[个家项名人次天年月户条座类种大批]|数量|比例|百分之|占比|面积|多大|多长|多高|规模"
    ),
    Expected.TIME: re.compile(r"[什啥]么?时候?|何时|哪一?[年天月日]|几月|几号|日期|时间|截止|起算|开业"),
    Expected.DURATION: re.compile(
        r"多久|多长时间|期限|几(?:个?工作日|天|年|个月|个?小时)|多少个?(?:工作日|天|年|月|小时)|有效期"
    ),
    Expected.PLACE: re.compile(r"在哪(?!几?[些个]城)|哪里|哪个窗口|哪个?地方|什么地方|地点|地址"),
    Expected.NEGATION: re.compile(r"不能|不得|不可以|不给|不予|不享受|不适用|不符合"),
    Expected.PERSON: re.compile(r"谁|哪位|何人|姓名|名字|叫什么"),
    Expected.REASON: re.compile(r"为什么|为何|为了什么|目的|原因"),
    Expected.CONTACT: re.compile(r"电话|联系方式|怎么联系|热线|地址|邮箱|咨询"),
}

_UNIT = re.compile(r"(?:多少|几)(?:万|亿)?(?P<unit>平方米|公里|[个家项名人次天年月日户条座套亩元栋层种倍成]|钱)")

_BOUND = re.compile(r"\d+(?:\.\d+)?[万亿]?(?:以上|以下|以内)")


def questions(
    message: str, history: Sequence[Turn] = (), *, max_chars: int, parks: Collection[str] = ()
) -> tuple[Question, ...]:
    """The questions that a message asks, each understood with the conversation and those before it.

    `parks`: names that documents bear, which people use without 园区 (东湖).

    Raises:
        BadQuestion: nothing was asked, or more than `max_chars` characters.
    """
    message = message.strip()
    check(message, max_chars)
    understood: list[Question] = []
    before = list(history)
    for part in parts(message):
        understood.append(understand(part, before, max_chars=max_chars, parks=parks))
        before.append(Turn(part, ""))
    return tuple(understood)


def understand(asked: str, history: Sequence[Turn] = (), *, max_chars: int, parks: Collection[str] = ()) -> Question:
    """One question with its intent, its content words and what the conversation supplies; `parks` as in `questions`.

    Raises:
        BadQuestion: nothing was asked, or more than `max_chars` characters.
    """
    asked = " ".join(asked.split())
    check(asked, max_chars)
    first, *others = readings(asked, history, parks)
    return replace(_understood(asked, first, tuple(turn.question for turn in history)), others=tuple(others))


def check(asked: str, max_chars: int) -> None:
    """Raises BadQuestion where nothing is asked, or more than `max_chars` characters."""
    if not re.search(r"\w", asked):
        raise BadQuestion("问题是空的，请输入想了解的内容，例如：东湖园区的租金补贴是多少？")
    if len(asked) > max_chars:
        raise BadQuestion(f"问题有 {len(asked)} 个字符，最多 {max_chars} 个。请把问题写短一些，或分几次提问。")


def _understood(asked: str, standalone: str, earlier: tuple[str, ...]) -> Question:
    text = in_chinese_terms(with_chinese_places(standalone))
    plain = fold(text)
    unit = _UNIT.search(plain)
    return Question(
        asked,
        text,
        _intent(asked, plain, earlier),
        _expected(plain),
        unit["unit"] if unit else "",
        tuple(_BOUND.findall(plain.replace("元", ""))),
        content_words(text),
        earlier,
    )


def _intent(asked: str, text: str, earlier: Sequence[str]) -> Intent:
    if is_small_talk(asked):
        return Intent.SMALL_TALK
    if is_of_another_trade(asked):
        return Intent.OTHER_TRADE
    for intent, pattern in (
        (Intent.ARTICLE, _ARTICLE),
        (Intent.COMPARISON, _COMPARISON),
        (Intent.VALIDITY, ASKS_VALIDITY),
        (Intent.DOCUMENT, _DOCUMENT),
    ):
        if pattern.search(text):
            return intent
    # 每年租金200万, after 能补多少 was asked, goes on with that question.
    told = f"{earlier[-1]}，{asked}" if earlier and only_tells(asked) else asked
    if asks_conditions(told):
        return Intent.CONDITIONS
    if asks_estimate(told):
        return Intent.ESTIMATE
    return Intent.LIST if _LIST.search(text) else Intent.FACT


def _expected(text: str) -> frozenset[Expected]:
    kinds = frozenset(kind for kind, pattern in _EXPECTED.items() if pattern.search(text))
    unit = _UNIT.search(text)
    if unit and unit["unit"] not in ("钱", "元"):
        kinds -= {Expected.AMOUNT}  # 最多几套 asks for no money
    return kinds & {Expected.CONTACT} or kinds
