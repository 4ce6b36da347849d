"""Two wordings are put side by side article by article, and the words that differ are marked on each side."""

from assistant.web.document.difference import Change, Row, compared
from corpus.document import Document, Section
from tests.fakes import make_card
from tests.web.document.conftest import Filled, Stock
from tests.web.document.texts import NEW_RULES, OLD_RULES


def rows(stock: Stock) -> list[Row]:
    catalog = stock.store.catalog
    return list(compared(catalog.document(stock.ids["条例2019.txt"]), catalog.document(stock.ids["条例2024.txt"])))


def changed(row: Row) -> tuple[list[str], list[str]]:
    return [it.text for it in row.old if it.is_changed], [it.text for it in row.new if it.is_changed]


def test_changed_words_are_marked_on_both_sides_and_the_rest_is_not(stock: Stock) -> None:
    row = next(it for it in rows(stock) if it.label == "第三条")
    assert row.change is Change.CHANGED
    assert changed(row) == (["三千万元"], ["五千万元", "和企业服务"])


def test_a_new_article_stands_alone_and_those_behind_it_keep_their_partners(stock: Stock) -> None:
    found = rows(stock)
    new = next(it for it in found if it.change is Change.ADDED)
    assert (new.left, new.label) == (None, "第四条")
    window = next(it for it in found if it.label == "第五条")
    assert (window.change, window.is_renumbered, window.left and window.left.label) == (Change.SAME, True, "第四条")
    term = next(it for it in found if it.label == "第六条")
    assert term.change is Change.CHANGED
    assert "三十" in "".join(changed(term)[0])
    assert "十" in "".join(changed(term)[1])


def test_what_stands_above_the_first_heading_is_compared_as_one(stock: Stock) -> None:
    head = rows(stock)[0]
    assert head.left is not None
    assert "".join(changed(head)[1]).strip("） ") == "2024年5月30日云岭市人民代表大会常务委员会第九次会议修订"


def test_nothing_of_either_side_is_lost(stock: Stock) -> None:
    found = rows(stock)
    for text, side in ((OLD_RULES, "old"), (NEW_RULES, "new")):
        shown = "".join(it.text for row in found for it in getattr(row, side))
        assert "".join(shown.split()) == "".join(text.split())


def test_width_and_white_space_are_no_change() -> None:
    def one(text: str) -> Document:
        return Document(make_card(), text, (Section(("第一条",), 0, len(text)),))

    (row,) = compared(one("第一条 企业应当申报；逾期不予受理。"), one("第一条　企业应当申报;逾期 不予受理。"))
    assert row.change is Change.SAME


def test_documents_without_headings_are_compared_by_paragraph() -> None:
    def news(*lines: str) -> Document:
        text = "\n".join(lines)
        return Document(make_card(), text, (Section((), 0, len(text)),))

    first, same, last = "四月八日园区举行签约仪式。", "十二个项目落户园区。", "总投资三十六亿元。"
    found = compared(news(first, same), news(first, same, last))
    assert [it.change for it in found] == [Change.SAME, Change.SAME, Change.ADDED]


def test_the_page_counts_and_shows_the_differences_and_folds_what_is_the_same(stock: Stock) -> None:
    page = stock.client.get(f"/documents/{stock.ids['条例2019.txt']}/compare/{stock.ids['条例2024.txt']}").text
    for said in ("版本对比", "修改", "新增 <b>1</b>", "2020-01-01", "2024-07-01", 'class="kept"', 'href="#change-1"'):
        assert said in page
    assert "<ins>和企业服务</ins>" in page
    assert "原第四条" in page or "第五条" in page


def test_two_equal_texts_have_no_difference_to_show(stock: Stock) -> None:
    one = stock.ids["条例2024.txt"]
    assert "没有实质差别" in stock.client.get(f"/documents/{one}/compare/{one}").text


def test_four_hundred_articles_that_were_all_rewritten_are_compared(filled: Filled) -> None:
    def law(year: int) -> str:
        return "云岭市大全条例\n" + "\n".join(
            f"第{at}条 企业在{year}年第{at * year % 97}号地块建设第{at}号厂房的，每平方米补贴{at % 9 + year % 7}元，{'并免收' if at % 3 else '但收取'}配套费。"
            for at in range(1, 401)
        )

    held = filled({"a.txt": law(2019), "b.txt": law(2024)})
    answer = held.client.get(f"/documents/{held.ids['a.txt']}/compare/{held.ids['b.txt']}")
    assert answer.status_code == 200
    assert answer.text.count('<section class="row') > 300
