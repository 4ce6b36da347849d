"""Scores that a chat model gives: whether answers keep to what they cite, and to what was asked.

Faithfulness and answer relevancy are those of RAGAS (Es et al. 2024, EACL demonstrations), citation recall and citation
precision those of ALCE (Gao et al. 2023, EMNLP), with the chat model in place of their entailment model.
"""

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.answer import Answer, Citation, Outcome
from assistant.fence import numbered
from assistant.verify import bare
from corpus.errors import ModelError
from evals import metrics
from evals.verdicts import Questions, Statements, Verdicts, ask_model
from index.encoder import Encoder
from prompts.library import prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

logger = logging.getLogger(__name__)

PROMPTS = ("judge-statements", "judge-verdicts", "judge-questions")
MEASURES = ("faithfulness", "answer_relevancy", "citation_recall", "citation_precision")
_CITED = re.compile(r"(?P<text>.*?)(?P<marks>(?:\[\d+\])+|$)")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Judged:
    """The scores of one answer, each 0 to 1; None where there was nothing to judge or no usable judgement."""

    faithfulness: float | None
    """Share of the answer's statements that follow from the passages that it cites."""
    answer_relevancy: float | None
    """Mean cosine of the question with questions that were made from the answer."""
    citation_recall: float | None
    """Share of the sentences that follow from all that they cite together."""
    citation_precision: float | None
    """Share of the citations without which their sentence would not follow, or from which alone it does."""
    missing: tuple[str, ...] = ()
    """The measures for which the model gave nothing usable."""

    def to_json(self) -> dict[str, object]:
        """The scores by name."""
        return {name: getattr(self, name) for name in MEASURES} | {"missing": list(self.missing)}


def summary(judged: Iterable[Judged]) -> dict[str, object]:
    """Means over the answers that could be judged, how many these are, and how many judgements are missing."""
    every = tuple(judged)

    def values(name: str) -> list[float]:
        return [value for one in every if (value := getattr(one, name)) is not None]

    means = {name: metrics.mean(values(name)) for name in MEASURES}
    return {"n": len(every), **means, "unjudged": sum(len(one.missing) for one in every)}


@dataclass(frozen=True, slots=True)
class Judge:
    """A chat model that judges, and the encoder that compares questions."""

    model: "BaseChatModel"
    encoder: Encoder

    def judge(self, answer: Answer) -> Judged | None:
        """The scores of an answer; None of a refusal, in which there is nothing to judge."""
        if answer.outcome is Outcome.NOT_FOUND:
            return None
        missing: list[str] = []

        def scored(name: str, score: Any) -> Any:
            try:
                return score(answer)
            except ModelError as error:
                logger.warning("no judgement of %s: %s", name, error)
                missing.append(name)
                return None

        faithful = scored("faithfulness", self._faithfulness)
        relevant = scored("answer_relevancy", self._relevancy)
        recall, precision = scored("citations", self._citations) or (None, None)
        return Judged(faithful, relevant, recall, precision, tuple(missing))

    def _faithfulness(self, answer: Answer) -> float | None:
        """RAGAS: of the statements that the answer makes, the share that can be inferred from the context, which is here what
        the answer cites."""
        asked = prompt("judge-statements").template
        said = ask_model(
            self.model, Statements, asked.format(question=_fenced(answer.question), answer=_fenced(bare(answer.text)))
        )
        statements = [text for text in said.statements if text.strip()]
        if not statements or not answer.citations:
            return None if not statements else 0.0
        return metrics.mean([float(it) for it in self._verdicts(statements, answer.citations)])

    def _relevancy(self, answer: Answer) -> float:
        """RAGAS: the mean cosine of the question with questions generated from the answer alone."""
        asked = prompt("judge-questions").template.format(answer=_fenced(bare(answer.text)))
        vectors = self.encoder.encode_queries(
            [answer.standalone_question, *ask_model(self.model, Questions, asked).questions]
        )
        norms = np.linalg.norm(vectors, axis=1)
        cosines = vectors[1:] @ vectors[0] / np.maximum(norms[1:] * norms[0], 1e-9)
        return float(np.clip(cosines, 0.0, 1.0).mean())

    def _citations(self, answer: Answer) -> tuple[float | None, float | None]:
        """ALCE: a sentence is recalled if all that it cites, taken together, entails it; a citation is precise if its sentence
        is recalled and either the citation alone entails it, or the others without it do not."""
        recalled: list[float] = []
        precise: list[float] = []
        for text, cited in _sentences(answer):
            whole = bool(cited) and self._supports(text, cited)
            recalled.append(float(whole))
            precise += [float(whole and self._is_precise(text, one, cited)) for one in cited]
        return metrics.mean(recalled), metrics.mean(precise)

    def _is_precise(self, text: str, one: Citation, cited: Sequence[Citation]) -> bool:
        others = [other for other in cited if other is not one]
        return not others or self._supports(text, [one]) or not self._supports(text, others)

    def _supports(self, text: str, cited: Sequence[Citation]) -> bool:
        return self._verdicts([text], cited)[0]

    def _verdicts(self, statements: Sequence[str], cited: Sequence[Citation]) -> list[bool]:
        shown = "\n".join(f"{at}. {_fenced(text)}" for at, text in enumerate(statements, start=1))
        hits = list({citation.hit.chunk.chunk_id: citation.hit for citation in cited}.values())
        asked = prompt("judge-verdicts").template
        filled = asked.format(passages=numbered(hits), statements=shown, count=len(statements))
        return ask_model(self.model, Verdicts, filled, count=len(statements)).verdicts


def _sentences(answer: Answer) -> list[tuple[str, list[Citation]]]:
    """What the answer says, cut behind its citation markers and at line ends, with what each piece cites; a table's cells
    only where they cite."""
    numbered = {citation.number: citation for citation in answer.citations}
    found = []
    for line in answer.text.splitlines():
        for piece in _CITED.finditer(line):
            numbers = dict.fromkeys(int(number) for number in re.findall(r"\d+", piece["marks"]))
            cited = [numbered[number] for number in numbers if number in numbered]
            text = piece["text"].strip(" |*#-")
            if _LETTER.search(text) and (cited or not line.lstrip().startswith("|")):
                found.append((text, cited))
    return found


def _fenced(text: str) -> str:
    """Text that cannot close the fence that it is put into."""
    return text.replace("<<<", "").replace(">>>", "")
