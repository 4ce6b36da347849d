"""PDF files, through pypdf."""

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence

from corpus.declared import Declared
from corpus.errors import UnreadableFile
from corpus.readers.reading import Reading

_DIGITS = re.compile(r"\d+|[—–\-·•]+|\s+")
_PAGE_NUMBER = re.compile(r"^[\s—–\-·]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／]?\s*共?\s*\d{1,4}\s*页?)?[\s—–\-·]*$")
_CHINESE_GAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) +(?=[\u3000-\u9fff\uff00-\uffef])")
_EDGE = 2
"""How many lines at the top and the foot of a page can be running headers."""
_FEWEST_CHARACTERS = 8


def read_pdf(data: bytes) -> Reading:
    """Text of a PDF page by page, without running headers, footers and page numbers.

    Raises UnreadableFile when the file is damaged, needs a password, or holds no text.
    """
    pages = [_tidy(page) for page in _pages(data)]
    if sum(len("".join(page)) for page in pages) < _FEWEST_CHARACTERS:
        raise UnreadableFile(
            f"这份 PDF 共 {len(pages)} 页，没有可以读取的文字（多半是扫描件）；请先做文字识别（OCR），或提供文字版。"
        )
    return Reading("\n\f".join("\n".join(page) for page in _without_running_lines(pages)), Declared(), wrapped=True)


def _pages(data: bytes) -> list[str]:
    import pypdf  # half a second that no other format needs

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every quirk that it copes with
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("这份 PDF 设有打开密码；请去掉密码后重新收录。")
        return [page.extract_text() for page in reader.pages]
    except UnreadableFile:
        raise
    except Exception as error:  # pypdf lets errors of every kind through on damaged files
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableFile(f"PDF 已损坏或格式不规范，无法读取（{reason}）；请重新下载，或另存为新的 PDF。") from error


def _tidy(page: str) -> list[str]:
    return [_unspaced(line.strip()) for line in page.splitlines() if line.strip()]


def _unspaced(line: str) -> str:
    """A line without the blanks that some generators leave between all its characters; single blanks stay."""
    closed, gaps = _CHINESE_GAP.subn("", line)
    return closed if gaps > 0.4 * len(closed) else line


def _without_running_lines(pages: Sequence[list[str]]) -> list[list[str]]:
    """Pages without page numbers and without lines that stand at the edge of most pages."""
    edges = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    running = {key for key, count in edges.items() if key and len(pages) > 2 and count > 0.6 * len(pages)}

    def kept(page: list[str]) -> list[str]:
        last = len(page) - 1
        return [
            line
            for place, line in enumerate(page)
            if not ((place < _EDGE or place > last - _EDGE) and (_PAGE_NUMBER.match(line) or _key(line) in running))
        ]

    return [kept(page) for page in pages]


def _key(line: str) -> str:
    """What a running line has in common on all pages: everything but its numbers; empty for a line of text."""
    return "" if line.endswith(("。", "；", "，", "：")) else _DIGITS.sub("", line)
