import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.render import document_json, repeal_line
from assistant.standing import describe, proof, warning
from corpus.document import Card, Reference, Status, Validity
from index.store import Store
from tests.index.stores import make_document, open_store

TODAY = date(2025, 1, 1)


def card(**validity: object) -> Card:
    return Card("d", "0" * 64, "d.txt", "示例市办法", validity=Validity(**validity))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("validity", "said"),
    [
        ({"effective_on": date(2024, 4, 1)}, "《示例市办法》现行有效，自2024年4月1日起施行。"),
        (
            {"effective_on": date(2020, 1, 1), "repealed_by": "示例市新办法", "repealed_on": date(2024, 4, 1)},
            "《示例市办法》已废止（2024年4月1日被《示例市新办法》废止），自2020年1月1日起施行。",
        ),
        (
            {"effective_on": date(2020, 1, 1), "repealed_by": "示例市新办法", "repealed_on": date(2026, 4, 1)},
            "《示例市办法》现行有效，将于2026年4月1日被《示例市新办法》废止，自2020年1月1日起施行。",
        ),
        (
            {"repealed_by": "示例市办法（2024年4月1日版）", "repealed_on": date(2024, 4, 1)},
            "《示例市办法》已废止（2024年4月1日被新版本《示例市办法（2024年4月1日版）》取代）。",
        ),
        ({"repealed_on": date(2024, 4, 1)}, "《示例市办法》已废止（2024年4月1日废止）。"),
        ({"stated": Status.REPEALED}, "《示例市办法》已废止（原文如此注明）。"),
        ({"stated": Status.EXPIRED}, "《示例市办法》已失效（原文如此注明）。"),
        (
            {"effective_on": date(2001, 1, 1), "worded_on": date(2026, 5, 1)},
            "《示例市办法》尚未施行，这一文本自2026年5月1日起适用，此前适用旧版本，自2001年1月1日起施行。",
        ),
        (
            {"effective_by": date(2002, 2, 4)},
            "《示例市办法》现行有效，自公布之日起施行（文中未写明公布日期，至迟为2002年2月4日）。",
        ),
        ({}, "《示例市办法》时效未知。"),
    ],
)
def test_the_standing_of_a_document_is_said_with_what_ended_it_and_when(validity: dict[str, object], said: str) -> None:
    assert describe(card(**validity), TODAY) == said


@pytest.mark.parametrize(
    ("validity", "as_of", "lines"),
    [
        ({"effective_on": date(2024, 4, 1)}, TODAY, ()),
        ({"effective_on": date(2026, 4, 1)}, TODAY, ("注意：《示例市办法》尚未施行，自2026年4月1日起施行。",)),
        ({"expires_on": date(2024, 4, 1)}, TODAY, ("注意：《示例市办法》已失效，有效期至2024年4月1日。",)),
        ({"expires_on": date(2024, 4, 1), "effective_on": date(2020, 1, 1)}, date(2022, 1, 1),
         ("提示：《示例市办法》有效期至2024年4月1日，此后已不适用。",)),
        ({"repealed_by": "示例市新办法", "repealed_on": date(2024, 4, 1), "effective_on": date(2020, 1, 1)},
         date(2022, 1, 1), ("提示：《示例市办法》此后于2024年4月1日被《示例市新办法》废止。",)),
        ({"repealed_by": "示例市新办法", "repealed_on": date(2026, 4, 1), "effective_on": date(2020, 1, 1)}, TODAY,
         ("提示：《示例市办法》将于2026年4月1日被《示例市新办法》废止。",)),
        ({}, TODAY, ()),
    ],
)  # fmt: skip
def test_a_reader_is_warned_of_what_does_not_apply_or_not_for_long(
    validity: dict[str, object], as_of: date, lines: tuple[str, ...]
) -> None:
    cited = [card(**validity), card(**validity)]
    assert warning(cited, as_of, TODAY) == lines
    assert warning(cited, as_of, TODAY, said="另外，" + "".join(lines).replace("注意：", "")) == ()


SENTENCE = "《示例市旧办法》同时废止。"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    old = make_document("第一条 甲。\n", name="old", title="示例市旧办法", validity=Validity(date(2015, 1, 1)))
    new = make_document(
        f"第一条 乙。\n第二条 {SENTENCE}\n", name="new", title="示例市新办法", validity=Validity(date(2020, 1, 1))
    )
    store = open_store(tmp_path)
    store.add([old, replace(new, repeals=(Reference("示例市旧办法", None, SENTENCE),))])
    return store


def test_the_sentence_that_repeals_is_cited_where_it_stands(store: Store) -> None:
    with store:
        quote = proof(store.catalog.document("old").card, store, TODAY)
        assert quote is not None
        assert (quote.hit.chunk.card.doc_id, quote.text) == ("new", SENTENCE)


def test_a_document_shows_what_it_repeals_and_by_what_it_is_repealed(store: Store) -> None:
    with store:
        catalog = store.catalog
        new = document_json(catalog.document("new"), [], TODAY, catalog.repealed_by("new"))
        old = document_json(catalog.document("old"), [], TODAY, catalog.repealed_by("old"))
    assert new["repeals"] == [{"title": "示例市旧办法", "doc_number": None, "evidence": SENTENCE, "doc_id": "old"}]
    assert repeal_line(new["repeals"][0]) == f"《示例市旧办法》 [old] —— {SENTENCE}"
    shown = {name: old[name] for name in ("repeals", "repealed_by", "repealed_by_id", "repealed_on", "status_evidence")}
    assert shown == {
        "repeals": [],
        "repealed_by": "示例市新办法",
        "repealed_by_id": "new",
        "repealed_on": "2020-01-01",
        "status_evidence": SENTENCE,
    }
    assert json.loads(json.dumps(old))["status"] == "repealed"
