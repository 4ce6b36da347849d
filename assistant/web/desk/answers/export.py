"""The list of entries as a file for a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Engine

from assistant.log.entry import Entry
from assistant.log.reader import Wanted, entries
from assistant.web.desk.answers.wanted import page_of
from assistant.web.desk.answers.words import CHINESE, ENGLISH
from assistant.web.desk.moments import minute
from assistant.web.desk.words import Words

_FORMULA = re.compile(r"\s*[=+\-@\t\r\n]")
_AT_ONCE = 500


def defused(cell: str) -> str:
    """A cell that a spreadsheet takes for text, whatever a visitor has typed: a formula gets an apostrophe in front."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def exported(engine: Engine, wanted: Wanted, said: Words) -> Iterator[str]:
    """Lines of CSV, the heading first, with the mark by which Excel knows UTF-8."""
    labels = CHINESE if said.is_chinese else ENGLISH
    yield "\ufeff" + _line(labels.columns)
    page = 1
    while some := entries(engine, page_of(wanted, page, _AT_ONCE)):
        yield "".join(_line(_cells(it, said)) for it in some)
        page += 1


def _cells(it: Entry, said: Words) -> Sequence[str]:
    sources = "\n".join(f"[{one.number}] 《{one.title.strip('《》')}》“{one.quote}”" for one in it.citations)
    return (
        it.id,
        minute(it.asked_at),
        it.question,
        it.standalone,
        said.outcomes[it.outcome.value],
        it.text,
        sources,
        said.model_name(it.model),
        said.channels[it.channel.value],
        it.scope,
        it.as_of.isoformat(),
        f"{it.search_seconds:.3f}",
        f"{it.total_seconds:.3f}",
        it.version,
    )


def _line(cells: Sequence[str]) -> str:
    held = io.StringIO()
    csv.writer(held).writerow([defused(cell) for cell in cells])
    return held.getvalue()
