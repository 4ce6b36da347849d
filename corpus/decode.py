"""Bytes to text, without loss or a clear refusal."""

import codecs
import re
from dataclasses import dataclass

from corpus.characters import common_share
from corpus.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.I)
# What pages declare is often the name of a subset of what they use.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs", "utf-16": "utf-16-le"}
_GUESSES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_LEAST_COMMON_SHARE = 0.6
"""Rare-character texts (names of plants, places) stay above 0.9; bytes read the wrong way below 0.4."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding that it was read with, by Python's name."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Read `data` as text: byte order mark, strict UTF-8, the declared charset, then what the whole file looks like.

    Raises UnreadableFile when the bytes are no text, or text in no encoding that is understood.
    """
    if not data.strip():
        raise UnreadableFile("文件是空的，没有可以收录的文字。")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_try(data[len(mark) :], encoding), encoding)
    text = _try(data, "utf-8")
    if text is not None and "\x00" not in text:
        return _checked(text, "utf-8")
    declared = _declared(data)
    text = _try(data, declared) if declared else None
    if text is not None and declared and common_share(text) >= _LEAST_COMMON_SHARE:
        return _checked(text, declared)
    return _guess(data)


def _guess(data: bytes) -> Decoded:
    """The encoding under which most of the file is common characters."""
    best = Decoded("", "")
    best_share = 0.0
    for encoding in _GUESSES:
        text = _try(data, encoding)
        # Plain Latin letters read as UTF-16 are CJK characters, so the order of the guesses decides a tie.
        if text is not None and not _CONTROL.search(text) and common_share(text) > best_share:
            best, best_share = Decoded(text, encoding), common_share(text)
    if best_share < _LEAST_COMMON_SHARE:
        raise UnreadableFile(
            "内容不是可以识别的文字（可能是改了扩展名的二进制文件，或文字编码已损坏）；"
            "支持 UTF-8、UTF-16、GB18030 和 Big5，请另存为 UTF-8 后重试。"
        )
    return best


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        # A download that broke off inside a character loses that character only.
        if error.start < len(data) - 3 or error.start < len(data) * 0.98:
            return None
        return data[: error.start].decode(encoding)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    try:
        return _WIDER.get(name) or codecs.lookup(name).name
    except LookupError:  # a name that no one knows declares nothing
        return None


def _checked(text: str | None, encoding: str) -> Decoded:
    if text is None:
        raise UnreadableFile(f"文件标明是 {encoding.upper()} 编码，但内容并不符合；请另存为 UTF-8 后重试。")
    if not text.strip():
        raise UnreadableFile("文件是空的，没有可以收录的文字。")
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > 3 + len(text) / 200:
        raise UnreadableFile("内容不是文字（含有二进制数据，可能是改了扩展名的文件）；请换成原来的格式后重试。")
    return Decoded(text, encoding)
