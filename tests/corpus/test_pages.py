"""Pages in many layouts: the article whole, and nothing of the page around it."""

from datetime import date

import pytest

from corpus.readers.html import read_html
from corpus.readers.open import read
from corpus.repair.clean import clean
from tests.corpus.pages import PAGES, PARAGRAPHS, TITLE, Page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_article_is_read_whole_and_alone(page: Page) -> None:
    text = clean(read_html(page.html)).text
    assert [words for words in page.wanted if words not in text] == []
    assert [words for words in page.around if words in text] == []


def test_a_page_of_links_is_still_a_document() -> None:
    page = (
        "<html><body><ul>"
        + "".join(f"<li><a href='{n}'>第{n}号公告全文</a></li>" for n in range(5))
        + "</ul></body></html>"
    )
    assert "第3号公告全文" in read_html(page).text


def test_links_to_files_are_annexes_and_stay() -> None:
    page = f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><div><a href='a.docx'>附件1：申请表</a><a href='b.pdf?v=2'>附件2：清单</a></div>"
    assert "附件2：清单" in read_html(page).text


def test_annotations_set_as_ruby_are_left_out() -> None:
    page = "<p><ruby>標<rp>(</rp><rt>biāo</rt><rp>)</rp>題<rt>tí</rt></ruby>與正文都在這裏，請看。</p>"
    assert read_html(page).text == "標題與正文都在這裏，請看。"


def test_what_readers_wrote_below_an_article_is_cut_off() -> None:
    page = f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><div><h3>网友评论(2)</h3><div>张三</div><div>写得好，支持一下。</div></div>"
    assert "支持一下" not in clean(read_html(page)).text


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: 示例办法\ndate: 2024-03-01\n---\n",
        "<!--\n---\ntitle: 示例办法\ndate: 2024-03-01\n---\n-->\n",
        "---\r\ntitle:\t'示例办法'\r\ndate: Fri, 01 Mar 2024 03:50:11 GMT\r\ntags: [a, b]\r\n---\r\n",
        "---\ntitle: 示例办法\nauthor: @someone: else\ndate: 2024-03-01\n---\n",
    ],
    ids=["plain", "inside a comment", "with tabs and times", "no YAML"],
)
def test_front_matter_in_odd_forms_becomes_metadata(head: str) -> None:
    reading = read(f"{head}<div><p>{PARAGRAPHS[0]}</p></div>".encode(), ".txt")
    assert (reading.declared.title, reading.declared.published_on) == ("示例办法", date(2024, 3, 1))
    assert reading.text == PARAGRAPHS[0]


def test_what_a_government_site_says_in_its_head_becomes_metadata() -> None:
    head = (
        "<meta name='ArticleTitle' content='示例办法'><meta name='PubDate' content='2024-03-01 10:00'>"
        "<meta name='ContentSource' content='某新闻网'><meta name='Keywords' content='补贴'>"
    )
    declared = read_html(f"<html><head>{head}</head><body><p>{PARAGRAPHS[0]}</p></body></html>").declared
    assert (declared.title, declared.published_on, declared.issuer) == ("示例办法", date(2024, 3, 1), None)
