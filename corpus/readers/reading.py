"""What every reader gives."""

from dataclasses import dataclass, field

from corpus.document import Caution, Repair
from corpus.identity.declared import Declared


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's text before cleaning, in one notation for all formats.

    Each paragraph and each table row is a line. A heading begins with `#` signs and a blank, as in Markdown. A form feed
    stands where a page begins (not before the first). `wrapped` says that lines end where the paper did, not where
    paragraphs do.
    """

    text: str
    declared: Declared = field(default_factory=Declared)
    wrapped: bool = False
    repairs: tuple[Repair, ...] = ()
    """What the reader had to do, or could not do, to give this text."""
    cautions: tuple[Caution, ...] = ()
    """What the file holds and does not show; it is not in `text`."""
