"""The front door: assembles the command line from what the stages offer; without arguments it serves the page."""

import sys
from typing import TYPE_CHECKING

from assistant.commands import cli
from evals.commands import cli as evaluations

if TYPE_CHECKING:
    from assistant.open import Assistant
    from assistant.web.desk.visit import Guest

cli.add_typer(evaluations, name="eval")


def main() -> None:
    """Entry point of the `wence` script."""
    cli(obj=(_evaluation,))


def _evaluation(assistant: "Assistant") -> "Guest":
    """The desk's section of evaluations, which the stage before that of evaluations cannot know."""
    from evals.desk.section import EvaluationSection
    from evals.runs import Evaluations

    return EvaluationSection(Evaluations(assistant.settings.home), assistant.store)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.argv.append("serve")
    main()
