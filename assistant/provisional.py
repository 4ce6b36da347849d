"""A model's text as it may be shown before it is verified: sentence by sentence, without what could act or give away."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.reply import harmless
from prompts.library import prompt

_END = re.compile(r"[。！？；\n](?:\s{0,2}\[\d{1,3}\])*")
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}:)?//\S+|www\.\S+|\b(?:javascript|data|mailto|file):\S+|(?:微信|QQ)号?[:： ]{0,2}[a-z0-9_-]{4,40}",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\"?(?:tool_calls?|function_call|tool_use|arguments)\"?\s{0,3}:|<\|?(?:tool|function)", re.IGNORECASE
)
_LONGEST = 400
"""Characters after which a sentence is no longer waited for."""
_SHARED = 12
"""Characters in a row that only somebody who recites its instructions shares with them."""


@dataclass
class Provisional:
    """Collects pieces; gives whole sentences."""

    _held: str = ""
    _has_recited: bool = False
    """Whoever recites one rule goes on to the next."""

    def add(self, piece: str) -> Iterator[str]:
        """The sentences that this piece ends."""
        self._held += piece
        while (end := self._end()) is not None:
            sentence, self._held = self._held[:end], self._held[end:]
            yield from self._shown(sentence)

    def rest(self) -> Iterator[str]:
        """What is left when the model has ended."""
        held, self._held = self._held, ""
        yield from self._shown(held)

    def _end(self) -> int | None:
        """Where the first sentence ends that something follows: its citation may still be on the way."""
        match = next((it for it in _END.finditer(self._held) if it.end() < len(self._held)), None)
        if match is not None and self._held[match.end() :].lstrip(" ")[:1] != "[":
            return match.end()
        return _LONGEST if len(self._held) > 2 * _LONGEST else None

    def _shown(self, sentence: str) -> Iterator[str]:
        self._has_recited = self._has_recited or recites(sentence)
        if self._has_recited or _CALL.search(sentence):
            return
        shown = _ADDRESS.sub("〔链接略〕", harmless(sentence))
        if shown:
            yield shown


def recites(text: str) -> bool:
    """Whether a text gives away what the model was instructed."""
    said, rules = "".join(text.split()), _stretches()
    return any(said[at : at + _SHARED] in rules for at in range(max(0, len(said) - _SHARED + 1)))


@lru_cache(maxsize=1)
def _stretches() -> frozenset[str]:
    """Every stretch of the instructions, without white space."""
    rules = "".join("".join(prompt(name).template.partition("===")[0].split()) for name in ("answer", "repair"))
    return frozenset(rules[at : at + _SHARED] for at in range(len(rules) - _SHARED + 1))
