"""Putting parks, places or documents side by side on one matter."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.evidence import Sentence, best_of
from assistant.extract import shorten
from assistant.library import Asked, Library, whole
from assistant.places import proper_names
from assistant.question import Intent, Question
from assistant.refuse import COMPARED, STRICT, supports
from assistant.statement import Draft, Statement, quote_of
from assistant.wording import STOP_WORDS, content_words
from corpus.normalize import fold, in_title_marks
from index.tokens import words

SILENT = "未见规定"
_MOST = 6
"""Lines of a comparison; more is a table that nobody asked for."""
_EVERY = re.compile(r"[各哪每]个?(?:产业)?园区|[两三四五几]个(?:产业)?园区|全部园区|所有园区")
_COMPARING = frozenset(
    "区别 不同 差别 差异 对比 比较 相比 分别 哪个 高 低 园区 产业 开发区 高新区 经开区 产业园区".split()
)

_OWN = 3
"""Documents named after a park that are weighed as a whole."""


def subjects(question: str, known: dict[str, str]) -> tuple[str, ...]:
    """What tells the parks apart that `question` sets side by side, in its order."""
    cores = [core for core in known if core in question]
    cores += [core for core in proper_names(question) if core not in cores]
    return tuple(sorted(cores, key=question.index))


def sets_side_by_side(question: str, parks: Collection[str]) -> bool:
    """Whether a question names two parks or more that documents are named after."""
    return sum(core in question for core in parks) > 1


def compare(asked: Asked, library: Library) -> Draft | None:
    """One line for each subject; where its documents are silent on the matter, the line says so. None where the question
    sets nothing side by side."""
    question, known = asked.question, library.shelf.parks
    if question.intent is not Intent.COMPARISON and not sets_side_by_side(question.standalone, known):
        return None

    def weigh(of: Question, documents: Sequence[str]) -> list[Sentence]:
        return whole(library.weigh(of, library.search(of), documents))

    named = subjects(question.standalone, known)
    everyone = len(named) < 2 and bool(_EVERY.search(question.standalone))
    if len(named) < 2 and not everyone:
        return _by_document(question, weigh(question, ()))
    lines: dict[str, Statement | None] = {}
    for core in tuple(known) if everyone else named:
        of = _asked_of(question, core, known.get(core, core), named)
        named_after = [card.doc_id for card in library.shelf.titled(core)][:_OWN]
        own = [sentence for sentence in weigh(of, named_after) if _belongs(sentence, core)]
        best = best_of(of, own)
        # Where nobody named the park, it belongs into the table only if it clearly has something to say.
        least = STRICT if everyone else COMPARED
        found = best if best is not None and supports(best, least) else None
        lines[core] = _line(of, found, known.get(core, core)) if found else None
    silent = () if everyone else tuple(known.get(core, core) for core, line in lines.items() if line is None)
    stated = [line for line in lines.values() if line is not None]
    if not stated:
        return Draft((), unanswered=silent)
    unsaid = [Statement(SILENT, (), name) for name in silent]
    return Draft((*stated[:_MOST], *unsaid), unanswered=silent)


def _asked_of(question: Question, core: str, name: str, named: Sequence[str]) -> Question:
    """The matter of the question, asked of one subject."""
    matter = [
        word
        for word in words(question.standalone)
        if word not in STOP_WORDS and word not in _COMPARING and not any(other in word for other in named)
    ]
    text = " ".join((name, *matter))
    return replace(question, standalone=text, words=content_words(" ".join((core, *matter))))


def _by_document(question: Question, found: Sequence[Sentence]) -> Draft:
    """The best line of each document that answers, when the question names no two subjects."""
    best: dict[str, Sentence] = {}
    for sentence in sorted(found, key=lambda one: -one.score):
        best.setdefault(sentence.hit.chunk.card.doc_id, sentence)
    lines = [sentence for sentence in best.values() if supports(sentence)][:_MOST]
    return Draft(tuple(_line(question, sentence, in_title_marks(sentence.hit.chunk.card.title)) for sentence in lines))


def _line(question: Question, sentence: Sentence, label: str) -> Statement:
    quote = quote_of(sentence.hit, sentence.offset, sentence.offset + len(sentence.text))
    return Statement(shorten(question, quote.text), (quote,), label)


def _belongs(sentence: Sentence, core: str) -> bool:
    """Whether the sentence is of the subject's own document, or names the subject itself."""
    return fold(core) in fold(sentence.hit.chunk.card.title) or fold(core) in fold(sentence.text)
