"""Evaluations that staff have started, each run by a process of its own so that visitors do not wait for it."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from corpus.errors import BadCases
from evals.case_files import CaseFile, add_case_file, case_files, extended
from evals.kept import DESCRIPTION, SAID, Description, Evaluation, State, describe, described, evaluation
from evals.report.results import file_name, reread


class Evaluations:
    """The runs under `home/evaluations`, newest first; one is made at a time."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._folder = home / "evaluations"
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def case_files(self) -> list[CaseFile]:
        """What can be run."""
        return case_files(self._folder / "cases")

    def add_cases(self, name: str, content: bytes, *, is_more: bool = False) -> CaseFile:
        """Keeps a case file under its own name, in place of that of this name or, with `is_more`, behind what it holds.

        Raises BadCases when it is none, or one of that name comes with Wence.
        """
        own = self._folder / "cases"
        return add_case_file(own, name, extended(own, name, content) if is_more else content)

    def runs(self) -> list[Evaluation]:
        """Every run, newest first."""
        found = [self._evaluation(path.parent) for path in self._folder.glob(f"*/{DESCRIPTION}")]
        return sorted((it for it in found if it), key=lambda it: it.description.started_at, reverse=True)

    def run(self, run_id: str) -> Evaluation:
        """The run of that id. Raises BadCases when there is none."""
        for it in self.runs():
            if it.description.id == run_id:
                return it
        raise BadCases(f"没有编号为 {run_id} 的评测；它可能已被删除。")

    def start(self, cases: str, by: str, label: str = "") -> Evaluation:
        """Begins to ask the cases of that file. Raises BadCases when there is no such file, or a run is being made."""
        busy = next((it for it in self.runs() if it.state is State.RUNNING), None)
        if busy is not None:
            raise BadCases(f"“{busy.description.cases}”正在评测（{busy.done}/{busy.description.total}），请等它结束。")
        file = next((it for it in self.case_files() if it.name == cases), None)
        if file is None:
            raise BadCases(f"没有名为 {cases} 的用例文件。")
        run_id = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{token_hex(2)}"
        folder = self._folder / run_id
        folder.mkdir(parents=True)
        process = self._begun(file.path, folder)
        self._processes[run_id] = process
        started = datetime.now(UTC)
        about = Description(
            id=run_id,
            cases=file.name,
            total=file.total,
            label=label.strip(),
            by=by,
            started_at=started,
            process=process.pid,
        )
        describe(folder, about)
        return self.run(run_id)

    def _begun(self, cases: Path, folder: Path) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "evals.running", str(cases), str(folder)]
        environment = os.environ | {"WENCE_HOME": str(self._home)}
        with (folder / SAID).open("wb") as said:
            return subprocess.Popen(command, env=environment, stdout=said, stderr=said)  # noqa: S603 - this very program

    def stop(self, run_id: str) -> None:
        """Ends a run that is being made; what it asked is lost. Raises BadCases when there is no such run."""
        it = self.run(run_id)
        process = self._processes.get(run_id)
        if it.state is State.RUNNING and process is not None:
            process.terminate()
            process.wait()

    def remove(self, run_id: str) -> None:
        """Forgets a run. Raises BadCases when there is none, or it is being made."""
        if self.run(run_id).state is State.RUNNING:
            raise BadCases("这次评测还在进行；请先停止它。")
        shutil.rmtree(self._folder / run_id)

    def page(self, run_id: str, against: str | None = None) -> str:
        """The report of a finished run as HTML, compared with an earlier one where that is named. Raises BadCases."""
        it = self.run(run_id)
        path = self._folder / run_id / file_name("answers", it.description.cases)
        if it.state is not State.DONE:
            raise BadCases("这次评测没有完成，没有报告。")
        if against is None:
            return path.with_suffix(".html").read_text("utf-8")
        before = self.run(against).results
        if before is None:
            raise BadCases("要对照的那次评测没有完成。")
        return reread(path).page_since(before)

    def _evaluation(self, folder: Path) -> Evaluation | None:
        about = described(folder)
        return evaluation(folder, about, is_alive=self._is_alive(about)) if about else None

    def _is_alive(self, about: Description) -> bool:
        process = self._processes.get(about.id)
        if process is not None:
            return process.poll() is None
        # Begun by a server that has ended since: the number may be another process's by now.
        try:
            line = Path(f"/proc/{about.process}/cmdline").read_bytes()
        except OSError:
            return False
        return about.id.encode() in line
