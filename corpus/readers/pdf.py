"""PDF files: text through pypdf, ruled tables and pictures of pages through readers of their own."""

import io
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.document import Caution, Repair, Unease
from corpus.errors import UnreadableFile
from corpus.readers.flow import as_lines
from corpus.readers.limits import MOST_PAGES, MOST_SCANNED_PAGES
from corpus.readers.pdf_looks import Seen, seen
from corpus.readers.radicals import without_radicals
from corpus.readers.reading import Reading
from corpus.readers.render import has_rules, is_picture, opened, picture, rescued_texts
from corpus.readers.ruled import ruled_pages
from corpus.readers.running import Piece, without_running_lines
from corpus.readers.scan import INSTALL, Page, is_installed, listed, recognise, reported
from corpus.readers.streams import check_page, check_streams

_CHINESE_GAP = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef]) +(?=[\u2e80-\u9fff\uff00-\uffef])")
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08]")
_FEWEST_CHARACTERS = 8
_FEWEST_ON_PAGE = 30
"""A page with fewer characters than this may be a picture with a stamp of text on it."""
_MOST_UNMAPPED = 0.3
"""Share of characters without meaning from which a page is better looked at than read."""


@dataclass
class _Pages:
    """The pages of a file as they become known, and what was done to them."""

    pieces: list[list[Piece]]
    recognised: dict[int, Page] = field(default_factory=dict)
    """By 1-based number."""
    unread: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    unseen: dict[int, Seen] = field(default_factory=dict)
    """Pages, by 0-based index, of which nobody sees everything."""
    repairs: list[Repair] = field(default_factory=list)


def read_pdf(data: bytes) -> Reading:
    """Text of a PDF page by page, without running headers, footers and page numbers; tables as readable rows.

    Pages that are pictures are recognised where the extra `wence[ocr]` is installed, and reported as unread where it is not.
    Raises UnreadableFile when the file is damaged, needs a password, or holds no text.
    """
    check_streams(data)
    pages = _texts(data)
    _look(data, pages)
    cautions = tuple(_cautions(pages))
    if (
        sum(len(piece) if isinstance(piece, str) else 99 for page in pages.pieces for piece in page)
        < _FEWEST_CHARACTERS
    ):
        raise UnreadableFile(_without_text(pages))
    text = "\n\f".join("\n".join(page) for page in as_lines(without_running_lines(pages.pieces)))
    text, radicals = without_radicals(text)
    if pages.unread:
        note = f"第 {listed(pages.unread)} 页是图像，没有读取；请先安装文字识别（{INSTALL}），再重新收录"
        pages.repairs.append(Repair("unread", len(pages.unread), note))
    if pages.damaged:
        note = f"第 {listed(pages.damaged)} 页已损坏，没有读取；请重新下载后再收录"
        pages.repairs.append(Repair("damaged", len(pages.damaged), note))
    done = reported(pages.recognised) if pages.recognised else ()
    return Reading(text, wrapped=True, repairs=(*pages.repairs, *done, *radicals), cautions=cautions)


def _cautions(pages: _Pages) -> Iterator[Caution]:
    for index, page in sorted(pages.unseen.items()):
        for why, text in page.stretches():
            yield Caution(Unease.HIDDEN, text, note=f"第 {index + 1} 页，{why}")


def _without_text(pages: _Pages) -> str:
    count = len(pages.pieces)
    if pages.unread:
        return f"这份 PDF 共 {count} 页，都是扫描图像，需要文字识别才能读取；请先安装：{INSTALL}。"
    return f"这份 PDF 共 {count} 页，没有可以读取的文字（多半是空白页，或扫描件不清晰）；请提供更清晰的扫描件或文字版。"


def _texts(data: bytes) -> _Pages:
    """The text of each page, through pypdf; what it cannot read, pypdfium2 is asked for."""
    import pypdf  # half a second that no other format needs

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every quirk that it copes with
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("这份 PDF 设有打开密码；请去掉密码后重新收录。")
        count = len(reader.pages)
    except UnreadableFile:
        raise
    except Exception as error:  # pypdf lets errors of every kind through on damaged files
        return _rescued(data, error)
    if count > MOST_PAGES:
        raise UnreadableFile(f"这份 PDF 有 {count} 页，超过 {MOST_PAGES} 页；请拆分后分别收录。")
    pages = _Pages([])
    first: Exception | None = None
    for index in range(count):
        try:
            check_page(reader.pages[index])
            pages.pieces.append(_tidy(reader.pages[index].extract_text()))
        except UnreadableFile:
            raise
        except Exception as error:  # of this page only
            first = first or error
            pages.pieces.append([])
            pages.damaged.append(index + 1)
    return _rescued(data, first) if first is not None and len(pages.damaged) == count else pages


def _rescued(data: bytes, error: Exception) -> _Pages:
    """What is left of a file whose structure is broken."""
    texts = rescued_texts(data)
    if not any(text.strip() for text in texts):
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableFile(f"PDF 已损坏或格式不规范，无法读取（{reason}）；请重新下载，或另存为新的 PDF。") from error
    note = f"PDF 结构已损坏，只找回 {len(texts)} 页，可能不全；请重新下载后再收录"
    return _Pages([_tidy(text) for text in texts], repairs=[Repair("rescued", 1, note)])


def _look(data: bytes, pages: _Pages) -> None:
    """Look at what is drawn: pages that are pictures are recognised, pages with ruled tables read again with them."""
    import pypdfium2

    try:
        with opened(data) as document:
            count = min(len(document), len(pages.pieces))
            _take_out_unseen(document, count, pages)
            pictures = [at for at in range(count) if _may_be_picture(pages.pieces[at]) and is_picture(document, at)]
            tables = [at for at in range(count) if at not in pictures and has_rules(document, at)]
            _recognise(document, pictures, pages)
            pages.damaged = [number for number in pages.damaged if number not in pages.recognised]
    except pypdfium2.PdfiumError as error:  # pypdf could read it, so its text stands
        pages.repairs.append(Repair("undrawn", 1, f"页面无法显示（{error}），扫描页和表格线没有检查"))
        return
    _read_tables(data, tables, pages)


def _take_out_unseen(document: Any, count: int, pages: _Pages) -> None:
    """Put what is seen in place of the text of pages that hold more than that."""
    layers: list[int] = []
    for at in range(count):
        found = seen(document, at)
        if found is None:
            continue
        if found.is_layer:
            layers.append(at + 1)
        elif found.unseen:
            pages.unseen[at] = found
            pages.pieces[at] = _tidy(found.text)
    if layers:
        note = f"第 {listed(layers)} 页是扫描图像，文字取自文件自带的识别结果，可能与图像不符，引用前请对照原件"
        pages.repairs.append(Repair("layer", len(layers), note))


def _may_be_picture(page: Sequence[Piece]) -> bool:
    text = "".join(it for it in page if isinstance(it, str))
    return len(text) < _FEWEST_ON_PAGE or len(_UNMAPPED.findall(text)) > _MOST_UNMAPPED * len(text)


def _recognise(document: object, indexes: Sequence[int], pages: _Pages) -> None:
    if not is_installed():
        pages.unread += [at + 1 for at in indexes]
        return
    if len(indexes) > MOST_SCANNED_PAGES:
        raise UnreadableFile(f"这份 PDF 有 {len(indexes)} 页扫描图像，超过 {MOST_SCANNED_PAGES} 页；请拆分后分别收录。")
    for at in indexes:
        found = recognise(picture(document, at))
        if found.lines:
            pages.pieces[at] = list(found.lines)
            pages.recognised[at + 1] = found


def _read_tables(data: bytes, indexes: Sequence[int], pages: _Pages) -> None:
    if not indexes:
        return
    found, failed = ruled_pages(data, indexes, {at: it.unseen for at, it in pages.unseen.items()})
    for at, pieces in found.items():
        pages.pieces[at] = [_unspaced(it) if isinstance(it, str) else it for it in pieces]
    if failed:
        numbers = listed([at + 1 for at in failed])
        pages.repairs.append(Repair("tables", len(failed), f"第 {numbers} 页的表格未能按行列读取，按文字读取"))


def _tidy(page: str) -> list[Piece]:
    return [_unspaced(line.strip()) for line in page.splitlines() if line.strip()]


def _unspaced(line: str) -> str:
    """A line without the blanks that some generators leave between all its characters; single blanks stay."""
    closed, gaps = _CHINESE_GAP.subn("", line)
    return closed if gaps > 0.4 * len(closed) else line
