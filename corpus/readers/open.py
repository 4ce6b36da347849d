"""Which reader a file needs: by what it holds, not by what it is called."""

import io
import zipfile

from corpus.decode import decode
from corpus.errors import UnreadableFile
from corpus.readers.html import looks_like_html, read_html
from corpus.readers.pdf import read_pdf
from corpus.readers.reading import Reading
from corpus.readers.text import read_markdown, read_text
from corpus.readers.word import read_word

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx"})
"""Endings of the files that are picked up in folders, in lower case."""

_KNOWN = (
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"BM", "BMP 图片"),
    (b"{\\rtf", "RTF 文档"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"\x7fELF", "可执行程序"),
    (b"MZ", "可执行程序"),
    (b"SQLite format 3", "SQLite 数据库"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes, suffix: str) -> Reading:
    """Read a file's bytes; `suffix` (lower case, with its dot) decides only between kinds of text.

    Raises UnreadableFile, with the reason in Chinese, for what cannot be read.
    """
    if not data.strip():
        raise UnreadableFile("文件是空的，没有可以收录的文字。")
    if b"%PDF-" in data[:1024]:
        return read_pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _read_package(data)
    if data.startswith(_OLD_OFFICE):
        raise UnreadableFile(
            "这是旧版 Office 文件（.doc/.wps）或加密的 Office 文件；请另存为不加密的 .docx 后重新收录。"
        )
    if suffix in (".pdf", ".docx"):
        raise UnreadableFile(f"扩展名是 {suffix}，内容却{_what(data)}；文件可能已损坏，请重新下载。")
    for magic, name in _KNOWN:
        # Two letters alone may open an English sentence; a program or an image has zero bytes as well.
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:512]):
            raise UnreadableFile(f"这是{name}，不是可以收录的文档；支持 {_supported()}。")
    text = decode(data).text.replace("\r\n", "\n").replace("\r", "\n")
    if suffix in (".html", ".htm") or looks_like_html(text):
        return read_html(text)
    return read_markdown(text) if suffix in (".md", ".markdown") else read_text(text)


def _read_package(data: bytes) -> Reading:
    """A zip file: a Word document, or something else that is named."""
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        raise UnreadableFile("文件不完整：像是 Word 文件或压缩包，但结尾缺失；请重新下载。") from None
    if "word/document.xml" in names:
        return read_word(data)
    for folder, name in (("xl/", "Excel 表格"), ("ppt/", "PowerPoint 演示文稿")):
        if any(it.startswith(folder) for it in names):
            raise UnreadableFile(f"这是 {name}，目前不支持；请另存为 PDF、DOCX 或 HTML 后重新收录。")
    raise UnreadableFile(f"这是压缩包，请解压后收录其中的文件；支持 {_supported()}。")


def _what(data: bytes) -> str:
    return next((f"是{name}" for magic, name in _KNOWN if data.startswith(magic)), "不是这种格式")


def _supported() -> str:
    return "、".join(sorted(SUFFIXES))
