import pytest

from corpus.errors import UnreadableFile
from corpus.readers.open import read
from tests.corpus.files import package, pdf, word

PRICES = [["项目", "东区", "西区"], ["厂房租金", "18元", "12元"], ["工业用水", "4.1元", "3.6元"]]
AS_LINES = ["项目：厂房租金 | 东区：18元 | 西区：12元", "项目：工业用水 | 东区：4.1元 | 西区：3.6元"]


def html(body: str, head: str = "") -> str:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), ".html").text


def test_word_paragraphs_and_tables_come_in_document_order() -> None:
    text = read(word("收费标准", "一、价格", PRICES, "二、附注", headings=["收费标准"]), ".docx").text
    assert text.split("\n") == ["# 收费标准", "一、价格", *AS_LINES, "二、附注"]


def test_a_table_of_a_web_page_repeats_its_header_in_each_row() -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in PRICES)
    assert html(f"<h1>价格</h1><table>{rows}</table>").split("\n") == ["# 价格", *AS_LINES]


def test_a_cell_that_spans_rows_counts_in_each_of_them() -> None:
    table = (
        "<table><tr><th>档次</th><th>条件</th><th>奖励</th></tr><tr><td rowspan='2'>一档</td><td>甲</td><td>50万元</td></tr>"
        "<tr><td>乙</td><td>30万元</td></tr></table>"
    )
    assert html(table).split("\n") == ["档次：一档 | 条件：甲 | 奖励：50万元", "档次：一档 | 条件：乙 | 奖励：30万元"]


def test_a_table_that_lays_out_the_page_is_read_as_text() -> None:
    assert html("<table><tr><td><h1>办法</h1><p>第一段。</p><p>第二段。</p></td></tr></table>").split("\n") == [
        "# 办法",
        "第一段。",
        "第二段。",
    ]


def test_markdown_loses_its_marks_and_keeps_headings_and_tables() -> None:
    source = "# 清单\n\n**第一条** 见[网站](http://a.cn)。\n\n- 项目\n\n| 项目 | 奖励 |\n|---|---|\n| 落户 | 50万元 |\n<!-- 注 -->\n"
    lines = [line for line in read(source.encode(), ".md").text.split("\n") if line]
    assert lines == ["# 清单", "第一条 见网站。", "项目", "项目：落户 | 奖励：50万元"]


def test_navigation_scripts_and_hidden_parts_of_a_page_are_left_out() -> None:
    page = (
        "<div class='nav'><a>首页</a></div><script>alert(1)</script><style>p{}</style><!-- 注释 --><p>正文一段，企业可以申请租金补贴。</p>"
        "<p style='display: none'>隐藏</p><div id='footer'>联系我们</div><ul><li><a>甲</a></li><li><a>乙</a></li><li><a>丙</a></li><li><a>丁</a></li></ul>"
    )
    assert html(page) == "正文一段，企业可以申请租金补贴。"


def test_the_sites_banner_above_the_headline_is_left_out_and_the_files_data_stay() -> None:
    page = "<p>个人服务 法人服务</p><p>发文机关：示例市商务局</p><h1>办法</h1><p>企业可以申请租金补贴。</p>"
    assert html(page).split("\n") == ["发文机关：示例市商务局", "# 办法", "企业可以申请租金补贴。"]


def test_what_holds_most_of_the_page_is_the_article_whatever_its_name() -> None:
    assert "企业可以申请" in html(
        "<div class='tool-content menu'><p>企业可以申请租金补贴，每年最高一百万元。</p></div>"
    )


def test_front_matter_and_page_titles_become_metadata() -> None:
    page = "\n---\ntitle: '园区办法'\ndate: Mon, 26 Apr 2021 03:50:11 GMT\ncategories:\n - 新闻\n---\n<div><p>正文</p></div>"
    reading = read(page.encode(), ".txt")
    assert (reading.declared.title, str(reading.declared.published_on), reading.text) == (
        "园区办法",
        "2021-04-26",
        "正文",
    )
    head = "<title>园区办法_示例网</title><meta name='PubDate' content='2025-03-01 10:00:00'>"
    declared = read(f"<html><head>{head}</head><body><p>正文</p></body></html>".encode(), ".html").declared
    assert (declared.title, str(declared.published_on)) == ("园区办法", "2025-03-01")


def test_a_dashed_rule_is_no_front_matter() -> None:
    assert "第一段" in read("---\n第一段: 文字: 更多\n---\n正文".encode(), ".txt").text


def test_pdf_pages_are_marked_and_lose_their_running_lines() -> None:
    pages = [["示例市文件汇编", f"第{n}条 企业可以申请补贴。", f"— {n} —"] for n in range(1, 5)]
    text = read(pdf(*pages), ".pdf").text
    assert text == "\n\f".join(f"第{n}条 企业可以申请补贴。" for n in range(1, 5))


@pytest.mark.parametrize(
    ("data", "suffix", "reason"),
    [
        (b"", ".txt", "空的"),
        (pdf(["正文一段，企业可以申请补贴。"], password="x"), ".pdf", "密码"),
        (pdf([]), ".pdf", "扫描件"),
        (pdf(["正文一段，企业可以申请补贴。"])[:400], ".pdf", "已损坏"),
        (word("正文")[:2000], ".docx", "不完整"),
        (word(""), ".docx", "没有文字"),
        (package("xl/workbook.xml"), ".docx", "Excel"),
        (package("ppt/presentation.xml"), ".docx", "PowerPoint"),
        (package("OFD.xml"), ".pdf", "OFD"),
        (package("a.txt"), ".txt", "压缩包"),
        (b"Rar!\x1a\x07" + bytes(100), ".docx", "RAR"),
        (b"MZ" + bytes(100), ".pdf", "可执行程序"),
    ],
    ids="empty password scan cut-pdf cut-word empty-word excel slides ofd zip rar program".split(),
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, suffix: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as refusal:
        read(data, suffix)
    assert "\n" not in str(refusal.value)


def test_a_pdf_with_an_empty_password_opens() -> None:
    assert "企业可以申请" in read(pdf(["正文一段，企业可以申请补贴。"], password=""), ".pdf").text


SENTENCE = "企业可以申请补贴，最高五十万元。"


@pytest.mark.parametrize(
    ("data", "suffix", "what"),
    [
        (pdf([SENTENCE]), ".txt", "PDF"),
        (word(SENTENCE), ".txt", "Word"),
        (word(SENTENCE), ".doc", "Word"),
        (word(SENTENCE), ".pdf", "Word"),
        (f"<html><body><p>{SENTENCE}</p></body></html>".encode("gb18030"), ".doc", "网页"),
        (f"<html><body><p>{SENTENCE}</p></body></html>".encode(), ".pdf", "网页"),
        (SENTENCE.encode(), ".docx", "文本"),
    ],
)
def test_a_wrong_extension_is_seen_through_and_noted(data: bytes, suffix: str, what: str) -> None:
    reading = read(data, suffix)
    assert SENTENCE in reading.text
    (note,) = reading.repairs
    assert note.step == "extension"
    assert suffix in note.note
    assert what in note.note


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_a_page_in_a_text_file_needs_no_note(suffix: str) -> None:
    assert read(f"<html><body><p>{SENTENCE}</p></body></html>".encode(), suffix).repairs == ()
