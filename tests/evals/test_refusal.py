"""Refusals are measured on questions that the index answers, almost answers, and has nothing to do with."""

import json
from pathlib import Path

from assistant.settings import Settings
from evals.case import Case
from evals.refusal import Probe, Probed, Refusals, Sort, run
from evals.silenced import first_half, silenced
from tests.fakes import BigramEncoder

RULES = """东湖园区产业扶持办法
第一条 企业租用标准厂房的，按照实际租金的80%给予补贴，每家企业每年最高100万元。
第二条 企业应当在每年7月提出申请。逾期不予受理。
"""


def probed(sort: Sort, support: float | None, *, refused: bool = False, origin: str = "cases") -> Probed:
    return Probed(Probe("问", sort, origin), refused, support)


def test_the_shares_are_of_what_was_done_and_the_curve_of_what_another_threshold_would_do() -> None:
    result = Refusals(
        (
            probed(Sort.ANSWERABLE, 3.0),
            probed(Sort.ANSWERABLE, 1.0, refused=True),
            probed(Sort.NEAR, 2.0),
            probed(Sort.FAR, -1.0, refused=True, origin="reading"),
            probed(Sort.FAR, None, refused=True, origin="reading"),
        )
    )

    found = result.to_json()

    assert found["n"] == {"answerable": 2, "near": 1, "far": 2}
    assert (found["refused_far"], found["refused_near"], found["wrong_refusals"]) == (1, 0, 0.5)
    assert found["auc_near"] == 0.5
    assert found["auc_far"] == 1
    assert found["by_origin"]["reading"]["wrong_refusals"] is None  # type: ignore[index]  # nothing was asked
    last = result.curve()[-1]
    assert last == {"threshold": 3, "refused_far": 1, "refused_near": 1, "wrong_refusals": 0.5}
    assert [one["sort"] for one in found["wrong"]] == ["answerable", "near"]  # type: ignore[attr-defined]


def test_what_answers_is_taken_out_and_the_rest_of_the_document_stays() -> None:
    assert (
        silenced(RULES, ["80%"])
        == RULES.replace(
            "第一条 企业租用标准厂房的，按照实际租金的80%给予补贴，每家企业每年最高100万元。\n", ""
        ).strip()
    )
    assert silenced(RULES, ["7月"]).endswith("\n逾期不予受理。"), "only the sentence goes, not its whole article"
    assert silenced(RULES, ["8%", "0万元"]) == RULES.strip(), "a number counts only whole"


def test_half_of_the_paragraphs_are_out_and_cases_are_asked_with_and_without_their_sentence(tmp_path: Path) -> None:
    texts = [f"{name}园区标准厂房租金为每平方米每月{at}元。" for at, name in enumerate("甲乙丙丁戊己庚辛", 11)]
    assert 0 < sum(map(first_half, texts)) < len(texts)
    articles = [
        {"title": "园区", "paragraphs": [{"context": text, "qas": [{"question": f"{text[:3]}租金多少？", "answers": [{"text": "元"}]}]}]}
        for text in texts
    ]  # fmt: skip
    file = tmp_path / "reading.json"
    file.write_text(json.dumps({"data": articles}, ensure_ascii=False), "utf-8")
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "东湖.txt").write_text(RULES, "utf-8")
    cases = [
        Case(id="a", question="东湖园区标准厂房补贴多少租金？", facts=(("80%",),), sources=("东湖.txt",)),
        Case(id="n", question="东湖园区装修补贴多少？", refuse=True, kind="near"),
        Case(id="f", question="红烧肉怎么做？", refuse=True, kind="far"),
    ]

    result = run(file, BigramEncoder(), Settings(), cases=cases, documents=documents)

    count = {
        (sort, origin): sum((one.probe.sort, one.probe.origin) == (sort, origin) for one in result.probed)
        for sort in Sort
        for origin in ("reading", "cases", "cases, sentence out")
    }
    out = sum(map(first_half, texts))
    assert (count[Sort.ANSWERABLE, "reading"], count[Sort.NEAR, "reading"]) == (len(texts) - out, out)
    assert [count[sort, "cases"] for sort in Sort] == [1, 1, 1]
    assert count[Sort.NEAR, "cases, sentence out"] == 1
    assert count[Sort.FAR, "reading"] == 3
    whole, cut = (
        next(one for one in result.probed if one.probe.question == cases[0].question and one.probe.origin == origin)
        for origin in ("cases", "cases, sentence out")
    )
    assert whole.support is not None
    assert not whole.refused
    assert cut.support is None or cut.support < whole.support


def test_a_question_that_no_threshold_decides_stays_as_it_was() -> None:
    assert probed(Sort.NEAR, None, refused=True).refused_at(-100)
    assert not probed(Sort.NEAR, None).refused_at(100)
