"""What is found for words, in which order, and how the list looks."""

import pytest

from assistant.web.lookup.listing import listing
from assistant.web.lookup.rail import rail
from assistant.web.lookup.results import Finder
from assistant.web.lookup.state import sought_of
from assistant.web.text import CHINESE, ENGLISH
from tests.web.payloads import dangers
from tests.web.sixty import SIXTY

RENT, OLD, FREIGHT = "云岭市东园区租金补贴办法", "云岭市东园区租金补贴暂行规定", "沧州市物流补贴办法"
CARE, HOSTILE = "廊坊市养老服务条例", "<img src=x onerror=alert(1)>攻击载荷汇编"


def titles(finder: Finder, query: str) -> list[str]:
    return [one.held.card.title for one in finder.find(sought_of(query)).documents]


def page(finder: Finder, query: str, *, english: bool = False) -> str:
    found, said = finder.find(sought_of(query)), ENGLISH if english else CHINESE
    return rail(found, said) + listing(found, finder.passages(found.shown), said)


def test_without_words_everything_is_listed_newest_first(finder: Finder) -> None:
    assert titles(finder, "")[:3] == [RENT, FREIGHT, CARE]
    assert len(titles(finder, "")) == 5


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("云管发〔2025〕3号", RENT),
        ("云管发[2025]3号", RENT),
        ("〔2024〕12号", FREIGHT),
        ("《廊坊市养老服务条例》", CARE),
        ("廊坊市養老服務條例", CARE),
        ("租金补贴", RENT),
        ("日间照料", CARE),
        ("租 金", RENT),
    ],
)
def test_what_is_named_comes_first(finder: Finder, query: str, first: str) -> None:
    assert titles(finder, f"q={query}")[0] == first


def test_a_document_must_hold_the_words(finder: Finder) -> None:
    assert set(titles(finder, "q=租金")) == {RENT, OLD, CARE}
    assert titles(finder, "q=飞船") == []
    assert titles(finder, "q=。。") == []


def test_what_no_longer_applies_is_found_and_can_be_left_out(finder: Finder) -> None:
    assert OLD in titles(finder, "q=租金补贴")
    assert titles(finder, "q=租金补贴&status=in_force")[0] == RENT
    assert OLD not in titles(finder, "q=租金补贴&status=in_force")
    assert OLD in titles(finder, "q=租金补贴&status=in_force&as_of=2021-01-01")


def test_orders(finder: Finder) -> None:
    assert titles(finder, "q=补贴&sort=published") == [RENT, FREIGHT, OLD]
    assert titles(finder, "q=补贴&sort=title") == [FREIGHT, RENT, OLD], "by pinyin: 沧 before 云"
    assert titles(finder, "sort=effective")[0] == RENT


def test_the_list_shows_place_quote_and_ways_on(finder: Finder) -> None:
    html = page(finder, "q=标准厂房")
    assert "<mark>标准</mark>" in html.replace("<mark>标准厂房</mark>", "<mark>标准</mark>")
    assert "<span>第二条</span>" in html
    assert "云管发〔2025〕3号" in html
    assert "#cited" in html
    assert "/originals/" in html


def test_no_result_says_which_filter_to_take_back(finder: Finder) -> None:
    html = page(finder, "q=租金&region=云岭市&status=expired&year=2023")
    assert "有 3 份文件含有“租金”" in html
    only_year = page(finder, "q=养老服务&year=1999")
    assert "去掉“年份：1999”，有 1 份" in only_year
    assert "没有文件含有“飞船”" in page(finder, "q=飞船")
    assert "No document holds" in page(finder, "q=飞船", english=True)


def test_a_page_beyond_the_last_shows_the_last(finder: Finder) -> None:
    assert len(finder.find(sought_of("page=99")).shown) == 5


@pytest.mark.parametrize("payload", SIXTY)
def test_queries_and_documents_stay_text(finder: Finder, payload: str) -> None:
    ours = {"<form>", "<fieldset>", "<legend>", "<label>", "<input>", "<select>", "<option>", "<q>"}
    html = page(finder, sought_of("").at_page(1).query + f"&q={payload}&region={payload}&issuer={payload}")
    assert set(dangers(html)) <= ours
    assert set(dangers(page(finder, "q=攻击载荷"))) <= ours
    assert "&lt;img" in page(finder, "q=攻击载荷")
