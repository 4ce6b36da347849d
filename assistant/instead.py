"""The sentence that holds the sort of thing that was asked for, where the nearest one does not."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.evidence import Sentence
from assistant.question import Question
from assistant.refuse import STRICT, supports
from assistant.sort import Sort, has, sort_of
from assistant.wording import content_words

_BESIDE = 7.0
"""A sentence of the same article may be so much worse than the nearest, in log-odds: it leans on what that says, …"""
_ELSEWHERE = 3.0
"""… one from elsewhere so much: it must say itself what it is about."""
_ARTICLE = r"第[〇零一二三四五六七八九十百千\d]+条"
_NUMBER = re.compile(_ARTICLE)
_BREACH = re.compile(rf"违反(?:本|该)?[^，。；]{{0,8}}?(?P<articles>{_ARTICLE}[^，。；]{{0,30}})")
_ASKS_PENALTY = re.compile("罚|处分|后果|责任")
_HEAD = re.compile(rf"^(?:{_ARTICLE}|[（(][一二三四五六七八九十]{{1,3}}[）)])?\s*(?:但是?，?)?")
_EXCEPTION = re.compile(
    r"[^，。；]{0,10}(?:复杂|特殊|疑难|紧急|重大)(?:情况|情形|原因|问题)?[^，。；]{0,12}的?，|[^，。；]{0,16}(?:确需|需要|确有必要|必须|申请)(?:延长|延期|展期)"
    r"|[^，。；]{0,16}(?:经[^，。；]{2,16}(?:批准|同意)，)?可以(?:适当)?(?:延长|延期)"
)
_ASKS_EXCEPTION = re.compile("延长|延期|展期|复杂|特殊|疑难|紧急|重大|例外|最长|最多|最晚|最迟")
_OF_STANDARD = re.compile(
    r"(?P<case>[^，。；]{0,6}(?:通过|经过|符合|属于|到期|期满|连续|再次)[^，。；]{2,6})(?:的|后)[^，。；]{0,20}，按照?(?P<of>[^，。；]{2,16}标准)的?\s*(?:\d+[%％]|百分之|一半)"
)
_SUM = re.compile(r"[\d一二三四五六七八九十百千万亿]\s*[万亿]?元")
_PUNISHES = re.compile(r"罚款|罚金|处以?[^，。]{0,24}元|没收|吊销")


def instead(sort: Sort | None, found: Sequence[Sentence], best: Sentence) -> Sentence | None:
    """The best sentence that has something of the sort and speaks of the same matter as `best`: the penalty for breaking
    the article that it stands in, another sentence of that article, or one that comes near the question by itself."""
    having = [sentence for sentence in found if has(sort, sentence.text)]
    penalties = [it for it in having if sort is Sort.MONEY and _punishes_breach(it, best)]
    beside = [it for it in having if _in_same_article(it, best) and it.score >= best.score - _BESIDE]
    elsewhere = [it for it in having if it.score >= best.score - _ELSEWHERE and supports(it, STRICT)]
    return next((max(them, key=lambda it: it.score) for them in (penalties, beside, elsewhere) if them), None)


def of_the_duty(question: Question, found: Sequence[Sentence], best: Sentence) -> Sentence:
    """`best`, or where it punishes the breach of an article that says less of what was asked than another does, the penalty
    for that other: 违反本条例第十一条规定的，处…罚款 does not tell by itself what it is for."""
    if not (_ASKS_PENALTY.search(question.standalone) and _BREACH.search(best.text)):
        return best
    same = [
        it for it in found if it.hit.chunk.card.doc_id == best.hit.chunk.card.doc_id and not _BREACH.search(it.text)
    ]
    duty = max(same, key=lambda it: it.features.coverage, default=None)
    if duty is None or duty.features.coverage <= best.features.coverage or _punishes_breach(best, duty):
        return best
    penalties = [it for it in found if _punishes_breach(it, duty)]
    return max(penalties, key=lambda it: it.score, default=best)


def in_full(question: Question, found: Sequence[Sentence], best: Sentence) -> Sentence:
    """`best`, or where it gives a share of another award in a case that the question does not name (通过复核的，按照新认定奖励
    标准的50%), the sentence near it in the same text that gives a sum."""
    case = _OF_STANDARD.search(best.text)
    if (
        sort_of(question) is not Sort.MONEY
        or case is None
        or any(
            word in question.standalone
            for word in content_words(case["case"])
            if word not in case["of"] and len(word) > 1
        )
    ):
        return best
    doc_id = best.hit.chunk.card.doc_id
    sums = [
        it
        for it in found
        if it.hit.chunk.card.doc_id == doc_id and it.score >= best.score - _ELSEWHERE and _SUM.search(it.text)
    ]
    return max(sums, key=lambda it: it.score, default=best)


def rule_of(question: Question, found: Sequence[Sentence], exception: Sentence) -> Sentence | None:
    """The rule that `exception` departs from (情况复杂的，可以延长…), where the question asks for no exception: the sentence
    before it in the same article that comes nearest; None where `exception` is none."""
    opening = _EXCEPTION.match(_HEAD.sub("", exception.text))
    if opening is None or _ASKS_EXCEPTION.search(question.standalone):
        return None
    sort = sort_of(question)
    before = [it for it in found if _in_same_article(it, exception) and it.start < exception.start]
    rules = [it for it in before if has(sort, it.text) and it.score >= exception.score - _BESIDE]
    return max(rules, key=lambda it: it.score + _shared(it.text, exception.text) / 2, default=None)


def _shared(one: str, other: str) -> int:
    """Pairs of characters that both have: an exception repeats what it departs from."""
    return len(set(pairwise(one)) & set(pairwise(other)))


def _in_same_article(one: Sentence, other: Sentence) -> bool:
    mine, others = one.hit.chunk, other.hit.chunk
    same = mine.card.doc_id == others.card.doc_id and mine.path == others.path
    return same and (bool(mine.path) or mine.chunk_id == others.chunk_id)


def _punishes_breach(one: Sentence, duty: Sentence) -> bool:
    """Whether the sentence lays down what it costs to break the article of `duty`: 违反本条例第八条规定…处…罚款."""
    breach = _BREACH.search(one.text)
    numbers = [_NUMBER.match(part) for part in reversed(duty.hit.chunk.path)]
    number = next((match[0] for match in numbers if match), None)
    same = one.hit.chunk.card.doc_id == duty.hit.chunk.card.doc_id
    return bool(same and breach and number in _NUMBER.findall(breach["articles"]) and _PUNISHES.search(one.text))
