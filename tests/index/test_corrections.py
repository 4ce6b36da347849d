"""What staff say of a document holds at once and from then on, and can be taken back."""

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Kind, Level, Status
from corpus.errors import BadCorrection, NoSuchCorrection, NoSuchDocument, StoreError
from index.corrections.deeds import Correction, Deed, history
from index.corrections.door import correct, remove, undo
from index.corrections.rereading import reread
from index.dense import Dense
from index.hit import Filters
from index.ingest import ingest
from index.journal import Journal
from index.lexical import Lexical
from index.lock import WriterLock
from index.report import Outcome
from index.revising import Reviser
from index.search import search
from index.store import Store
from tests.fakes import BigramEncoder
from tests.index.stores import open_store

RENT = (
    "支持企业租用标准厂房实施办法\n（2023年3月1日印发）\n\n第一条 入驻企业租用标准厂房的，按年租金的百分之五十给予补贴。\n"
    "第二条 每家企业每年最高二十万元。\n第三条 本办法自印发之日起施行。\n"
)
NEWER = (
    "示例市企业用房支持办法\n（2025年6月1日印发）\n\n第一条 企业购买办公用房的，给予一次性补助。\n"
    "第二条 本办法自2025年7月1日起施行，《支持企业租用标准厂房实施办法》同时废止。\n"
)
AS_OF = date(2026, 1, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "文件"
    folder.mkdir()
    (folder / "租金.txt").write_text(RENT, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Iterator[Store]:
    with open_store(tmp_path) as store:
        ingest(store, [folder])
        yield store


def only(store: Store) -> str:
    (card,) = store.catalog.cards()
    return card.doc_id


def found(store: Store, query: str = "标准厂房租金补贴", **filters: object) -> list[str]:
    return [hit.chunk.chunk_id for hit in search(store, query, filters=Filters(as_of=AS_OF, **filters))]  # type: ignore[arg-type]


def status(store: Store, doc_id: str) -> Status:
    return store.catalog.document(doc_id).card.validity.status(AS_OF)


def agree(store: Store) -> bool:
    return store.catalog.size() == store.dense.size == store.lexical.size and not store.writer.reviser.stale()


def test_a_corrected_region_is_found_at_once_and_when_the_file_has_changed(store: Store, folder: Path) -> None:
    doc_id = only(store)
    assert found(store, region="河北") == []

    made = correct(store, doc_id, {"region": "河北沧州", "issuer": "沧州市人民政府办公室"}, "王芳")

    assert made.changes["region"].after == "河北省沧州市"
    assert len(found(store, region="河北", issuer="沧州")) > 0
    (folder / "租金.txt").write_text(RENT.replace("二十万", "五十万"), encoding="utf-8")
    report = ingest(store, [folder])
    assert report.updated == (str(folder / "租金.txt"),)
    assert len(found(store, region="沧州", issuer="沧州")) > 0
    assert "五十万" in store.catalog.document(doc_id).text
    assert agree(store)


def test_a_corrected_title_is_searched_by_its_words_and_told_in_the_report(store: Store, folder: Path) -> None:
    doc_id = only(store)
    assert store.lexical.query({"纾困": 1.0}, 5) == []
    correct(store, doc_id, {"title": "示例市厂房纾困若干措施"}, "王芳")
    hits = search(store, "纾困若干措施")
    assert hits[0].chunk.card.title == "示例市厂房纾困若干措施"
    assert len(store.lexical.query({"纾困": 1.0}, 5)) > 0
    (folder / "租金.txt").write_text(RENT.replace("二十万", "五十万"), encoding="utf-8")
    assert ingest(store, [folder]).files[0].title == "示例市厂房纾困若干措施"
    assert agree(store)


def test_only_a_new_title_is_encoded_again(tmp_path: Path, folder: Path) -> None:
    encoder = BigramEncoder()
    with Store.open(tmp_path / "home", encoder) as store:
        ingest(store, [folder])
        encoder.encoded.clear()
        correct(store, only(store), {"region": "河北省沧州市", "expires_on": "2028-12-31"}, "王芳")
        assert encoder.encoded == []
        correct(store, only(store), {"title": "示例市厂房纾困若干措施"}, "王芳")
        assert len(encoder.encoded) == store.catalog.size()


def test_what_follows_from_a_corrected_field_follows(store: Store) -> None:
    doc_id = only(store)
    assert store.catalog.document(doc_id).card.validity.effective_on == date(2023, 3, 1)
    correct(store, doc_id, {"published_on": "2023年5月8日", "title": "沧州市支持企业租用标准厂房实施办法"}, "王芳")
    card = store.catalog.document(doc_id).card
    assert card.validity.effective_on == date(2023, 5, 8)
    assert card.region == "河北省沧州市"
    assert card.level is Level.CITY


def test_what_a_sidecar_says_stays_beside_a_correction(store: Store, folder: Path) -> None:
    (folder / "租金.txt.meta.yaml").write_text("region: 河北省廊坊市\nexpires_on: 2030-01-01\n", encoding="utf-8")
    ingest(store, [folder])
    correct(store, only(store), {"title": "示例市厂房纾困若干措施", "issuer": "示例市人民政府"}, "王芳")
    card = store.catalog.document(only(store)).card
    assert (card.region, card.validity.expires_on) == ("河北省廊坊市", date(2030, 1, 1))
    assert (card.title, card.issuer) == ("示例市厂房纾困若干措施", "示例市人民政府")


def test_a_document_marked_repealed_leaves_the_answers_until_that_is_undone(store: Store) -> None:
    doc_id = only(store)
    made = correct(store, doc_id, {"repealed_on": "2025-07-01", "repealed_by": "示例市企业用房支持办法"}, "王芳")
    assert status(store, doc_id) is Status.REPEALED
    assert found(store) == []
    assert len(found(store, include_past=True)) > 0
    undo(store, made.id, "李雷")
    assert status(store, doc_id) is Status.IN_FORCE
    assert len(found(store)) > 0


def test_a_repeal_that_another_document_tells_wrongly_is_untied(store: Store, folder: Path) -> None:
    doc_id = only(store)
    (folder / "用房.txt").write_text(NEWER, encoding="utf-8")
    ingest(store, [folder])
    assert status(store, doc_id) is Status.REPEALED
    made = correct(store, doc_id, {"repealed_by": "", "repealed_on": ""}, "王芳")
    assert made.changes["repealed_by"].before == "示例市企业用房支持办法"
    assert status(store, doc_id) is Status.IN_FORCE
    assert any(it.startswith(doc_id) for it in found(store))
    ingest(store, [folder])
    assert status(store, doc_id) is Status.IN_FORCE


def test_a_corrected_day_of_repeal_keeps_who_repeals(store: Store, folder: Path) -> None:
    doc_id = only(store)
    (folder / "用房.txt").write_text(NEWER, encoding="utf-8")
    ingest(store, [folder])
    correct(store, doc_id, {"repealed_on": "2027-01-01"}, "王芳")
    validity = store.catalog.document(doc_id).card.validity
    assert (validity.repealed_by, validity.status(AS_OF)) == ("示例市企业用房支持办法", Status.IN_FORCE)


def test_a_day_that_staff_corrected_is_not_proved_by_the_sentence_that_says_otherwise(store: Store) -> None:
    doc_id = only(store)
    assert store.catalog.document(doc_id).card.validity.evidence is not None
    correct(store, doc_id, {"effective_on": "2024-01-01"}, "王芳")
    assert store.catalog.document(doc_id).card.validity.evidence is None


def test_an_empty_value_takes_the_read_one_away(store: Store) -> None:
    doc_id = only(store)
    correct(store, doc_id, {"kind": None, "published_on": ""}, "王芳")
    card = store.catalog.document(doc_id).card
    assert (card.kind, card.published_on, card.validity.effective_on) == (None, None, None)
    assert status(store, doc_id) is Status.UNKNOWN


def test_corrections_are_undone_in_any_order(store: Store) -> None:
    doc_id = only(store)
    before = store.catalog.document(doc_id)
    first = correct(store, doc_id, {"issuer": "甲局", "kind": "规章"}, "王芳")
    second = correct(store, doc_id, {"issuer": "示例市人民政府", "title": "示例市厂房办法"}, "李雷")
    undo(store, first.id, "王芳")
    card = store.catalog.document(doc_id).card
    assert (card.issuer, card.kind, card.title) == ("示例市人民政府", Kind.NORMATIVE, "示例市厂房办法")
    undo(store, second.id, "王芳")
    assert store.catalog.document(doc_id) == before
    assert agree(store)


def test_history_tells_who_did_what_and_what_it_was_before(store: Store) -> None:
    doc_id = only(store)
    made = correct(store, doc_id, {"标题": " 示例市\n厂房办法 "}, "王芳")
    taken = undo(store, made.id[:5], "李雷")
    last, first = history(store.catalog.engine, doc_id)
    assert (first.author, first.changes["title"].before) == ("王芳", "支持企业租用标准厂房实施办法")
    assert first.changes["title"].after == "示例市厂房办法"
    assert first.undone_at == last.made_at
    assert (last.deed, last.author, last.undoes, last.id) == (Deed.UNDO, "李雷", made.id, taken.id)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"effective_on": "明年"}, "effective_on 写作“明年”，不是日期"),
        ({"kind": "通知"}, "kind 写作“通知”，应为法规、规章"),
        ({"title": " "}, "title 不能为空"),
        ({"color": "红"}, "没有“color”这个字段"),
        ({"issuer": "长" * 501}, "issuer 有 501 个字"),
        ({"title": "支持企业租用标准厂房实施办法"}, "没有需要更正的字段"),
    ],
)
def test_what_cannot_be_corrected_is_said_with_the_field(store: Store, values: dict[str, object], says: str) -> None:
    with pytest.raises(BadCorrection, match=says):
        correct(store, only(store), values, "王芳")
    assert history(store.catalog.engine) == []


def test_a_correction_needs_a_name_and_a_document(store: Store) -> None:
    with pytest.raises(BadCorrection, match="由谁"):
        correct(store, only(store), {"issuer": "甲局"}, " ")
    with pytest.raises(NoSuchDocument):
        correct(store, "nothing", {"issuer": "甲局"}, "王芳")
    with pytest.raises(NoSuchCorrection):
        undo(store, "nothing", "王芳")


def test_what_was_undone_is_not_undone_again(store: Store) -> None:
    made = correct(store, only(store), {"issuer": "甲局"}, "王芳")
    taken = undo(store, made.id, "王芳")
    for again in (made, taken):
        with pytest.raises(BadCorrection):
            undo(store, again.id, "王芳")


def test_a_removed_document_stays_out_and_comes_back_as_it_was(store: Store, folder: Path) -> None:
    doc_id, before, chunks = only(store), store.catalog.document(only(store)), found(store)
    made = remove(store, doc_id, "王芳")
    assert (store.catalog.cards(), found(store)) == ([], [])
    assert store.catalog.original(before.card.revision).exists()
    report = ingest(store, [folder])
    assert [(it.outcome, it.doc_id) for it in report.files] == [(Outcome.KEPT_OUT, doc_id)]
    assert report.kept_out == (str(folder / "租金.txt"),)
    assert store.catalog.cards() == []

    undo(store, made.id, "李雷")

    assert store.catalog.document(doc_id) == before
    assert found(store) == chunks
    assert ingest(store, [folder]).unchanged == (str(folder / "租金.txt"),)
    assert agree(store)


@pytest.mark.parametrize("change", ["renamed", "rewritten", "copied", "renamed and rewritten"])
def test_a_removed_document_does_not_come_back_in_disguise(store: Store, folder: Path, change: str) -> None:
    path = folder / "租金.txt"
    if change == "renamed and rewritten":
        path = path.rename(folder / "甲.txt")
        ingest(store, [folder])
    remove(store, only(store), "王芳")
    if change == "renamed":
        path.rename(folder / "乙.txt")
    elif change == "copied":
        (folder / "丙.txt").write_bytes(path.read_bytes())
    else:
        path.write_text(RENT + "第四条 另有规定的除外。\n", encoding="utf-8")
    report = ingest(store, [folder])
    assert {it.outcome for it in report.files} == {Outcome.KEPT_OUT}
    assert store.catalog.cards() == []


def test_corrections_outlive_a_removal(store: Store, folder: Path) -> None:
    doc_id = only(store)
    made = correct(store, doc_id, {"region": "河北省沧州市", "title": "示例市厂房办法"}, "王芳")
    other = correct(store, doc_id, {"issuer": "甲局"}, "王芳")
    removal = remove(store, doc_id, "王芳")
    undo(store, other.id, "王芳")
    undo(store, removal.id, "王芳")
    card = store.catalog.document(doc_id).card
    assert (card.region, card.title, card.issuer) == ("河北省沧州市", "示例市厂房办法", None)
    undo(store, made.id, "王芳")
    assert store.catalog.document(doc_id).card.title == "支持企业租用标准厂房实施办法"


def test_every_path_of_a_removed_document_comes_back(store: Store, folder: Path) -> None:
    (folder / "副本.txt").write_text(RENT, encoding="utf-8")
    ingest(store, [folder])
    doc_id = only(store)
    undo(store, remove(store, doc_id, "王芳").id, "王芳")
    assert {Path(it).name for it in store.catalog.paths(doc_id)} == {"租金.txt", "副本.txt"}


def test_a_corrected_store_is_rebuilt_with_its_corrections(store: Store, tmp_path: Path) -> None:
    correct(store, only(store), {"title": "示例市厂房纾困若干措施"}, "王芳")
    store.close()
    with Store.rebuild(tmp_path / "home", BigramEncoder()) as rebuilt:
        assert search(rebuilt, "纾困若干措施")[0].chunk.card.title == "示例市厂房纾困若干措施"
        assert agree(rebuilt)


class Killed(BaseException):
    """Stands for the end of the process."""


Step = tuple[type, str]
RETITLED = "示例市厂房办法"
STEPS: dict[str, list[Step]] = {
    "correct": [(Reviser, "amend"), (Dense, "upsert"), (Lexical, "apply"), (Reviser, "freshened")],
    "remove": [(Journal, "withdraw"), (Dense, "delete"), (Lexical, "apply"), (Journal, "retire")],
    "restore": [(Reviser, "lift"), (Dense, "upsert"), (Lexical, "apply"), (Reviser, "restore")],
    "again": [(Reviser, "replace"), (Dense, "upsert"), (Dense, "delete"), (Lexical, "apply"), (Reviser, "freshened")],
}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("deed", "owner", "step"), [(deed, *it) for deed, steps in STEPS.items() for it in steps], ids=str
)
def test_a_crash_at_any_step_leaves_the_deed_wholly_done_or_not(
    store: Store,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    deed: str,
    owner: type,
    step: str,
    after: bool,
) -> None:
    doc_id = only(store)
    removal = remove(store, doc_id, "王芳") if deed == "restore" else None
    if deed == "again":
        (folder / "租金.txt.meta.yaml").write_text(f"title: {RETITLED}\n", encoding="utf-8")
    original: Callable[..., object] = getattr(owner, step)

    def crash(*args: object, **kwargs: object) -> None:
        if after:
            original(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, crash)
        with pytest.raises(Killed):
            _do(deed, store, doc_id, removal, folder)
    seen = _state(store, doc_id)
    store.close()
    with open_store(tmp_path) as again:
        assert _state(again, doc_id) == seen
        assert agree(again)
        deeds, title = seen
        is_done = title == RETITLED if deed == "again" else deeds == (2 if deed == "restore" else 1)
        assert (title is not None) == {"remove": not is_done, "restore": is_done}.get(deed, True)
        assert (title == RETITLED) == (is_done and deed in ("correct", "again"))
        if title is not None:
            assert found(again, title)[0].startswith(doc_id)


def _do(deed: str, store: Store, doc_id: str, removal: Correction | None, folder: Path) -> None:
    if deed == "correct":
        correct(store, doc_id, {"title": RETITLED}, "王芳")
    elif deed == "remove":
        remove(store, doc_id, "王芳")
    elif removal is not None:
        undo(store, removal.id, "王芳")
    else:
        ingest(store, [folder])


def _state(store: Store, doc_id: str) -> tuple[int, str | None]:
    """How many deeds are on record, and the title of the document, if it is there."""
    title = next((card.title for card in store.catalog.cards() if card.doc_id == doc_id), None)
    return len(history(store.catalog.engine)), title


def _correct_and_die(home: Path) -> None:
    import os

    setattr(Lexical, "apply", lambda *_, **__: os._exit(9))  # noqa: B010 - a method is put in place of another
    with Store.open(home, BigramEncoder()) as store:
        correct(store, only(store), {"title": RETITLED}, "王芳")


def test_a_killed_correction_is_carried_through_when_the_store_is_opened(store: Store, tmp_path: Path) -> None:
    store.close()
    process = multiprocessing.get_context("spawn").Process(target=_correct_and_die, args=(tmp_path / "home",))
    process.start()
    process.join()
    assert process.exitcode == 9
    with open_store(tmp_path) as again:
        assert again.catalog.cards()[0].title == RETITLED
        assert len(again.lexical.query({"示例": 1.0}, 5)) == again.catalog.size()
        assert agree(again)


def test_a_document_is_found_all_the_while_that_it_is_corrected_and_read_again(store: Store) -> None:
    doc_id, done = only(store), threading.Event()
    seen: list[bool] = []

    def look() -> None:
        while not done.is_set():
            seen.append(any(hit.chunk.card.doc_id == doc_id for hit in search(store, "标准厂房租金补贴")))

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for number in range(6):
            correct(store, doc_id, {"title": f"示例市厂房办法（第{number}版）"}, "王芳")
            reread(store, doc_id, "王芳")
    finally:
        done.set()
        reader.join()
    assert len(seen) > 0
    assert all(seen)


def test_a_correction_waits_its_turn_and_gives_up_in_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    doc_id, lock = only(store), WriterLock(store.home)
    with lock.held():
        busy = threading.Thread(target=correct, args=(store, doc_id, {"issuer": "甲局"}, "王芳"))
        busy.start()
    busy.join()
    assert store.catalog.document(doc_id).card.issuer == "甲局"
    monkeypatch.setattr("index.corrections.door.PATIENCE", 0.1)
    with lock.held(), pytest.raises(StoreError, match="正在被另一个进程"):
        correct(store, doc_id, {"issuer": "乙局"}, "王芳")
