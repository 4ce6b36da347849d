"""What is missing or doubtful in documents is listed with the way to mend it, and gone once it is mended."""

from assistant.web.desk.documents.section import Documents
from assistant.web.desk.office import Office
from assistant.web.desk.quality.section import Quality
from index.ingest import ingest
from tests.web.desk.conftest import visit


def test_a_document_without_dates_is_listed_until_somebody_gives_them(office: Office) -> None:
    store = office.assistant.store
    folder = store.home.parent / "more"
    folder.mkdir()
    (folder / "停车.txt").write_text("云岭市西园区停车须知\n第一条 园区停车每月200元。\n", encoding="utf-8")
    ingest(store, [folder])
    html = Quality(office).view(visit("quality", find="须知"))
    assert "缺少日期" in html
    card = next(it for it in store.catalog.cards() if "须知" in it.title)
    assert f"/desk/documents?id={card.doc_id}" in html
    fields = {"document": card.doc_id, "effective_on": "2025-01-01", "published_on": "2024-12-20"}
    Documents(office).act("correct", fields, visit("documents"))
    assert "缺少日期" not in Quality(office).view(visit("quality", find="须知"))


def test_a_file_that_could_not_be_read_is_listed_with_its_reason(office: Office) -> None:
    store = office.assistant.store
    folder = store.home.parent / "broken"
    folder.mkdir()
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    ingest(store, [folder])
    html = Quality(office).view(visit("quality", sort="failed"))
    assert "坏.pdf" in html
    assert "重新上传" in html
    assert "缺少日期" not in html.split("<table", 1)[1]
