"""Word files (.docx), through python-docx."""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.declared import Declared
from corpus.errors import UnreadableFile
from corpus.readers.reading import Reading
from corpus.readers.tables import table_lines

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])$", re.I)


def read_word(data: bytes) -> Reading:
    """Paragraphs and tables of a Word file in document order.

    Raises UnreadableFile when the file is damaged or holds no text.
    """
    document = _open(data)
    lines = list(_lines(document))
    if not any(line.strip("# ") for line in lines):
        raise UnreadableFile("这份 Word 文件没有文字（可能只有图片）；请先做文字识别（OCR），或提供文字版。")
    return Reading("\n".join(lines), Declared())


def _open(data: bytes) -> "WordDocument":
    import docx  # loads lxml's schemas: only for Word files

    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # zip, XML and package errors of three libraries
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableFile(f"Word 文件已损坏，无法打开（{reason}）；请用 Word 或 WPS 重新另存为 .docx。") from error


def _lines(document: "WordDocument") -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from table_lines(_rows(block))
        else:
            yield _paragraph(block)


def _paragraph(paragraph: "Paragraph") -> str:
    text = paragraph.text
    name = paragraph.style.name if paragraph.style is not None else None
    if name == "Title" and text.strip():
        return f"# {text.strip()}"
    heading = _HEADING.match(name or "")
    return f"{'#' * int(heading[1])} {text.strip()}" if heading and text.strip() else text


def _rows(table: "Table") -> list[list[str]]:
    """Text of each row's cells; a merged cell counts in each column that it covers, so that columns stay in line."""
    return [[cell.text for cell in row.cells] for row in table.rows]
