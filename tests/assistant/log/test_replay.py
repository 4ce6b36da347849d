"""A question of the log, asked again."""

from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome, Turn
from assistant.ask import ask
from assistant.log.door import kept
from assistant.log.entry import Channel, Entry
from assistant.log.reader import entries
from assistant.log.replay import Fate, Replay, replay
from assistant.open import Assistant
from index.hit import Filters
from index.ingest import ingest

DONGHU_RENT = "东湖园区的租金补贴是多少？"


def entry_for(
    assistant: Assistant, question: str, history: tuple[Turn, ...] = (), filters: Filters = Filters()
) -> Entry:
    with kept(ask, assistant, Channel.WEB) as door:
        *_, answer = door(assistant, question, history, filters)
    assert isinstance(answer, Answer)
    return next(it for it in entries(assistant.store.catalog.engine) if it.id == answer.entry_id)


def again(assistant: Assistant, entry: Entry) -> Replay:
    return replay(assistant, entry, ask)


def ingest_anew(assistant: Assistant, name: str, text: str) -> None:
    folder = assistant.store.home.parent / "policies"
    (folder / name).write_text(text, encoding="utf-8")
    assert ingest(assistant.store, [folder]).failed == ()


@pytest.mark.parametrize(
    ("question", "history", "filters"),
    [
        (DONGHU_RENT, (), Filters()),
        ("东湖园区申请扶持资金要符合哪些条件？", (), Filters()),
        ("东湖园区和青岚园区的租金补贴有什么区别？", (), Filters()),
        ("青岚园区招商扶持政策（试行）还有效吗？", (), Filters()),
        ("2021年时青岚园区的租金补贴是多少？", (), Filters()),
        ("那青岚园区呢？", (Turn(DONGHU_RENT, "……"),), Filters()),
        ("2021年时那青岚园区呢？", (Turn(DONGHU_RENT, "……"),), Filters()),
        ("最高多少？", (Turn(DONGHU_RENT, "……"), Turn("那青岚园区呢？", "……")), Filters()),
        ("您好，东湖园区租金补贴多少？人才公寓有几套？", (), Filters()),
        ("青岚园区的租金补贴是多少？", (), Filters(as_of=date(2022, 1, 1))),
        ("青岚园区的租金补贴是多少？", (), Filters(include_past=True)),
        ("火星基地的氧气补贴是多少？", (), Filters()),
        ("你好", (), Filters()),
        ("我叫张三，电话13812345678，东湖园区的租金补贴是多少？", (), Filters()),
    ],
    ids=[
        "fact",
        "list",
        "comparison",
        "validity",
        "past",
        "follow-up",
        "past follow-up",
        "second follow-up",
        "two questions",
        "as of",
        "all",
        "refusal",
        "hi",
        "masked",
    ],
)
def test_the_same_revisions_give_the_same_answer(
    assistant: Assistant, question: str, history: tuple[Turn, ...], filters: Filters
) -> None:
    entry = entry_for(assistant, question, history, filters)
    found = again(assistant, entry)
    assert found.now.text == entry.text
    assert found.is_same
    assert found.is_understood_alike
    assert (found.changes, found.hits_lost, found.hits_new) == ((), (), ())


def test_a_changed_document_is_named_and_both_answers_are_set_side_by_side(assistant: Assistant) -> None:
    entry = entry_for(assistant, DONGHU_RENT)
    text = (assistant.store.home.parent / "policies" / "东湖.txt").read_text(encoding="utf-8")
    ingest_anew(assistant, "东湖.txt", text.replace("80%", "60%"))
    found = again(assistant, entry)
    assert not found.is_same
    changed = {it.title: it for it in found.changes}
    assert changed["东湖园区产业扶持办法"].fate is Fate.CHANGED
    assert changed["东湖园区产业扶持办法"].was_cited
    assert any(line.startswith("- ") and "80%" in line for line in found.difference)
    assert any(line.startswith("+ ") and "60%" in line for line in found.difference)
    assert found.hits_lost
    assert found.hits_new


def test_a_removed_document_and_a_new_one_are_named(assistant: Assistant) -> None:
    entry = entry_for(assistant, DONGHU_RENT)
    (assistant.store.home.parent / "policies" / "东湖.txt").unlink()
    ingest_anew(assistant, "北川.txt", "北川园区货运办法\n第一条 北川园区对货运企业每年补贴20万元。\n")
    fates = {it.title: it.fate for it in again(assistant, entry).changes}
    assert fates["东湖园区产业扶持办法"] is Fate.GONE
    assert fates["北川园区货运办法"] is Fate.ADDED


def test_validity_is_judged_as_on_the_day_of_the_question(assistant: Assistant) -> None:
    """东湖's rules end on 2029-05-01: asked again after that day, they still count."""
    later = Assistant(assistant.store, assistant.settings, day=date(2030, 1, 1))
    entry = entry_for(assistant, DONGHU_RENT)
    *_, now = ask(later, DONGHU_RENT)
    assert isinstance(now, Answer)
    assert now.text != entry.text
    assert again(later, entry).is_same


def test_what_a_model_wrote_is_set_beside_what_is_extracted(assistant: Assistant, tmp_path: Path) -> None:
    entry = entry_for(assistant, DONGHU_RENT)
    by_model = Entry(**{it: getattr(entry, it) for it in Entry.__slots__} | {"model": "openai:m", "text": "补贴八成。"})
    found = again(assistant, by_model)
    assert found.is_by_model
    assert not found.is_same
    assert (found.hits_lost, found.hits_new) == ((), ())
    assert "80%" in found.now.text
    assert found.now.outcome is Outcome.ANSWERED
