"""Where a document holds, and whether what an enterprise says places it there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.places import SUFFIXES, proper_names
from corpus.document import Card
from corpus.normalize import fold
from corpus.regions import mentioned

_HERE = frozenset(
    "本市 我市 全市 市内 本省 我省 省内 本区 我区 本县 我县 本园区 本地 当地 园区 本园 区 区域 区域内 内 境内 行政区域".split()
)
_SAYS_HERE = re.compile("本市|我市|市内|本地|当地|本区|本县|本省|园区内|区内")
_PARTS = re.compile("(?<=[省市州盟县区])")


@dataclass(frozen=True, slots=True)
class Ground:
    """A document's own place."""

    region: str
    names: frozenset[str]
    """What tells it and the parks within it from others, folded."""

    def names_here(self, word: str) -> bool:
        """Whether a word of a condition means the document's own place: 本市, 东湖, 高新区."""
        return word in _HERE or word in self.names or word.endswith(tuple(SUFFIXES))

    def is_in(self, said: str) -> bool:
        """Whether what was said places the enterprise here."""
        regions = mentioned(said)
        return (
            any(name in said for name in self.names)
            or bool(_SAYS_HERE.search(said))
            or bool(self.region and any(region.startswith(self.region) for region in regions))
        )

    def is_elsewhere(self, said: str) -> bool:
        """Whether what was said names a place, and none that is here."""
        return not self.is_in(said) and bool(mentioned(said) or proper_names(said))


def ground_of(card: Card, cards: Sequence[Card]) -> Ground:
    """The place of a document: its park, where its title names one; else its region with every park that lies in it."""
    own = frozenset(map(fold, proper_names(card.title)))
    region = card.region or ""
    if any(suffix in card.title for suffix in SUFFIXES) and own:
        return Ground("", own)
    within = frozenset(
        fold(name)
        for other in cards
        if region and (other.region or "").startswith(region)
        for name in proper_names(other.title)
    )
    last = [part for part in _PARTS.split(region) if part][-1:]
    short = frozenset(fold(part.rstrip("省市州盟县区")) for part in last if len(part) > 2)
    return Ground(region, own | within | short)
