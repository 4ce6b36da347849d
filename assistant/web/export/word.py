"""A conversation as a Word document (DOCX)."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assistant.web.chat.markup import blocks, rows
from assistant.web.chat.words import TalkWords, talk_words
from assistant.web.export.markdown import Asked, Talk
from assistant.web.export.source import Source, making, sources, standing
from assistant.web.text import Words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_MARKER = re.compile(r"(\[\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\])")
_LEAD = re.compile(r"\s*(?:[-*•]|#{1,6})\s+")
_OWN_NUMBER = re.compile(r"[（(][一二三四五六七八九十\d]+[)）]|[①-⑳]")
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
_LATIN, _HAN = "Arial", "Microsoft YaHei"


def word(talk: Talk, words: Words) -> bytes:
    """The file: title, day of export, and each question with its answer and its sources."""
    import docx

    said, document = talk_words(words.language), docx.Document()
    _fonts(document)
    document.core_properties.title, document.core_properties.author = _clean(talk.title)[:250], "问策 Wence"
    document.add_heading(_clean(talk.title), 0)
    document.add_paragraph(f"{said.exported_on.format(talk.exported_on)} · 问策 Wence")
    document.add_paragraph(words.disclaimer, style="Intense Quote")
    for number, it in enumerate(talk.asked, 1):
        _exchange(document, number, it, talk, words, said)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _fonts(document: "Document") -> None:
    """Fonts that are there on Windows and have Chinese letters; those of the template are for English."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Intense Quote", "Quote"):
        style: Any = document.styles[name]
        style.font.name = _LATIN
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _HAN)
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(11)


def _exchange(document: "Document", number: int, it: Asked, talk: Talk, words: Words, said: TalkWords) -> None:
    document.add_heading(_clean(f"{number}. {' '.join(it.question.split())}"), 1)
    document.add_paragraph(said.asked_on.format(it.on))
    if it.answer is None:
        document.add_paragraph(said.unreadable)
        return
    if notice := standing(it.answer, words):
        document.add_paragraph().add_run(notice).bold = True
    for shape, lines in blocks(it.answer.text):
        _block(document, shape, lines)
    if made := making(it.answer, words):
        document.add_paragraph().add_run(_clean(made)).italic = True
    if found := sources(it.answer, words):
        document.add_heading(said.sources, 2)
        for one in found:
            _source(document, one, talk, said)


def _block(document: "Document", shape: str, lines: Sequence[str]) -> None:
    if shape == "table":
        _table(document, rows(lines))
        return
    for line in lines:
        text = line.strip() if shape == "p" else _LEAD.sub("", line, count=1).strip()
        if shape == "h":
            document.add_heading(_clean(text.replace("**", "")), 3)
        else:
            _runs(document.add_paragraph(style=_style(shape, text)), text)


def _style(shape: str, text: str) -> str | None:
    """Numbers are written, not counted by Word, which would go on counting in the next list; and （一） needs no bullet."""
    if shape == "ul" and not _OWN_NUMBER.match(text):
        return "List Bullet"
    return "List Paragraph" if shape in ("ul", "ol") else None


def _table(document: "Document", cells: Sequence[Sequence[str]]) -> None:
    width = max((len(row) for row in cells), default=0)
    if not width:
        return
    table = document.add_table(len(cells), width, style="Table Grid")
    for row, line in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, line, strict=False):
            _runs(cell.paragraphs[0], text.strip())
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    document.add_paragraph()


def _runs(paragraph: "Paragraph", text: str) -> None:
    """Text with its bold stretches, and its markers raised."""
    for at, stretch in enumerate(_BOLD.split(text)):
        for piece in filter(None, _MARKER.split(stretch)):
            run = paragraph.add_run(_clean(piece))
            run.bold = at % 2 == 1 or None
            if _MARKER.fullmatch(piece):
                run.font.superscript = True


def _source(document: "Document", it: Source, talk: Talk, said: TalkWords) -> None:
    head = document.add_paragraph()
    head.paragraph_format.keep_with_next = True
    head.add_run(_clean(f"[{it.number}] {it.title}")).bold = True
    facts = [
        (said.number, it.doc_number),
        (said.issuer, it.issuer),
        (said.place, it.place),
        (said.status, it.status),
        (said.dates, it.dates),
        (said.link, f"{talk.base}{it.path}"),
        (said.link, it.web),
    ]
    colon = "：" if said.language == "zh" else ": "
    document.add_paragraph(_clean("\n".join(f"{name}{colon}{value}" for name, value in facts if value)))
    document.add_paragraph(_clean(f"“{it.quote}”"), style="Quote")


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
