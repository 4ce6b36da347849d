"""Answering without a model: the sentences that answer, trimmed, in reading order, each with its place."""

import re
from collections.abc import Callable, Sequence

from assistant.candidates import candidates
from assistant.cut import cut
from assistant.evidence import Sentence, best_of
from assistant.instead import in_full, instead, of_the_duty, rule_of
from assistant.interrogative import Sought, asking
from assistant.lists import list_around
from assistant.question import Intent, Question
from assistant.sort import has, sort_of
from assistant.statement import Draft, Statement, quote_of
from assistant.tiers import Tiers, tiers
from corpus.normalize import fold, simplify
from index.hit import Hit

_MOST = 3
"""Sentences in an answer to a plain question; more is reading matter, not an answer."""
_CLOSE = 0.8
"""A further sentence may be this much worse than the best one, in log-odds, …"""
_CLOSE_BESIDE = 2.0
"""… or so much worse if it goes on with the sentence that the best one is a clause of, …"""
_NEWS = 0.15
"""… and express this much of the question that the chosen ones do not."""
_LONG = 90
"""Characters above which a sentence is trimmed to the clauses that were asked for."""

_ARTICLE_NUMBER = re.compile(r"^第[〇零一二三四五六七八九十百千\d]+条\s*(?:（[^（）]{1,20}）|【[^【】]{1,20}】)?\s*")
_CONNECTIVE = re.compile(
    r"^(?:同时|此外|另外|其中|而且|并且|因此|所以|但是|然而|不过|据介绍|据了解|据悉|目前来看)[，,]\s*"
)
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万两]+(?:个|家|项|名|年|月|日|天|倍|成|元)|百分之")
_SIGNATURE = re.compile(r"[^，。；：！？,;:!?]{2,40}?\s*+(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")
"""Who issued a text and when: it names the place of the question, and tells nothing of its matter."""
_LEADS_LIST = re.compile(r"[：:]$")


def extract(question: Question, found: Sequence[Sentence], document_of: Callable[[Hit], Sequence[Hit]]) -> Draft:
    """The answer that the sentences `found` hold; without statements where none holds the sort of thing that was asked for.
    `document_of` gives all chunks of a hit's document, because a list may run on."""
    best = best_of(question, found)
    if best is None:
        return Draft(())
    best = in_full(question, found, of_the_duty(question, found, best))
    rule = rule_of(question, found, best)
    if rule is not None:
        return Draft(tuple(_statement(question, run) for run in _runs(sorted((rule, best), key=lambda it: it.order))))
    stated, sort = _drawn(question, found, best, document_of), sort_of(question)
    if not has(sort, "\n".join(statement.text for statement in stated)):
        other = instead(sort, found, best)
        stated = _drawn(question, found, other, document_of) if other is not None else ()
    return Draft(stated)


def _drawn(
    question: Question, found: Sequence[Sentence], best: Sentence, document_of: Callable[[Hit], Sequence[Hit]]
) -> tuple[Statement, ...]:
    """What `best` says with what goes with it: the rest of its list, or the sentences that tell more."""
    if question.intent is Intent.LIST or _LEADS_LIST.search(best.text):
        items = list_around(best, document_of(best.hit))
        if items:
            return items
    chosen = _choose(question, found, best)
    told = tiers(question, found, best)
    if told is None:
        return tuple(_statement(question, run) for run in _runs(chosen))
    beside = [(run[0].order, _statement(question, run)) for run in _runs([it for it in chosen if it not in told.whole])]
    own = [(run[0].order, _of_case(told, run)) for run in _runs(told.clauses)]
    return tuple(statement for _, statement in sorted((*beside, *own), key=lambda it: it[0]))


def _of_case(told: Tiers, run: Sequence[Sentence]) -> Statement:
    """The clauses of a case with what stands before all cases."""
    first, last = run[0], run[-1]
    quote = quote_of(first.hit, told.first.offset if told.lead else first.offset, last.offset + len(last.text))
    said = first.hit.chunk.text[first.offset : last.offset + len(last.text)]
    # Both are verbatim, and nothing but what lies between them is left out.
    return Statement(_plain(told.lead + said), (quote,), is_told=bool(told.lead))


def _choose(question: Question, found: Sequence[Sentence], best: Sentence) -> list[Sentence]:
    """The best sentence, and those near it that tell something of the question that it does not."""
    chosen = [best]
    told = _told(question, best)
    for sentence in sorted(found, key=lambda one: -one.score):
        near = _CLOSE_BESIDE if _beside(best, sentence) else _CLOSE
        if len(chosen) == _MOST or sentence.score < best.score - _CLOSE_BESIDE:
            break
        if sentence.score < best.score - near:
            continue
        adds = _told(question, sentence) - told - _titled(question, sentence)
        if _LEADS_LIST.search(sentence.text) or _SIGNATURE.fullmatch(sentence.text.strip()):
            continue
        if sentence not in chosen and len(adds) >= _NEWS * max(len(question.words), 1) and adds:
            chosen.append(sentence)
            told |= adds
    return sorted(chosen, key=lambda sentence: sentence.order)


def _beside(best: Sentence, other: Sentence) -> bool:
    """Whether `other` is the clause behind `best` in one sentence, and so goes on with its subject."""
    same = other.hit is best.hit and best.text.endswith(("；", ";"))
    return same and 0 <= other.offset - (best.offset + len(best.text)) <= 2


def _told(question: Question, sentence: Sentence) -> frozenset[str]:
    folded = fold(sentence.text)
    return frozenset(word for word in question.words if word in folded)


def _titled(question: Question, sentence: Sentence) -> frozenset[str]:
    """Words of the question that the title says of every sentence of its document, such as the place."""
    title = fold(sentence.hit.chunk.card.title)
    return frozenset(word for word in question.words if word in title)


def _runs(chosen: Sequence[Sentence]) -> list[list[Sentence]]:
    """Neighbouring sentences of one chunk read, and are cited, as one."""
    runs: list[list[Sentence]] = []
    for sentence in chosen:
        last = runs[-1][-1] if runs else None
        if last and last.hit is sentence.hit and sentence.offset - (last.offset + len(last.text)) <= 2:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return runs


def _statement(question: Question, run: Sequence[Sentence]) -> Statement:
    first, last = run[0], run[-1]
    quote = quote_of(first.hit, first.offset, last.offset + len(last.text))
    return Statement(shorten(question, quote.text), (quote,))


def shorten(question: Question, text: str) -> str:
    """`text` in Simplified characters, without its article number and opening connective and, where it is long, without the clauses
    at either end that neither name what was asked nor give a figure or anything else of the sort that is sought. The
    clause behind the last that names what was asked stays: it often says what of it."""
    text = _plain(text)
    if len(text) <= _LONG:
        return text
    clauses = re.split(r"(?<=[，,；;])", text)
    useful = [at for at, clause in enumerate(clauses) if _useful(question, clause)]
    if not useful:
        return text
    kept = "".join(clauses[useful[0] : useful[-1] + 2]).strip()
    if kept.count("“") != kept.count("”") or kept.count("（") != kept.count("）"):
        return text
    return re.sub(r"[，,；;]$", "。", kept)


def _plain(text: str) -> str:
    return _CONNECTIVE.sub("", _ARTICLE_NUMBER.sub("", simplify(" ".join(text.split()))))


def _useful(question: Question, clause: str) -> bool:
    folded = fold(clause)
    listed = question.intent is Intent.LIST and "、" in clause
    named = any(word in folded for word in question.words)
    return listed or named or bool(question.expected and _FIGURE.search(clause)) or _is_sought(question, clause)


def _is_sought(question: Question, clause: str) -> bool:
    """Whether the clause has a reason, a person, a date …, where the question asks for one."""
    asked = asking(question.standalone)
    return asked.sought is not Sought.THING and any(candidates(asked, line) for line in cut(clause))
