"""What belongs together: the pairs of texts that training brings near each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.sentences import sentences
from index.training.material import Article, Paragraph, Question

# How often a pair is seen in one pass. People's questions are few beside 147,288 articles, and they are what the
# encoder is for.
_QUESTION_REPEATS = 5
_READING_REPEATS = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together."""

    left: str
    right: str


def pairs(
    articles: Sequence[Article], questions: Sequence[Question], paragraphs: Sequence[Paragraph]
) -> Iterator[Pair]:
    """All pairs of all texts given; which questions may be learnt from is the caller's choice."""
    passages = {article.article_id: article.passage for article in articles}
    for article in articles:
        yield Pair(article.heading, article.text)
    for question in questions:
        found = [passages[article_id] for article_id in question.relevant]
        yield from [*_question_pairs(question, found)] * _QUESTION_REPEATS
    for paragraph in paragraphs:
        yield from _reading_pairs(paragraph)


def _question_pairs(question: Question, found: Sequence[str]) -> Iterator[Pair]:
    """The question with the expert's answer, and both with every article that answers it."""
    if question.answer:
        yield Pair(question.text, question.answer)
    for passage in found:
        yield Pair(question.text, passage)
        if question.answer:
            yield Pair(question.answer, passage)


def _reading_pairs(paragraph: Paragraph) -> Iterator[Pair]:
    """Each question with the paragraph, and each sentence with the rest of its paragraph."""
    for question in paragraph.questions:
        yield from [Pair(question, paragraph.text)] * _READING_REPEATS
    spans = sentences(paragraph.text)
    if len(spans) > 1:
        for start, end in spans:
            yield Pair(paragraph.text[start:end], f"{paragraph.text[:start]} {paragraph.text[end:]}")
