import importlib.util
import socket
from pathlib import Path

import pytest
from PIL import Image

from corpus.errors import UnreadableFile
from corpus.load import load
from corpus.readers import scan
from corpus.readers.layout import Line, in_reading_order
from corpus.readers.open import read
from tests.corpus.drawn import drawn, encoded, joined, scanned
from tests.corpus.files import pdf

HAS_OCR = importlib.util.find_spec("rapidocr") is not None
recognises = pytest.mark.skipif(not HAS_OCR, reason="needs the extra wence[ocr]")
LINES = ["示例市总部企业奖励办法", "第一条 对新引进的总部企业给予五百万元奖励。", "第二条 本办法自公布之日起施行。"]
TYPED = "企业可以申请厂房租金补贴，每年最高五十万元，期限不超过三年，由园区审核。"


def plain(text: str) -> str:
    return "".join(text.split())


@recognises
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_a_picture_of_text_is_read_and_the_recognition_reported(form: str) -> None:
    reading = read(encoded(drawn(LINES), form), ".png")
    assert plain(reading.text) == plain("".join(LINES))
    assert [(repair.step, repair.note) for repair in reading.repairs] == [("ocr", "第 1 页由文字识别得到")]


@recognises
@pytest.mark.parametrize("turn", [1.5, 90, 180])
def test_a_page_that_lies_askew_or_on_its_side_is_read(turn: float) -> None:
    assert plain(read(encoded(drawn(LINES, turn=turn)), ".png").text) == plain("".join(LINES))


@recognises
def test_only_the_scanned_pages_of_a_pdf_are_recognised() -> None:
    data = joined(pdf([TYPED]), scanned(drawn(LINES)), pdf([TYPED]))
    reading = read(data, ".pdf")
    first, second, third = reading.text.split("\f")
    assert (first.strip(), third.strip()) == (TYPED, TYPED)
    assert plain(second) == plain("".join(LINES))
    assert [(repair.step, repair.note) for repair in reading.repairs] == [("ocr", "第 2 页由文字识别得到")]


@recognises
def test_a_scanned_table_keeps_its_rows() -> None:
    text = read(encoded(drawn(["档次\t条件\t奖励", "一档\t营收\t五十万元", "二档\t税收\t三十万元"])), ".png").text
    assert text.split("\n") == ["档次：一档 | 条件：营收 | 奖励：五十万元", "档次：二档 | 条件：税收 | 奖励：三十万元"]


@recognises
def test_each_frame_of_a_tiff_is_a_page() -> None:
    frames = [drawn([line]) for line in LINES]
    text = read(encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:]), ".tif").text
    assert [plain(page) for page in text.split("\f")] == [plain(line) for line in LINES]


@recognises
def test_recognition_needs_no_network_and_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("recognition reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    scan._engine.cache_clear()
    assert "奖励" in read(encoded(drawn(LINES)), ".png").text
    assert capfd.readouterr() == ("", "")


@recognises
def test_a_picture_without_text_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="没有识别出文字"):
        read(encoded(Image.new("RGB", (400, 300), "white")), ".png")


def test_doubtful_and_illegible_lines_are_reported_by_page() -> None:
    page = scan.Page(("一行",), doubtful=2, dropped=1)
    notes = {repair.step: repair for repair in scan.reported({2: page, 3: page, 7: scan.Page(("一行",), 0, 0)})}
    assert notes["ocr"].note == "第 2-3、7 页由文字识别得到"
    assert (notes["uncertain"].count, notes["illegible"].count) == (4, 2)
    assert "第 2-3 页" in notes["uncertain"].note


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize("make", [lambda: encoded(drawn(LINES)), lambda: scanned(drawn(LINES))], ids=["png", "pdf"])
def test_without_the_extra_a_scan_is_refused_with_the_command_to_install_it(make: object) -> None:
    with pytest.raises(UnreadableFile, match=r"pip install 'wence\[ocr\]'"):
        read(make(), ".pdf")  # type: ignore[operator]  # the table holds plain functions


@pytest.mark.usefixtures("without_ocr")
def test_without_the_extra_the_typed_pages_stay_and_the_others_are_named() -> None:
    reading = read(joined(pdf([TYPED]), scanned(drawn(LINES))), ".pdf")
    assert reading.text.split("\f")[0].strip() == TYPED
    (unread,) = reading.repairs
    assert unread.step == "unread"
    assert "第 2 页" in unread.note
    assert "wence[ocr]" in unread.note


def test_a_picture_with_more_pixels_than_a_page_can_need_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.image.MOST_PIXELS", 1000)
    monkeypatch.setattr("corpus.readers.image.is_installed", lambda: True)
    with pytest.raises(UnreadableFile, match="像素"):
        read(encoded(Image.new("L", (100, 100))), ".png")


def test_a_damaged_picture_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.image.is_installed", lambda: True)
    with pytest.raises(UnreadableFile, match="图片已损坏"):
        read(encoded(Image.new("L", (300, 300)))[:90], ".png")


def test_columns_of_text_are_read_one_after_the_other_below_their_headline() -> None:
    def line(text: str, left: float, row: int, width: float = 400) -> Line:
        return Line(text, left, row * 40, left + width, row * 40 + 30)

    left = [line(f"左{row}", 0, row) for row in range(1, 7)]
    right = [line(f"右{row}", 500, row) for row in range(1, 7)]
    headline = line("标题", 0, 0, 900)
    assert in_reading_order([*right, headline, *left]) == [
        "标题",
        *(it.text for it in left),
        *(it.text for it in right),
    ]


def test_pieces_of_one_line_are_joined_and_cells_set_apart() -> None:
    row = [Line("一档", 0, 0, 60, 30), Line("奖励", 65, 1, 130, 31), Line("50万元", 400, 2, 500, 32)]
    assert in_reading_order(row) == ["一档奖励 50万元"]


@recognises
def test_a_scan_becomes_a_document_with_its_articles(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(scanned(drawn(LINES)))
    document = load(path)
    assert document.card.title == LINES[0]
    assert [repair.step for repair in document.repairs][:1] == ["ocr"]
