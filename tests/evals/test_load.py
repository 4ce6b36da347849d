"""Crowds that come to the real application, small ones: nobody meets an error, and who is too many is told so."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.case import Case
from evals.commands import cli
from evals.load.outcome import Outcome, outcome_of
from evals.load.run import run
from evals.load.scene import Come, Scene
from evals.load.tab import Parts, imported, page_of, told
from evals.load.watched import Sample, Watched, slope
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.web.conftest import ELSEWHERE, RENT

ASKED = ("东园区的租金补贴最高多少？", "沧州市的物流补贴每年最高多少？", "租金补贴自什么时候起施行？")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("load")
    for name, text in (("东园.txt", RENT), ("沧州.txt", ELSEWHERE)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(folder / "home", open_encoder()) as store:
        ingest(store, [folder / "东园.txt", folder / "沧州.txt"])
    return folder / "home"


def cases() -> list[Case]:
    return [Case(id=f"q{at}", question=it, facts=(("万元",),), sources=("沧州",)) for at, it in enumerate(ASKED)]


def test_visitors_ask_look_up_and_read_through_the_page_without_an_error(home: Path) -> None:
    figures = run(home, Scene(4, 2, 12.0, reading=(0.5, 1.0)), cases())

    assert (figures["failures"], figures["errors"]) == (0, {})
    assert figures["seen"]["answered"] == figures["n"] > 0
    assert figures["people"]["open"]["n"] == 4
    assert figures["kinds"]["asset"]["n"] > 100, "each browser loads what a real one does"
    assert figures["server"]["memory_mb_last"] > 100


def test_of_a_crowd_that_comes_at_once_each_waits_in_turn_or_is_politely_asked_to_come_later_and_all_are_answered(
    home: Path,
) -> None:
    narrow = {"WENCE_AT_ONCE": "1", "WENCE_WAITING": "1"}

    figures = run(home, Scene(8, 8, 90.0, Come.AT_ONCE, reading=(0.5, 2.0), settings=narrow), cases())

    seen = figures["seen"]
    assert (figures["failures"], figures["errors"]) == (0, {})
    assert (seen["answered"], figures["left_waiting"]) == (8, 0), "nobody goes away without an answer"
    assert seen.get("refused with 429", 0) > 0, "no program waits behind a queue without end"
    assert seen["429 without Retry-After"] == 0
    assert figures["recovery_seconds"] is not None, "answers are fast again when the crowd is gone"


def test_a_scene_that_nobody_knows_is_refused_with_those_that_there_are() -> None:
    said = CliRunner().invoke(cli, ["load", "stampede"])

    assert said.exit_code != 0
    assert "没有“stampede”这个场景，应为 visitors、burst" in said.output


PAGE = """<link href="./assets/a.css"><script src="./assets/index-1.js"></script><script>window.gradio_config = {};</script>"""
CONFIG = {
    "components": [
        {"id": 1, "type": "textbox", "props": {"elem_id": "question", "value": ""}},
        {"id": 2, "type": "chatbot", "props": {"value": []}},
    ],
    "dependencies": [
        {"id": 0, "backend_fn": True, "inputs": [1, 2], "outputs": [2], "targets": [[1, "submit"]], "trigger_after": None},
        {"id": 1, "backend_fn": True, "inputs": [2], "outputs": [], "targets": [[0, "then"]], "trigger_after": 0},
        {"id": 2, "backend_fn": False, "inputs": [], "outputs": [], "targets": [[1, "submit"]], "trigger_after": None},
    ],
}  # fmt: skip


def test_a_tab_sends_what_the_page_holds_and_keeps_what_comes_back() -> None:
    page = page_of(PAGE.replace("{}", json.dumps(CONFIG)))
    parts = Parts(page)
    (submit,) = page.on("question", "submit")

    parts.put("question", "租金补贴？")
    assert parts.given(submit) == ["租金补贴？", []]
    parts.take(submit, [{"__type__": "update"}])
    assert parts.given(submit)[1] == []
    parts.take(submit, [["答"]])
    assert parts.given(submit)[1] == ["答"]
    assert [it.number for it in page.following(0)] == [1]
    assert page.assets == ("/assets/a.css", "/assets/index-1.js")


def test_a_browser_loads_what_a_script_needs_and_what_the_parts_of_the_page_are_drawn_with() -> None:
    first = 'm.f=["./one.js","./one.css"]; import"./base.js"; load(()=>import(`./one.js`),__vite__mapDeps([0,1]))'
    parts = (
        'm.f=["./text.js","./audio.js"];x={audio:{component:()=>v(()=>import(`./audio.js`),__vite__mapDeps([1]),'
        "import.meta.url)},textbox:{component:()=>v(()=>import(`./text.js`),__vite__mapDeps([0]),import.meta.url)}}"
    )

    assert set(imported(first, {"textbox"}, is_first=True)) == {
        f"/assets/{it}" for it in ("one.js", "one.css", "base.js")
    }
    assert "/assets/text.js" in set(imported(parts, {"textbox"}, is_first=False))
    assert "/assets/base.js" in set(imported(first, (), is_first=False))


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ('<div class="answer">每年最高100万元。</div>', Outcome.ANSWERED),
        ('<div class="notice failed">还有 8 个在排队，请稍后再试</div>', Outcome.REFUSED),
        ('<div class="notice failed">出错了</div>', Outcome.FAILED),
        ('<div class="writing">正在查找</div>', Outcome.FAILED),
    ],
)
def test_what_became_of_a_question_is_read_off_the_page(said: str, outcome: Outcome) -> None:
    assert outcome_of([[{"role": "user", "content": "问"}, {"role": "assistant", "content": said}]]) is outcome


def test_messages_of_a_stream_are_told_apart_from_its_signs_of_life() -> None:
    assert list(told([b": ping\n", b'data: {"msg": "estimation"}\n', b"data: \n", b"\n"])) == [{"msg": "estimation"}]


def test_growth_is_fitted_to_what_is_seen_once_caches_are_filled() -> None:
    rising = [
        Sample(at=60.0 * it, memory_mb=500 if it < 5 else 600 + 2 * it, handles=30, threads=9, processor=it)
        for it in range(10)
    ]

    figures = Watched(rising).to_json(settled=300)

    assert figures["memory_mb_per_minute"] == pytest.approx(2.0)
    assert figures["handles_per_minute"] == pytest.approx(0.0)
    assert figures["memory_mb_most"] == 618
    assert slope([0, 1], [1, 2]) is None, "two points fit any line"
