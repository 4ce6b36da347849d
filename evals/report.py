"""Results for people: a table on the terminal, and a folder that names what was measured."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evals.answers import Answers, Scored
from index.store import Store

if TYPE_CHECKING:
    from rich.table import Table

_ROOT = Path(__file__).resolve().parents[1]
_UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a score was measured on; without it a score cannot be compared. The prompt goes with the commit."""

    cases: str
    commit: str | None
    """Short id, with a + where the tree held changes; None outside a git checkout."""
    model: str
    embedder: str
    documents: int
    measured_at: str


def setup_of(store: Store, cases: Path, model: str) -> Setup:
    """The set-up of a run that begins now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Setup(cases.name, commit(), model, store.encoder.name, len(store.catalog.cards()), now)


def write_answers(answers: Answers, setup: Setup, folder: Path) -> Path:
    """Writes `answers-CASES.json`, the contract's object with its set-up, and the same as Markdown; gives the first."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"answers-{Path(setup.cases).stem}.json"
    run = {name: getattr(setup, name) for name in Setup.__slots__}
    path.write_text(json.dumps({"run": run, **answers.to_json()}, ensure_ascii=False, indent=2) + "\n", "utf-8")
    path.with_suffix(".md").write_text("\n".join(_markdown(answers, setup)) + "\n", "utf-8")
    return path


def _markdown(answers: Answers, setup: Setup) -> Iterator[str]:
    yield f"# 已知答案评测：{setup.cases}"
    yield ""
    yield f"提交 {setup.commit or _UNKNOWN} · 模型 {setup.model} · 编码器 {setup.embedder} · {setup.documents} 份文件"
    yield f"· {setup.measured_at}"
    yield ""
    yield "| 指标 | 值 |"
    yield "|---|---|"
    for name, value in figures(answers.to_json()):
        yield f"| {name} | {value} |"
    wrong = [one for one in answers.scored if not one.correct]
    yield ""
    yield f"## 答错的 {len(wrong)} 例" if wrong else "全部答对。"
    for one in wrong:
        yield ""
        yield f"- **{one.case.id}** {one.case.question}"
        yield f"  {what_is_wrong(one)}"


def what_is_wrong(one: Scored) -> str:
    """Why a case does not count as correct, in one sentence."""
    if one.case.refuse:
        return f"应拒答，却给出了回答（{one.answer.outcome}）。"
    if one.refused:
        return "应回答，却拒答了。"
    missing = "；".join(" / ".join(variants) for variants in one.missing_facts)
    return f"缺少：{missing}。" if missing else f"没有引用指定来源：{'、'.join(one.case.sources)}。"


def figures(result: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The figures of a result as rows, nested names joined by a blank; the list of cases is left out."""
    for name, value in result.items():
        if isinstance(value, Mapping) and value.keys() == {"n", "accuracy"}:
            yield name, f"{_shown(value['accuracy'])}（{value['n']} 例）"
        elif isinstance(value, Mapping):
            yield from ((f"{name} {inner}", shown) for inner, shown in figures(value))
        elif not isinstance(value, list):
            yield name, _shown(value)


def table(result: Mapping[str, object]) -> "Table":
    """The figures for a terminal."""
    from rich.table import Table

    grid = Table("指标", "值")
    for row in figures(result):
        grid.add_row(*row)
    return grid


def _shown(value: object) -> str:
    if value is None:
        return _UNKNOWN
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def commit() -> str | None:
    """Short id of the commit that is checked out, with a + where the tree holds changes; None outside a checkout."""
    git = shutil.which("git")
    if git is None or not (_ROOT / ".git").exists():
        return None
    describe = [git, "-C", str(_ROOT), "describe", "--always", "--dirty=+", "--exclude=*"]
    found = subprocess.run(describe, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed command
    return found.stdout.strip() or None
