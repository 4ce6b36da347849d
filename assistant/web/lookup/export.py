"""The list as an Excel workbook."""

import datetime
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.web.addresses import document_address
from assistant.web.lookup.marking import terms_of
from assistant.web.lookup.results import Finder, Found, Listed
from assistant.web.lookup.snippet import Shown, shown
from assistant.web.lookup.state import sought_of
from assistant.web.lookup.words import LookupWords, lookup_words
from assistant.web.preferences import language_of
from assistant.web.text import Words, words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST = 2000
"""Rows: more is no list that anyone reads, and would take seconds."""
_LONGEST = 1000
"""Characters of a cell."""
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula."""
_WIDTHS = (46, 22, 28, 20, 12, 12, 12, 12, 12, 40, 24, 60, 40)


def routes(finder: Finder) -> APIRouter:
    """The route /lookup.xlsx, with the parameters of the page's own address."""
    router = APIRouter()

    @router.get("/lookup.xlsx", include_in_schema=False)
    def export(request: Request) -> Response:
        """The whole list, not only the page that is shown."""
        said = words(language_of(request))
        found = finder.find(sought_of(request.url.query))
        content = workbook(found, finder, said, str(request.base_url))
        name = f"wence-{found.as_of.isoformat()}.xlsx"
        return Response(content, media_type=_KIND, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    return router


def workbook(found: Found, finder: Finder, said: Words, base: str) -> bytes:
    """The first `MOST` documents of the list, one a row; says at its end where there are more. `base` is the address of
    this host, for the links."""
    from openpyxl import Workbook

    ours, rows = lookup_words(said.language), found.documents[:MOST]
    passages, terms = finder.passages(rows), terms_of(found.sought.text)
    book = Workbook()
    sheet = book.create_sheet(ours.name, 0)
    book.remove(book.worksheets[1])
    sheet.append(list(ours.columns))
    for number, one in enumerate(rows, start=2):
        best = next(iter(shown([passages[it] for it in one.chunk_ids if it in passages], terms, 1)), None)
        _write(sheet, number, _cells(one, best, found.as_of, said, base))
    if len(found.documents) > MOST:
        _write(sheet, len(rows) + 2, [ours.cut.format(MOST, len(found.documents))])
    _dress(sheet, ours)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cells(one: Listed, best: Shown | None, as_of: datetime.date, said: Words, base: str) -> Sequence[Any]:
    card, validity = one.held.card, one.held.card.validity
    return [
        card.title or said.untitled,
        card.doc_number,
        card.issuer,
        card.region,
        said.kinds[card.kind] if card.kind else None,
        card.adopted_on,
        card.published_on,
        validity.effective_on,
        said.statuses[one.held.status],
        validity.proof(as_of),
        " ".join(best.chunk.path) if best else None,
        best.text if best else None,
        urljoin(base, document_address(card, said, best.span if best else None)),
    ]


def _write(sheet: "Worksheet", row: int, values: Sequence[Any]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for column, value in enumerate(values, start=1):
        if value is None or value == "":
            continue
        cell = sheet.cell(row, column)
        if not isinstance(value, str):
            cell.value, cell.number_format = value, "yyyy-mm-dd"
            continue
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
        cell.value = text
        if text.startswith(_FORMULA):
            cell.data_type, cell.quotePrefix = "s", True


def _dress(sheet: "Worksheet", ours: LookupWords) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(ours.columns))}{max(2, sheet.max_row)}"
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        link = row[-1]
        if isinstance(link.value, str) and link.value.startswith("http"):
            link.hyperlink, link.style = link.value, "Hyperlink"
