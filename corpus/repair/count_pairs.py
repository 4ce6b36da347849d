"""Makes `pairs.txt.gz`: `python -m corpus.repair.count_pairs BENCH`, where BENCH holds stard/corpus.jsonl and reading/train.json.

Law text is not under copyright; CMRC 2018 and DRCD are CC BY-SA. No text can be read back from counts of pairs.
"""

import gzip
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.repair.language import BASE, EXPONENTS, classed

_MOST_PAIRS = 90_000
"""Rarer pairs say little that the word list does not."""
_LAW_SHARE = 6
"""Every sixth article: law repeats itself, and would drown the rest."""


def count_pairs(bench: Path) -> tuple[Counter[str], Counter[str]]:
    """Counts of characters and of pairs in the texts of `bench`."""
    singles: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in _texts(bench):
        plain = classed(text)
        singles.update(plain)
        pairs.update(plain[at : at + 2] for at in range(len(plain) - 1))
    return singles, pairs


def pack(singles: Counter[str], pairs: Counter[str]) -> bytes:
    """A line for each character: it, its count, then each character behind it with the count of the pair."""
    lines = {it: f"{it}{_exponent(count)}" for it, count in singles.most_common() if not it.isspace() and count > 1}
    for pair, count in sorted(pairs.most_common(_MOST_PAIRS)):
        if pair[0] in lines and not pair[1].isspace():
            lines[pair[0]] += f"{pair[1]}{_exponent(count)}"
    return gzip.compress("\n".join(lines.values()).encode("utf-8"), mtime=0)


def _exponent(count: int) -> str:
    return EXPONENTS[round(math.log(count, BASE))]


def _texts(bench: Path) -> Iterator[str]:
    with (bench / "stard" / "corpus.jsonl").open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % _LAW_SHARE == 0:
                yield str(json.loads(line)["text"])
    reading = json.loads((bench / "reading" / "train.json").read_text(encoding="utf-8"))
    yield from {paragraph["context"] for item in reading["data"] for paragraph in item["paragraphs"]}


if __name__ == "__main__":
    Path(__file__).with_name("pairs.txt.gz").write_bytes(pack(*count_pairs(Path(sys.argv[1]))))
