"""Lines of a text: white space tidied, and lines that were broken in mid-sentence joined."""

import re

from corpus.cautions.squeezed import INVISIBLE
from corpus.dates import DATE
from corpus.repair.stories import begins_story
from corpus.structure.headings import number, starts_part

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_BLANKS = re.compile("[ \t\u00a0\u3000\u2002-\u200a]+")
_UNFINISHED = re.compile(r"[\u3400-\u9fff\w，、,%％”’》）)\]．.~～—\-+]$")
_TERMINAL = re.compile(r"[。！？；：!?;:…|]$|[。！？][”’」』）)]$")
_COMMA = re.compile(r"[，,、]")
_OPEN_BRACKET = re.compile(r"《[^》]{0,80}$|[（(][^）)]{0,80}$")
_REMARK = re.compile(r"(?:^|[。！？；])[（(][^（）()]*[）)]$")
_DATED = re.compile(DATE)
_FIRST_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]")
_LEANS_FORWARD = re.compile(r"(?:[，、,（(“‘《\-]|[的和与及或在由对将向把被为是从到等於與]|总投资|第)$")
_CANNOT_BEGIN = re.compile(r"[，。、；：？！”’）》】%％,;!)]")
_LONG = 26
"""A line of this length that has a comma and no end is no heading: headlines of newspapers are shorter."""
_LEAST_WRAPPED, _NARROW, _WIDE = 8, 16, 50
"""Lines, and full characters in the longest: narrower is verse or a list, wider is a paragraph."""
_STUB = 12
"""A first sentence of at most this length is the tail of the line before."""


def tidy(text: str) -> str:
    """One blank where there are several, none at the ends of lines, no invisible characters, no empty lines."""
    text = _BLANKS.sub(
        " ", _CONTROL.sub("", INVISIBLE.sub("", text.replace("\v", "\n").replace("\u2028", "\n").replace("\x85", "\n")))
    )
    lines = (line.strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def join_broken(text: str) -> tuple[str, int]:
    """Join lines that were broken in mid-sentence; gives the text and how many joints were made."""
    joined: list[str] = []
    count = 0
    for line in text.split("\n"):
        if len(joined) > 1 and _continues(joined[-1], line):
            joined[-1] += line
            count += 1
        else:
            joined.append(line)
    return "\n".join(joined), count


def join_wrapped(text: str) -> tuple[str, int]:
    """Join lines that end where the paper did (PDF); gives the text and how many joints were made."""
    lines = text.split("\n")
    widths = sorted(_width(line) for line in lines if line and " | " not in line)
    full = widths[int(len(widths) * 0.9)] if widths else 0
    joined: list[str] = []
    count, last_width = 0, 0.0
    for line in lines:
        body = line.removeprefix("\f")
        is_row = " | " in line or (joined and " | " in joined[-1])  # of a table, which ends where it ends
        is_full = last_width >= 0.88 * full - 1
        if joined and is_full and not is_row and not _TERMINAL.search(joined[-1]) and not starts_part(body):
            gap = " " if re.search(r"[A-Za-z]$", joined[-1]) and re.match(r"[A-Za-z]", body) else ""
            joined[-1] += gap + line
            count += 1
        else:
            joined.append(line)
        last_width = _width(body)
    return "\n".join(joined), count


def is_hard_wrapped(text: str) -> bool:
    """Whether lines end at a fixed width, as in e-mail and old text files, rather than where paragraphs do."""
    widths = [_width(line) for line in text.split("\n") if not line.startswith("#") and " | " not in line]
    if len(widths) < _LEAST_WRAPPED:
        return False
    full = max(widths)
    if not _NARROW <= full <= _WIDE:
        return False
    lines = [line for line in text.split("\n") if _width(line) >= 0.9 * full - 1]
    broken = sum(not _TERMINAL.search(line) and _COMMA.search(line) is not None for line in lines)
    return len(lines) >= 0.5 * len(widths) and broken >= 0.5 * len(lines)


def _width(line: str) -> float:
    """Width in full characters: what is ASCII takes half."""
    return sum(0.5 if character < "\x7f" else 1 for character in line)


def _continues(line: str, following: str) -> bool:
    """Whether `following` is the rest of the sentence that `line` begins."""
    if line.startswith("#") or " | " in line or _TERMINAL.search(line) or not _UNFINISHED.search(line):
        return False
    body = following.removeprefix("\f")
    if _CANNOT_BEGIN.match(body):
        return True
    if not body or body[0] in "#（(【·" or starts_part(body) or " | " in body:
        return False
    if begins_story(body):
        return False
    if _DATED.match(line) and _DATED.match(body):  # a list of amendments
        return False
    if _OPEN_BRACKET.search(line) or re.search(r"[。！？]", line):
        return not _REMARK.search(line)
    numbered = number(line)
    if not _COMMA.search(line, numbered.end if numbered else 0) or _REMARK.search(line):
        return False
    if len(line) >= _LONG or _LEANS_FORWARD.search(line):
        return True
    first = _FIRST_SENTENCE.match(body)
    return first is not None and len(first[0]) <= _STUB
