"""A visitor sees the page of a PDF with the quoted sentence marked; a file that is hostile harms nobody."""

import hashlib
import io
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image

from assistant.web.addresses import picture_address
from assistant.web.document.pictures import Pictures, Wanted
from assistant.web.text import CHINESE
from corpus.document import Document
from corpus.load import load
from corpus.readers.drawing import Drawing, Undrawn
from tests.corpus.files import pdf
from tests.web.document.test_routes import client, kept

FIRST = ["云岭市东园区租金补贴办法", "第一条 本办法适用于入驻本园区的企业。"]
SECOND = ["第二条 前两年按照实际租金的百分之八十给予补贴。", "第三条 本办法自2025年3月1日起施行。"]
QUOTE = "按照实际租金的百分之八十给予补贴"


def rent(folder: Path) -> tuple[TestClient, Document]:
    """A PDF of two pages, kept as the catalog keeps it."""
    data = pdf(FIRST, SECOND)
    source = folder / "租金.pdf"
    source.write_bytes(data)
    document = load(source)
    (folder / hashlib.sha256(data).hexdigest()).write_bytes(data)
    return client(document, folder=folder), document


def test_the_page_of_a_quote_is_found_and_shown_with_its_mark(tmp_path: Path) -> None:
    served, document = rent(tmp_path)
    start = document.text.index(QUOTE)
    address = picture_address(document.card, (start, start + len(QUOTE)), CHINESE)
    assert address is not None
    sent = served.get(address)
    assert sent.headers["content-type"] == "image/png"
    assert (sent.headers["x-wence-page"], sent.headers["x-wence-marks"]) == ("2", "1")
    picture = Image.open(io.BytesIO(sent.content)).convert("RGB")
    assert picture.width == 1240
    pixels = np.array(picture)
    assert ((pixels[:, :, 0] > 240) & (pixels[:, :, 2] < 150)).any()


def test_a_quote_over_two_pages_is_marked_on_each(tmp_path: Path) -> None:
    served, document = rent(tmp_path)
    span = {"start": document.text.index("第一条"), "end": document.text.index("第三条")}
    for page in (1, 2):
        sent = served.get(f"/originals/{document.card.doc_id}/pages/{page}.png", params=span)
        assert sent.headers["x-wence-marks"] == "1"


def test_a_strip_is_the_lines_around_the_quote(tmp_path: Path) -> None:
    served, document = rent(tmp_path)
    start = document.text.index(QUOTE)
    address = picture_address(document.card, (start, start + len(QUOTE)), CHINESE, is_strip=True)
    assert address is not None
    assert Image.open(io.BytesIO(served.get(address).content)).height < 400


@pytest.mark.parametrize("page", ["0", "3", "999999", "x", "-1", "１", "..%2F..%2Fetc"])
def test_a_page_that_is_not_there_is_not_found_in_words(tmp_path: Path, page: str) -> None:
    served, document = rent(tmp_path)
    sent = served.get(f"/originals/{document.card.doc_id}/pages/{page}.png")
    assert sent.status_code == 404
    assert not sent.content.startswith(b"\x89PNG")


def test_a_page_beyond_the_last_is_said_to_be_missing_and_not_the_file_to_be_damaged(tmp_path: Path) -> None:
    served, document = rent(tmp_path)
    sent = served.get(f"/documents/{document.card.doc_id}/pages/99")
    assert sent.status_code == 404
    assert "第 99 页不存在，共 2 页" in sent.text
    assert "损坏" not in sent.text
    assert f'href="/documents/{document.card.doc_id}/pages/2?' in sent.text
    assert "不存在" in served.get(f"/originals/{document.card.doc_id}/pages/99.png").text


def test_what_is_no_pdf_has_no_pages_and_says_so(tmp_path: Path) -> None:
    sent = client(kept(tmp_path, "办法.txt", "第一条".encode()), folder=tmp_path).get("/originals/d/pages/1.png")
    assert sent.status_code == 404
    assert "只有 PDF 原件才按页显示" in sent.text


def endless() -> bytes:
    """A small PDF whose page would take years to draw: each of its forms draws the next one ten times."""
    import pypdf
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    inner = None
    for _ in range(25):
        form = DecodedStreamObject()
        form.set_data(b"/F Do " * 10 if inner else b"0 0 500 500 re f 10 10 m 300 300 l S")
        box = ArrayObject([FloatObject(it) for it in (0, 0, 595, 842)])
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): box,
            }
        )
        if inner:
            form[NameObject("/Resources")] = _drawing(inner)
        inner = writer._add_object(form)
    page[NameObject("/Resources")] = _drawing(inner)
    content = DecodedStreamObject()
    content.set_data(b"/F Do")
    page[NameObject("/Contents")] = writer._add_object(content)
    stream = io.BytesIO()
    writer.write(stream)
    assert isinstance(page, DictionaryObject)
    return stream.getvalue()


def _drawing(form: object) -> object:
    from pypdf.generic import DictionaryObject, NameObject

    return DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/F"): form})})


def test_a_page_that_would_be_drawn_for_ever_is_given_up_and_the_next_is_served(tmp_path: Path) -> None:
    _, document = rent(tmp_path)
    hostile = tmp_path / "hostile.pdf"
    hostile.write_bytes(endless())
    pictures = Pictures(seconds=1.0)
    assert isinstance(pictures.picture(document, Wanted(hostile, 1)), Undrawn)
    assert isinstance(pictures.picture(document, Wanted(tmp_path / "租金.pdf", 1)), Drawing)


def test_a_damaged_pdf_gives_a_sentence(tmp_path: Path) -> None:
    document = kept(tmp_path, "办法.pdf", b"%PDF-1.7\nbroken")
    sent = client(document, folder=tmp_path).get("/originals/d/pages/1.png")
    assert sent.status_code == 404
    assert "请打开原件查看" in sent.text
