"""Making a follow-up question stand alone, by rule: what the conversation carried is filled in."""

import re
from collections.abc import Sequence

from assistant.answer import Turn
from assistant.places import bare_name, named_places
from assistant.wording import content_words, topic

_POINTS_BACK = re.compile(
    r"它们?|该(?:园区?|政策|办法|条例|文件|项|市|区|县|企业)|[这那](?:个|些|项|份|里|条|部)|上述|其(?!他|它|余|中)|前者|后者|刚才|上面"
)
_SWAP = re.compile(r"^(?:那么?|还有|另外|换成|要是|如果是|再问一下)?[，, ]?(?P<new>[^，,？?。]{1,24}?)呢[？?。]?$")
_LEAD = re.compile(r"^(?:那么?|还有|另外|然后|那它|再问一下|再问)[，, ]?")
_STAGES = frozenset("签约 落地 开工 竣工 投产 建成 储备 在谈 洽谈 入库 注册 入驻".split())
_UNITS = frozenset({"多少", "几个", "多久"})
_ATTRIBUTE_WORDS = 4
"""A question with fewer content words and no place of its own leans on the conversation."""


def standalone(asked: str, history: Sequence[Turn]) -> str:
    """`asked` as it would read without the conversation; unchanged when it needs nothing from it."""
    context = ""
    for turn in history:
        context = _fill(turn.question, context)
    return _fill(asked, context)


def _fill(asked: str, context: str) -> str:
    if not context:
        return asked
    swapped = _SWAP.match(asked)
    if swapped:
        return _swap(swapped["new"].strip(), context)
    own_place = named_places(_LEAD.sub("", asked))
    if own_place and not _LEAD.match(asked):
        return asked
    if _POINTS_BACK.search(asked) or _LEAD.match(asked) or len(content_words(asked)) < _ATTRIBUTE_WORDS:
        rest = _POINTS_BACK.sub("", _LEAD.sub("", asked))
        if own_place:
            return rest
        return f"{_subject(context)} {rest}"
    return asked


def _swap(new: str, context: str) -> str:
    """那青岚园区呢 puts the new name where the old one of its sort stood; anything else is asked of the same subject."""
    new, places = new.rstrip("的"), named_places(context)
    if places and (bare_name(new) or any(place.name == new for place in named_places(new))):
        return context[: places[0].start] + new + context[places[0].end :]
    year = re.compile(r"(?:19|20)\d{2}年?")
    if year.search(new) and year.search(context):
        return year.sub(new, context, count=1)
    old = _counterpart(new, context)
    return context.replace(old, new, 1) if old else f"{_subject(context)} {new}{_tail(context)}"


def _counterpart(new: str, context: str) -> str:
    """The word of `context` that `new` takes the place of: one that ends alike (博士, 硕士), or another stage of a
    project (签约, 落地); empty when there is none."""
    import rjieba

    if new in context:
        return ""
    words = [(word, tag) for word, tag in rjieba.tag(context) if len(word) > 1]
    alike = [word for word, _ in words if word[-1] == new[-1] and word not in _UNITS]
    if alike:
        return _grown(alike[-1], new, context)
    stages = [word for word, _ in words if word in _STAGES]
    return stages[-1] if new in _STAGES and stages else ""


def _grown(word: str, new: str, context: str) -> str:
    """`word` with as much of the context before it as makes it about as long as `new`: 总部 → 综合型总部."""
    end = context.find(word) + len(word)
    return context[max(0, end - len(new)) : end] if len(new) > len(word) else word


def _subject(context: str) -> str:
    """What the conversation is about: its place, where it names one, with the matter that was asked."""
    context = context.partition(" ")[0]  # what stands behind was the matter of the turn before
    places = named_places(context)
    return places[0].name if places else topic(context)


def _tail(context: str) -> str:
    """The interrogative of the earlier question, asked again of the new matter."""
    about = topic(context)
    end = context.find(about) + len(about)
    return context[end:]
