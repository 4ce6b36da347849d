"""Questions of what a word means, answered by the sentence that lays it down: 本条例所称产业园区，是指…"""

import re
from collections.abc import Iterator

from assistant.library import Asked, Library
from assistant.places import in_place
from assistant.statement import Draft, Quote, Statement
from corpus.normalize import fold, simplify
from corpus.repair.quality import is_damaged
from corpus.sentences import sentences
from index.hit import Hit

_ASKS = re.compile(
    r"什么(?:是|叫)|何为|何谓|啥(?:是|叫)|是什么意思|什么含义|的?(?:定义|含义)|(?:怎么|如何|怎样)(?:定义|界定|理解)|指的?是?(?:什么|啥|哪些)|是指(?:什么|哪些)"
    r"|(?<=所称).{2,20}(?:包括|有)(?:哪些|什么)"
)
_DEFINES = re.compile(
    r"(?:所称|所指|所说)的?[“\"]?(?P<term>[^，,。：:；;（(”\"]{2,20}?)[”\"]?(?:[（(][^（）()]{2,30}[)）])?[，,]?(?:是指|指|包括)"
    r"|(?:^|[）)】\s])(?![^，,]*所[称指说])[“\"]?(?P<item>[^，,。：:；;（()）”\"\s]{2,20})[”\"]?[，,]?是指"
)
_NUMBER = re.compile(r"^(?:第[〇零一二三四五六七八九十百\d]+条|[（(][〇零一二三四五六七八九十\d]+[)）])\s*")
_DOCUMENTS = 5
"""Documents of the first hits that are looked through: a term is laid down at the beginning or the end."""
_MOST = 400
"""Characters that are quoted of a definition that goes on as a list."""


def define(asked: Asked, library: Library) -> Draft | None:
    """The sentence that defines the term which the question asks for; None where none does."""
    question = fold(asked.question.standalone)
    asks = _ASKS.search(question)
    if asks is None:
        return None
    found = [it for hit in _passages(asked, library) for it in _definitions(hit) if fold(it[0]) in question]
    if not found:
        return None
    _, quote = min(found, key=lambda it: (_away(fold(it[0]), question, asks), -len(it[0])))
    said = _NUMBER.sub("", " ".join(quote.text.split()))
    return Draft((Statement(simplify(said), (quote,)),))


def _away(term: str, question: str, asks: re.Match[str]) -> int:
    """Characters between the term and what asks for its meaning: the title of the rule names terms, too."""
    spans = [(match.start(), match.end()) for match in re.finditer(re.escape(term), question)]
    return min(max(asks.start() - end, start - asks.end(), 0) for start, end in spans)


def _passages(asked: Asked, library: Library) -> Iterator[Hit]:
    named = library.shelf.named(asked.question.standalone, library.as_of, least=6)
    near = in_place(library.where(asked.question.standalone), asked.hits, library.assistant.text_of)
    documents = ([named.doc_id] if named else []) + [hit.chunk.card.doc_id for hit in near]
    for doc_id in list(dict.fromkeys(documents))[:_DOCUMENTS]:
        yield from library.document(doc_id)


def _definitions(hit: Hit) -> Iterator[tuple[str, Quote]]:
    """Each term that a passage defines, with the sentence that does."""
    text = hit.chunk.text
    for start, end in sentences(text):
        match = _DEFINES.search(text, start, end)
        if match is None or is_damaged(text[start:end]):
            continue
        if text[start:end].rstrip().endswith(("：", ":")):
            end = min(len(text), start + _MOST)
        yield match["term"] or match["item"], Quote(hit, hit.chunk.start + start, text[start:end])
