from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from corpus.errors import UnreadableFile
from corpus.readers.open import read

PAGE = "<html><body><h1>示例园区办法</h1><p>第一条 企业可以申请租金补贴，最高五十万元。</p></body></html>"
TEXT = "# 示例园区办法\n第一条 企业可以申请租金补贴，最高五十万元。"


def archive(*parts: MIMEText | MIMEImage, subject: str = "示例园区办法", start: str | None = None) -> bytes:
    message = MIMEMultipart("related", type="text/html")
    if start:
        message.set_param("start", start)
    message["From"] = "<Saved by a browser>"
    message["Subject"] = subject
    message["Date"] = "Mon, 26 Apr 2021 03:50:11 -0000"
    message["Snapshot-Content-Location"] = "https://example.cn/a.html"
    for part in parts:
        message.attach(part)
    return message.as_bytes()


def part(page: str = PAGE, charset: str = "utf-8", content_id: str | None = None) -> MIMEText:
    found = MIMEText(page, "html", charset)
    if content_id:
        found["Content-ID"] = content_id
    return found


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_the_page_inside_a_saved_page_is_read_in_its_charset(charset: str) -> None:
    assert read(archive(part(charset=charset), MIMEImage(b"GIF89a", "gif")), ".mht").text == TEXT


def test_it_carries_its_title_and_address_and_not_the_day_of_saving() -> None:
    declared = read(archive(part(PAGE.replace("h1", "p"))), ".mhtml").declared
    assert (declared.title, declared.url, declared.published_on) == ("示例园区办法", "https://example.cn/a.html", None)


def test_the_page_is_where_the_archive_begins_even_if_a_frame_comes_first() -> None:
    frame = part("<html><body><p>广告一则，与正文无关。</p></body></html>", content_id="<frame>")
    assert read(archive(frame, part(content_id="<page>"), start="<page>"), ".mht").text == TEXT


def test_a_page_that_only_frames_another_gives_the_text_of_that() -> None:
    outer = part("<html><body><iframe src='cid:frame'></iframe></body></html>")
    assert read(archive(outer, part(content_id="<frame>")), ".mht").text == TEXT


def test_a_saved_page_under_another_name_is_seen_through_and_noted() -> None:
    reading = read(archive(part()), ".doc")
    assert reading.text == TEXT
    assert [repair.step for repair in reading.repairs] == ["extension"]


@pytest.mark.parametrize(
    "data",
    [
        archive(MIMEImage(b"GIF89a", "gif")),
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n",
        b"MIME-Version: 1.0\n" + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 3000,
    ],
    ids="picture cut nested".split(),
)
def test_an_archive_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"MHTML|空的"):
        read(data, ".mht")
