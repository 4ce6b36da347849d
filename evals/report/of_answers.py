"""What the page shows of a run of known-answer cases."""

from evals.answers import Answers, Scored
from evals.report import curves
from evals.report.page import OUTCOMES, Failed, Plot, cited, first_hits
from evals.report.results import Results
from evals.report.setup import Setup


def results_of(answers: Answers, setup: Setup) -> Results:
    """A finished run, ready to be printed, compared and written."""
    return Results(
        stem="answers",
        title="已知答案评测",
        setup=setup,
        figures=answers.to_json(),
        seconds=[one.seconds for one in answers.scored],
        plots=tuple(_plots(answers)),
        failed=tuple(_failed(one) for one in answers.scored if not one.correct),
    )


def what_is_wrong(one: Scored) -> str:
    """Why a case does not count as correct, in one sentence."""
    if one.case.refuse:
        return f"应拒答，却给出了回答（{OUTCOMES[one.answer.outcome]}）。"
    if one.refused:
        return "应回答，却拒答了。"
    missing = "；".join(" / ".join(variants) for variants in one.missing_facts)
    if missing:
        return f"缺少：{missing}。"
    if one.case.sources and not one.cites_a_source:
        return f"没有引用指定来源：{'、'.join(one.case.sources)}。"
    return f"没有说对文件的时效（应为 {one.case.status}）。"


def _failed(one: Scored) -> Failed:
    missing = set(one.missing_facts)
    return Failed(
        id=one.case.id,
        kind=one.case.kind,
        question=one.case.question,
        wrong=what_is_wrong(one),
        answer=one.answer.text,
        outcome=OUTCOMES[one.answer.outcome],
        history=[(exchange.question, exchange.answer) for exchange in one.case.history],
        facts=[(" / ".join(variants), variants not in missing) for variants in one.case.facts],
        sources=one.case.sources,
        citations=cited(one.answer),
        hits=first_hits(one.answer),
    )


def _plots(answers: Answers) -> list[Plot]:
    with_source = [one for one in answers.scored if one.case.sources]
    recall = [curves.recall([one.source_rank for one in with_source], "指定来源")] if with_source else []
    refusal = curves.refusal(answers.refusal_curve(), answers.refusals(), {"refusal_recall": "该拒答的"})
    return recall + ([refusal] if refusal else [])
