"""One evaluation in a process of its own: `python -m evals.running CASES FOLDER`, begun by `evals.runs`."""

import os
import sys
from pathlib import Path

from assistant.open import open_assistant
from assistant.terminal import read_settings
from corpus.errors import WenceError
from evals.case import read_cases
from evals.kept import progress_to
from evals.measured import measured

_BEHIND = 10
"""How far it stands back for those who are waiting for an answer, as `nice` counts."""


def main(cases: Path, folder: Path) -> int:
    """Asks the cases and writes results and page into `folder`; gives the exit status."""
    os.nice(_BEHIND)
    try:
        with open_assistant(read_settings()) as assistant:
            measured(assistant, cases, read_cases(cases), on_step=progress_to(folder)).write(folder)
    except WenceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
