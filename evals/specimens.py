"""Files of every format that is read, made of plain text by hand: small, and as their specifications have them."""

import io
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape

_LINES_ON_PAGE = 30
_LINE = 40
"""Characters."""


def text_gb18030(text: str) -> bytes:
    """A text file as many offices still write them."""
    return text.encode("gb18030")


def text_utf16(text: str) -> bytes:
    """A text file as Windows Notepad saves it on request, with its mark."""
    return text.encode("utf-16")


def page(text: str) -> bytes:
    """A web page, with a table of its first lines."""
    lines = [escape(line) for line in text.splitlines() if line.strip()]
    cells = "".join(f"<tr><td>{number}</td><td>{line}</td></tr>" for number, line in enumerate(lines[:5], 1))
    body = "".join(f"<p>{line}</p>" for line in lines)
    head = f'<meta charset="utf-8"><title>{lines[0]}</title>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}<table>{cells}</table></body></html>".encode()


def saved_page(text: str) -> bytes:
    """A web page as browsers save it in one file (MHTML, RFC 2557)."""
    message = EmailMessage()
    message["Subject"] = "page"
    message.set_content(page(text).decode(), subtype="html", cte="base64")
    message.make_related()
    return bytes(message)


def table(text: str) -> bytes:
    """A table of comma-separated values with a header."""
    rows = [
        f'{number},"{line.replace(chr(34), "")}"' for number, line in enumerate(text.splitlines(), 1) if line.strip()
    ]
    return ("﻿序号,内容\n" + "\n".join(rows)).encode()


def word(text: str) -> bytes:
    """A Word file (ECMA-376, WordprocessingML) of paragraphs and one table."""
    lines = [escape(line) for line in text.splitlines() if line.strip()]
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    cells = "".join(f"<w:tr><w:tc><w:p><w:r><w:t>{line}</w:t></w:r></w:p></w:tc></w:tr>" for line in lines[:5])
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body>{paragraphs}<w:tbl>{cells}</w:tbl></w:body></w:document>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _package("word/document.xml", kind, {"word/document.xml": body})


def sheet(text: str) -> bytes:
    """A workbook (ECMA-376, SpreadsheetML) of one sheet with two columns."""
    lines = [escape(line) for line in text.splitlines() if line.strip()]
    rows = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{number}</v></c>'
        f'<c r="B{number}" t="inlineStr"><is><t>{line}</t></is></c></row>'
        for number, line in enumerate(lines, 1)
    )
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{relations}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations("r1", "worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>",
    }
    return _package(
        "xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", parts
    )


def pdf(text: str) -> bytes:
    """A PDF 1.4 (ISO 32000) of pages of text in a font that readers bring along, with an uncompressed cross-reference."""
    lines = [line[at : at + _LINE] for line in text.splitlines() for at in range(0, len(line), _LINE)]
    pages = [lines[at : at + _LINES_ON_PAGE] for at in range(0, len(lines), _LINES_ON_PAGE)] or [[]]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ]
    for number, shown in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {6 + 2 * number} 0 R >>".encode()
        )
        objects.append(_stream(shown))
    return _numbered(objects)


FORMATS: dict[str, Sequence[Callable[[str], bytes]]] = {
    ".txt": (text_gb18030, text_utf16),
    ".html": (page,),
    ".mhtml": (saved_page,),
    ".csv": (table,),
    ".docx": (word,),
    ".xlsx": (sheet,),
    ".pdf": (pdf,),
}
"""By suffix, what makes a file of that format."""


def _stream(lines: Sequence[str]) -> bytes:
    shown = " ".join(
        f"1 0 0 1 56 {790 - 25 * row} Tm <{line.encode('utf-16-be').hex()}> Tj" for row, line in enumerate(lines)
    )
    content = f"BT /F1 12 Tf {shown} ET".encode()
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _numbered(objects: Sequence[bytes]) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (count, entries, trailer)


def _relations(name: str, kind: str, target: str) -> str:
    base = "http://schemas.openxmlformats.org"
    return (
        f'<Relationships xmlns="{base}/package/2006/relationships"><Relationship Id="{name}"'
        f' Type="{base}/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
    )


def _package(main: str, kind: str, parts: dict[str, str]) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
        f' ContentType="application/xml"/><Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    if "worksheets" in "".join(parts):
        sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        types = types.replace(
            "</Types>", f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheets}"/></Types>'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", _relations("r0", "officeDocument", main))
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return stream.getvalue()
