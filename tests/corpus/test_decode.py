import codecs

import pytest

from corpus.decode import decode
from corpus.errors import UnreadableFile

TEXT = "示例市产业园区促进办法\n第一条 为了促进产业园区发展，制定本办法。朱镕基、堃城、㐂。\n"
TRADITIONAL = "示例市產業園區促進辦法\n第一條 為了促進產業園區發展，對企業給予補貼，制定本辦法。\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (TEXT.encode(), TEXT),
        (codecs.BOM_UTF8 + TEXT.encode(), TEXT),
        (TEXT.encode("gb18030"), TEXT),
        (TEXT.encode("utf-16"), TEXT),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT),
        (TEXT.encode("utf-16-le"), TEXT),
        (TEXT.encode("utf-16-be"), TEXT),
        (TRADITIONAL.encode("big5"), TRADITIONAL),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL),
        (b"Investment guide\n", "Investment guide\n"),
    ],
    ids="utf8 utf8-bom gb18030 utf16 utf16be-bom utf16le utf16be big5 gb18030-traditional ascii".split(),
)
def test_reads_every_encoding_without_loss(data: bytes, text: str) -> None:
    assert decode(data).text == text


def test_a_rare_character_far_down_decides_for_the_whole_file() -> None:
    text = "产业园区支持企业发展。" * 400 + "堃城镕基㐂𠮷"
    assert decode(text.encode("gb18030")).text == text


def test_a_page_in_gbk_that_declares_gb2312_keeps_its_rare_characters() -> None:
    page = '<meta charset="gb2312"><p>朱镕基、堃城</p>'
    assert decode(page.encode("gbk")).text == page


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_download_that_broke_off_loses_only_the_last_character_and_says_so(encoding: str) -> None:
    data = TEXT.strip().removesuffix("。").encode(encoding)
    found = decode(data[:-1])
    assert found.text == TEXT.strip().removesuffix("㐂。") + "□"
    assert [repair.step for repair in found.repairs] == ["undecodable"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_few_damaged_bytes_cost_their_characters_only_and_are_reported(encoding: str) -> None:
    before, after = "产业园区支持企业发展。\n" * 300, "\n最高奖励五十万元。\n" * 300
    bad = b"\x00\xdc\x00\xdc" if encoding == "utf-16" else b"\xff\xff"
    head = before.encode(encoding)
    found = decode(head + bad + after.encode(encoding.removesuffix("16") + "16-le" if "16" in encoding else encoding))
    assert found.text == before + "□" + after
    (repair,) = found.repairs
    assert (repair.step, repair.count) == ("undecodable", len(bad))
    assert repair.note.startswith(f"第 {len(head) + 1} 字节处")
    assert "□" in repair.note


def test_zero_bytes_that_a_failed_copy_left_are_damage_not_text() -> None:
    text = "产业园区支持企业发展。" * 300
    found = decode(text.encode() + bytes(60) + text.encode())
    assert found.text == text + "□" + text
    assert found.repairs[0].count == 60


def test_a_page_in_gbk_with_a_damaged_byte_is_not_taken_for_damaged_utf8() -> None:
    page = "<div class='a'></div>" * 400 + "产业园区" + "<br>"
    found = decode(page.encode("gb18030") + b"\xff" + page.encode("gb18030"))
    assert (found.encoding, found.text) == ("gb18030", page + "□" + page)


def test_a_text_that_is_mostly_damaged_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="UTF-8"):
        decode(b"".join("产业园区支持企业发展".encode() + b"\xff" for _ in range(50)))


def test_a_charset_declared_outside_the_file_settles_what_the_bytes_leave_open() -> None:
    assert decode("貴州".encode("big5"), "big5").text == "貴州"
    assert decode("文字".encode(), "no-such-charset").text == "文字"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空的"),
        (b" \n\t ", "空的"),
        (codecs.BOM_UTF8, "空的"),
        (bytes(range(256)) * 40, "不是"),
        (b"\x00\x01\x02\x03" * 100, "不是"),
        (b"MZ\x90\x00text with zero bytes\x00", "不是"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        decode(data)
