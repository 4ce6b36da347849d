"""Documents that are known only because another one repeals them: asked for by title or 文号, they must not be taken for
the one that is nearest."""

import re
from typing import TYPE_CHECKING

from assistant.numbered import DOC_NUMBER
from assistant.standing import quote_in
from assistant.statement import Draft, Statement
from corpus.document import Card, Reference
from corpus.normalize import fold, in_title_marks, simplify
from index.titles import number_key, title_key

if TYPE_CHECKING:
    from assistant.library import Asked, Library

_LETTERS = re.compile(r"[^\w]")
_LEAST = 6
"""Characters of the end of a title by which it is named."""
_TITLED = re.compile("《[^《》]{2,60}》")


def names_another(text: str, held: Card | None) -> bool:
    """Whether the text names, by 文号 or by a title in 《》, a document that is not the one which is held."""
    titles = [title_key(it) for it in _TITLED.findall(text)]
    if held is None:
        return bool(titles) or DOC_NUMBER.search(fold(text)) is not None  # 文号 of what is held have become its title
    key = title_key(held.title)
    # （试行） behind the title of what is held makes it another document.
    return bool(titles) and not any(it in key or (key in it and "(" not in it.replace(key, "")) for it in titles)


def repealed(asked: "Asked", library: "Library") -> Draft | None:
    """That the document which the question names was repealed, by the sentence that does so; None where none is known."""
    text = asked.question.standalone
    number, letters = DOC_NUMBER.search(fold(text)), _letters(text)
    for doc_id, other in library.store.catalog.repealing():
        if not (_same_number(number, other) or _named_by_its_end(letters, other.title)):
            continue
        quote = quote_in(doc_id, other.evidence, library.store, library.as_of) if other.evidence else None
        if quote is not None:
            by = in_title_marks(simplify(quote.hit.chunk.card.title))
            named = in_title_marks(simplify(other.title)) + (f"（{other.doc_number}）" if other.doc_number else "")
            return Draft((Statement(f"{named}已被{by}废止，原文没有收录。", (quote,), is_told=True),))
    return None


def _same_number(asked: re.Match[str] | None, other: Reference) -> bool:
    wanted, key = number_key(asked.group()) if asked is not None else None, number_key(other.doc_number)
    return wanted is not None and key is not None and wanted.endswith(key)


def _named_by_its_end(letters: str, title: str) -> bool:
    end = _letters(title)[-_LEAST:]
    return len(end) == _LEAST and end in letters


def _letters(text: str) -> str:
    return _LETTERS.sub("", fold(text))
