"""The part of a passage that shows why it was found."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.web.lookup.marking import Span, Terms
from corpus.document import Chunk
from corpus.sentences import sentences

_LEAST, _MOST = 60, 150
"""Characters: two lines of the list."""
_BEFORE = 30
"""Characters kept before the first word, where a long sentence is cut."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage and the part of it that is shown."""

    chunk: Chunk
    start: int
    """Offset in the chunk's text."""
    end: int

    @property
    def text(self) -> str:
        """What is shown, verbatim."""
        return self.chunk.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where it stands in the cleaned text of the document."""
        return self.chunk.start + self.start, self.chunk.start + self.end


def shown(chunks: Iterable[Chunk], terms: Terms, most: int) -> list[Shown]:
    """Up to `most` of a document's passages, in their order, articles before what stands above them. One that holds the
    words in its heading alone says no more than the title: it is left out, unless there is no other."""
    cut = [_cut(chunk, terms) for chunk in sorted(chunks, key=lambda chunk: not chunk.path)]
    telling = [one for one in cut if terms.reasons(one.text)]
    return (telling or [one for one in cut[:1] if one.chunk.path])[:most]


def _cut(chunk: Chunk, terms: Terms) -> Shown:
    """Without the lines above the text that repeat its place or, before the first article, the title."""
    heads, skipped = {_bare(one) for one in (*chunk.path, chunk.card.title)}, 0
    for line in chunk.text.splitlines(keepends=True)[:-1]:
        if _bare(line) not in heads:
            break
        skipped += len(line)
    start, end = snippet(chunk.text[skipped:], terms)
    return Shown(chunk, skipped + start, skipped + end)


def _bare(line: str) -> str:
    return "".join(line.split())


def snippet(text: str, terms: Terms) -> Span:
    """The sentence that holds most of the words, with the next where it is short, cut around the words where it is long."""
    spans = sentences(text) or ((0, len(text)),)
    best = max(range(len(spans)), key=lambda at: (_worth(text[slice(*spans[at])], terms), -at))
    start, end = spans[best]
    for _, following in spans[best + 1 :]:
        if end - start >= _LEAST or following - start > _MOST:
            break
        end = following
    if end - start <= _MOST:
        return start, end
    found = terms.reasons(text[start:end])
    first = max(0, found[0][0] - _BEFORE) if found and found[-1][1] > _MOST else 0
    return start + first, min(end, start + first + _MOST)


def _worth(sentence: str, terms: Terms) -> int:
    """How much of the words stands in a sentence; each counts once."""
    return sum(len(part) for part in {sentence[start:end] for start, end in terms.reasons(sentence)})
