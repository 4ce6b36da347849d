"""A quote from the cleaned text is marked where it stands on the page of its PDF, and nowhere else."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from corpus.document import Document
from corpus.load import load
from corpus.readers.drawing import Drawing, Sheet, Undrawn, draw
from tests.corpus.drawn import drawn, scanned
from tests.corpus.files import pdf

SAMPLE = Path(__file__).parents[2] / "corpus" / "documents" / "示例市专精特新企业认定和奖励办法.pdf"
LINES = [
    "云岭市东园区租金补贴办法",
    "第一条 本办法适用于入驻本园区的企业。",
    "第二条 企业租用标准厂房的，前两年按照实际租金的百分之八十给予补贴，",
    "每家企业每年最高一百万元。",
    "第三条 本办法适用于入驻本园区的企业。",
]


def saved(folder: Path, data: bytes) -> str:
    path = folder / "办法.pdf"
    path.write_bytes(data)
    return str(path)


def drawing(sheet: Sheet) -> Drawing:
    found = draw(sheet)
    assert isinstance(found, Drawing)
    return found


def marked_rows(found: Drawing) -> list[tuple[int, int]]:
    """From which to which row of pixels there is yellow."""
    pixels = np.array(Image.open(io.BytesIO(found.png)).convert("RGB")).astype(int)
    yellow = ((pixels[:, :, 0] > 240) & (pixels[:, :, 2] < 150)).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], yellow.astype(int), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def line_tops(count: int, width: int = 1240) -> list[float]:
    """Where the base of each line of `pdf` stands, in pixels from the top."""
    return [(842 - 780 + 24 * at) * width / 595 for at in range(count)]


def test_the_line_that_is_quoted_is_yellow_and_no_other(tmp_path: Path) -> None:
    found = drawing(Sheet(saved(tmp_path, pdf(LINES)), 1, LINES[3]))
    ((top, bottom),) = marked_rows(found)
    gap = found.marks[0].bottom - found.marks[0].top
    bases = [it.marks[0].bottom for it in (drawing(Sheet(saved(tmp_path, pdf(LINES)), 1, line)) for line in LINES[2:])]
    assert top < bases[1] <= bottom + 3
    assert bases[0] < top + gap / 2
    assert bottom < bases[2] - gap / 2


def test_a_sentence_that_the_paper_broke_has_a_mark_on_each_line(tmp_path: Path) -> None:
    found = drawing(
        Sheet(saved(tmp_path, pdf(LINES)), 1, "前两年按照实际租金的百分之八十给予补贴，每家企业每年最高一百万元。")
    )
    first, second = found.marks
    assert first.bottom <= second.top
    assert first.left > second.left


def test_blanks_and_width_of_characters_do_not_matter(tmp_path: Path) -> None:
    path = saved(tmp_path, pdf(["（一）前 两 年 补 贴 ８０％，最高１００万元。"]))
    assert len(drawing(Sheet(path, 1, "(一)前两年补贴80%,最高100万元。")).marks) == 1


def test_of_equal_sentences_the_one_is_marked_that_stands_there(tmp_path: Path) -> None:
    path = saved(tmp_path, pdf(LINES))
    quote = "本办法适用于入驻本园区的企业。"
    text = "".join(LINES)
    first = drawing(Sheet(path, 1, quote, text[: text.index(quote)]))
    second = drawing(Sheet(path, 1, quote, text[: text.rindex(quote)]))
    assert first.marks[0].bottom < second.marks[0].top


def test_the_cells_of_a_row_are_marked_in_their_row(tmp_path: Path) -> None:
    rows = [["档次", "条件", "奖励"], ["一档", "营收过亿", "50万元"], ["二档", "营收过亿", "30万元"]]
    path = saved(tmp_path, pdf(["奖励标准：", rows]))
    found = drawing(Sheet(path, 1, "档次：二档 | 条件：营收过亿 | 奖励：30万元"))
    other = drawing(Sheet(path, 1, "档次：一档 | 条件：营收过亿 | 奖励：50万元"))
    assert len(found.marks) == len(other.marks) == 3
    assert {round(it.top) for it in other.marks} == {round(other.marks[0].top)}
    assert other.marks[0].bottom < min(it.top for it in found.marks)


def test_a_quote_that_is_not_on_the_page_marks_nothing(tmp_path: Path) -> None:
    found = drawing(Sheet(saved(tmp_path, pdf(LINES)), 1, "第九条 违反本办法的，处以一万元罚款。"))
    assert found.marks == ()
    assert marked_rows(found) == []
    assert found.has_text


def test_a_strip_shows_the_lines_around_the_quote_only(tmp_path: Path) -> None:
    path = saved(tmp_path, pdf([*LINES, *["其他规定另行公布。"] * 20]))
    whole, strip = drawing(Sheet(path, 1, LINES[3])), drawing(Sheet(path, 1, LINES[3], is_strip=True))
    assert strip.height < whole.height / 4
    ((top, bottom),) = marked_rows(strip)
    assert 0 < top < bottom < strip.height


def test_a_scanned_page_is_shown_without_a_mark_and_says_that_it_has_no_text(tmp_path: Path) -> None:
    found = drawing(Sheet(saved(tmp_path, scanned(drawn(LINES))), 1, LINES[3]))
    assert (found.marks, found.has_text) == ((), False)


def test_a_page_that_stands_on_its_side_is_marked_where_it_is_shown(tmp_path: Path) -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(LINES)))
    writer.pages[0].rotate(90)
    stream = io.BytesIO()
    writer.write(stream)
    found = drawing(Sheet(saved(tmp_path, stream.getvalue()), 1, LINES[3]))
    assert found.width > found.height
    assert all(0 <= it.left < it.right <= found.width and 0 <= it.top < it.bottom <= found.height for it in found.marks)
    # What was near the top of the sheet is near its right edge now.
    assert found.marks[0].left > found.width / 2
    assert marked_rows(found)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF", bytes(4000), pdf(LINES)[:300], pdf(LINES, password="x")])
def test_what_is_no_whole_pdf_gives_a_reason(tmp_path: Path, data: bytes) -> None:
    assert isinstance(draw(Sheet(saved(tmp_path, data), 1, LINES[3])), Undrawn)


@pytest.mark.parametrize("page", [0, 2, 99999])
def test_a_page_that_is_not_there_gives_a_reason(tmp_path: Path, page: int) -> None:
    assert isinstance(draw(Sheet(saved(tmp_path, pdf(LINES)), page)), Undrawn)


def test_every_paragraph_of_a_printed_document_is_found_on_its_page() -> None:
    document = load(SAMPLE)
    missed = [line for page in (1, 2, 3) for line, found in paragraphs(document, page) if not found.marks]
    assert missed == []


def paragraphs(document: Document, page: int) -> list[tuple[str, Drawing]]:
    starts = (*document.page_starts, len(document.text))
    lines = [it for it in document.text[starts[page - 1] : starts[page]].split("\n") if it]
    return [(line, drawing(Sheet(str(SAMPLE), page, line, width=300))) for line in lines]
