"""What the page shows of a run of reading questions."""

from evals import metrics
from evals.asked import said
from evals.reading import Read, Reading
from evals.report import curves
from evals.report.page import OUTCOMES, Failed, cited, first_hits
from evals.report.results import Results
from evals.report.setup import Setup


def results_of(reading: Reading, setup: Setup) -> Results:
    """A finished run, ready to be printed, compared and written."""
    return Results(
        stem="reading",
        title="阅读评测",
        setup=setup,
        figures=reading.to_json(),
        cases=[read.to_json() for read in reading.reads],
        seconds=[read.seconds for read in reading.reads],
        plots=(curves.recall([read.rank for read in reading.reads], "所问段落"),),
        failed=tuple(_failed(read) for read in reading.reads if not read.answered),
    )


def _failed(read: Read) -> Failed:
    return Failed(
        id=read.item.item_id,
        kind=read.kind,
        question=read.item.question,
        wrong=_what_is_wrong(read),
        answer=read.answer.text,
        outcome=OUTCOMES[read.answer.outcome],
        facts=[(" / ".join(dict.fromkeys(read.item.spans)), False)],
        citations=cited(read.answer),
        hits=first_hits(read.answer),
    )


def _what_is_wrong(read: Read) -> str:
    if not said(read.answer):
        return "应回答，却拒答了。"
    if read.rank is None:
        return "检索没有找到所问段落。"
    held = any(
        metrics.contains(citation.hit.chunk.text, span)
        for citation in read.answer.citations
        for span in read.item.spans
    )
    return "选错了句子，答案在同一段里。" if held else f"所引段落里没有答案（所问段落排在第 {read.rank}）。"
