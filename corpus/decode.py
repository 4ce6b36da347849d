"""Bytes to text: without loss, with each loss marked and reported, or a clear refusal."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.characters import common_share
from corpus.document import Repair
from corpus.errors import UnreadableFile
from corpus.repair.misaligned import MISSING

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{3,20})""", re.I)
# What pages declare is often the name of a subset of what they use.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs", "utf-16": "utf-16-le"}
_GUESSES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_LEAST_COMMON_SHARE = 0.6
"""Rare-character texts (names of plants, places) stay above 0.9; bytes read the wrong way below 0.4."""
_MOST_DAMAGE = 0.02
"""Share of the bytes that may be undecodable: a tenth of a text damaged like this is still read, more is not worth citing."""
_BROKEN_OFF = 3
"""Bytes of a last character that a download may have cut; they do not count, or no short file could be cut."""
_WINDOW = 4096
"""Bytes decoded at once around damage: each error decodes its window again, so small ones keep this linear."""
_LONGEST_CHARACTER = 4
_NAMED_PLACES = 3
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")
_ZEROS = re.compile("\x00+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding that it was read with, by Python's name."""

    text: str
    encoding: str
    repairs: tuple[Repair, ...] = ()
    """Empty when every byte was read."""


@dataclass(frozen=True, slots=True)
class _Damage:
    """A stretch of bytes that spell nothing."""

    start: int
    length: int


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Read `data` as text: byte order mark, strict UTF-8, the declared charset, then what the whole file looks like.

    `charset` is one that was declared outside the bytes, as by a mail header. A file that no encoding fits but for a few
    bytes is read with each such stretch as MISSING, and a Repair that says where. Raises UnreadableFile when the bytes are
    no text, or text in no encoding that is understood.
    """
    if not data.strip(b"\x00 \t\r\n\f"):
        raise UnreadableFile("文件是空的，没有可以收录的文字。")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, len(mark))
    text = _strict(data, "utf-8")
    if text is not None:
        return _checked(Decoded(text, "utf-8"))
    declared = _known(charset) or _declared(data)
    text = _strict(data, declared) if declared else None
    if text is not None and declared and common_share(text) >= _LEAST_COMMON_SHARE:
        return _checked(Decoded(text, declared))
    return _guess(data)


def _marked(data: bytes, encoding: str, offset: int) -> Decoded:
    """The text behind a byte order mark, which settles the encoding."""
    text = _strict(data, encoding)
    found = Decoded(text, encoding) if text is not None else _lenient(data, encoding, offset)
    if found is None:
        raise UnreadableFile(
            f"文件标明是 {encoding.upper()} 编码，但内容并不符合（超过 {_MOST_DAMAGE:.0%} 的字节无法解码）；"
            "请重新下载，或另存为 UTF-8 后重试。"
        )
    return _checked(found)


def _guess(data: bytes) -> Decoded:
    """The encoding under which most of the file is common characters: one that fits wholly, else one that nearly fits."""
    best, best_share = Decoded("", ""), 0.0
    for encoding in _GUESSES:
        text = _strict(data, encoding)
        # Plain Latin letters read as UTF-16 are CJK characters, so the order of the guesses decides a tie.
        if text is not None and not _CONTROL.search(text) and common_share(text) > best_share:
            best, best_share = Decoded(text, encoding), common_share(text)
    if best_share >= _LEAST_COMMON_SHARE:
        return best
    damaged = [
        found for encoding in ("utf-8", *_GUESSES) if (found := _lenient(data, encoding)) and _is_text(found.text)
    ]
    if not damaged:
        raise UnreadableFile(
            "内容不是可以识别的文字（可能是改了扩展名的二进制文件，或文字编码已损坏）；"
            "支持 UTF-8、UTF-16、GB18030 和 Big5，请另存为 UTF-8 后重试。"
        )
    return min(damaged, key=lambda it: sum(repair.count for repair in it.repairs))


def _is_text(text: str) -> bool:
    return not _has_controls(text) and common_share(text.replace(MISSING, "")) >= _LEAST_COMMON_SHARE


def _strict(data: bytes, encoding: str) -> str | None:
    """The text, if every byte fits; zero bytes are damage in any encoding."""
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):  # LookupError: a codec that is known, but for no text
        return None
    return text if "\x00" not in text else None


def _lenient(data: bytes, encoding: str, offset: int = 0) -> Decoded | None:
    """The text with each undecodable stretch marked; None when there is too much of that, or nothing else."""
    allowed = len(data) * _MOST_DAMAGE
    pieces: list[str] = []
    damages: list[_Damage] = []
    lost = 0
    for start, piece in _pieces(data, encoding):
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        lost += piece
        if lost > allowed + (_BROKEN_OFF if start + piece == len(data) else 0):
            return None
        if damages and damages[-1].start + damages[-1].length == start:
            damages[-1] = _Damage(damages[-1].start, damages[-1].length + piece)
        else:
            damages.append(_Damage(start, piece))
            pieces.append(MISSING)
    text = "".join(pieces)
    return Decoded(text, encoding, _reported(damages, offset)) if text.strip(MISSING + " \n\r\t") else None


def _pieces(data: bytes, encoding: str) -> Iterator[tuple[int, str | int]]:
    """Where each stretch begins, and its text, or how many bytes of it spell nothing."""
    at = 0
    while at < len(data):
        window = data[at : at + _WINDOW]
        is_last = at + len(window) == len(data)
        try:
            good, bad = len(window), 0
            text = window.decode(encoding)
        except UnicodeDecodeError as error:
            good, bad = error.start, error.end - error.start
            text = window[:good].decode(encoding)
            if not is_last and error.start > len(window) - _LONGEST_CHARACTER:
                bad = 0  # the window's edge, not the character, is broken
        yield from _without_zeros(at, text, encoding)
        if bad:
            yield at + good, bad
        at += good + bad


def _without_zeros(start: int, text: str, encoding: str) -> Iterator[tuple[int, str | int]]:
    """A stretch of text with its zero bytes, which a failed copy leaves, told apart."""
    done = 0
    for zeros in _ZEROS.finditer(text):
        yield start, text[done : zeros.start()]
        start += len(text[done : zeros.start()].encode(encoding))
        length = len(zeros[0].encode(encoding))
        yield start, length
        start, done = start + length, zeros.end()
    yield start, text[done:]


def _reported(damages: list[_Damage], offset: int) -> tuple[Repair, ...]:
    if not damages:
        return ()
    places = "、".join(str(it.start + offset + 1) for it in damages[:_NAMED_PLACES])
    more = f"等 {len(damages)} 处" if len(damages) > _NAMED_PLACES else ""
    lost = sum(it.length for it in damages)
    return (Repair("undecodable", lost, f"第 {places} 字节处{more}共 {lost} 个字节无法解码，以 {MISSING} 标出"),)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    return _known(match[1].decode("ascii")) if match else None


def _known(charset: str | None) -> str | None:
    """Python's name of a charset, or of the one that it is a part of; None for what no one knows."""
    name = (charset or "").strip().lower()
    try:
        found = _WIDER.get(name) or codecs.lookup(name).name
    except (LookupError, ValueError):  # ValueError: a name with a zero byte
        return None
    return None if "escape" in found else found  # a notation of programs, which would take paths for characters


def _has_controls(text: str) -> bool:
    return len(_CONTROL.findall(text)) > 3 + len(text) / 200


def _checked(found: Decoded) -> Decoded:
    if not found.text.strip():
        raise UnreadableFile("文件是空的，没有可以收录的文字。")
    if _has_controls(found.text):
        raise UnreadableFile("内容不是文字（含有二进制数据，可能是改了扩展名的文件）；请换成原来的格式后重试。")
    return found
