"""Web pages saved as one file (.mht, .mhtml): the page inside, without its pictures and styles."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message

from corpus.decode import decode
from corpus.document import Repair
from corpus.errors import UnreadableFile
from corpus.identity.declared import Declared
from corpus.readers.html import read_html
from corpus.readers.reading import Reading
from corpus.readers.text import read_text

_HEADER = re.compile(rb"^(?:mime-version|content-type|snapshot-content-location|from|subject|date)\s*:", re.I)
_MULTIPART = re.compile(rb"^content-type\s*:\s*(?:multipart/|text/html)", re.I | re.M)
_MOST_PARTS = 5000


def looks_like_mhtml(data: bytes) -> bool:
    """Whether a file begins with the headers of a mail that holds a page."""
    head = data.lstrip()[:4096]
    return bool(_HEADER.match(head) and _MULTIPART.search(head) and b"mime-version" in head.lower())


def read_mhtml(data: bytes) -> Reading:
    """The page that the archive was made of; where that is a frame without text, the first frame that has some.

    Raises UnreadableFile when there is no page in it.
    """
    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
        parts = list(_pages(message))
    except (RecursionError, ValueError, LookupError) as error:
        raise UnreadableFile("网页归档（MHTML）已损坏，无法拆开；请在浏览器里重新保存为 HTML 或 PDF。") from error
    readings = (_reading(part, message) for part in parts)
    found = next((reading for reading in readings if reading is not None and reading.text.strip("# \n")), None)
    if found is None:
        raise UnreadableFile("网页归档（MHTML）里没有找到网页正文；请在浏览器里重新保存为 HTML 或 PDF。")
    return found


def _pages(message: Message) -> Iterator[Message]:
    """The parts that may be the page: the one that the archive begins with, other pages, then plain text."""
    parts: list[Message] = []
    for part in message.walk():
        parts.append(part)
        if len(parts) > _MOST_PARTS:
            raise UnreadableFile(f"网页归档（MHTML）的部件超过 {_MOST_PARTS} 个；请在浏览器里重新保存为 HTML 或 PDF。")
    start = str(message.get_param("start") or "")
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    yield from sorted(pages, key=lambda it: not (start and str(it.get("Content-ID", "")).strip() == start))
    yield from (part for part in parts if part.get_content_type() == "text/plain")


def _reading(part: Message, message: Message) -> Reading | None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return None
    decoded = decode(payload, part.get_content_charset())
    text = decoded.text.replace("\r\n", "\n")
    reading = read_html(text) if part.get_content_type() != "text/plain" else read_text(text)
    broken = (Repair("mhtml", 1, "网页归档有缺损，正文可能不全"),) if part.defects else ()
    return Reading(
        reading.text,
        reading.declared.over(_declared(message, part)),
        repairs=(*decoded.repairs, *broken, *reading.repairs),
        cautions=reading.cautions,
    )


def _declared(message: Message, part: Message) -> Declared:
    """Title and address as the browser wrote them; its date is the day of saving, which says nothing of the document."""
    address = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
    values = {"url": address} if address.startswith(("http://", "https://")) else {}
    try:
        title = " ".join(str(make_header(decode_header(str(message.get("Subject") or "")))).split())
    except (ValueError, LookupError):  # a header in no encoding: the page's own title stands
        title = ""
    return Declared.model_validate(values | ({"title": title} if title else {}))
