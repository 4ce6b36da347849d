"""What is said when nothing answers: what was searched, what comes nearest, and whom to ask."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.evidence import Sentence
from assistant.library import Asked, Library
from assistant.places import named_places
from assistant.wording import topic
from corpus.document import Card, Kind
from corpus.normalize import fold, in_title_marks
from index.hit import Filters
from index.tokens import words

_NEAR = 0.4
"""Share of the question's weight that a passage expresses at least, to be worth reading instead of an answer …"""
_TELLING = 2
"""… and of the weightiest words of the question, so many, it has one in so many letters."""
_NEAREST = 3
"""Documents that are named; more is a list that nobody reads."""
_BESIDE = 0.75
"""A further document comes at least so near, by the same share, as the nearest."""
_DEGREE = re.compile(r"(?:最[高多低少长]|一?共|[一每]年|大概|现在|今年|要|能|会|的|(?:有|是)?多[大长高久重快远])+$")
_OF_TITLE = re.compile(r"^.*(?:办法|措施|条例|细则|政策|规定|意见|通知|清单|指南)[》”]?(?:中|里)?(?:的|对|给|，|,)+")
"""What opens a question about a document; what follows is the matter."""
_MATTER = 24
"""Characters up to which the matter asked for is said back; a whole paragraph is not."""
_UNNAMED = "这一事项"


def refusal(asked: Asked, library: Library) -> str:
    """What is said when nothing answers, in three to five short paragraphs."""
    contact = library.assistant.settings.contact
    cards = _nearest(asked, library)
    paragraphs = ["没有找到能回答这个问题的依据。", _searched(asked, library)]
    if cards:
        paragraphs.append(_silent(asked, library, cards))
    else:
        paragraphs.append("这些文件里没有与这个问题相近的内容。")
    paragraphs.append(f"建议咨询：{contact}" if contact else "可以换一种说法再问，或向有关主管部门咨询。")
    return "\n\n".join(paragraphs)


def lost(damaged: Sentence, contact: str | None) -> str:
    """The same where `damaged` would have answered if none of its characters were lost."""
    chunk = damaged.hit.chunk
    place = in_title_marks(chunk.card.title) + "".join(chunk.path[-1:])
    return (
        f"{place}中与这个问题有关的文字已经损坏（收录后的全文里以 □ 标出），不能作为依据引用。\n\n"
        f"请查阅原件：{chunk.card.source_path}" + (f"；或咨询：{contact}" if contact else "")
    )


def _searched(asked: Asked, library: Library) -> str:
    conditions = "、".join(_conditions(asked.filters))
    text = f"查找范围：{len(library.cards)} 份文件（{conditions}）。"
    question = asked.question
    if not library.cards:
        text = f"没有可以查找的文件（{conditions}）。"
    return text if question.standalone == question.asked else f"{text}实际查找的问题：“{question.standalone}”。"


def _conditions(filters: Filters) -> Iterator[str]:
    """The filters in force, in words."""
    named = {"地区": filters.region, "发文机关": filters.issuer, "类型": filters.kind and filters.kind.value}
    yield from (f"{name}：{value}" for name, value in named.items() if value)
    since, until = filters.since, filters.until
    if since or until:
        yield f"发布时间：{_day(since)}至{_day(until)}"
    if filters.as_of:
        yield f"按 {filters.as_of.isoformat()} 当日有效"
    yield "含已失效的" if filters.include_past else "不含已失效的"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "不限"


def _nearest(asked: Asked, library: Library) -> list[Card]:
    """The documents that come near the question: first the one that it is about, as far as it names one, then the nearest."""
    shares = _shares(asked, library)
    cards = {hit.chunk.card.doc_id: hit.chunk.card for hit in asked.hits}
    least = max(_NEAR, _BESIDE * max(shares.values(), default=0.0))
    near = [cards[doc_id] for doc_id in sorted(shares, key=lambda it: -shares[it]) if shares[doc_id] >= least]
    meant = _meant(asked, library)
    return ([meant, *(card for card in near if card != meant)] if meant else near)[:_NEAREST]


def _meant(asked: Asked, library: Library) -> Card | None:
    """The document that the question names, or else the first that was found whose title holds the park that it names."""
    question = asked.question.standalone
    names = library.where(question).names
    titled = [hit.chunk.card for hit in asked.hits if any(name in fold(hit.chunk.card.title) for name in names)]
    of_place = min(titled, key=lambda card: card.kind is Kind.NEWS, default=None)  # a policy before what is told of it
    return library.shelf.named(question, library.as_of) or of_place


def _shares(asked: Asked, library: Library) -> dict[str, float]:
    """Of each document that was found, the share of the question that its nearest passage expresses, 0 to 1."""
    lexicon, words = library.assistant.lexicon, asked.question.words
    weights = lexicon.weights(words)
    where = library.where(asked.question.standalone)
    shares: dict[str, float] = {}
    telling = [words[at] for at in (-weights).argsort()[:_TELLING]]
    for hit in asked.hits:
        chunk = hit.chunk
        if not any(word in fold(f"{chunk.heading} {chunk.text}") for word in telling) or not where.any_in(
            f"{chunk.heading} {chunk.text}", chunk.card.region
        ):
            continue
        matched = lexicon.matches(words, f"{chunk.heading} {chunk.card.region or ''} {chunk.text}")
        share = float(matched @ weights) / float(weights.sum())
        shares[chunk.card.doc_id] = max(share, shares.get(chunk.card.doc_id, 0.0))
    return shares


def _silent(asked: Asked, library: Library, cards: Sequence[Card]) -> str:
    """That the nearest documents do not say it; of the one that the question is about, what it does not say."""
    meant, first = _meant(asked, library), cards[0]
    if meant is None or meant != first:
        return f"最接近的文件是{'、'.join(in_title_marks(card.title) for card in cards)}，但其中没有相应规定。"
    number = f"（{first.doc_number}）" if first.doc_number else ""
    matter = _matter(asked.question.standalone)
    # What it writes of the matter may not answer the question, but it is not silent on it.
    said = "写到了{}，但没有找到能回答这个问题的规定。" if _writes_of(asked, first, matter) else "没有对{}作出规定。"
    text = f"{in_title_marks(first.title)}{number}{said.format(matter)}"
    others = "、".join(in_title_marks(card.title) for card in cards[1:])
    return text + (f"内容相近的还有{others}，其中也没有答案。" if others else "")


def _writes_of(asked: Asked, card: Card, matter: str) -> bool:
    """Whether one passage of the document that was found has all the words that are said back in quotation marks."""
    asked_for = words(matter)
    found = (fold(f"{it.chunk.heading} {it.chunk.text}") for it in asked.hits if it.chunk.card == card)
    return any(matter != _UNNAMED and all(word in text for word in asked_for) for text in found)


def _matter(question: str) -> str:
    """What is asked of the place or thing, said back: “装修补贴” of 临港经开区的装修补贴最高多少."""
    text = _OF_TITLE.sub("", _DEGREE.sub("", topic(question)))
    place = next((place for place in named_places(text) if place.start == 0), None)
    matter = text[place.end :].lstrip("的对给里内在，, ") if place else text
    matter = re.sub(r"^(?:有没有|是否有|有)|(?:各|分别)$", "", matter)
    return f"“{matter}”" if 2 <= len(matter) <= _MATTER else _UNNAMED
