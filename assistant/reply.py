"""A model's text taken apart: lines, sentences, cells of tables, and the numbers that each cites."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_MARK = r"[\[【［]\s*\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\s*[\]】］]"
_MARKER = re.compile(_MARK)
_NUMBERS = re.compile(r"\d{1,3}")
_SENTENCE = re.compile(rf".+?(?:[。！？；](?:\s*{_MARK})*|$)", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)?|!\[[^\]\n]*\]\[[^\]\n]*\]")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\((?:[^()\n]|\([^()\n]*\))*\)?")
_REFERENCE = re.compile(r"^\s*\[[^\]\n]+\]:\s*\S+.*$", re.MULTILINE)
_TAG = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1>|$)|</?[A-Za-z!][^<>]{0,2000}>", re.DOTALL | re.IGNORECASE
)
_EMPHASIS = re.compile(r"\*\*|__|~~|`+|(?<![\s*])\*(?=\S)|(?<=\S)\*(?!\s)")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}\s+")
_BULLET = re.compile(r"^(?:[-*+•·]|\d{1,2}[.、)）](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)])\s*")
_RULE = re.compile(r"^\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")
_END = re.compile(rf"[。！？；：.!?;:|”）)](?:\s*{_MARK})*\s*$|{_MARK}\s*$")
_YES_OR_NO = re.compile("(?:不?(?:可以|能|行|是|会|需要|用|属于|允许)|是的|有|没有|对|否|无需|不得)[。！；]")
_LEAD_ENDS = ("：", ":")


class Shape(StrEnum):
    """What a line of the text is."""

    SENTENCE = "sentence"
    LEAD = "lead"
    """A heading, or a line that announces what follows; it states nothing itself."""
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, a lead or a row of a table, with what it cites."""

    text: str
    """Without citation markers; a bullet in front of it stays."""
    numbers: tuple[int, ...]
    shape: Shape = Shape.SENTENCE
    cells: tuple["Piece", ...] = ()
    """Of a row."""
    is_head: bool = False
    """Whether it is the row that heads a table."""


def harmless(text: str) -> str:
    """`text` without what could act on a reader's screen: links, images, HTML, hidden characters, a model's thoughts."""
    text = _THOUGHT.sub("", text)
    visible = "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Mn", "Me")
    )
    for _ in range(3):  # what is taken out may lay another tag bare
        visible = _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub("", _REFERENCE.sub("", visible))))
    return _EMPHASIS.sub("", visible).replace("<", "＜").replace(">", "＞")


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a model's text, in order."""
    found: list[Piece] = []
    lines = [
        line.strip() for line in harmless(text).splitlines() if line.strip() and not set(line.strip()) <= set("-=_*")
    ]
    for at, line in enumerate(lines):
        if line.startswith("|") and line.count("|") > 1:
            if not _RULE.match(line):
                is_head = at + 1 < len(lines) and _RULE.match(lines[at + 1]) is not None
                found.append(_row(line, is_head=is_head))
        else:
            found.extend(_sentences(line))
    return tuple(found)


def without_cut_end(text: str) -> tuple[str, str]:
    """The text up to its last finished sentence, and what was cut off in the middle of one."""
    body = text.rstrip()
    if not body or _END.search(body):
        return body, ""
    ends = [match.end() for match in re.finditer(rf"[。！？；\n](?:\s*{_MARK})*", body)]
    at = ends[-1] if ends else 0
    return body[:at], body[at:].strip()


def _sentences(line: str) -> list[Piece]:
    if _HEADING.match(line):
        return [_piece(_HEADING.sub("", line), _numbers(line), Shape.LEAD)]
    parts = [match[0].strip() for match in _SENTENCE.finditer(line) if match[0].strip()]
    found = []
    for at, part in enumerate(parts):
        if _YES_OR_NO.fullmatch(_MARKER.sub("", part).strip()) and len(parts) > at + 1:
            continue  # by itself it proves nothing; the sentence behind it says what holds
        # One marker may serve several sentences of its line.
        behind = next((piece for piece in parts[at:] if _MARKER.search(piece)), "")
        is_lead = part.endswith(_LEAD_ENDS) and not _MARKER.search(part)
        found.append(_piece(part, () if is_lead else _numbers(behind), Shape.LEAD if is_lead else Shape.SENTENCE))
    return [piece for piece in found if _BULLET.sub("", piece.text)]


def _piece(text: str, numbers: tuple[int, ...], shape: Shape) -> Piece:
    return Piece(_MARKER.sub("", text).strip(), numbers, shape)


def _row(line: str, *, is_head: bool) -> Piece:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    whole = _numbers(line)
    found = tuple(_piece(cell, _numbers(cell) or whole, Shape.SENTENCE) for cell in cells)
    return Piece(_MARKER.sub("", line).strip(), whole, Shape.ROW, found, is_head)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(number) for group in _MARKER.findall(text) for number in _NUMBERS.findall(group)))


def without_bullet(text: str) -> str:
    """What an item of a list says."""
    return _BULLET.sub("", text)
