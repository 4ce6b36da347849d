"""Where a citation says that its quote stands."""

import datetime
from dataclasses import replace

from assistant.answer import Citation
from assistant.render import citation_json, place, source_lines
from assistant.standing import as_hit
from corpus.document import Provision
from index.store import Store
from tests.fakes import make_card, make_hit

TEXT = "第三条 下列企业可以申请：\n（一）工业企业；\n（二）物流企业。"


def citation(quote: str) -> Citation:
    hit = make_hit(
        TEXT, path=("第一章 总则", "第三条"), start=100, card=make_card("示例办法", doc_number="示政〔2024〕3号")
    )
    items = tuple(Provision(TEXT.index(mark), (f"第{mark}项",)) for mark in ("（一）", "（二）"))
    hit = replace(hit, chunk=replace(hit.chunk, provisions=items))
    return Citation(1, hit, 100 + TEXT.index(quote), quote)


def test_a_citation_names_the_item_behind_its_article() -> None:
    assert citation_json(citation("物流企业"))["path"] == ["第一章 总则", "第三条", "第（二）项"]
    assert citation_json(citation("下列企业可以申请"))["path"] == ["第一章 总则", "第三条"]


def test_people_read_article_and_item_as_one() -> None:
    head = source_lines((citation("物流企业"),))[0]
    assert head.startswith("[1] 《示例办法》（示政〔2024〕3号）第一章 总则 › 第三条第（二）项，")


def test_a_hit_without_a_quote_has_the_place_of_its_passage() -> None:
    assert "项" not in place(citation("物流企业").hit)


def test_the_items_of_a_passage_are_kept_with_it(store: Store) -> None:
    card = next(card for card in store.catalog.cards() if card.title == "东湖园区产业扶持办法")
    chunk = next(chunk for chunk in store.catalog.chunks(card.doc_id) if chunk.path == ("第三条",))
    hit = as_hit(chunk, 1, datetime.date(2025, 1, 1))
    quoted = Citation(1, hit, chunk.start + chunk.text.index("按时报送"), "按时报送统计数据")
    assert citation_json(quoted)["path"] == ["第三条", "第（三）项"]
