"""Everything that writes to a store, as something that a process can be killed at."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.synchronize import Event
from pathlib import Path

from assistant.open import open_encoder_of
from assistant.settings import Settings
from assistant.stock.uploads import FOLDER, Clash, Given, take
from index.corrections.deeds import history
from index.corrections.door import correct, remove, undo
from index.corrections.rereading import reread
from index.elsewhere import HERE, Elsewhere
from index.ingest import ingest
from index.store import Store

REMOVED = 2
"""Documents that one removal by staff takes."""


class Kind(StrEnum):
    """What is struck."""

    INGEST = "ingest"
    """Of new files."""
    UPDATE = "update"
    """Of files that have changed."""
    VANISH = "vanish"
    """Ingest of a folder that files are gone from."""
    UPLOAD = "upload"
    REMOVE = "remove"
    """By staff."""
    CORRECT = "correct"
    TAKE_BACK = "take_back"
    REREAD = "reread"
    REEMBED = "reembed"
    RESTART = "restart"
    """After another was struck."""


OFTEN = {
    Kind.INGEST: 3,
    Kind.UPDATE: 4,
    Kind.VANISH: 2,
    Kind.UPLOAD: 2,
    Kind.REMOVE: 2,
    Kind.CORRECT: 2,
    Kind.TAKE_BACK: 2,
    Kind.REREAD: 1,
    Kind.REEMBED: 4,
}
"""Of how many each kind is so many."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deed is done."""

    home: Path
    folder: Path
    """Of files that are taken in."""
    given: Path
    """Of files that are uploaded."""
    elsewhere: Elsewhere = HERE
    """What of the store is not in its home."""


def do(kind: Kind, place: Place, seed: int, begun: Event | None = None) -> None:
    """Does it from beginning to end; `begun` is set once the store is open. What it is done to is drawn by `seed`."""
    chance = random.Random(seed)  # noqa: S311 - which ones is no secret
    if kind is Kind.REEMBED:
        encoder = open_encoder_of(Settings())
        _say(begun)
        Store.rebuild(place.home, encoder, elsewhere=place.elsewhere).close()
        return
    with opened(place.home, place.elsewhere) as store:
        _say(begun)
        _DEEDS[kind](store, place, chance)


def opened(home: Path, elsewhere: Elsewhere) -> Store:
    """The store with the encoder of the settings."""
    return Store.open(home, open_encoder_of(Settings()), elsewhere=elsewhere)


def _say(begun: Event | None) -> None:
    if begun is not None:
        begun.set()


def _take_in(store: Store, place: Place, _chance: random.Random) -> None:
    ingest(store, [place.folder])


def _upload(store: Store, place: Place, _chance: random.Random) -> None:
    given = [Given(path.name, path) for path in sorted(place.given.iterdir())]
    take(store, given, clash=Clash.REPLACE)


def _remove(store: Store, _place: Place, chance: random.Random) -> None:
    # An upload that was removed comes back under another name, which nobody could tell from a lost document.
    cards = [it for it in store.catalog.cards() if not it.source_path.startswith(f"{FOLDER}/")]
    for card in chance.sample(cards, REMOVED):
        remove(store, card.doc_id, "试验")


def _correct(store: Store, _place: Place, chance: random.Random) -> None:
    for card in chance.sample(store.catalog.cards(), 3):
        number = chance.randrange(10**6)
        title = card.title.partition("（")[0]
        correct(store, card.doc_id, {"region": f"云岭市{number}区", "title": f"{title}（{number}）"}, "试验")


def _take_back(store: Store, _place: Place, chance: random.Random) -> None:
    deeds = [it for it in history(store.catalog.engine) if it.can_be_undone]
    for deed in chance.sample(deeds, min(3, len(deeds))):
        undo(store, deed.id, "试验")


def _reread(store: Store, _place: Place, chance: random.Random) -> None:
    for card in chance.sample(store.catalog.cards(), 2):
        reread(store, card.doc_id, "试验")


def _nothing(_store: Store, _place: Place, _chance: random.Random) -> None:
    pass


_DEEDS: dict[Kind, Callable[[Store, Place, random.Random], None]] = {
    Kind.INGEST: _take_in,
    Kind.UPDATE: _take_in,
    Kind.VANISH: _take_in,
    Kind.UPLOAD: _upload,
    Kind.REMOVE: _remove,
    Kind.CORRECT: _correct,
    Kind.TAKE_BACK: _take_back,
    Kind.REREAD: _reread,
    Kind.RESTART: _nothing,
}
