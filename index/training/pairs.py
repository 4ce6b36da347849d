"""What belongs together in the texts themselves: the pairs that the first stage brings near each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.sentences import sentences
from index.training.material import Article, Paragraph

_READING_REPEATS = 2
"""How often a question is seen in one pass: people's questions are few beside 147,288 articles."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together."""

    left: str
    right: str


def pairs(articles: Sequence[Article], paragraphs: Sequence[Paragraph]) -> Iterator[Pair]:
    """All pairs of all texts given."""
    for article in articles:
        yield Pair(article.heading, article.text)
    for paragraph in paragraphs:
        yield from _reading_pairs(paragraph)


def _reading_pairs(paragraph: Paragraph) -> Iterator[Pair]:
    """Each question with the paragraph, and each sentence with the rest of its paragraph."""
    for question in paragraph.questions:
        yield from [Pair(question, paragraph.text)] * _READING_REPEATS
    spans = sentences(paragraph.text)
    if len(spans) > 1:
        for start, end in spans:
            yield Pair(paragraph.text[start:end], f"{paragraph.text[:start]} {paragraph.text[end:]}")
