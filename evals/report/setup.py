"""What a score was measured on; without it a score cannot be compared."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from evals.report.figures import shown
from prompts.library import prompt

_ROOT = Path(__file__).resolve().parents[2]
LABELS = {
    "cases": "用例",
    "commit": "提交",
    "model": "模型",
    "prompt": "提示词",
    "embedder": "编码器",
    "judge": "评分",
    "documents": "文件数",
    "measured_at": "时间",
}
"""How the page names the fields of a set-up."""
_OPTIONAL = ("prompt", "judge", "documents")


@dataclass(frozen=True, slots=True)
class Setup:
    """The set-up of a run."""

    cases: str
    commit: str | None
    """Short id, with a + where the tree held changes; None outside a git checkout."""
    model: str
    prompt: str | None
    """Name and version of the prompt that a model is given; None without a model."""
    embedder: str
    documents: int | None
    """None where several indexes were asked."""
    measured_at: str
    judge: str | None = None
    """The model that gave scores, and its prompts; None where none was asked."""

    def to_json(self) -> dict[str, object]:
        """The fields by name."""
        return asdict(self)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The fields for a person."""
        known = {name: value for name, value in asdict(self).items() if value is not None or name not in _OPTIONAL}
        return [
            (LABELS[name], minute(value) if name == "measured_at" else shown(value)) for name, value in known.items()
        ]


def minute(moment: object) -> str:
    """A moment of a set-up (ISO, UTC) for a person: 2026-01-31 10:05 UTC."""
    return f"{str(moment)[:16].replace('T', ' ')} UTC"


def setup_of(
    cases: Path, embedder: str, documents: int | None, model: str | None, judged_by: Sequence[str] = ()
) -> Setup:
    """The set-up of a run that begins now; `model` is the setting, None where answers are extractive; `judged_by` names the
    prompts by which it gives scores, too."""
    version = prompt("answer").version if model else None
    judge = " ".join((str(model), *(prompt(name).version for name in judged_by))) if judged_by else None
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Setup(cases.name, commit(), model or "extractive", version, embedder, documents, now, judge)


def commit() -> str | None:
    """Short id of the commit that is checked out, with a + where the tree holds changes; None outside a checkout."""
    git = shutil.which("git")
    if git is None or not (_ROOT / ".git").exists():
        return None
    describe = [git, "-C", str(_ROOT), "describe", "--always", "--dirty=+", "--exclude=*"]
    found = subprocess.run(describe, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed command
    return found.stdout.strip() or None
