"""Where a document, its original file and its own page are found; made here, so that an address is spelled in one place."""

from urllib.parse import quote as percent
from urllib.parse import urlencode, urlsplit

from assistant.web.text import Language, Words
from corpus.document import Card


def document_address(card: Card, words: Words, span: tuple[int, int] | None = None) -> str:
    """Where the cleaned text is shown; with a span, that of the revision which holds it, with the span marked."""
    query: dict[str, str | int] = {} if words.language is Language.CHINESE else {"lang": words.language.value}
    if span:
        query |= {"revision": card.revision, "start": span[0], "end": span[1]}
    asked = f"?{urlencode(query)}" if query else ""
    return f"/documents/{percent(card.doc_id, safe='')}{asked}{'#cited' if span else ''}"


def original_address(card: Card, page: int | None = None) -> str:
    """Where the file of this very revision is served, at its page where it has pages."""
    anchor = f"#page={page}" if page else ""
    return f"/originals/{percent(card.doc_id, safe='')}?revision={card.revision}{anchor}"


def picture_address(card: Card, span: tuple[int, int], words: Words, *, is_strip: bool = False) -> str | None:
    """The picture of the PDF page on which the span begins, with it marked: the page, or the lines around; None for other files."""
    if not card.source_path.lower().endswith(".pdf"):
        return None
    query = {"revision": card.revision, "start": span[0], "end": span[1]} | ({"strip": "true"} if is_strip else {})
    query |= {} if words.language is Language.CHINESE else {"lang": words.language.value}
    return f"/originals/{percent(card.doc_id, safe='')}/pages/cited.png?{urlencode(query)}"


def web_address(card: Card) -> str | None:
    """The address that a document gives for itself, where a browser may safely follow it."""
    if not card.url:
        return None
    try:
        return card.url if urlsplit(card.url).scheme in ("http", "https") else None
    except ValueError:
        return None
