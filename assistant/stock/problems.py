"""Documents and files that need a person, found in what the catalog knows; nothing is read again for it."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from sqlalchemy import func, select

from assistant.stock.problem import Problem, Remedy, Sort
from corpus.dates import add_months
from corpus.document import Card, Caution, Kind, Status
from corpus.normalize import fold
from corpus.repair.quality import DAMAGE, FAIR
from index.batches import batches
from index.copies import Copy
from index.failures import standing_failures
from index.rows import to_cautions
from index.schema import revisions, texts
from index.store import Store

_RULES = (Kind.REGULATION, Kind.RULE, Kind.NORMATIVE)
_ON_TRIAL = re.compile(r"试行|暂行")
_MOST_TRIAL_MONTHS = 24
"""Rules on making 规范性文件 let a trial last two years at most; that of a 法规 has no term."""
_OPENING = 3000
"""Characters of a text among which its title stands."""
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_LEAST_IDEOGRAPHS = 4
_MOST_CAUTIONS = 3
"""Of one document; its page in the desk has all."""

_Row = tuple[Sort, str, dict[str, str], tuple[str, ...], tuple[Remedy, ...]]


def problems(store: Store, today: datetime.date) -> list[Problem]:
    """Everything that needs a person on the day `today`, the gravest sort first, then by title."""
    catalog = store.catalog
    cards = catalog.cards()
    counts = catalog.counts()
    quality = {doc_id: it["quality"] for doc_id, it in counts.items()}
    cautions = {doc_id: to_cautions(it) for doc_id, it in counts.items() if it["cautions"]}
    lost, untitled = _lost(store), _untitled(store, cards)
    found = list(_failed(store))
    for card in cards:
        rows = [*_of_text(quality.get(card.doc_id, 1.0), lost.get(card.doc_id, 0)), *_of_days(card, today)]
        rows += [_of_caution(it) for it in cautions.get(card.doc_id, ())[:_MOST_CAUTIONS]]
        if card.doc_id in untitled:
            rows.append((Sort.UNTITLED, "untitled", {"title": card.title}, ("title",), (Remedy.CORRECT,)))
        rows += _missing(card, today)
        found += [Problem(row[0], row[1], card.title, card.source_path, card.doc_id, *row[2:]) for row in rows]
    found += _copies(catalog.copies(), {card.doc_id: card for card in cards})
    order = list(Sort)
    return sorted(found, key=lambda it: (order.index(it.sort), it.title, it.source_path, it.saying))


def _failed(store: Store) -> Iterator[Problem]:
    for it in standing_failures(store.catalog.engine):
        name = PurePath(it.shown).name
        yield Problem(
            Sort.FAILED,
            "failed",
            name,
            it.shown,
            values={"reason": it.reason, "path": it.path},
            remedies=(Remedy.REPLACE, Remedy.RETRY, Remedy.DISMISS),
        )


def _of_text(quality: float, lost: int) -> Iterator[_Row]:
    remedies = (Remedy.REPLACE, Remedy.REREAD)
    if quality < FAIR:
        yield Sort.DAMAGED, "quality", {"share": f"{quality:.0%}"}, (), remedies
    elif lost:
        yield Sort.DAMAGED, "lost", {"count": str(lost)}, (), remedies


def _of_caution(caution: Caution) -> _Row:
    return Sort.CAUTION, "caution", {"said": caution.said}, (), (Remedy.REMOVE, Remedy.REPLACE)


def _of_days(card: Card, today: datetime.date) -> Iterator[_Row]:
    """Days that contradict each other, and trials that are over."""
    validity, published = card.validity, card.published_on
    effective, expires, repealed = validity.effective_on, validity.expires_on, validity.repealed_on
    by_hand = (Remedy.CORRECT,)
    if effective and expires and expires < effective:
        days = {"expires": str(expires), "effective": str(effective)}
        yield Sort.DATES, "expires_first", days, ("effective_on", "expires_on"), by_hand
    if effective and repealed and repealed < effective:
        days = {"repealed": str(repealed), "effective": str(effective)}
        yield Sort.DATES, "repealed_first", days, ("effective_on", "repealed_on"), by_hand
    if published and published > today:
        yield Sort.DATES, "in_future", {"published": str(published)}, ("published_on",), by_hand
    yield from _of_trial(card, today)


def _of_trial(card: Card, today: datetime.date) -> Iterator[_Row]:
    if card.kind not in (Kind.NORMATIVE, Kind.RULE) or not _ON_TRIAL.search(card.title):
        return
    remedies = (Remedy.CORRECT, Remedy.REPEAL)
    expires, since = card.validity.expires_on, card.validity.effective_on or card.dated_on
    status = card.validity.status(today)
    if expires is not None and status is Status.EXPIRED:
        yield Sort.TRIAL, "trial_over", {"expires": str(expires)}, ("expires_on",), remedies
    elif (
        expires is None and since is not None and not status.is_past and add_months(since, _MOST_TRIAL_MONTHS) <= today
    ):
        yield Sort.TRIAL, "trial_long", {"since": str(since)}, ("expires_on",), remedies


def _missing(card: Card, today: datetime.date) -> Iterator[_Row]:
    """What readers filter by and the document does not tell; one of status and date is enough to say."""
    fields = ("published_on", "effective_on")
    if card.kind in _RULES and card.validity.status(today) is Status.UNKNOWN:
        yield Sort.NO_STATUS, "no_status", {}, fields, (Remedy.CORRECT, Remedy.REPEAL)
    elif card.dated_on is None:
        yield Sort.NO_DATE, "no_date", {}, fields[:1], (Remedy.CORRECT,)
    if card.kind in _RULES and card.issuer is None:
        yield Sort.NO_ISSUER, "no_issuer", {}, ("issuer",), (Remedy.CORRECT,)


def _copies(copies: Mapping[str, tuple[Copy, ...]], cards: Mapping[str, Card]) -> Iterator[Problem]:
    """One problem for each text that is there more than once, with its first copy."""
    for group in {id(it): it for it in copies.values()}.values():
        held = [it for it in group if it.doc_id in cards]
        if len(held) < 2:
            continue
        first, *others = held
        yield Problem(
            Sort.COPY,
            "copy",
            first.title,
            first.source_path,
            first.doc_id,
            {"other": others[0].title},
            remedies=(Remedy.REMOVE,),
            others=tuple(it.doc_id for it in others),
        )


def _lost(store: Store) -> dict[str, int]:
    """By doc_id, how many characters are marked as lost in its text."""
    marks = func.length(texts.c.text) - func.length(func.replace(texts.c.text, DAMAGE, ""))
    query = select(revisions.c.doc_id, marks).join(texts).where(revisions.c.state == "ready")
    with store.catalog.engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(query.where(texts.c.text.contains(DAMAGE)))}


def _untitled(store: Store, cards: Sequence[Card]) -> set[str]:
    """Documents whose title is no words, was cut out of the text, or is the file's name and does not stand in the text."""
    found = {it.doc_id for it in cards if _is_no_title(it.title)}
    named = [it.doc_id for it in cards if it.title == PurePath(it.source_path).stem]
    with store.catalog.engine.connect() as connection:
        for some in batches(named):
            query = select(revisions.c.doc_id, revisions.c.title, func.substr(texts.c.text, 1, _OPENING)).join(texts)
            for row in connection.execute(query.where(revisions.c.state == "ready", revisions.c.doc_id.in_(some))):
                if _letters(row[1]) not in _letters(row[2]):
                    found.add(row[0])
    return found


def _is_no_title(title: str) -> bool:
    return title.endswith("…") or len(_IDEOGRAPH.findall(title)) < _LEAST_IDEOGRAPHS


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))
