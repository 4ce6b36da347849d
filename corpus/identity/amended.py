"""What staff say of a document, laid over what was read from its file and its sidecar."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import PurePath
from typing import Any, TypeVar

from corpus.dates import find_dates
from corpus.document import Card, Document, Reference, Status, Validity
from corpus.errors import BadCorrection
from corpus.identity.card import known_enactment, make_card, reports_only
from corpus.identity.declared import Declared, expected, named
from corpus.identity.metadata import Metadata, read_metadata
from corpus.validity.applicability import read_applicability

T = TypeVar("T", Card, Validity)

FIELDS = tuple(Declared.model_fields)
"""What can be corrected, in the order of a form."""
_LONGEST = 500
"""Characters of a value: titles of decisions have up to 200."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_BROKEN = re.compile(r"(?<=[\u3400-\u9fff，、》）])[ \t]*\r?\n\s*(?=[\u3400-\u9fff《（])")
"""Where a title that was copied from a page goes on in the next line."""
_OF_VALIDITY = ("effective_on", "expires_on", "repealed_on", "repealed_by")
_OF_REPEAL = frozenset({"repealed_on", "repealed_by"})
_INFERRED = ("title", "issuer", "doc_number", "region", "level", "kind", "topics", "adopted_on", "published_on")


@dataclass(frozen=True, slots=True)
class Amendment:
    """Fields that have a value whatever the document says, and those that are unknown whatever it says."""

    given: Declared = field(default_factory=Declared)
    unknown: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The fields that it speaks of."""
        return self.unknown | {name for name, value in self.given if value is not None}

    @property
    def unties(self) -> bool:
        """Whether it says that the document is not repealed, whatever other documents say."""
        return bool(self.unknown & _OF_REPEAL) and self.given.repealed_by is None and self.given.repealed_on is None


def understood(values: Mapping[str, object]) -> Amendment:
    """What the values say, by name of the field as in a sidecar; an empty one makes the field unknown.

    Raises BadCorrection, with the field in its sentence, where a value means nothing or a field does not exist.
    """
    plain: dict[str, object] = {}
    for key, value in values.items():
        name = named(key.strip())
        if name is None:
            raise BadCorrection(f"没有“{_CONTROL.sub('', key)[:40]}”这个字段。可以更正的字段有 {'、'.join(FIELDS)}。")
        plain[name] = _plain(name, value)
    given = Declared.model_validate({name: value for name, value in plain.items() if value not in ("", [], ())})
    for name, value in plain.items():
        if value not in ("", [], ()) and getattr(given, name) in (None, ()):
            raise BadCorrection(f"{name} 写作“{value}”，{expected(name)}；如要清空，请留空。")
    unknown = frozenset(name for name, value in plain.items() if value in ("", [], ()))
    if "title" in unknown:
        raise BadCorrection("title 不能为空：每份文件都要有标题。")
    return Amendment(given, unknown)


def _plain(name: str, value: object) -> object:
    """A value without what nobody sees; None is empty."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return [_plain(name, it) for it in value]
    text = " ".join(_CONTROL.sub(" ", _BROKEN.sub("", str(value))).split())
    if len(text) > _LONGEST:
        raise BadCorrection(f"{name} 有 {len(text)} 个字，最多 {_LONGEST} 个字。")
    return text


def shown(card: Card) -> dict[str, str]:
    """The correctable fields of a card as a person writes them; empty where unknown."""
    values: dict[str, Any] = {name: getattr(card.validity if name in _OF_VALIDITY else card, name) for name in FIELDS}
    return {name: _written(value) for name, value in values.items()}


def _written(value: Any) -> str:
    if value is None:
        return ""
    return "、".join(value) if isinstance(value, tuple) else str(value)


def amended(document: Document, amendment: Amendment) -> Document:
    """The document, as it was read, with what staff say of it.

    What follows from a corrected field follows: the place from a title, the day of effect from the day of publication where
    the text says so. What a sidecar declared stays, unless the amendment speaks of it.
    """
    if not amendment.names:
        return document
    declared = _inferred(document)
    told = amendment.given
    if amendment.names & _OF_REPEAL:
        kept = {it: getattr(document.card.validity, it) for it in _OF_REPEAL - amendment.names}
        told = told.model_copy(update=kept)
    before, unchanged = _identified(document, declared, frozenset())
    after, references = _identified(document, told.over(declared), amendment.unknown)
    card = document.card
    validity = _merged(card.validity, before.validity, after.validity, amendment.names)
    validity = _without_contradiction(validity, amendment)
    card = replace(_merged(card, before, after, amendment.names), validity=validity)
    return replace(document, card=card, repeals=document.repeals if references == unchanged else references)


def _merged(read: T, before: T, after: T, names: frozenset[str]) -> T:
    """`read` with what the amendment sets, and with what follows from it."""
    changed = {
        it.name: getattr(after, it.name)
        for it in fields(read)
        if it.name in names or getattr(before, it.name) == getattr(read, it.name)
    }
    return replace(read, **changed)


def _inferred(document: Document) -> Declared:
    """What was declared beside the text, as far as it shows: the fields that are not what the text alone gives."""
    title = Declared.model_validate({"title": document.card.title})
    alone, _ = _identified(document, title, frozenset())
    differ = {
        name: value
        for name in _INFERRED
        if (value := getattr(document.card, name)) not in (None, ()) and value != getattr(alone, name)
    }
    return Declared.model_validate({"url": document.card.url} | differ).over(title)


def _identified(document: Document, declared: Declared, unknown: frozenset[str]) -> tuple[Card, tuple[Reference, ...]]:
    """The card and the repeals that the text gives with what is declared of it, see `corpus.load`."""
    card, text = document.card, document.text
    found = _without(read_metadata(text, (), PurePath(card.source_path), declared.title), unknown)
    told = read_applicability(
        text,
        found.header_end,
        known_enactment(declared, found),
        title=found.title,
        reports=reports_only(declared, found),
    )
    made = make_card(
        doc_id=card.doc_id,
        revision=card.revision,
        source_path=card.source_path,
        text=text,
        declared=declared.model_copy(update=dict.fromkeys(unknown)),
        found=found,
        validity=told.validity,
    )
    blank: dict[str, Any] = {name: value for name, value in (("level", None), ("topics", ())) if name in unknown}
    return replace(made, **blank), told.repeals


def _without(found: Metadata, unknown: frozenset[str]) -> Metadata:
    """What was found, but for the fields that are unknown."""
    gone: dict[str, Any] = dict.fromkeys(unknown & {"issuer", "doc_number", "region", "kind"})
    days: dict[str, None] = {}
    for name in unknown & {"published_on", "adopted_on"}:
        days |= {name: None, f"entry_{name}": None}
    enactment = replace(found.enactment, **days)
    return replace(found, enactment=enactment, **gone)


def _without_contradiction(validity: Validity, amendment: Amendment) -> Validity:
    """`validity` without what the amendment takes away, and without sentences that no longer prove it."""
    names, unknown = amendment.names, amendment.unknown
    changed: dict[str, Any] = dict.fromkeys(unknown & set(_OF_VALIDITY))
    if "effective_on" in unknown:
        changed["effective_by"] = None
    if names & _OF_REPEAL:
        changed["repeal_evidence"] = None
    ended = {Status.REPEALED: _OF_REPEAL, Status.EXPIRED: frozenset({"expires_on"}) | _OF_REPEAL}
    if validity.stated in ended and names & ended[validity.stated]:
        changed["stated"] = None
    days = [amendment.given.effective_on, amendment.given.expires_on]
    proved = {day for _, day in find_dates(validity.evidence or "")}
    if unknown & {"effective_on", "expires_on"} or any(day not in proved for day in days if day is not None):
        changed["evidence"] = None
    return replace(validity, **changed)
