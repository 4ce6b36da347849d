"""A reader finds every article of a document by its address, sees whether it applies and why, and where it leads."""

import re
from html import unescape

import pytest

from tests.web.document.conftest import Filled, Stock
from tests.web.document.texts import RENT, TEXTS
from tests.web.payloads import PAYLOADS, dangers


def anchors(page: str) -> list[str]:
    return re.findall(r' id="([^"]+)"[^>]* data-place', page)


def bare(page: str) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", page)))


def test_every_chapter_and_article_has_an_address_and_stands_in_the_outline(stock: Stock) -> None:
    page = stock.open("租金.txt").text
    found = anchors(page)
    assert found[:8] == ["第一章", "第一条", "第二章", "第二章第一节", "第二条", "第二章第二节", "第三条", "第三章"]
    assert len(set(found)) == len(found)
    for anchor in found:
        assert page.count(f'href="#{anchor}"') == 2, anchor  # in the outline, and beside the text to be copied


def test_an_article_of_an_annex_has_an_address_of_its_own(stock: Stock) -> None:
    page = stock.open("租金.txt").text
    annex = page[page.index('id="第一条-2"') :]
    assert "申请材料包括租赁合同和租金发票" in annex
    assert annex.index("申请材料") < annex.index('id="第二条-2"') < annex.index("材料不全")


def test_the_outline_says_what_an_article_is_about(stock: Stock) -> None:
    outline = stock.open("租金.txt").text.split('<nav class="outline"')[1].split("</nav>")[0]
    assert "第二条 <small>租金补贴</small>" in outline
    assert "第三条 <small>企业于每年三月向园区提出申请。</small>" in outline


def test_all_of_the_text_is_shown_once(stock: Stock) -> None:
    for name, text in TEXTS.items():
        shown = bare(stock.open(name).text.split('<main id="work"')[1])
        for line in text.splitlines()[1:]:
            if " | " not in line:
                assert shown.count(bare(line)) == 1, line


def test_rows_are_shown_as_a_table_with_the_names_of_its_columns(stock: Stock) -> None:
    page = stock.open("租金.txt").text
    table = page[page.index("<table") : page.index("</table>")]
    assert re.findall(r"<th [^>]*>([^<]+)</th>", table) == ["档次", "条件", "补贴"]
    assert table.count("<tr>") == 3
    assert '<td data-name="补贴">50%</td>' in table


def test_a_cited_cell_is_marked_in_its_table(stock: Stock) -> None:
    text = stock.store.catalog.document(stock.ids["租金.txt"]).text
    start = text.index("年营业收入两千万元以上")
    page = stock.open("租金.txt", start=start, end=start + len("年营业收入两千万元以上")).text
    assert '<td data-name="条件"><mark id="cited">年营业收入两千万元以上</mark></td>' in page
    assert 'class="to-cited" href="#cited"' in page


def test_a_quote_over_several_articles_is_marked_in_each_with_one_anchor(stock: Stock) -> None:
    text = stock.store.catalog.document(stock.ids["租金.txt"]).text
    page = stock.open("租金.txt", start=text.index("企业于每年"), end=text.index("本办法自")).text
    marked = re.findall(r"<mark[^>]*>([^<]*)</mark>", page)
    assert "".join("".join(marked).split()) == "企业于每年三月向园区提出申请。第三章附则第四条"
    assert page.count('id="cited"') == 1


@pytest.mark.parametrize(("start", "end"), [(9, 3), (10**9, 10**9 + 5), (0, 0)])
def test_a_span_that_is_not_there_marks_nothing(stock: Stock, start: int, end: int) -> None:
    page = stock.open("租金.txt", start=start, end=end)
    assert page.status_code == 200
    assert "<mark" not in page.text


def test_the_sentence_that_proves_the_validity_is_quoted_and_leads_to_its_place(stock: Stock) -> None:
    page = stock.open("租金.txt", as_of="2026-01-01").text
    card = page.split('class="card validity"')[1].split("</section>")[0]
    for said in (
        "现行有效",
        "2026-01-01",
        "2025-03-01",
        "2028-02-29",
        "本办法自2025年3月1日起施行",
        'href="#evidence"',
    ):
        assert said in card
    assert page.count('id="evidence"') == 1


@pytest.mark.parametrize(
    ("day", "said"), [("2025-01-01", "尚未施行"), ("2026-01-01", "现行有效"), ("2030-01-01", "已失效")]
)
def test_the_standing_is_that_of_the_day_asked_for(stock: Stock, day: str, said: str) -> None:
    card = stock.open("租金.txt", as_of=day).text.split('class="card validity"')[1]
    assert said in card.split("</p>")[0]


def test_what_it_repeals_is_linked_where_it_is_held_and_named_where_not(stock: Stock) -> None:
    page = stock.open("租金.txt").text
    ends = page.split("它废止了</h2>")[1].split("</section>")[0]
    assert f'<a href="/documents/{stock.ids["旧租金.txt"]}">云岭市东园区租金补贴暂行规定</a>' in ends
    held, other = ends.split("</li>")[:2]
    assert "未收录" not in held
    assert all(said in other for said in ("云岭市东园区厂房租赁管理办法", "云管发〔2018〕9号", "未收录", "同时废止"))


def test_what_is_repealed_names_and_links_what_repeals_it_and_where_it_says_so(stock: Stock) -> None:
    page = stock.open("旧租金.txt", as_of="2026-01-01").text
    by = f"/documents/{stock.ids['租金.txt']}"
    assert "已废止" in page.split("<h1")[1].split("<aside")[0]
    assert f'<a href="{by}">云岭市东园区租金补贴办法</a>' in page
    address = unescape(next(it for it in re.findall(r'href="([^"]+#cited)"', page) if it.startswith(by)))
    assert re.search(r'<mark id="cited">[^<]*同时废止', stock.client.get(address).text)


def test_versions_lead_to_each_other_and_to_their_comparison(stock: Stock) -> None:
    old, new = stock.ids["条例2019.txt"], stock.ids["条例2024.txt"]
    for name, other in (("条例2019.txt", new), ("条例2024.txt", old)):
        versions = stock.open(name).text.split('class="versions"')[1].split("</ol>")[0]
        assert f'href="/documents/{other}"' in versions
        assert f'href="/documents/{old}/compare/{new}"' in versions
        assert "本版" in versions
    assert "新版本：" in stock.open("条例2019.txt").text


def test_documents_of_the_same_matter_are_near(stock: Stock) -> None:
    similar = stock.open("签约.txt").text.split("相关文件</h2>")[1].split("</section>")[0]
    assert "云岭市东园区租金补贴办法" in similar
    assert stock.ids["签约.txt"] not in similar


def test_a_former_revision_can_be_opened_and_compared(filled: Filled) -> None:
    stock = filled({"办法.txt": RENT})
    before = stock.store.catalog.document(stock.ids["办法.txt"]).card.revision
    (stock.folder / "办法.txt").write_text(RENT.replace("最高100万元", "最高120万元"), encoding="utf-8")
    from index.ingest import ingest

    assert ingest(stock.store, [stock.folder]).failed == ()
    page = stock.open("办法.txt").text
    assert f"?revision={before}" in page
    former = stock.open("办法.txt", revision=before).text
    assert "这是回答引用时的版本" in former
    assert "每年最高100万元" in former
    compared = stock.open("办法.txt", f"/compare/{stock.ids['办法.txt']}", revision=before).text
    assert "<del>100</del>" in compared
    assert "<ins>120</ins>" in compared


def test_a_document_that_was_removed_still_opens_from_an_old_citation_and_says_so(filled: Filled) -> None:
    stock = filled({"办法.txt": RENT})
    card = stock.store.catalog.document(stock.ids["办法.txt"]).card
    stock.store.remove(card.doc_id)
    page = stock.open("办法.txt", revision=card.revision)
    assert page.status_code == 200
    assert "这份文件已被移除" in page.text
    assert stock.open("办法.txt").status_code == 404


def test_the_text_can_be_kept_as_a_file(stock: Stock) -> None:
    sent = stock.open("租金.txt", "/text")
    assert sent.text == stock.store.catalog.document(stock.ids["租金.txt"]).text
    assert sent.headers["content-disposition"].startswith("attachment; filename*=utf-8''%E4%BA%91%E5%B2%AD")


def test_a_question_can_be_asked_of_the_document(stock: Stock) -> None:
    assert f'href="/?doc={stock.ids["租金.txt"]}"' in stock.open("租金.txt").text


def test_the_page_speaks_english_on_request_or_by_the_visitors_choice(stock: Stock) -> None:
    address = f"/documents/{stock.ids['租金.txt']}"
    for page in (
        stock.client.get(f"{address}?lang=en"),
        stock.client.get(address, headers={"Cookie": "wence-language=en"}),
    ):
        assert '<html lang="en"' in page.text
        for said in ("Original file", "Validity", "It repeals", "not held", "Contents"):
            assert said in page.text


def test_the_colours_are_those_that_the_visitor_chose(stock: Stock) -> None:
    address = f"/documents/{stock.ids['租金.txt']}"
    assert 'class="dark"' in stock.client.get(address, headers={"Cookie": "wence-theme=dark"}).text


def test_the_path_on_the_server_is_not_told(stock: Stock) -> None:
    assert str(stock.folder) not in stock.open("租金.txt").text


@pytest.mark.parametrize("path", ["nobody", "<script>alert(1)</script>", "..%2F..%2Fetc", "x/compare/y", "x/pages/1"])
def test_an_address_that_leads_nowhere_is_answered_in_words(stock: Stock, path: str) -> None:
    answer = stock.client.get(f"/documents/{path}")
    assert answer.status_code == 404
    assert "没有这份文件" in answer.text
    assert "<script>alert" not in answer.text


def test_no_script_but_our_own_file_may_run(stock: Stock) -> None:
    page = stock.open("租金.txt")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script[^>]*>", page.text) == ['<script src="/documents.js" defer>']
    assert " style=" not in page.text


def test_hostile_documents_stay_text(filled: Filled) -> None:
    def texts(payloads: list[str]) -> dict[str, str]:
        lines = "\n".join(f"第{at}条 载荷{at}：{payload} | 甲：{payload}" for at, payload in enumerate(payloads, 1))
        head = payloads[0]
        return {
            "甲.txt": f"{head}载荷汇编办法\n第一章 {head}\n{lines}\n档次：一 | 补贴：二\n",
            "乙.txt": f"{head}载荷汇编办法\n2024年1月1日 {head}公布\n第一章 {head[:30]}\n{lines}\n",
        }

    hostile = [it for it in PAYLOADS if it.isprintable()]
    pages = []
    for payloads in (hostile, ["无害的文字" for _ in hostile]):
        held = filled(texts(payloads))
        first, second = held.ids["甲.txt"], held.ids["乙.txt"]
        shown = (held.open("甲.txt", start=5, end=900), held.client.get(f"/documents/{first}/compare/{second}"))
        pages.append([sorted(set(dangers(it.text.removeprefix("<!doctype html>")))) for it in shown])
    # What the templates write is the same whatever the documents say.
    for hostile_page, harmless_page in zip(*pages, strict=True):
        assert set(hostile_page) <= {*harmless_page, "<del>", "<ins>"}
