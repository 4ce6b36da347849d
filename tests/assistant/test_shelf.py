"""What is known of all documents follows the catalog and the filters."""

from datetime import date
from pathlib import Path

from assistant.named import Titles
from assistant.open import Assistant
from assistant.settings import Settings
from assistant.shelf import Shelf
from index.hit import Filters
from index.ingest import ingest
from index.store import Store
from tests.fakes import make_card

TODAY = date(2025, 6, 1)
PLAIN = Filters()


def test_only_documents_in_force_are_admitted_and_all_are_known(assistant: Assistant) -> None:
    shelves = assistant.shelves

    assert {Path(card.source_path).name for card in shelves.admitted(PLAIN, TODAY).cards} == {"东湖.txt", "青岚.txt"}
    assert len(shelves.everything().cards) == 3


def test_a_repealed_text_is_named_only_where_everything_may_be(assistant: Assistant) -> None:
    question = "青岚园区招商扶持政策（试行）还有效吗"
    admitted, everything = assistant.shelves.admitted(PLAIN, TODAY), assistant.shelves.everything()

    named, found = admitted.named(question, TODAY), everything.named(question, TODAY)

    assert named is not None
    assert Path(named.source_path).name == "青岚.txt"
    assert found is not None
    assert Path(found.source_path).name == "青岚试行.txt"


def test_documents_are_found_by_a_part_of_their_title(assistant: Assistant) -> None:
    assert [card.title for card in assistant.shelves.admitted(PLAIN, TODAY).titled("東湖園區")] == [
        "东湖园区产业扶持办法"
    ]


def test_a_new_document_is_on_the_shelf_at_once(store: Store, tmp_path: Path) -> None:
    assistant = Assistant(store, Settings())
    before = assistant.shelves.admitted(PLAIN, TODAY)
    note = tmp_path / "临港.txt"
    note.write_text("临港工业园区人才办法\n第一条 园区为引进的博士提供住房。", encoding="utf-8")

    ingest(store, [note])

    after = assistant.shelves.admitted(PLAIN, TODAY)
    assert after.named("临港工业园区人才办法", TODAY) is not None
    assert set(after.parks) - set(before.parks) == {"临港"}


def test_the_versions_of_a_document_are_those_of_its_title_and_region() -> None:
    cards = (
        make_card("示例市养犬条例（2019年修订）", doc_id="new", region="河北省"),
        make_card("示例市养犬条例", doc_id="old", region="河北省"),
        make_card("示例市养犬条例", doc_id="elsewhere", region="云南省"),
        make_card("示例市养猫条例", doc_id="other", region="河北省"),
    )
    shelf = Shelf(cards, Titles(cards))

    assert [card.doc_id for card in shelf.versions(cards[0])] == ["new", "old"]
    assert shelf.by_id["elsewhere"] is cards[2]
