"""What is said of a document's validity, and the sentence that proves it."""

import datetime
from collections.abc import Sequence

from assistant.statement import Quote
from corpus.document import Card, Chunk, Status, Validity
from corpus.errors import NoSuchDocument
from corpus.normalize import in_title_marks, simplify
from corpus.repair.quality import is_damaged
from index.hit import Hit, Reason
from index.store import Store
from index.titles import title_key

_APPLYING = frozenset({Status.IN_FORCE, Status.UNKNOWN})
STATUS_NAMES = {
    Status.IN_FORCE: "现行有效",
    Status.NOT_YET: "尚未施行",
    Status.EXPIRED: "已失效",
    Status.REPEALED: "已废止",
    Status.UNKNOWN: "时效未知",
}


def describe(card: Card, as_of: datetime.date) -> str:
    """One sentence on a document's validity: 《…》现行有效，自2024年1月1日起施行，有效期至2026年12月31日。"""
    validity = card.validity
    status = validity.status(as_of)
    said = [f"{in_title_marks(simplify(card.title))}{STATUS_NAMES[status]}"]
    if status is Status.REPEALED:
        said[0] += f"（{_ended(card)}）"
    elif status is not Status.NOT_YET and validity.repealed_on is not None and validity.repealed_on > as_of:
        said.append(f"将于{_ended(card)}")
    elif validity.stated is status and status in (Status.EXPIRED, Status.NOT_YET):
        said[0] += "（原文如此注明）"
    if validity.worded_on and as_of < validity.worded_on:
        said.append(f"这一文本自{chinese_date(validity.worded_on)}起适用，此前适用旧版本")
    said.append(_effect(validity))
    if validity.expires_on:
        said.append(f"有效期至{chinese_date(validity.expires_on)}")
    return "，".join(filter(None, said)) + "。"


def _ended(card: Card) -> str:
    """When and by what a document was repealed: 2024年4月1日被《…》废止."""
    validity = card.validity
    day, by = chinese_date(validity.repealed_on), validity.repealed_by
    if by is None:
        return f"{day}废止" if day else "原文如此注明"
    if title_key(by) == title_key(card.title):
        return f"{day}被新版本{in_title_marks(simplify(by))}取代"
    return f"{day}被{in_title_marks(simplify(by))}废止"


def _effect(validity: Validity) -> str:
    if validity.effective_on:
        return f"自{chinese_date(validity.effective_on)}起施行"
    if validity.effective_by:
        return f"自公布之日起施行（文中未写明公布日期，至迟为{chinese_date(validity.effective_by)}）"
    return ""


def warning(
    cards: Sequence[Card], as_of: datetime.date, today: datetime.date | None = None, said: str = ""
) -> tuple[str, ...]:
    """What a reader must know first: the cited texts that do not apply on the day, and those whose end is known. Nothing
    that `said`, the answer itself, tells already."""
    concerned = {card.doc_id: card for card in cards}.values()
    lines = [f"注意：{describe(card, as_of)}" for card in concerned if card.validity.status(as_of) not in _APPLYING]
    lines += [_ending(card, as_of, today or as_of) for card in concerned if card.validity.status(as_of) in _APPLYING]
    return tuple(line for line in lines if line and line.removeprefix("注意：").rstrip("。") not in said)


def _ending(card: Card, as_of: datetime.date, today: datetime.date) -> str:
    """That a text which applies on the day is repealed later, or has expired since; empty where neither is known."""
    validity, title = card.validity, in_title_marks(simplify(card.title))
    if validity.repealed_on is not None and validity.repealed_on > as_of:
        return f"提示：{title}{'此后于' if validity.repealed_on <= today else '将于'}{_ended(card)}。"
    if validity.expires_on is not None and as_of <= validity.expires_on < today:
        return f"提示：{title}有效期至{chinese_date(validity.expires_on)}，此后已不适用。"
    return ""


def chinese_date(day: datetime.date | None) -> str:
    """2024年1月1日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def as_hit(chunk: Chunk, rank: int, as_of: datetime.date, score: float = 1.0) -> Hit:
    """A chunk that was looked up rather than searched."""
    return Hit(rank, score, chunk, chunk.card.validity.status(as_of), Reason())


def proofs(card: Card, store: Store, as_of: datetime.date) -> tuple[Quote, ...]:
    """Every sentence that `describe` rests on: what ends the document, and what says since when it applies."""
    first, effect = proof(card, store, as_of), card.validity.evidence
    own = quote_in(card.doc_id, effect, store, as_of) if effect and not is_damaged(effect) else None
    return tuple(dict.fromkeys(filter(None, (first, own))))


def proof(card: Card, store: Store, as_of: datetime.date) -> Quote | None:
    """The sentence that proves a document's standing on the day, where it stands: in itself, or in what repeals it."""
    sentence = card.validity.proof(as_of)
    if sentence is None or is_damaged(sentence):
        return None
    for doc_id in filter(None, (card.doc_id, card.validity.repealed_by_id)):
        if quote := quote_in(doc_id, sentence, store, as_of):
            return quote
    return None


def quote_in(doc_id: str, sentence: str, store: Store, as_of: datetime.date) -> Quote | None:
    """The sentence where it stands in a document; None where it does not."""
    try:
        chunks = store.catalog.chunks(doc_id)
    except NoSuchDocument:  # removed since the card was read
        return None
    # A list of repealed titles may be cut between chunks: then its last line is quoted, which names the document.
    for wanted in dict.fromkeys((sentence, sentence.rsplit("\n", 1)[-1])):
        for rank, chunk in enumerate(chunks, start=1):
            at = chunk.text.find(wanted)
            if at >= 0:
                return Quote(as_hit(chunk, rank, as_of), chunk.start + at, wanted)
    return None
