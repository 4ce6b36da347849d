"""Measures the repair of misaligned text on real text: `python -m tests.corpus.measure_damages SHARED [N]`.

Each of N damages loses one byte of one line of a text, where tools were seen to lose it (two characters that spell ？！，；
in the middle) or anywhere; each gives the shares of the characters it touched that were restored, marked, wrong, left.
"""

import json
import random
import sys
from collections import defaultdict
from pathlib import Path

from corpus.repair.misaligned import repair_misaligned
from tests.corpus.damages import LOSSES, Outcome, cut_places, judge, lose_byte


def traditional(shared: Path) -> list[str]:
    """The paragraphs of the Traditional articles of reading/dev.json, by article."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for item in json.loads((shared / "bench/reading/dev.json").read_text(encoding="utf-8"))["data"]:
        if item["source"].startswith("DRCD"):
            found[item["title"]] += [paragraph["context"].replace("\n", "") for paragraph in item["paragraphs"]]
    return ["\n".join(dict.fromkeys(paragraphs)) for paragraphs in found.values() if len(set(paragraphs)) > 2]


def regulations(shared: Path) -> list[str]:
    """Every twelfth regulation."""
    return [path.read_text(encoding="utf-8") for path in sorted((shared / "regulations").rglob("*.md"))[::12]]


def measure(texts: list[str], count: int, *, anywhere: bool) -> Outcome:
    """What became of the characters touched by `count` damages."""
    chance, outcome, done = random.Random(7), Outcome(0, 0, 0, 0), 0
    while done < count:
        lines = chance.choice(texts).split("\n")
        at, loss = chance.randrange(len(lines)), chance.choice(LOSSES)
        line = lines[at]
        sizes = [len(it.encode("gb18030")) for it in line]
        places = [place for place in range(len(line) - 1) if sizes[place] == 2] if anywhere else cut_places(line)
        if len(line) < 12 or max(sizes) > 2 or not places:
            continue
        hurt = lose_byte(line, chance.choice(places), loss)
        repaired = repair_misaligned("\n".join((*lines[:at], hurt, *lines[at + 1 :]))).text.split("\n")
        outcome += judge(line, hurt, repaired[at])
        done += 1
    return outcome


def main() -> None:
    """Print a line for each kind of text and damage."""
    shared, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200
    for name, texts in (("traditional", traditional(shared)), ("regulations", regulations(shared))):
        for anywhere in (False, True):
            it = measure(texts, count, anywhere=anywhere)
            whole = it.restored + it.marked + it.wrong + it.left
            shares = "  ".join(
                f"{part} {getattr(it, part) / whole:.4f}" for part in ("restored", "marked", "wrong", "left")
            )
            sys.stdout.write(f"{name:12} {'anywhere' if anywhere else 'as seen':9} {whole:6} characters  {shares}\n")


if __name__ == "__main__":
    main()
