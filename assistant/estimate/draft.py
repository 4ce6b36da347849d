"""An estimate of what a benefit comes to: the rule from the policy, the figures from the enterprise, every step shown."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.asking import only_tells
from assistant.conditions.requirements import granted_if
from assistant.estimate.found import Estimate, by_document
from assistant.estimate.operand import COUNTS
from assistant.estimate.reckon import Reckoned, Short
from assistant.estimate.rule import Grant
from assistant.estimate.span import years_in
from assistant.estimate.total import summed
from assistant.formal import formal, without_figures
from assistant.library import Asked, Library, whole
from assistant.question import Intent, Question
from assistant.situation import situation
from assistant.statement import Draft, Statement
from assistant.wording import content_words
from corpus.normalize import in_title_marks, simplify
from index.hit import Hit

_FINAL = "以主管部门核定为准。"
_LEASE = re.compile("(?:租期|租了?|合同期|签了?)(?P<years>[一两二三四五六七八九\\d])年")


def estimate(asked: Asked, library: Library) -> Draft | None:
    """The estimate for what the enterprise told; None where no rule is found that can be reckoned for certain."""
    question = asked.question
    if question.intent is not Intent.ESTIMATE:
        return None
    told = situation((*question.earlier, question.asked), library.as_of)
    topic = about(question, library.shelf.parks)
    parks = library.shelf.parks_in(topic.standalone)
    for where in (library.in_force, library):
        found = whole(where.weigh(topic, where.search(topic)))
        made = by_document(found, topic, told, parks)
        if made:
            return _drafted(made, topic, library, named=bool(parks))
    return None


def about(question: Question, parks: Collection[str]) -> Question:
    """The matter without the figures, which are no matter of the policy, and, where one of `parks` is named, without the
    place that the enterprise comes from."""
    asked = question.standalone
    if question.earlier and only_tells(question.asked):
        asked = f"{question.earlier[-1]}，{asked}"
    text = " ".join(without_figures(formal(asked)).split())
    if any(park in text for park in parks):
        text = _without_origin(text, parks)
    return replace(question, standalone=text, unit="", bounds=(), words=content_words(_OURS.sub(" ", text)))


def _without_origin(text: str, parks: Collection[str]) -> str:
    import rjieba

    return "".join(word for word, tag in rjieba.tag(text) if tag != "ns" or any(park in word for park in parks))


_OURS = re.compile(
    "我们|我司|我公司|本公司|公司|咱们|企业|大概|大约|一共|总共|能不能|可以|[能会]|算一?下|每平方米|每月|每年|每人"
)


def _drafted(made: Sequence[Estimate], topic: Question, library: Library, *, named: bool) -> Draft | None:
    reckoned = [it for it in made if not it.missing]
    if not reckoned:
        lacking = next((it for it in made if _is_of(it.missing, topic)), None)
        return _asks(lacking) if lacking else None
    if named or len(reckoned) == 1:
        return Draft(tuple(_lines(reckoned[0], topic, "")))
    parks = library.shelf.parks
    lines = [line for it in reckoned for line in _lines(it, topic, _label(it.hit, parks))]
    return Draft(tuple(lines))


def _is_of(missing: Sequence[str], topic: Question) -> bool:
    """Whether what is missing belongs to the matter that was asked about."""
    words = [word for word in topic.words if len(word) > 1 or word == "租"]
    return all(any(word in formal(name) for word in words) or name in COUNTS for name in missing)


def _label(hit: Hit, parks: dict[str, str]) -> str:
    title = hit.chunk.card.title
    return next((name for core, name in parks.items() if core in title), in_title_marks(simplify(title)))


def _lines(it: Estimate, question: Question, label: str) -> list[Statement]:
    """The outcome first, then the steps, then what it depends on."""
    quote = it.quote
    short = next((one for one in it.results if isinstance(one, Short)), None)
    if short is not None:
        text = f"按所给数字：{short.told}，不符合“{short.bound.text}”的要求，不能按该条计算。{_FINAL}"
        return [Statement(text, (quote,), label, is_told=True)]
    total = summed([one for one in it.results if isinstance(one, Reckoned)], _asked_years(question))
    lines = [Statement(f"按所给数字估算：{total.said}。{_FINAL}", (quote,), label, is_told=True)]
    lines += [Statement(f"- {step}", (quote,), is_told=True) for step in total.steps]
    texts = dict.fromkeys(text for grant in it.grants if (text := _premise(it.hit, grant)))
    lines += [Statement(f"- 前提：{text}", (quote,), is_told=True) for text in texts]
    return lines


def _premise(hit: Hit, grant: Grant) -> str:
    """What the grant depends on, in the words of its clause; 达到3亿元以上 leans on the measure of the case before it."""
    needed = granted_if(hit, grant.start, grant.end)
    if needed is None:
        return ""
    leans = grant.thresholds and _LEANS.match(needed.text)
    return (grant.thresholds[0].measure if leans else "") + simplify(needed.text)


_LEANS = re.compile("达到|超过|满|不足|低于")


def _asked_years(question: Question) -> tuple[int, int] | None:
    """The years that the question names, or that the lease runs."""
    plain = formal(question.asked)
    lease = _LEASE.search(plain)
    return years_in(plain) or ((1, (years_in(f"前{lease['years']}年") or (1, 1))[1]) if lease else None)


def _asks(it: Estimate) -> Draft:
    """Asks for just what is missing, with the rule that needs it."""
    names = "；".join(it.missing)
    quote = it.quote
    rule = simplify(" ".join(quote.text.split()))
    text = f"要估算还需要知道：{names}。"
    return Draft((Statement(text, (), is_told=True), Statement(rule, (quote,), "规定")), unanswered=it.missing)
