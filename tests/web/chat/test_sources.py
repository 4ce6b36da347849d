"""The panel of sources names each citation's document, place and standing, and marks the quoted sentence."""

import datetime
from dataclasses import replace

import pytest

from assistant.answer import Citation, Outcome
from assistant.web.addresses import web_address
from assistant.web.chat.conversation import Exchange, Stage
from assistant.web.chat.sources import panel
from assistant.web.holdings import take_stock
from assistant.web.text import CHINESE, ENGLISH
from corpus.document import Status, Validity
from tests.fakes import make_card, make_hit
from tests.web.fakes import QUOTE, RENT, TODAY, rent_answer, rent_document
from tests.web.payloads import dangers
from tests.web.sixty import SIXTY

NOTHING = take_stock([], TODAY)


def shown(*answers: object, words: object = CHINESE) -> str:
    conversation = [Exchange("租金补贴怎么给？", Stage.DONE, answer=answer) for answer in answers]  # type: ignore[arg-type]
    return panel(conversation, NOTHING, words)  # type: ignore[arg-type]  # one of the two languages


@pytest.mark.parametrize(
    "said",
    [
        "示例园区租金补贴办法",
        "示管发〔2025〕3号",
        "示例园区管理委员会",
        "示例省示例市",
        "2025-02-10 发布",
        "2025-03-01 起施行",
        "第二章 扶持内容",
        "第三条",
        "现行有效",
        f"<mark>{QUOTE}</mark>",
    ],
)
def test_a_card_says_where_its_quote_stands(said: str) -> None:
    assert said in shown(rent_answer())


def test_the_links_lead_to_the_very_revision_that_was_cited() -> None:
    start, revision = RENT.index(QUOTE), "0" * 64
    panel = shown(rent_answer())
    address = f"/documents/rent?revision={revision}&amp;start={start}&amp;end={start + len(QUOTE)}#cited"
    assert f'href="{address}"' in panel
    assert f'href="/originals/rent?revision={revision}"' in panel


def test_a_page_of_a_pdf_is_named_and_opened() -> None:
    hit = make_hit(RENT)
    hit = replace(hit, chunk=replace(hit.chunk, page=3))
    panel = shown(rent_answer(citations=(Citation(1, hit, 0, RENT[:5]),)))
    assert "第 3 页" in panel
    assert "#page=3" in panel


@pytest.mark.parametrize(
    ("status", "chinese", "english"),
    [
        (Status.IN_FORCE, "现行有效", "In force"),
        (Status.NOT_YET, "尚未施行", "Not yet in force"),
        (Status.EXPIRED, "已失效", "Expired"),
        (Status.REPEALED, "已废止", "Repealed"),
        (Status.UNKNOWN, "时效未知", "Validity unknown"),
    ],
)
def test_the_standing_is_a_badge(status: Status, chinese: str, english: str) -> None:
    hit = replace(make_hit(RENT), status=status)
    answer = rent_answer(citations=(Citation(1, hit, 0, RENT[:5]),))
    assert f'class="badge {status.value}">{chinese}<' in shown(answer)
    assert f'class="badge {status.value}">{english}<' in shown(answer, words=ENGLISH)


def test_a_repealed_document_names_what_repealed_it() -> None:
    card = make_card(validity=Validity(repealed_by="示例市新办法", expires_on=datetime.date(2024, 12, 31)))
    panel = shown(rent_answer(citations=(Citation(1, make_hit(RENT, card=card), 0, RENT[:5]),)))
    assert "被《示例市新办法》废止" in panel
    assert "有效期至 2024-12-31" in panel


def test_a_long_passage_is_cut_around_its_quote_and_opens_in_full() -> None:
    text = "前" * 300 + QUOTE + "后" * 300
    panel = shown(rent_answer(citations=(Citation(1, make_hit(text, start=50), 350, QUOTE),)))
    cut, whole = panel.split("<details>")
    assert f"…{'前' * 60}<mark>{QUOTE}</mark>{'后' * 60}…" in cut
    assert f"{'前' * 300}<mark>{QUOTE}</mark>{'后' * 300}" in whole


def test_a_quote_that_runs_beyond_its_passage_is_still_shown() -> None:
    assert "<mark>别处的一句。</mark>" in shown(
        rent_answer(citations=(Citation(1, make_hit(RENT), 9, "别处的一句。"),))
    )


def test_each_answer_keeps_its_own_group() -> None:
    panel = shown(rent_answer(), rent_answer())
    assert 'id="source-0-1"' in panel
    assert 'id="source-1-1"' in panel


def test_without_evidence_the_nearest_documents_are_offered_and_not_numbered() -> None:
    hits = tuple(make_hit(RENT, rank=rank, card=make_card(f"文件{rank}", doc_id=f"d{rank // 2}")) for rank in (1, 2, 3))
    panel = shown(rent_answer(outcome=Outcome.NOT_FOUND, citations=(), hits=hits))
    assert "检索到的文件" in panel
    assert panel.count("<article") == 2, "one card for each document"
    assert 'class="number"' not in panel


def test_before_the_first_question_the_newest_documents_are_named() -> None:
    cards = [rent_document().card, make_card("将来的办法", doc_id="x", published_on=datetime.date(2030, 1, 1))]
    held = panel([], take_stock(cards, TODAY), CHINESE)
    assert 'href="/documents/rent"' in held
    assert "将来的办法" not in held


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/x", "//example.org", "http://[", ""]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert web_address(make_card(url=url)) is None


def test_a_web_address_is_linked_without_telling_it_who_asks() -> None:
    hit = make_hit(RENT, card=make_card(url="https://example.org/a?b=1&c=2"))
    panel = shown(rent_answer(citations=(Citation(1, hit, 0, RENT[:5]),)))
    assert 'href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow"' in panel


@pytest.mark.parametrize("payload", SIXTY)
def test_hostile_documents_stay_text(payload: str) -> None:
    card = make_card(
        payload,
        doc_id=payload,
        doc_number=payload,
        issuer=payload,
        region=payload,
        url=payload,
        published_on=TODAY,
        validity=Validity(repealed_by=payload),
    )
    text = f"前文{payload}后文" * 30
    hit = make_hit(text, card=card, path=(payload, payload))
    answer = rent_answer(citations=(Citation(1, hit, 2, payload),), hits=(hit,))
    conversation = [Exchange(payload, Stage.DONE, answer=answer)]
    assert dangers(panel(conversation, NOTHING, CHINESE)) == []
    assert dangers(panel([Exchange(payload, Stage.DONE, answer=replace(answer, citations=()))], NOTHING, CHINESE)) == []
    assert dangers(panel([], take_stock([card], TODAY), CHINESE)) == []
