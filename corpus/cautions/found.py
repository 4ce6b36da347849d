"""All that should make staff careful about a document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from corpus.cautions.instructions import instructions, speaks_to_a_model
from corpus.cautions.invisible import invisible
from corpus.document import Card, Caution, Unease
from corpus.readers.reading import Reading

_LONGEST_HIDDEN = 500
"""Characters of hidden text that are kept for staff to see; the original has the rest."""
_MOST_HIDDEN = 50
_TO_A_MODEL = "像是写给语言模型的指令"


def cautions(reading: Reading, text: str, card: Card) -> tuple[Caution, ...]:
    """What the reader found hidden, invisible characters, and passages and names that speak to a model."""
    hidden = (*reading.cautions, *invisible(reading.text))
    found = [_shortened(it) for it in _pressing_first(hidden)[:_MOST_HIDDEN]]
    found += [Caution(Unease.INSTRUCTION, text[start:end], start) for start, end in instructions(text)]
    return (*found, *_of_names(card))


def _shortened(caution: Caution) -> Caution:
    note = caution.note
    if speaks_to_a_model(caution.quote):
        note = f"{note}，{_TO_A_MODEL}" if note else _TO_A_MODEL
    return replace(caution, quote=caution.quote[:_LONGEST_HIDDEN], note=note)


def _pressing_first(hidden: Sequence[Caution]) -> list[Caution]:
    """Of very many, those that speak to a model must not be lost among the others."""
    return sorted(hidden, key=lambda it: not speaks_to_a_model(it.quote)) if len(hidden) > _MOST_HIDDEN else [*hidden]


def _of_names(card: Card) -> Iterator[Caution]:
    """What the document calls itself."""
    named = (
        ("标题", card.title),
        ("文号", card.doc_number),
        ("发文机关", card.issuer),
        ("文件名", PurePath(card.source_path).stem),
    )
    for what, value in named:
        if value and speaks_to_a_model(value):
            yield Caution(Unease.INSTRUCTION, value, note=what)
