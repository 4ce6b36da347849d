"""The front door: assembles the command line from what the stages offer; without arguments it serves the page."""

import sys

from assistant.commands import cli
from evals.commands import cli as evaluations

cli.add_typer(evaluations, name="eval")


def main() -> None:
    """Entry point of the `wence` script."""
    cli()


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.argv.append("serve")
    main()
