"""The page of a run stands alone: it shows everything, loads nothing and executes nothing."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answer import Answer, Citation, Outcome
from evals.answers import Answers, Scored
from evals.case import Case
from evals.reading import Item, Read, Reading
from evals.refusal import Probe, Probed, Refusals, Sort
from evals.report import of_reading, of_refusal
from evals.report.against import Run
from evals.report.of_answers import results_of
from evals.report.setup import Setup
from tests.fakes import make_card, make_hit
from tests.web.payloads import PAYLOADS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Request

EVERY = " ".join(PAYLOADS).replace("\x00", "")
TEXT = "青岚园区标准厂房租金为每平方米每月12元。"


def setup(cases: str = "cases.jsonl") -> Setup:
    return Setup(cases, "abc1234", "extractive", None, "bigrams", 3, "2026-01-31T10:05:00+00:00")


def scored(name: str, fact: str, said: str, *, hostile: str = "") -> Scored:
    card = make_card(f"青岚租金办法{hostile}", source_path=f"园区{hostile}.txt")
    hit = make_hit(TEXT + hostile, card=card, path=(f"第一条{hostile}",))
    answer = Answer(
        "问", "问", Outcome.ANSWERED, said + hostile, "extractive", (Citation(1, hit, 0, hit.chunk.text),), (hit,)
    )
    case = Case.model_validate(
        {
            "id": f"{name}{hostile}",
            "question": f"租金是多少？{hostile}",
            "facts": [[f"{fact}{hostile}"]],
            "sources": [f"别的{hostile}.txt"],
            "kind": f"amount{hostile}",
            "history": [{"question": f"在哪里{hostile}", "answer": f"青岚{hostile}"}],
        }
    )
    return Scored(case, answer, 0.02, (True,))


def written(folder: Path, *, hostile: str = "", since: Run | None = None) -> Path:
    run = Answers((scored("wrong", "13元", "租金为12元[1]。", hostile=hostile),))
    return results_of(run, setup(f"cases{hostile}.jsonl" if hostile else "cases.jsonl")).write(folder, since)


def test_a_failed_case_is_shown_with_all_its_evidence(tmp_path: Path) -> None:
    page = written(tmp_path).read_text("utf-8")

    for said in (
        "租金是多少？",
        "✗ 13元",
        "租金为12元[1]。",
        "《青岚租金办法》第一条",
        TEXT,
        "园区.txt",
        "别的.txt",
        "在哪里",
    ):
        assert said in page
    for said in ("abc1234", "extractive", "bigrams", "2026-01-31 10:05 UTC"):
        assert said in page, "what was measured stands at the top"


def test_every_plot_says_in_words_what_it_shows(tmp_path: Path) -> None:
    page = written(tmp_path).read_text("utf-8")

    plots = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    titles = [re.search(r"<title>(.*?)</title>", plot) for plot in plots]
    assert [title and title[1] for title in titles] == ["各类正确率", "召回曲线", "用时"]
    assert all('role="img"' in plot and "<desc>" in plot for plot in plots)


def test_an_earlier_run_of_another_setup_is_named(tmp_path: Path) -> None:
    written(tmp_path)
    before = Run.model_validate_json((tmp_path / "answers-cases.json").read_bytes())
    other = Run.model_validate(before.model_dump() | {"run": before.run | {"embedder": "builtin", "model": "openai:q"}})

    page = written(tmp_path, since=other).read_text("utf-8")

    assert "编码器 builtin → bigrams" in page
    assert "模型 openai:q → extractive" in page


def test_reading_questions_that_went_wrong_say_where_the_answer_was_lost(tmp_path: Path) -> None:
    def read(said: str, span: str, passage: str, outcome: Outcome = Outcome.ANSWERED) -> Read:
        hit = make_hit(TEXT, card=make_card(doc_id="p1"))
        citations = (Citation(1, hit, 0, TEXT[:5]),) if outcome is Outcome.ANSWERED else ()
        answer = Answer("问", "问", outcome, said, "extractive", citations, (hit,))
        return Read(Item("租金是多少？", (span,), passage, f"q-{said}"), answer, 0.01)

    reads = (
        read("青岚园区", "12元", "p1"),
        read("青岚园区", "30元", "p1"),
        read("青岚园区", "30元", "p9"),
        read("没有", "12元", "p1", Outcome.NOT_FOUND),
        read("12元", "12元", "p1"),
    )
    results = of_reading.results_of(Reading(reads, 1), setup("dev.json"))
    page = results.write(tmp_path).read_text("utf-8")

    assert [failed.wrong for failed in results.failed] == [
        "选错了句子，答案在同一段里。",
        "所引段落里没有答案（所问段落排在第 1）。",
        "检索没有找到所问段落。",
        "应回答，却拒答了。",
    ]
    assert "答错的 4 例" in page
    assert (tmp_path / "reading-dev.json").is_file()


def test_refusals_are_drawn_over_wrong_refusals(tmp_path: Path) -> None:
    sorts = (
        (Sort.ANSWERABLE, False, 7.0),
        (Sort.ANSWERABLE, True, 5.0),
        (Sort.NEAR, True, 4.0),
        (Sort.FAR, False, 6.0),
    )
    probed = tuple(Probed(Probe(f"问{support}？", sort, "cases"), refused, support) for sort, refused, support in sorts)
    results = of_refusal.results_of(Refusals(probed), setup("dev.json"))
    page = results.write(tmp_path).read_text("utf-8")

    assert "拒答曲线" in page
    assert "应回答，却拒答了（依据的对数几率 5.00）。" in page
    assert "应拒答，却回答了（依据的对数几率 6.00）。" in page
    assert not results.changes_since(Run.model_validate(results.to_json())).moved


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_loaded_and_nothing_executed(tmp_path: Path, browser: "Browser", width: int) -> None:
    before = Run.model_validate(results_of(Answers((scored("old", "1", "2", hostile=EVERY),)), setup(EVERY)).to_json())
    run = results_of(Answers((scored("wrong", "13元", "12元[1]", hostile=EVERY),)), setup("cases.jsonl"))
    path = run.write(tmp_path, before)
    requests: list[str] = []
    dialogs: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 800})

    def seen(request: "Request") -> None:
        requests.append(request.url)

    def asked(dialog: "Dialog") -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("request", seen)
    page.on("dialog", asked)
    page.goto(path.as_uri())
    page.mouse.move(200, 300)

    assert requests == [path.as_uri()]
    assert dialogs == []
    assert page.locator("script, iframe, img, object, embed, link, base, form, a").count() == 0
    assert (
        page.locator("*").evaluate_all(
            "all => all.flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).length"
        )
        == 0
    )
    assert "<script>alert(1)</script>" in page.locator(".case h3").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out"
    page.close()
