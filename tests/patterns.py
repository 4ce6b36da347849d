"""Every regular expression of the program, and text made to keep each busy; run as a program, it prints those that are slow."""

import importlib
import json
import pkgutil
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from re import _constants as sre  # type: ignore[attr-defined]  # what the engine itself takes patterns apart with
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

STAGES = ("corpus", "index", "assistant", "evals", "prompts")
LENGTH = 3000
"""Characters: half as long again as the longest question."""
SECONDS = 2.0
"""Of the processor for one text; what grows as its square takes a fifth of that, what grows faster takes minutes."""


def patterns() -> "dict[tuple[str, int], str]":
    """Every pattern that is compiled when all modules are imported, with its flags, and the first module that does so."""
    found: dict[tuple[str, int], str] = {}
    compile_ = re._compile  # type: ignore[attr-defined]

    def noted(pattern: Any, flags: Any) -> Any:
        frame = sys._getframe(2)
        module = frame.f_globals.get("__name__", "")
        if isinstance(pattern, str) and module.partition(".")[0] in STAGES:
            found.setdefault((pattern, int(flags)), module)
        return compile_(pattern, flags)

    re._compile = noted  # type: ignore[attr-defined]
    for stage in STAGES:
        package = importlib.import_module(stage)
        for name in _modules(package):
            importlib.import_module(name)
    re._compile = compile_  # type: ignore[attr-defined]
    return found


def _modules(package: Any) -> list[str]:
    """The modules below a package, but those that load gevent, which changes the whole process."""
    found, left = [], [(package.__name__, package.__path__)]
    while left:
        name, path = left.pop()
        for it in pkgutil.iter_modules(path, f"{name}."):
            if not it.name.startswith("evals.load"):
                found.append(it.name)
                if it.ispkg:
                    left.append((it.name, importlib.import_module(it.name).__path__))
    return found


def attacks(pattern: str, flags: int) -> Iterator[str]:
    """Texts that begin as the pattern does, repeat what it may repeat, and end as it may not."""
    seen = set[str]()
    for before, repeated in _repeats(parser.parse(pattern, flags), ""):
        for end in ("", "\x01", "\n", "。", "一", "1"):
            for start in {"", before}:
                text = start + repeated * (LENGTH // max(1, len(repeated))) + end
                if repeated and text not in seen:
                    seen.add(text)
                    yield text


def _repeats(items: Any, before: str) -> Iterator[tuple[str, str]]:
    """Each part that may be repeated without end, with what may stand before it."""
    for op, value in items:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
            _, most, inner = value
            if most == sre.MAXREPEAT or most > 50:
                for choice in _samples(inner):
                    yield before, choice
            yield from _repeats(inner, before)
        else:
            for inner in _inside(op, value):
                yield from _repeats(inner, before)
        before += next(iter(_samples([(op, value)])), "")


def _inside(op: Any, value: Any) -> Sequence[Any]:
    if op is sre.SUBPATTERN:
        return [value[-1]]
    if op is sre.BRANCH:
        return list(value[1])
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    if op is getattr(sre, "ATOMIC_GROUP", None):
        return [value]
    if op is sre.GROUPREF_EXISTS:
        return [it for it in value[1:] if it is not None]
    return []


def _samples(items: Any) -> list[str]:
    """Some texts that the parts accept one after the other; of alternatives, each once."""
    made = [""]
    for op, value in items:
        options = _options(op, value)
        made = [*(it + options[0] for it in made[:8]), *(made[0] + it for it in options[1:8])]
    return list(dict.fromkeys(made))[:12]


def _options(op: Any, value: Any) -> list[str]:
    if op is sre.LITERAL:
        return [chr(value)]
    if op is sre.NOT_LITERAL:
        return ["甲" if value != ord("甲") else "乙"]
    if op is sre.ANY:
        return ["甲", "1", " "]
    if op is sre.IN:
        return _of_class(value)
    if op is sre.BRANCH:
        return [text for branch in value[1] for text in _samples(branch)[:3]] or [""]
    if op is sre.SUBPATTERN:
        return _samples(value[-1]) or [""]
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
        least, _, inner = value
        return [it * max(1, least) for it in _samples(inner)] or [""]
    if op is getattr(sre, "ATOMIC_GROUP", None):
        return _samples(value) or [""]
    return [""]


def _of_class(items: Any) -> list[str]:
    compiled = _class_of(items)
    tried = [chr(value) for op, value in items if op is sre.LITERAL][:2]
    tried += [chr(value[0]) for op, value in items if op is sre.RANGE][:2]
    common = [it for it in ("1", "甲", "a", " ", "一", "\n", "，", "第", "元", "-", "%", "(") if compiled(it)]
    return list(dict.fromkeys(tried + common))[:6] or ["甲"]


def _class_of(items: Any) -> Any:
    """Whether a class accepts a character, reckoned from its parts."""
    is_negated = any(op is sre.NEGATE for op, _ in items)
    classes: dict[Any, Callable[[str], bool]] = {
        sre.CATEGORY_DIGIT: str.isdigit,
        sre.CATEGORY_SPACE: str.isspace,
        sre.CATEGORY_WORD: lambda it: it.isalnum() or it == "_",
    }
    negated = {sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT, sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
               sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD}  # fmt: skip

    def accepts(char: str) -> bool:
        inside = False
        for op, value in items:
            if op is sre.LITERAL:
                inside |= chr(value) == char
            elif op is sre.RANGE:
                inside |= value[0] <= ord(char) <= value[1]
            elif op is sre.CATEGORY:
                inside |= classes[value](char) if value in classes else not classes[negated[value]](char)
        return inside != is_negated

    return accepts


class Slow(Exception):
    """It took too long."""


def _ring(*_: Any) -> None:
    raise Slow


def slowest(pattern: str, flags: int) -> tuple[float, str]:
    """Seconds of the processor that the worst text takes, at most `SECONDS`, and how that begins."""
    signal.signal(signal.SIGVTALRM, _ring)
    compiled, worst, text = re.compile(pattern, flags), 0.0, ""
    rng = random.Random(7)
    made = list(attacks(pattern, flags))
    for it in rng.sample(made, min(len(made), 10)):
        for work in (compiled.search, compiled.fullmatch):
            began = time.process_time()
            try:
                signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
                work(it)
            except Slow:
                return SECONDS, f"{it[:20]}…{it[-3:]}"
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            took = time.process_time() - began
            if took > worst:
                worst, text = took, f"{it[:20]}…{it[-3:]}"
    return worst, text


if __name__ == "__main__":
    told = []
    for (pattern, flags), module in patterns().items():
        seconds, text = slowest(pattern, flags)
        told.append({"module": module, "pattern": pattern, "seconds": round(seconds, 4), "text": text})
    print(json.dumps(sorted(told, key=lambda it: -it["seconds"])))
