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


def test_a_download_that_broke_off_loses_only_the_last_character() -> None:
    data = (TEXT * 20).encode("gb18030")
    assert decode(data[:-2]).text == (TEXT * 20)[: len(decode(data[:-2]).text)]


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
