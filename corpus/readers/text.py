"""Plain text and Markdown."""

import re

from corpus.identity.declared import front_matter
from corpus.readers.reading import Reading
from corpus.readers.tables import table_lines

_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]{0,2000}\)")
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(?=\S)([^\n]{1,500}?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300})\*(?![\w*])")
_MARK = re.compile(r"^[ \t]*(?:[-*+]\s+|>\s?)+(?!$)")
_RULE = re.compile(r"^[ \t]*(?:[-*_=][ \t]*){3,}$")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]*-[ \t:|-]*\|[ \t:|-]*$|^[ \t]*\|[ \t:-]+\|?[ \t]*$")
_HARD_BREAK = re.compile(r"<br\s*/?>", re.I)


def read_text(text: str) -> Reading:
    """Plain text, as it is; YAML front matter becomes metadata."""
    declared, body = front_matter(text)
    return Reading(_without_comments(body), declared)


def read_markdown(text: str) -> Reading:
    """Markdown without its marks, headings kept; tables as readable rows."""
    declared, body = front_matter(text)
    lines: list[str] = []
    table: list[list[str]] = []
    for line in [*_without_comments(body).split("\n"), ""]:
        if line.lstrip().startswith("|") and line.count("|") > 1:
            if not _TABLE_RULE.match(line):
                table.append([_plain(cell) for cell in line.strip().strip("|").split("|")])
            continue
        if table:
            lines += table_lines(table, headed=True)
            table = []
        if not _RULE.match(line):
            lines += _HARD_BREAK.sub("\n", _plain(_MARK.sub("", line))).split("\n")
    return Reading("\n".join(lines), declared)


def _plain(line: str) -> str:
    line = _LINK.sub(r"\1", _IMAGE.sub("", line))
    return _ITALIC.sub(r"\1", _EMPHASIS.sub(r"\2", line))


def _without_comments(text: str) -> str:
    """Text without `<!-- … -->`; one that is never closed is text."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[at:start])
        at = end + 3
    return "".join((*pieces, text[at:]))
