"""Finding the rule that an estimate goes by: in the document of the park that is named, in the article on the matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.estimate.operand import Missing
from assistant.estimate.reckon import Reckoned, Short, people_of, reckon
from assistant.estimate.rule import Grant, grants_of, is_reckoned
from assistant.estimate.threshold import tier
from assistant.evidence import Sentence
from assistant.formal import formal, topical
from assistant.question import Question
from assistant.refuse import COMPARED, STRICT, supports
from assistant.situation import Situation
from assistant.statement import Quote, quote_of
from corpus.document import Level
from corpus.repair.quality import is_damaged
from index.hit import Hit

_DOCUMENTS, _PASSAGES = 6, 4
"""Documents, and passages of each, best first, in which a rule is looked for."""
_HEADING = 24
"""Characters of a passage in which its heading stands: 第四条 租金补贴。"""
_CITY = re.compile("市里|市级|市政府|全市")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one document's rule comes to."""

    hit: Hit
    grants: tuple[Grant, ...]
    results: tuple[Reckoned | Short | Missing, ...]

    @property
    def quote(self) -> Quote:
        """The stretch that states the rule, with its caps."""
        start = min(one.start for one in self.grants)
        end = max(one.end for one in self.grants)
        text = self.hit.chunk.text[start:end]
        start += len(text) - len(text.lstrip())
        return quote_of(self.hit, start, start + len(text.strip()))

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be known first."""
        return tuple(dict.fromkeys(one.name for one in self.results if isinstance(one, Missing)))


def by_document(found: Sequence[Sentence], topic: Question, told: Situation, parks: Sequence[str]) -> list[Estimate]:
    """An estimate for each document that has a rule, the one nearest to the matter first."""
    passages: dict[str, dict[str, Sentence]] = {}
    for sentence in sorted(found, key=lambda one: -one.score):
        card = sentence.hit.chunk.card
        named = any(park in card.title for park in parks)
        if (parks and not named) or (not parks and _CITY.search(topic.asked) and card.level is not Level.CITY):
            continue
        if card.doc_id in passages or supports(sentence, COMPARED if named else STRICT):
            passages.setdefault(card.doc_id, {}).setdefault(sentence.hit.chunk.chunk_id, sentence)
    made = [_of_document(list(own.values())[:_PASSAGES], topic, told) for own in list(passages.values())[:_DOCUMENTS]]
    return _of_the_matter([it for it in made if it is not None], topic)


def _of_the_matter(made: Sequence[Estimate], topic: Question) -> list[Estimate]:
    """Those that express what the most telling one does: 引荐人能拿多少 is not what an investor gets."""
    spoken = {*topical(topic.standalone), *topic.words}
    said = [{word for word in spoken if word in formal(f"{it.hit.chunk.heading} {it.hit.chunk.text}")} for it in made]
    most = max(said, key=len, default=set())
    return [it for it, own in zip(made, said, strict=True) if own >= most]


def _of_document(passages: Sequence[Sentence], topic: Question, told: Situation) -> Estimate | None:
    """The estimate by the passage whose heading is most about the matter, of those whose rule can be reckoned; else what the
    first rule lacks."""
    made: list[Estimate] = []
    for sentence in passages:
        text = sentence.hit.chunk.text
        grants = [one for one in grants_of(text) if is_reckoned(one) and not is_damaged(text[one.start : one.end])]
        chosen = _chosen(grants, text, topic, told)
        if chosen:
            results = tuple(reckon(one, text[one.start : one.end], told) for one in chosen)
            made.append(Estimate(sentence.hit, chosen, results))
    reckoned = [it for it in made if not it.missing]
    if reckoned:
        return max(reckoned, key=lambda it: _headed(it.hit, topic))
    return max((it for it in made if all(it.missing)), key=lambda it: _headed(it.hit, topic), default=None)


def _headed(hit: Hit, topic: Question) -> int:
    """How many words of the matter the heading of a passage has."""
    heading = formal(f"{''.join(hit.chunk.path[-1:])} {hit.chunk.text[:_HEADING]}")
    return sum(word in heading for word in {*topical(topic.standalone), *topic.words})


def _chosen(grants: Sequence[Grant], text: str, topic: Question, told: Situation) -> tuple[Grant, ...]:
    """The grants of the one stretch that rules the case; none where two might."""
    within = [one for one in grants if tier(one, told) is not False]
    stretches: dict[tuple[int, int], list[Grant]] = {}
    for one in within or grants:
        stretches.setdefault((one.start, one.end), []).append(one)
    if not stretches:
        return ()
    if not within:
        lowest = min(stretches.values(), key=lambda own: min(it.thresholds[0].fact.low or 0 for it in own))
        return tuple(lowest[:1])
    spoken = (*topical(topic.standalone), *topic.words)
    shares = {at: sum(word in formal(text[at[0] : at[1]]) for word in spoken) for at in stretches}
    best = [at for at, share in shares.items() if share == max(shares.values())]
    each = [own[0] for at in best if len(own := stretches[at]) == 1 and people_of(text[at[0] : at[1]], told)]
    if len(each) == len(best) > 1:
        return tuple(each)  # 5名博士和10名硕士
    own = stretches[best[0]]
    return tuple(own) if len(best) == 1 and _is_whole(own) else ()


def _is_whole(own: Sequence[Grant]) -> bool:
    """One grant, or one for each year from the first on; where a year is not read, the rule is not known."""
    years = [one.years for one in own]
    if len(own) == 1 and years[0] is None:
        return True
    spans = [span for span in years if span is not None]
    starts = [1, *(high + 1 for _, high in spans)]
    return len(spans) == len(own) and all(low == start for (low, _), start in zip(spans, starts, strict=False))
