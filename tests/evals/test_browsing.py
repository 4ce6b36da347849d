"""The page as a browser times it, over the real application in a process of its own."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus.errors import SettingError
from evals import browsing
from evals.commands import cli
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.web.conftest import ELSEWHERE, RENT


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium")
def test_a_browser_times_the_first_load_and_each_answer_from_enter_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("东园.txt", RENT), ("沧州.txt", ELSEWHERE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    home, cases = tmp_path / "home", tmp_path / "cases.jsonl"
    with Store.open(home, open_encoder()) as store:
        ingest(store, [tmp_path / "东园.txt", tmp_path / "沧州.txt"])
    questions = ("东园区的租金补贴最高多少？", "沧州市的物流补贴每年最高多少？")
    lines = (json.dumps({"id": f"q{at}", "question": it, "facts": [["万元"]]}) for at, it in enumerate(questions))
    cases.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("WENCE_HOME", str(home))

    said = CliRunner().invoke(cli, ["browsing", str(cases), "--json"])

    assert said.exit_code == 0, said.output
    figures = json.loads(said.stdout)
    assert figures["n"] == 2
    assert 0 < figures["first_text"]["p50"] <= figures["whole_answer"]["p95"]
    load = figures["cold_load"]
    assert load["kilobytes"] > 100  # Gradio's own script alone is more
    assert 0 < load["first_paint"] <= load["ready"]


def test_without_a_browser_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SettingError, match="apt-get install chromium"):
        browsing.run(tmp_path, ["租金补贴是多少？"])
