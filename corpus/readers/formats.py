"""What a file is, by its content; its name decides only between kinds of text."""

import re
import zipfile
from enum import StrEnum

from corpus.errors import UnreadableFile
from corpus.readers.limits import UNPACKING_FAILS, unpacked
from corpus.readers.mhtml import looks_like_mhtml


class Format(StrEnum):
    """Formats that are read, by the name that a person knows."""

    PDF = "PDF"
    DOCX = "Word 文档"
    XLSX = "Excel 表格"
    OLD_WORD = "旧版 Word 文档（.doc/.wps）"
    OLD_SHEET = "旧版 Excel 表格（.xls/.et）"
    WORD_XML = "Word 2003 XML 文档"
    SHEET_XML = "Excel 2003 XML 表格"
    RTF = "RTF 文档"
    ODT = "OpenDocument 文档（.odt）"
    ODS = "OpenDocument 表格（.ods）"
    IMAGE = "图片"
    MHTML = "网页归档（MHTML）"
    HTML = "网页"
    DELIMITED = "CSV 表格"
    MARKDOWN = "Markdown 文本"
    TEXT = "文本"


_TEXTS = frozenset({Format.TEXT, Format.MARKDOWN, Format.HTML})
EXPECTED: dict[str, frozenset[Format]] = {
    **dict.fromkeys((".txt", ".md", ".markdown"), _TEXTS),
    **dict.fromkeys((".html", ".htm"), frozenset({Format.HTML})),
    **dict.fromkeys((".mht", ".mhtml"), frozenset({Format.MHTML})),
    ".pdf": frozenset({Format.PDF}),
    ".docx": frozenset({Format.DOCX}),
    ".xlsx": frozenset({Format.XLSX}),
    **dict.fromkeys((".csv", ".tsv"), frozenset({Format.DELIMITED})),
    **dict.fromkeys((".doc", ".wps"), frozenset({Format.OLD_WORD})),
    **dict.fromkeys((".xls", ".et"), frozenset({Format.OLD_SHEET})),
    ".rtf": frozenset({Format.RTF}),
    ".odt": frozenset({Format.ODT}),
    ".ods": frozenset({Format.ODS}),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"), frozenset({Format.IMAGE})),
}
"""What a file with each ending should hold; text files are allowed to hold a page."""

_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_REFUSED = (
    (b"GIF8", "GIF 图片，请另存为 PNG"),
    (b"Rar!", "RAR 压缩包，请解压后收录其中的文件"),
    (b"7z\xbc\xaf", "7z 压缩包，请解压后收录其中的文件"),
    (b"\x1f\x8b", "gzip 压缩包，请解压后收录其中的文件"),
    (b"\x7fELF", "可执行程序，不是文档"),
    (b"MZ", "可执行程序，不是文档"),
    (b"SQLite format 3", "SQLite 数据库，请把需要的表导出为 CSV"),
    (b"%!PS", "PostScript 文件，请另存为 PDF"),
    (b"AT&TFORM", "DjVu 文件，请另存为 PDF"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", None),
    ("WordDocument", Format.OLD_WORD),
    ("Workbook", Format.OLD_SHEET),
    ("Book", Format.OLD_SHEET),
)
_PACKAGES = (("word/document.xml", Format.DOCX), ("xl/workbook.xml", Format.XLSX))
# Some programs name the parts otherwise; the list of contents tells.
_CONTENTS = (
    ("mimetype", b"opendocument.text", Format.ODT),
    ("mimetype", b"opendocument.spreadsheet", Format.ODS),
    ("[Content_Types].xml", b"wordprocessingml.document.main", Format.DOCX),
    ("[Content_Types].xml", b"spreadsheetml.sheet.main", Format.XLSX),
)
_REFUSED_PACKAGES = (
    ("xl/", "Excel 二进制工作簿（.xlsb），请另存为 .xlsx"),
    ("ppt/", "PowerPoint 演示文稿，请另存为 PDF"),
    ("OFD.xml", "OFD 版式文件，请转换为 PDF"),
    ("META-INF/container.xml", "EPUB 电子书，请另存为 PDF"),
)
_OFFICE_XML = re.compile(rb"""<\?mso-application\s{1,9}progid\s{0,9}=\s{0,9}["'](Word|Excel)\.""")
_PDF_HEAD = 1024
"""Readers accept as many bytes before the mark, so mail gateways and downloaders get away with writing some."""


def recognised(data: bytes) -> Format | None:
    """The format that the bytes are in; None for text. Raises UnreadableFile for a format that is not read."""
    if b"%PDF-" in data[:_PDF_HEAD] or (b"startxref" in data[-_PDF_HEAD:] and b"endobj" in data):
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    if data.startswith(_OLD_OFFICE):
        return _old_office(data)
    if data.startswith(b"{\\rtf"):
        return Format.RTF
    if looks_like_mhtml(data):
        return Format.MHTML
    if mark := _OFFICE_XML.search(data[:_PDF_HEAD]):
        return Format.WORD_XML if mark[1] == b"Word" else Format.SHEET_XML
    is_binary = b"\x00" in data[:512]  # two letters alone may open an English sentence
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Format.IMAGE
    if any(data.startswith(magic) and (len(magic) > 2 or is_binary) for magic in _IMAGES):
        return Format.IMAGE
    for magic, what in _REFUSED:
        if data.startswith(magic) and (len(magic) > 2 or is_binary):
            raise UnreadableFile(f"这是{what}；支持的格式有 {supported()}。")
    return None


def supported() -> str:
    """The endings of the files that are read."""
    return "、".join(sorted(EXPECTED))


def _package(data: bytes) -> Format:
    """What a zip file is: an office document, or something that is named."""
    archive = unpacked(data)
    names = set(archive.namelist())
    for member, found in _PACKAGES:
        if member in names:
            return found
    for member, mark, found in _CONTENTS:
        if member in names and mark in _member(archive, member):
            return found
    for start, what in _REFUSED_PACKAGES:
        if any(name.startswith(start) for name in names):
            raise UnreadableFile(f"这是{what}后重新收录。")
    raise UnreadableFile(f"这是压缩包，请解压后收录其中的文件；支持的格式有 {supported()}。")


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except (*UNPACKING_FAILS, ValueError):
        raise UnreadableFile("文件已损坏：Office 文件或压缩包的内容解不开；请重新下载。") from None


def _old_office(data: bytes) -> Format:
    """What an OLE file is, by the names in its directory."""
    for name, found in _STREAMS:
        if name.encode("utf-16-le") + b"\x00\x00" in data:
            if found is None:
                raise UnreadableFile("这份 Office 文件设有密码；请去掉密码后重新收录。")
            return found
    if "PowerPoint Document".encode("utf-16-le") in data:
        raise UnreadableFile("这是旧版 PowerPoint 演示文稿（.ppt），请另存为 PDF 后重新收录。")
    raise UnreadableFile(
        "这是旧版 Office 文件，但里面没有找到 Word 正文或 Excel 表格（可能已损坏）；请另存为 .docx 后重新收录。"
    )
