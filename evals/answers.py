"""How well Wence answers: known-answer cases through the same door as every user."""

import time
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

from assistant.answer import Answer, Citation, Outcome, Turn
from assistant.open import Assistant
from assistant.render import answer_json
from evals import metrics
from evals.asked import last_word, said
from evals.case import Case
from evals.judge import Judge, Judged, summary
from evals.passages import OnStep, silently
from evals.report import figures
from evals.stands import stands_as_said
from index.hit import Hit
from index.store import Store


@dataclass(frozen=True, slots=True)
class Scored:
    """A case that was asked, and what is right and wrong about its answer."""

    case: Case
    answer: Answer
    seconds: float
    verbatim: tuple[bool, ...]
    """Of each citation, whether its quote stands word for word in the document that it names."""
    judged: Judged | None = None
    """What a model scores it; None where none was asked or there is nothing to score."""

    @property
    def refused(self) -> bool:
        """Whether nothing was found."""
        return self.answer.outcome is Outcome.NOT_FOUND

    @property
    def missing_facts(self) -> tuple[tuple[str, ...], ...]:
        """The facts, with their variants, that the answer does not state."""
        text = said(self.answer)
        return tuple(
            variants for variants in self.case.facts if not any(metrics.states(text, variant) for variant in variants)
        )

    @property
    def cites_a_source(self) -> bool:
        """Whether at least one citation comes from one of the case's sources."""
        return any(_is_of(citation.hit, source) for citation in self.answer.citations for source in self.case.sources)

    @property
    def source_rank(self) -> int | None:
        """Rank of the first hit from one of the case's sources; None where none was found."""
        ranks = [hit.rank for hit in self.answer.hits if any(_is_of(hit, source) for source in self.case.sources)]
        return min(ranks, default=None)

    def refused_at(self, threshold: float) -> bool:
        """Whether it would be refused at another threshold; what was not decided by one stays as it is."""
        return self.refused if self.answer.support is None else self.answer.support < threshold

    @property
    def status_is_right(self) -> bool:
        """Whether the answer stands on a text of the status that the case expects, and says so where it is not in force."""
        return self.case.status is None or stands_as_said(self.answer, self.case.status)

    @property
    def correct(self) -> bool:
        """A refusal where one is due; else every fact, with a citation from a right source where sources are given, and
        the status that is expected."""
        if self.case.refuse or self.refused:
            return self.case.refuse and self.refused
        return self.status_is_right and not self.missing_facts and (self.cites_a_source or not self.case.sources)

    def to_json(self) -> dict[str, object]:
        """The case's entry in the report."""
        rendered = answer_json(self.answer)
        return {
            "id": self.case.id,
            "correct": self.correct,
            **{name: rendered[name] for name in ("outcome", "answer", "citations")},
            "missing_facts": [list(variants) for variants in self.missing_facts],
            "question": self.case.question,
            "kind": self.case.kind,
            "seconds": round(self.seconds, 4),
            "support": self.answer.support,
            "source_rank": self.source_rank,
            **({"judged": self.judged.to_json()} if self.judged else {}),
        }


@dataclass(frozen=True, slots=True)
class Answers:
    """A finished run."""

    scored: tuple[Scored, ...]
    is_judged: bool = False

    def to_json(self) -> dict[str, object]:
        """The figures, under the names of the contract; a share of nothing is null."""
        answerable = [one for one in self.scored if not one.case.refuse]
        return {
            "n": len(self.scored),
            "accuracy": _share(one.correct for one in self.scored),
            "citation_recall": _share(one.cites_a_source for one in answerable if one.case.sources),
            "citation_precision": _share(right for one in self.scored for right in one.verbatim),
            **self.refusals(),
            "status_accuracy": _share(one.status_is_right for one in self.scored if one.case.status),
            **({"judged": summary(one.judged for one in self.scored if one.judged)} if self.is_judged else {}),
            "by_kind": self._by_kind(),
            "seconds": metrics.spread([one.seconds for one in self.scored]),
            "cases": [one.to_json() for one in self.scored],
        }

    def refusals(self, threshold: float | None = None) -> dict[str, float | None]:
        """The shares that were refused of the cases where that is due and of the others; or would be at a threshold."""

        def share(due: bool) -> float | None:
            of_these = [one for one in self.scored if one.case.refuse is due]
            return _share(one.refused if threshold is None else one.refused_at(threshold) for one in of_these)

        return {"refusal_recall": share(True), "wrong_refusals": share(False)}

    def refusal_curve(self) -> list[dict[str, float | None]]:
        """The same shares at every threshold that makes a difference, rising."""
        supports = {one.answer.support for one in self.scored if one.answer.support is not None}
        return [{"threshold": at, **self.refusals(at)} for at in (*sorted(supports), inf)]

    def _by_kind(self) -> dict[str, object]:
        kinds = dict.fromkeys(one.case.kind for one in self.scored)
        return {kind: self._figures([one for one in self.scored if one.case.kind == kind]) for kind in kinds}

    @staticmethod
    def _figures(scored: Sequence[Scored]) -> dict[str, object]:
        return {"n": len(scored), "accuracy": _share(one.correct for one in scored)}


def figure_names(cases: Iterable[Case], *, is_judged: bool = False) -> set[str]:
    """The names of all figures of a run over these cases, nested ones joined by a full stop."""
    kinds = {f"by_kind.{case.kind}.{name}" for case in cases for name in ("n", "accuracy")}
    return kinds | figures.flat(Answers((), is_judged).to_json()).keys()


def run(
    assistant: Assistant, cases: Iterable[Case], *, judge: Judge | None = None, on_step: OnStep = silently
) -> Answers:
    """Asks every case, each in a conversation of its own, and has a `judge` score the answers if there is one."""
    scored = []
    for case in cases:
        one = _score(assistant, case)
        on_step("提问")
        if judge is not None:
            one = replace(one, judged=judge.judge(one.answer))
            on_step("评分")
        scored.append(one)
    return Answers(tuple(scored), judge is not None)


def _score(assistant: Assistant, case: Case) -> Scored:
    history = [Turn(exchange.question, exchange.answer) for exchange in case.history]
    started = time.perf_counter()
    answer = last_word(assistant, case.question, history, case.narrowed)
    seconds = time.perf_counter() - started
    verbatim = tuple(_is_verbatim(assistant.store, citation) for citation in answer.citations)
    return Scored(case, answer, seconds, verbatim)


def _is_verbatim(store: Store, citation: Citation) -> bool:
    """Asked of the catalog, not of the citation's own chunk, which would vouch for itself."""
    return (
        citation.quote.strip() != "" and citation.quote in store.catalog.document(citation.hit.chunk.card.doc_id).text
    )


def _is_of(hit: Hit, source: str) -> bool:
    """File names are compared composed: the same Chinese name is stored decomposed on some systems."""
    card = hit.chunk.card
    name = unicodedata.normalize("NFC", Path(card.source_path).name)
    return source == card.doc_id or unicodedata.normalize("NFC", Path(source).name) == name


def _share(right: Iterable[bool]) -> float | None:
    return metrics.mean([float(one) for one in right])
