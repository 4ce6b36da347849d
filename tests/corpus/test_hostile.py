"""Files made to make a reader slow or fall over come back as documents or refusals."""

from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.load import load
from corpus.split import LONGEST, split
from tests.corpus.files import pdf, word

MANY = 20_000


@pytest.mark.parametrize(
    "text",
    [
        "《" * MANY,
        "（" * MANY,
        "<!--" * MANY,
        "?啊" * MANY,
        "废止《" * MANY + "施行",
        "2024年1月1日" * MANY,
        "人民政府" * MANY,
        "施行自2024年1月1日起" * MANY,
        "自从于公布发布" * MANY + "施行",
        "[a](" * MANY,
        "第一条 甲\n" * MANY,
    ],
    ids=lambda text: text[:6],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".csv"])
def test_repetition_is_read_like_any_text(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(text, encoding="utf-8")
    assert all(len(chunk.text) <= LONGEST for chunk in split(load(path)))


@pytest.mark.parametrize("page", ["<div>" * MANY + "正文", "<table><tr><td>" * 300 + "正文"])
def test_a_page_nested_thousands_deep_is_read(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    assert load(path).text == "正文"


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.html", "a.xlsx", "a.csv", "a.mht", "a.doc", "a.png"])
@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n%%EOF", b"PK\x03\x04" + bytes(99), b"\xff\xfe", bytes(4000), b"\x81" * 999]
)
def test_a_broken_file_of_any_name_is_refused_in_words(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"[\u4e00-\u9fff]"):
        load(path)


def test_of_a_word_file_that_lost_its_beginning_the_text_is_saved_if_it_is_there(tmp_path: Path) -> None:
    data = word("示例市停车办法", "第一条 停车费每小时5元。")
    path = tmp_path / "a.docx"
    path.write_bytes(data[:4] + data[604:])
    assert "停车费每小时5元" in load(path).text
    path.write_bytes(data[:4] + data[2004:])
    with pytest.raises(UnreadableFile, match="已损坏"):
        load(path)


def test_half_a_character_in_a_pdf_is_marked_as_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    lost = "车".encode("utf-16-be").hex().encode()
    path.write_bytes(pdf(["示例市停车办法", "第一条 停车费每小时5元，按月缴纳。"]).replace(lost, b"d83d"))
    document = load(path)
    assert "停□费每小时5元" in document.text
    assert "undecodable" in {repair.step for repair in document.repairs}
