"""Whether two questions are the same: so sure that the answer to one may be given to the other."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.log.mask import INTRODUCTION, mask
from assistant.places import named_places, whereabouts
from assistant.question import Expected, Intent, understand
from assistant.wording import content_words
from corpus.errors import ModelError
from corpus.facts.read import read_facts
from corpus.normalize import fold
from index.encoder import Encoder

_ANY_LENGTH = 1_000_000

_PUNCTUATION = re.compile(r"[^\w%.]|_|(?<!\d)\.|\.(?!\d)")
_OPENING = re.compile(
    r"^(?:您好|你好|请问|请教|想要?|我们?|咱们|要?咨询|问|一下|了解|知道|麻烦|劳驾|帮忙?|告诉|说说|看看|查询?一下|打听)+(?=..)"
)
_CLOSING = re.compile(r"(?:谢谢|多谢|感谢|您|你|[吗呢啊呀吧嘛哦么了])+$")
_SAME_WORDING = (
    (re.compile(r"能不能够?|可不可以|能否|可否|是否可以|能够|可以"), "能"),
    (re.compile(r"是不是|是否"), ""),
    (re.compile(r"有没有"), "有"),
    (re.compile(r"要不要"), "要"),
    (re.compile(r"会不会"), "会"),
    (re.compile(r"多少钱"), "多少"),
    (re.compile(r"啥(?!时)|什么样"), "什么"),
    (re.compile(r"[什啥]么?时候?|何时|几时"), "何时"),
    (re.compile(r"怎样|如何|怎么样|咋"), "怎么"),
    (re.compile(r"(?<!目)的(?!士)|(?<=.)是(?=多少|什么|怎么|何时|哪|谁|几|能|有)|一下"), ""),
)

_WEIGHTY = re.compile(
    r"不|没|无|未|非|除|仅|只|前|后|以?[上下内外]|最[高低多少早晚大小]|至[少多]|超|首|再|又|每|全|半|免|减|男|女"
)
"""Small words that turn what is asked, some of which are no content words."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[〇零一二三四五六七八九十百千万亿两]+")
_NO_NUMBER = re.compile(r"一[下般共定直些起样切]|统一|唯一|万一|之一")

_NEAR = 0.8
"""Cosine of two questions that ask the same in other words; with the same words, numbers and places it is rarely less."""


@dataclass(frozen=True, slots=True)
class Gist:
    """What two questions must share to be the same, however they are worded."""

    words: frozenset[str]
    intent: Intent
    expected: frozenset[Expected]
    unit: str
    weighty: tuple[str, ...]
    numbers: tuple[str, ...]
    """With unit and bounds, in order: 五百万元 is 500万元, 2024 is not 2025."""
    places: tuple[str, ...]
    """In order: to move from one park to another is not to move back."""


@lru_cache(maxsize=4096)
def key(question: str) -> str:
    """`question` without what politeness, punctuation, script and personal data add; equal keys ask exactly the same."""
    text = _PUNCTUATION.sub("", fold(INTRODUCTION.sub("", mask(question))))
    before = ""
    while text != before:
        before, text = text, _CLOSING.sub("", _OPENING.sub("", text)) or text
    for pattern, plain in _SAME_WORDING:
        text = pattern.sub(plain, text)
    return text


def is_same(question: str, other: str, encoder: Encoder) -> bool:
    """Whether two stand-alone questions ask the same: the same key, or the same gist in much the same words.

    It rather says no: a question about another park, year or amount, or one that a 不 or 最高 turns, is another one. So is
    one that the encoder's endpoint does not compare.
    """
    if key(question) == key(other):
        return True
    if gist(question) != gist(other):
        return False
    try:
        first, second = encoder.encode_queries([_without_numbers(key(question)), _without_numbers(key(other))])
    except ModelError:
        return False
    return bool(first @ second >= _NEAR)


@lru_cache(maxsize=4096)
def gist(question: str) -> Gist:
    """What `question` asks, as far as it can be compared."""
    text = key(question)
    understood = understand(text or "问", max_chars=_ANY_LENGTH)
    where = whereabouts(text)
    return Gist(
        frozenset(content_words(_without_numbers(text))),
        understood.intent,
        understood.expected,
        understood.unit,
        tuple(sorted(_WEIGHTY.findall(text))),
        _numbers(text),
        (*(it.name for it in named_places(text)), *where.names, *sorted(where.regions)),
    )


def _numbers(text: str) -> tuple[str, ...]:
    """The figures of `text` by what they come to, then its other numbers as they are written."""
    figures = [f"{it.low}~{it.high}{it.unit}{'、'.join(it.qualifiers)}" for it in read_facts(text)]
    return (*figures, *_NUMBER.findall(_NO_NUMBER.sub("", _without_figures(text))))


def _without_numbers(text: str) -> str:
    return _NUMBER.sub(" ", _without_figures(text))


def _without_figures(text: str) -> str:
    for it in reversed(read_facts(text)):
        text = text[: it.start] + " " + text[it.end :]
    return text
