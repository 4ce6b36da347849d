"""Files of each format, made in the test."""

import io
import zipfile
from collections.abc import Iterator, Sequence


def word(*blocks: str | Sequence[Sequence[str]], headings: Sequence[str] = ()) -> bytes:
    """A Word file: a string is a paragraph (a heading if listed), a list of rows is a table."""
    import docx

    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block, style="Heading 1" if block in headings else None)
            continue
        table = document.add_table(rows=len(block), cols=len(block[0]))
        for row, cells in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(*pages: Sequence[str | Sequence[Sequence[str | None]]], password: str | None = None) -> bytes:
    """A PDF with lines of Chinese text on each page, set in a font that every reader brings along.

    A list of rows is a table with a line around each cell; a cell that is None belongs to the one on its left.
    """
    import pypdf
    from pypdf.generic import (
        ArrayObject,
        DecodedStreamObject,
        DictionaryObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    writer = pypdf.PdfWriter()
    system = DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("GB1"),
            NameObject("/Supplement"): NumberObject(0),
        }
    )
    descendant = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/CIDSystemInfo"): system,
            NameObject("/DW"): NumberObject(1000),
        }
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/Encoding"): NameObject("/UniGB-UCS2-H"),
            NameObject("/DescendantFonts"): ArrayObject([writer._add_object(descendant)]),
        }
    )
    reference = writer._add_object(font)
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): reference})}
        )
        content = DecodedStreamObject()
        content.set_data("\n".join(_drawn(lines)).encode())
        page[NameObject("/Contents")] = writer._add_object(content)
    if password is not None:
        writer.encrypt(password)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _drawn(blocks: Sequence[str | Sequence[Sequence[str | None]]]) -> Iterator[str]:
    """Operators that write lines and draw tables from the top of the page down."""
    y = 780
    for block in blocks:
        for row in [[block]] if isinstance(block, str) else block:
            width = 450 // len(row)
            for column, cell in enumerate(row):
                x = 72 + column * width
                if cell is None:
                    continue
                span = 1 + next(
                    (at for at, it in enumerate(row[column + 1 :]) if it is not None), len(row) - column - 1
                )
                if not isinstance(block, str):
                    yield f"{x - 4} {y - 8} {width * span} 24 re S"
                yield f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm <{cell.encode('utf-16-be').hex()}> Tj ET"
            y -= 24


def package(*names: str) -> bytes:
    """A zip file with empty members of these names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return stream.getvalue()
