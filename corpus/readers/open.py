"""Which reader a file needs: by what it holds, not by what it is called."""

import re
from dataclasses import replace

from corpus.decode import decode
from corpus.document import Repair
from corpus.errors import UnreadableFile
from corpus.readers.delimited import read_delimited
from corpus.readers.formats import EXPECTED, Format, recognised
from corpus.readers.html import looks_like_html, read_html
from corpus.readers.image import read_image
from corpus.readers.mhtml import read_mhtml
from corpus.readers.office import convert
from corpus.readers.pdf import read_pdf
from corpus.readers.reading import Reading
from corpus.readers.sheet import read_sheet
from corpus.readers.text import read_markdown, read_text
from corpus.readers.word import read_word
from corpus.repair.misaligned import MISSING

SUFFIXES = frozenset(EXPECTED)
"""Endings of the files that are picked up in folders, in lower case."""

_HALVES = re.compile("[\ud800-\udfff]")

_READERS = {
    Format.PDF: read_pdf,
    Format.DOCX: read_word,
    Format.XLSX: read_sheet,
    Format.MHTML: read_mhtml,
    Format.IMAGE: read_image,
}
_CONVERTED = {
    Format.OLD_WORD: ("doc", "docx"),
    Format.RTF: ("rtf", "docx"),
    Format.ODT: ("odt", "docx"),
    Format.WORD_XML: ("word.xml", "docx"),
    Format.OLD_SHEET: ("xls", "xlsx"),
    Format.ODS: ("ods", "xlsx"),
    Format.SHEET_XML: ("excel.xml", "xlsx"),
}
"""What LibreOffice makes of formats that no reader knows."""


def read(data: bytes, suffix: str) -> Reading:
    """Read a file's bytes; `suffix` (lower case, with its dot) decides only between kinds of text.

    Raises UnreadableFile, with the reason in Chinese, for what cannot be read.
    """
    if not data.strip(b"\x00 \t\r\n\f"):
        raise UnreadableFile("文件是空的，没有可以收录的文字。")
    found = recognised(data)
    reading, found = (_read_as(data, found), found) if found is not None else _read_text(data, suffix)
    reading = _without_halves(reading)
    if suffix not in EXPECTED or found in EXPECTED[suffix]:
        return reading
    note = Repair("extension", 1, f"扩展名是 {suffix}，内容是{found}，已按内容读取")
    return replace(reading, repairs=(note, *reading.repairs))


def _without_halves(reading: Reading) -> Reading:
    """The reading with a mark in place of halves of characters, which damaged PDFs yield and no encoding can write."""
    text, count = _HALVES.subn(MISSING, reading.text)
    if not count:
        return reading
    note = Repair("undecodable", count, f"{count} 个字符的编码残缺，以 {MISSING} 标出")
    return replace(reading, text=text, repairs=(*reading.repairs, note))


def _read_as(data: bytes, found: Format) -> Reading:
    if found in _READERS:
        return _READERS[found](data)
    source, target = _CONVERTED[found]
    converted = convert(data, found, source, target)
    reading = read_word(converted) if target == "docx" else read_sheet(converted)
    note = Repair("converted", 1, f"由 LibreOffice 从{found}转换为 .{target} 后读取")
    return replace(reading, repairs=(note, *reading.repairs))


def _read_text(data: bytes, suffix: str) -> tuple[Reading, Format]:
    """Text of some kind: a page where it is marked up as one, else what the suffix says."""
    decoded = decode(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if suffix in (".html", ".htm") or looks_like_html(text):
        reading, found = read_html(text), Format.HTML
    elif suffix in (".md", ".markdown"):
        reading, found = read_markdown(text), Format.MARKDOWN
    elif suffix in (".csv", ".tsv", ".xls", ".et"):  # what some systems export as a workbook is text with tabs
        reading, found = read_delimited(text), Format.DELIMITED
    else:
        reading, found = read_text(text), Format.TEXT
    return replace(reading, repairs=(*decoded.repairs, *reading.repairs)), found
