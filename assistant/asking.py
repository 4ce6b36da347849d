"""Whether a question wants an enterprise's case judged against conditions, or a benefit reckoned for it."""

import re

from assistant.formal import formal
from assistant.situation import SELF, pieces
from corpus.facts import FactKind
from corpus.facts.read import read_facts

_OPERANDS = (FactKind.AMOUNT, FactKind.AREA, FactKind.QUANTITY, FactKind.COUNT)
_GRANTED = "补贴|补助|奖励|奖金|奖补|资助|贴息|扶持|返还|奖|补|支持资金"
_HOW_MUCH = re.compile(
    rf"(?:{_GRANTED})[^,。;?]{{0,8}}(?:多少|几万|几钱)|(?:能|可以?|会)(?:拿|领|获得|得到?|享受|申请|给|补|奖|返|有)[^,。;?]{{0,8}}(?:多少|几万)"
    rf"|多少[^,。;?]{{0,6}}(?:{_GRANTED})|(?:算一?下|估算|测算|算算|估一?下)"
)
_ELIGIBLE = re.compile(
    "(?:能不能|能否|可不可以|可否|是否|有没有资格|够不够|符不符合|够格|达标吗|还[差缺](?:什么|哪|啥|多少)|够(?:条件|资格|不够)|(?:符合|满足|具备)[^,。;?]{0,14}(?:吗|么|没有)"
    "|[能可]以?(?:申请|申报|享受|拿|领|评|报|办|认定|获得|得到|落户|入驻|算)[^,。;?多少]{0,16}(?:吗|么))"
)
_ASKED_AMOUNT = re.compile("(?:多少|几)[十百千]?[万亿]?元?")
_ONE = re.compile(r"(?:一(?![〇零一二三四五六七八九十百千万亿])|1(?![\d.万亿]))个?")
"""一吨补多少 asks for the rate, 我们买了一台设备 tells."""
_OURS = re.compile(
    "我们|我司|我公司|本公司|我单位|咱们|我厂|我企业|公司(?=注册|成立|去年|上年|有|没)|(?<!给)企业(?=注册|成立于)"
)
_PLAIN_TELLING = re.compile("多少|吗|什么|哪|几|怎|如何|是否|能不能|[?]")


def asks_estimate(text: str) -> bool:
    """Whether a benefit is asked for and a figure is told that it may be reckoned from."""
    plain = formal(text)
    match = _HOW_MUCH.search(plain)
    if match is None or re.search("要求|门槛|条件|比例|上限|封顶|最低", plain):
        return False
    told = _ASKED_AMOUNT.sub("", plain)
    return any(
        fact.kind in _OPERANDS
        and fact.low == fact.high
        and not (_ONE.match(told, fact.start) and not _OURS.search(plain))
        for fact in read_facts(told)
    )


def asks_conditions(text: str) -> bool:
    """Whether an enterprise tells something of itself and asks whether that is enough."""
    plain = formal(text)
    if not _ELIGIBLE.search(plain):
        return False
    tells = [said for said, asks in pieces(plain) if not asks and len(SELF.sub("", said)) > 1]
    return bool(_OURS.search(plain) or any(read_facts(said) for said in tells))


def only_tells(text: str) -> bool:
    """Whether a turn asks nothing, but goes on telling: 每年租金200万."""
    return not _PLAIN_TELLING.search(formal(text)) and bool(read_facts(formal(text)))
