"""A finished run in the form in which it is written and compared."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.report import figures, plots
from evals.report.against import Changes, Run, changes, read_run
from evals.report.page import Failed, Figure, Kind, Page, Plot, render
from evals.report.setup import Setup


def file_name(stem: str, cases: str) -> str:
    """What the JSON of a run over the file `cases` is called: answers-sample.json."""
    return f"{stem}-{Path(cases).stem}.json"


@dataclass(frozen=True, slots=True)
class Results:
    """What was measured on what, with everything that the page shows."""

    stem: str
    """Begins the names of the files: answers, reading, refusal."""
    title: str
    setup: Setup
    figures: Mapping[str, object]
    """The object of the contract."""
    plots: tuple[Plot, ...] = ()
    failed: tuple[Failed, ...] = ()
    cases: Sequence[Mapping[str, object]] = ()
    """Where the contract's object does not hold them already."""
    seconds: Sequence[float] = ()
    """What each question took."""

    @property
    def file_name(self) -> str:
        """Of the JSON."""
        return file_name(self.stem, self.setup.cases)

    def to_json(self) -> dict[str, object]:
        """What is written, and read again to compare with."""
        cases = {"cases": list(self.cases)} if self.cases else {}
        return {"run": self.setup.to_json(), **self.figures, **cases}

    def changes_since(self, before: Run) -> Changes:
        """What differs from an earlier run."""
        return changes(before, self.to_json())

    def write(self, folder: Path, since: Run | None = None) -> Path:
        """Writes the JSON and the page beside it; gives the page's path."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.file_name
        path.write_text(json.dumps(self.to_json(), ensure_ascii=False, indent=2) + "\n", "utf-8")
        page = path.with_suffix(".html")
        page.write_text(self.page_since(since), "utf-8")
        return page

    def page_since(self, since: Run | None = None) -> str:
        """The page as HTML, compared with an earlier run where there is one."""
        return render(self._page(since))

    def _page(self, since: Run | None) -> Page:
        return Page(
            title=f"{self.title}：{self.setup.cases}",
            setup=self.setup.shown,
            figures=self._figures(since),
            kinds=self._kinds(since),
            plots=self._plots(),
            failed=self.failed,
            changes=self.changes_since(since) if since else None,
        )

    def _figures(self, since: Run | None) -> list[Figure]:
        before = since.figures if since else {}
        return [
            Figure(
                name,
                figures.label(name),
                figures.shown(value),
                figures.shown(before[name]) if name in before else "",
                figures.verdict(name, before.get(name), value),
            )
            for name, value in figures.overall(self.figures).items()
        ]

    def _kinds(self, since: Run | None) -> list[Kind]:
        before = since.figures if since else {}
        return [
            Kind(kind, count, round(count * share), share, before.get(f"by_kind.{kind}.accuracy"))
            for kind, count, share in figures.by_kind(self.figures)
        ]

    def _plots(self) -> list[Plot]:
        kinds = [
            (kind, share, f"{100 * share:.0f}%（{count}）") for kind, count, share in figures.by_kind(self.figures)
        ]
        drawn = [Plot("各类正确率", plots.bars("各类正确率", kinds), "由低到高；括号里是例数。")] if kinds else []
        drawn += self.plots
        if self.seconds:
            note = f"最慢 {1000 * max(self.seconds):.0f} 毫秒。" if self.seconds else ""
            drawn.append(Plot("用时", plots.spread("用时", self.seconds), f"多少题在多少毫秒内答出。{note}"))
        return drawn


def reread(path: Path) -> Results:
    """A run as `write` left it, to be shown again; of its failed cases no more than question and answer are known.

    Raises:
        BadCases: the file is absent or of another form.
    """
    run = read_run(path, path.name)
    written = json.loads(path.read_bytes())
    setup = Setup(**written.pop("run"))
    failed = [Failed(it.id, it.kind, it.question, "", it.answer) for it in run.cases if not it.correct]
    return Results(path.stem.partition("-")[0], "评测", setup, written, failed=tuple(failed))
