"""Finding the parks and places that a question names, known to the gazetteer or not."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.document import Card
from corpus.normalize import fold
from corpus.regions import mentioned
from index.hit import Hit

SUFFIXES = (
    "自由贸易试验区|产业开发区|经济开发区|经济技术开发区|产业园区|工业园区|产业园|工业园|科技园|科学城|园区|高新区|开发区|经开区|新区|示范区|基地|港区"
).split("|")
_NAME_TAGS = frozenset({"ns", "nr", "nrt", "nrfg", "nz", "nt", "n", "ng", "j", "vn", "b", "f", "s", "zg", "a"})
"""Parts of speech that a park's name is made of, as jieba tags them."""
_PROPER_TAGS = frozenset({"ns", "nr", "nrt", "nrfg", "nz", "nt"})
_NO_NAMES = frozenset({"城市", "本市", "全市", "外市", "省市", "县市", "市县"})
"""What jieba takes for the name of a place and is none."""
_NOISE = frozenset(
    {
        "企业",
        "公司",
        "项目",
        "各",
        "两个",
        "三个",
        "多个",
        "几个",
        "个",
        "家",
        "哪个",
        "分别",
        "一个",
        "大",
        "该",
        "全市",
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """A named park or place and where it stands."""

    name: str
    start: int
    end: int


def named_places(text: str) -> tuple[Place, ...]:
    """The parks and places named in `text`, in order: 东湖高新区, 沧州渤海新区生物医药产业园, 示例市."""
    tokens = _tokens(text)
    found: list[Place] = []
    for at, (word, tag, start) in enumerate(tokens):
        if not _ends_a_name(word, tag):
            continue
        first = at
        floor = found[-1].end if found else 0
        while first > 0 and _is_part(tokens[first - 1]) and tokens[first - 1][2] >= floor:
            first -= 1
        begin = tokens[first][2]
        name = text[begin : start + len(word)].removeprefix("那")
        if first < at or _is_whole_name(word, tag):
            found.append(Place(name, start + len(word) - len(name), start + len(word)))
    return tuple(_joined(text, found))


def proper_names(text: str) -> tuple[str, ...]:
    """What tells the named parks from others: 东湖 of 东湖高新区, each once."""
    names = []
    for place in named_places(text):
        tokens = _tokens(place.name)
        names += [
            word
            for word, tag, _ in tokens
            if tag in _PROPER_TAGS and not word.endswith(tuple(SUFFIXES)) and word not in _NO_NAMES
        ]
    return tuple(dict.fromkeys(names))


def bare_name(text: str) -> bool:
    """Whether `text` is nothing but a proper name without a suffix, such as 青岚."""
    tags = [tag for _, tag, _ in _tokens(text)]
    return len(text) <= 6 and bool(tags) and all(tag in _PROPER_TAGS for tag in tags)


def is_unknown(text: str) -> bool:
    """Whether `text` is no word of the cutter's dictionary, as a name that it has never met: 蕨溪; 发展 is one."""
    import rjieba

    return all(len(word) == 1 for word in rjieba.cut(text, False))


def _tokens(text: str) -> list[tuple[str, str, int]]:
    import rjieba

    tokens: list[tuple[str, str, int]] = []
    at = 0
    for word, tag in rjieba.tag(text):
        if word == "区" and tokens and tokens[-1][0].endswith(("产业园", "工业园")):
            whole, _, begin = tokens.pop()  # the cutter does not know 产业园区
            tokens.append((whole + word, "n", begin))
        else:
            tokens.append((word, tag, at))
        at += len(word)
    return tokens


def _ends_a_name(word: str, tag: str) -> bool:
    return word.endswith(tuple(SUFFIXES)) or word in ("省", "市", "县") or (tag == "ns" and word[-1] in "省市县")


def _is_part(token: tuple[str, str, int]) -> bool:
    word, tag, _ = token
    return tag in _NAME_TAGS and word not in _NOISE and word not in ("省", "市", "县")


def _is_whole_name(word: str, tag: str) -> bool:
    """A word that is a name by itself, such as 沧州市, rather than a bare 园区."""
    return tag == "ns" or any(word.endswith(suffix) and len(word) >= len(suffix) + 2 for suffix in SUFFIXES)


def _joined(text: str, found: list[Place]) -> list[Place]:
    """A place and the park that follows it directly are one name: 沧州市 + 生物医药产业园."""
    joined: list[Place] = []
    for place in found:
        if joined and joined[-1].end == place.start:
            last = joined.pop()
            place = Place(text[last.start : place.end], last.start, place.end)
        joined.append(place)
    return joined


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places that a question names; evidence must be about one of them."""

    regions: frozenset[str]
    """Full names, from province down."""
    names: tuple[str, ...]
    """What tells the named parks from others, folded."""

    def any_in(self, text: str, region: str | None) -> bool:
        """Whether a text of `region` lies in one of the places or names one."""
        if not self.regions and not self.names:
            return True
        folded = fold(text)
        if self.names:
            return any(name in folded for name in self.names)
        return any((region or "").startswith(place) or _short(place) in folded for place in self.regions)


def whereabouts(question: str) -> Whereabouts:
    """The places that `question` names."""
    folded = fold(question)
    return Whereabouts(mentioned(folded), proper_names(folded))


def in_place(where: Whereabouts, hits: Sequence[Hit], text_of: Callable[[Card], str]) -> list[Hit]:
    """The hits whose documents lie in a place that the question names, or speak of it; all where it names none."""
    return [
        hit
        for hit in hits
        if where.any_in(f"{hit.chunk.heading} {hit.chunk.card.region or ''}", hit.chunk.card.region)
        or where.any_in(text_of(hit.chunk.card), None)
    ]


def _short(place: str) -> str:
    """The innermost name without its suffix: 河北省沧州市 → 沧州."""
    inner = re.split(r"(?<=[省市州盟])(?=.{2,})", place)[-1]
    return re.sub(r"(?<=..)(?:特别行政区|自治[区州县]|[省市县区])$", "", inner)
