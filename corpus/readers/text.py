"""Plain text and Markdown."""

import re

from corpus.cautions.instructions import speaks_to_a_model
from corpus.document import Caution, Unease
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
_LONG_COMMENT = 200
"""Characters of a comment that is no remark any more, but text."""
_HARD_BREAK = re.compile(r"<br\s*/?>", re.I)


def read_text(text: str) -> Reading:
    """Plain text, as it is; YAML front matter becomes metadata."""
    declared, body = front_matter(text)
    visible, cautions = _without_comments(body)
    return Reading(visible, declared, cautions=cautions)


def read_markdown(text: str) -> Reading:
    """Markdown without its marks, headings kept; tables as readable rows."""
    declared, body = front_matter(text)
    lines: list[str] = []
    table: list[list[str]] = []
    visible, cautions = _without_comments(body)
    for line in [*visible.split("\n"), ""]:
        if line.lstrip().startswith("|") and line.count("|") > 1:
            if not _TABLE_RULE.match(line):
                table.append([_plain(cell) for cell in line.strip().strip("|").split("|")])
            continue
        if table:
            lines += table_lines(table, headed=True)
            table = []
        if not _RULE.match(line):
            lines += _HARD_BREAK.sub("\n", _plain(_MARK.sub("", line))).split("\n")
    return Reading("\n".join(lines), declared, cautions=cautions)


def _plain(line: str) -> str:
    line = _LINK.sub(r"\1", _IMAGE.sub("", line))
    return _ITALIC.sub(r"\1", _EMPHASIS.sub(r"\2", line))


def _without_comments(text: str) -> tuple[str, tuple[Caution, ...]]:
    """Text without `<!-- … -->`, and which of these staff should know of; one that is never closed is text."""
    pieces: list[str] = []
    cautions: list[Caution] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[at:start])
        said = text[start + 4 : end].strip()
        if len(said) >= _LONG_COMMENT or speaks_to_a_model(said):
            cautions.append(Caution(Unease.HIDDEN, said, note="注释"))
        at = end + 3
    return "".join((*pieces, text[at:])), tuple(cautions)
