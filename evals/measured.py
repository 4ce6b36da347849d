"""Known-answer cases asked and scored, with the set-up that the score belongs to."""

from collections.abc import Sequence
from pathlib import Path

from assistant.open import Assistant
from corpus.errors import SettingError
from evals.answers import run
from evals.case import Case
from evals.judge import PROMPTS, Judge
from evals.passages import OnStep, silently
from evals.report.of_answers import results_of
from evals.report.results import Results
from evals.report.setup import setup_of


def measured(
    assistant: Assistant,
    path: Path,
    cases: Sequence[Case],
    *,
    is_judged: bool = False,
    on_step: OnStep = silently,
) -> Results:
    """The results of asking `cases`, which were read from `path`; `is_judged`: the model scores them, too.

    Raises:
        SettingError: a model is to score, but none is configured.
    """
    if is_judged and assistant.model is None:
        raise SettingError("--judge 需要一个对话模型来评分；请设置 WENCE_MODEL，例如 WENCE_MODEL=openai:qwen-plus")
    store = assistant.store
    judge = Judge(assistant.model, store.encoder) if assistant.model and is_judged else None
    prompts = PROMPTS if is_judged else ()
    setup = setup_of(path, store.encoder.name, len(store.catalog.cards()), assistant.settings.model, prompts)
    return results_of(run(assistant, cases, judge=judge, on_step=on_step), setup)
