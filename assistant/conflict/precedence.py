"""Which of two documents goes before the other: level, then date, special before general (立法法第九十九条至第一百零五条)."""

import datetime
import re

from assistant.conflict.clause import Clause
from assistant.standing import chinese_date
from corpus.document import Card, Level
from corpus.normalize import fold, in_title_marks, simplify

_ORDER = (Level.NATIONAL, Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.PARK)


def height(card: Card) -> int | None:
    """0 for what holds in the whole country, more for less; None where the level is not known."""
    return _ORDER.index(card.level) if card.level in _ORDER else None


def label(card: Card) -> str:
    """《…》（文号，市级，2024年3月15日）."""
    facts = (card.doc_number, card.level.value if card.level else None, chinese_date(card.dated_on))
    said = "，".join(filter(None, facts))
    return in_title_marks(simplify(card.title)) + (f"（{said}）" if said else "")


def before(one: Clause, other: Clause) -> bool | None:
    """Whether `one` goes first; None where the rules give no order or point both ways."""
    if height(one.card) != height(other.card):
        high, low = height(one.card), height(other.card)
        return None if high is None or low is None else high < low
    later, special = _later(one.card, other.card), _special(one, other)
    if special is None or later is None or special == later:
        return special if later is None else later
    return None


def order(one: Clause, other: Clause, contact: str | None) -> str:
    """One sentence on the order of precedence, and whom to ask."""
    ask = f"建议向{contact or '发文机关'}确认后再作决定。"
    first = before(one, other)
    name = in_title_marks(simplify((other if first is False else one).card.title))
    if height(one.card) != height(other.card):
        if first is None:
            return f"其中有文件未标明级别，无法判断适用顺序。{ask}"
        return f"按照上位法优于下位法，一般以级别较高的{name}为准。{ask}"
    if first is None and _special(one, other) is not None:
        special, newer = (one, other) if _special(one, other) else (other, one)
        return (
            f"两份文件级别相同：{in_title_marks(simplify(newer.card.title))}较新，{in_title_marks(simplify(special.card.title))}"
            f"则专门规定这一事项；新的一般规定与旧的特别规定不一致的，由制定机关决定如何适用。{ask}"
        )
    if first is None:
        return f"两份文件级别相同，日期不足以判断先后，无法判断适用顺序。{ask}"
    reasons = ["新法优于旧法"] if _later(one.card, other.card) is not None else []
    reasons += ["特别规定优于一般规定"] if _special(one, other) is not None else []
    return f"两份文件级别相同，按照{'、'.join(reasons)}，一般以{name}为准。{ask}"


def _later(one: Card, other: Card) -> bool | None:
    mine, theirs = one.dated_on or datetime.date.min, other.dated_on or datetime.date.min
    return None if mine == theirs or datetime.date.min in (mine, theirs) else mine > theirs


def _special(one: Clause, other: Clause) -> bool | None:
    """Whether the title of `one` alone is about the matter itself; None where both titles are, or neither."""
    mine, theirs = _is_about(one), _is_about(other)
    return None if mine == theirs else mine


def _is_about(clause: Clause) -> bool:
    text = fold(clause.text)
    return any(word in text for word in clause.title_words() if not re.fullmatch("[市省区县]?级?", word))
