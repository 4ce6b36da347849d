"""Answers go by what staff say of documents, at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.open import Assistant
from assistant.render import citation_json
from assistant.settings import Settings
from corpus.document import Status
from index.corrections.door import correct, remove, undo
from index.hit import Filters
from index.ingest import ingest
from index.store import Store
from tests.fakes import BigramEncoder

PARK = """东湖园区产业扶持办法
东管〔2024〕6号

第一条 为了支持企业入驻东湖园区，制定本办法。
第二条 企业租用标准厂房的，前两年按照实际租金的80%给予补贴，每家企业每年最高100万元。
第三条 本办法自2024年5月1日起施行，有效期五年。
"""
QUESTION = "东湖园区租用标准厂房补贴多少？"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    folder = tmp_path / "文件"
    folder.mkdir()
    (folder / "东湖.txt").write_text(PARK, encoding="utf-8")
    with Store.open(tmp_path / "home", BigramEncoder()) as store:
        ingest(store, [folder])
        yield Assistant(store, Settings())


def answer(assistant: Assistant, question: str = QUESTION, **filters: object) -> Answer:
    *_, last = ask(assistant, question, (), Filters(**filters))  # type: ignore[arg-type]  # spelled by the test
    assert isinstance(last, Answer)
    return last


def cited(given: Answer) -> list[dict[str, object]]:
    return [citation_json(it) for it in given.citations]


def only(assistant: Assistant) -> str:
    (card,) = assistant.store.catalog.cards()
    return card.doc_id


def test_what_is_marked_repealed_answers_no_more_until_that_is_undone(assistant: Assistant) -> None:
    before = answer(assistant)
    assert before.citations[0].hit.status is Status.IN_FORCE
    told = {"repealed_on": "2025-01-01", "repealed_by": "东湖园区高质量发展若干措施"}

    made = correct(assistant.store, only(assistant), told, "王芳")

    after = answer(assistant)
    assert after.text.startswith("注意：《东湖园区产业扶持办法》已废止")
    assert {it.hit.status for it in after.citations} == {Status.REPEALED}
    assert "废止" in answer(assistant, "《东湖园区产业扶持办法》还有效吗？").text
    undo(assistant.store, made.id, "王芳")
    again = answer(assistant)
    assert (again.text, cited(again)) == (before.text, cited(before))


def test_a_corrected_region_is_what_a_question_is_narrowed_by(assistant: Assistant) -> None:
    assert answer(assistant, region="河北").outcome is Outcome.NOT_FOUND
    correct(assistant.store, only(assistant), {"region": "河北沧州"}, "王芳")
    assert "80%" in answer(assistant, region="河北").text


def test_a_corrected_title_is_what_a_document_is_called(assistant: Assistant) -> None:
    answer(assistant)
    correct(assistant.store, only(assistant), {"title": "东湖园区厂房纾困措施"}, "王芳")
    told = answer(assistant, "《东湖园区厂房纾困措施》还有效吗？")
    assert told.text.startswith("《东湖园区厂房纾困措施》")
    assert told.citations[0].hit.chunk.card.title == "东湖园区厂房纾困措施"


def test_a_removed_document_answers_again_with_the_same_citations(assistant: Assistant) -> None:
    before = answer(assistant)
    removal = remove(assistant.store, only(assistant), "王芳")
    assert answer(assistant).outcome is Outcome.NOT_FOUND
    undo(assistant.store, removal.id, "王芳")
    assert cited(answer(assistant)) == cited(before)
