"""What is compared: the matters that policies give something for, by the words that questions and texts have for them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.normalize import fold

_MATTERS = Path(__file__).with_name("matters.txt")
GIVING = re.compile(
    "补贴|补助|奖|资助|扶持|支持|优惠|政策|贴息|返还|减免|免租|免费|免收|减征|免征|津贴|给钱|报销|能拿|能领|待遇|比例|上限|封顶"
)
"""Words by which a question or a text speaks of something that is given, rather than charged."""
PRICE = re.compile("便宜|划算|合算|贵|价格|单价|租价|水价|电价|多少钱|收费|租金标准")
"""Words by which a question asks what something costs."""
_ENDING = re.compile(
    "(?:的?(?:一次性)?(?:补贴|补助|奖励|奖补|资助|扶持|支持|优惠|奖|政策|资金|服务|保障|标准)(?:比例)?)++$"
)
_OFTEN = ("租金补贴", "固定资产投资奖励", "落户奖励", "研发补助", "物流补贴", "人才公寓", "安家补贴")
FIRST = len(_OFTEN)
"""The rank from which a matter is not among those that most enterprises ask for."""
_AMBIGUOUS = "*"
_SEPARATOR = re.compile("[、，,；;/和与及或跟]| ")


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that documents may give, or that a question wants to know of each subject."""

    name: str
    words: tuple[str, ...]
    """Folded; a text that is about the matter has one of them. Empty for a matter that only a question's own words say."""
    told: re.Pattern[str] | None = None
    """What a sentence about it looks like, where words alone do not tell."""

    def named_in(self, text: str) -> bool:
        """Whether a folded text speaks of it."""
        return any(word in text for word in self.words)


def named(question: str, captions: tuple[str, ...] = ()) -> tuple[Matter, ...]:
    """The matters that a question names, in its order, each once. `captions` are names that documents give to what they
    give; they count as matters beside the known ones."""
    text = fold(question)
    gives = GIVING.search(text) is not None
    found: list[_Spot] = []
    for matter, asked in (*_known(), *_by_caption(captions)):
        spots = [
            _Spot(at, at + len(word), not is_sure, matter)
            for word, is_sure in asked
            if (is_sure or gives) and (at := text.find(word)) >= 0
        ]
        free = [spot for spot in spots if not any(spot.start < it.end and it.start < spot.end for it in found)]
        if free:
            found.append(max(free, key=lambda spot: spot.end - spot.start))
    return tuple(_apart(text, sorted(found, key=lambda spot: spot.start)))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a question names a matter."""

    start: int
    end: int
    is_vague: bool
    matter: Matter


def _apart(text: str, found: Sequence[_Spot]) -> Iterator[Matter]:
    """One for each run that no 、 or 和 divides: 免租 says something of 人才公寓, whichever stands first."""
    run: list[_Spot] = []
    for spot in (*found, None):
        if run and (spot is None or _SEPARATOR.search(text, run[-1].end, spot.start)):
            yield min(run, key=lambda one: one.is_vague).matter
            run = []
        if spot is not None:
            run.append(spot)


def classified(caption: str, text: str) -> Matter | None:
    """What a paragraph is about: by its caption, else by its text; None where neither tells."""
    if caption:
        folded = fold(caption)
        known = next((matter for matter, _ in _known() if matter.named_in(folded)), None)
        return known or Matter(caption, (folded, *_stem(folded)))
    folded = fold(text)
    return next((matter for matter, _ in _known() if matter.named_in(folded)), None)


def rank(matter: Matter) -> int:
    """Where a matter stands in the order of a table: what most enterprises ask for before the rest."""
    if matter.name in _OFTEN:
        return _OFTEN.index(matter.name)
    names = [known.name for known, _ in _known()]
    return FIRST + (names.index(matter.name) if matter.name in names else len(names))


def _by_caption(captions: tuple[str, ...]) -> list[tuple[Matter, tuple[tuple[str, bool], ...]]]:
    matters = []
    for caption in captions:
        if any(matter.named_in(fold(caption)) for matter, _ in _known()):
            continue
        words = (fold(caption), *_stem(fold(caption)))
        matters.append((Matter(caption, words), tuple((word, True) for word in words)))
    return matters


def _stem(caption: str) -> tuple[str, ...]:
    """A caption without its word of giving: 流片 of 流片补助; nothing where too little stays to tell it by."""
    stem = _ENDING.sub("", caption)
    return (stem,) if 2 <= len(stem) < len(caption) else ()


@cache
def _known() -> tuple[tuple[Matter, tuple[tuple[str, bool], ...]], ...]:
    """Every known matter with the words by which questions ask for it, and whether each is sure by itself."""
    matters = []
    for line in _MATTERS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, *words = line.split()
            asked = dict.fromkeys((fold(name), *(fold(word) for word in words)))
            bare = tuple(dict.fromkeys(word.rstrip(_AMBIGUOUS) for word in asked))
            sure = tuple((word.rstrip(_AMBIGUOUS), not word.endswith(_AMBIGUOUS)) for word in asked)
            matters.append((Matter(name, bare), sure))
    return tuple(matters)
