"""How many documents each choice would leave, and which documents the choices made leave."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.web.lookup.holding import Held
from assistant.web.lookup.state import Facet, Sought


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A list that is narrowed by the choices made, with the counts of all choices."""

    left: tuple[Held, ...]
    """In the order that they came in."""
    counts: dict[Facet, Counter[str]]
    """Documents under each choice, with the choices of all other facets made but not those of its own."""
    regained: dict[Facet, int]
    """Documents that would come back if the choices of one facet were taken back."""


def narrow(documents: Iterable[Held], sought: Sought) -> Narrowed:
    """Narrows the documents: within one facet any choice is enough, every facet must be met."""
    chosen = {facet: frozenset(values) for facet, values in sought.chosen.items()}
    counts: dict[Facet, Counter[str]] = {facet: Counter() for facet in Facet}
    regained: Counter[Facet] = Counter()
    left: list[Held] = []
    for one in documents:
        failed = [facet for facet, values in chosen.items() if values.isdisjoint(one.choices[facet])]
        if len(failed) > 1:
            continue
        for facet in failed or Facet:
            counts[facet].update(one.choices[facet])
        regained.update(failed)
        if not failed:
            left.append(one)
    return Narrowed(tuple(left), counts, dict(regained))
