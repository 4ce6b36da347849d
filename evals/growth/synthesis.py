"""As many documents as are wanted: first the laws of a benchmark as they are, then new ones made of their clauses.

A new law follows the outline of a real one: each clause is kept or replaced by one from anywhere, and its figures are drawn
anew. So words, lengths and numbers of articles are as in real law, no two texts are alike, and nobody would cite one.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.passages import Passage

_KEPT = 0.5
"""Share of the clauses of a new law that are those of its model."""
_IN_A_FOLDER = 1000
_CLAUSE = re.compile(r"([^，。；：、\n]+)([，。；：、\n]*)")
"""Its words, and what ends it."""
_FIGURE = re.compile(r"\d+")
_ARTICLE = re.compile(r"(?P<law>.*?)(?P<heading>第[〇零一二三四五六七八九十百千]+[章条].*)")


@dataclass(frozen=True, slots=True)
class Law:
    """A law as it is written to a file."""

    title: str
    articles: tuple[tuple[str, str], ...]
    """Heading and text."""

    def to_markdown(self) -> str:
        """The text of its file."""
        body = "\n\n".join(f"{heading} {text}".strip() for heading, text in self.articles)
        return f"# {self.title}\n\n{body}\n"


def laws(passages: Iterable[Passage]) -> list[Law]:
    """Passages, each an article under the title of its law, put together as laws."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for passage in passages:
        match = _ARTICLE.fullmatch(passage.title)
        title, heading = (match["law"].rstrip(), match["heading"].split()[-1]) if match else (passage.title, "")
        if passage.text.strip():
            found[title].append((heading, passage.text.strip()))
    return [Law(title, tuple(articles)) for title, articles in found.items()]


def written(known: Sequence[Law], passages: int, folder: Path, *, already: int = 0, seed: int = 7) -> int:
    """Writes laws with `passages` articles or a few more into `folder`, each file once; gives how many articles there are.

    `already` are the articles that an earlier call with the same arguments, but fewer passages, has written.
    """
    count = 0
    for number, law in enumerate(_endless(known, random.Random(seed))):  # noqa: S311 - no secret
        if count >= passages:
            break
        count += len(law.articles)
        if count > already:
            path = folder / f"{number // _IN_A_FOLDER:04d}" / f"{number:07d}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(law.to_markdown(), encoding="utf-8")
    return count


def _endless(known: Sequence[Law], chance: random.Random) -> Iterator[Law]:
    """The known laws in any order, then new ones for ever."""
    order = chance.sample(known, len(known))
    yield from order
    pool = [words for law in order for _, text in law.articles for words, _ in _CLAUSE.findall(text)]
    edition = 0
    while True:
        edition += 1
        for law in order:
            yield _like(law, pool, edition, chance)


def _like(law: Law, pool: Sequence[str], edition: int, chance: random.Random) -> Law:
    articles = tuple((heading, _text_like(text, pool, chance)) for heading, text in law.articles)
    return Law(f"{law.title}（试编{edition}）", articles)


def _text_like(text: str, pool: Sequence[str], chance: random.Random) -> str:
    # Each keeps its own end: an article that ended in a comma would be read as one with the next.
    clauses = (
        f"{words if chance.random() < _KEPT else chance.choice(pool)}{end}" for words, end in _CLAUSE.findall(text)
    )
    return _FIGURE.sub(lambda it: str(chance.randrange(1, 10 ** len(it[0]))), "".join(clauses))
