"""The identity card of a document: what was declared beside it wins over what its text says."""

from dataclasses import replace
from datetime import date

from corpus.document import Card, Kind, Validity
from corpus.identity.declared import Declared
from corpus.identity.doc_number import normal_number
from corpus.identity.enactment import Enactment
from corpus.identity.level import find_level
from corpus.identity.metadata import Metadata
from corpus.identity.topics import find_topics
from corpus.regions import canonical

_REPORTS = (Kind.NEWS, Kind.INTERPRETATION)


def make_card(
    *, doc_id: str, revision: str, source_path: str, text: str, declared: Declared, found: Metadata, validity: Validity
) -> Card:
    """The card of the document whose cleaned text is `text`."""
    region = (canonical(declared.region) or declared.region) if declared.region else found.region
    issuer = declared.issuer or found.issuer
    return Card(
        doc_id=doc_id,
        revision=revision,
        source_path=source_path,
        title=found.title,
        issuer=issuer,
        doc_number=normal_number(declared.doc_number) if declared.doc_number else found.doc_number,
        region=region,
        level=declared.level or find_level(found.title, issuer, region),
        kind=declared.kind or found.kind,
        topics=find_topics(found.title, text) if declared.topics is None else declared.topics,
        adopted_on=declared.adopted_on or found.enactment.adopted_on,
        published_on=declared.published_on or found.enactment.published_on,
        validity=_declared_validity(declared, validity),
        url=declared.url,
    )


def reports_only(declared: Declared, found: Metadata) -> bool:
    """Whether the document only tells of others: then dates and repeals in it are theirs."""
    return (declared.kind or found.kind) in _REPORTS


def known_enactment(declared: Declared, found: Metadata) -> Enactment:
    """The days on which the document was made, with those that were declared."""
    days: dict[str, date] = {}
    if declared.published_on:
        days |= {"published_on": declared.published_on, "entry_published_on": declared.published_on}
    if declared.adopted_on:
        days |= {"adopted_on": declared.adopted_on, "entry_adopted_on": declared.adopted_on}
    return replace(found.enactment, **days)


def _declared_validity(declared: Declared, validity: Validity) -> Validity:
    """`validity` with the days and the repeal that were declared."""
    validity = replace(
        validity,
        effective_on=declared.effective_on or validity.effective_on,
        expires_on=declared.expires_on or validity.expires_on,
    )
    if declared.repealed_on is None and declared.repealed_by is None:
        return validity
    return replace(
        validity, repealed_on=declared.repealed_on, repealed_by=declared.repealed_by, repeal_evidence=None, stated=None
    )
