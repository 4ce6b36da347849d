"""What a page of ours may send to Gradio's queue: plain values of the kinds that its parts have, and no files.

Gradio takes a value with a path for a file of the visitor's and copies it, from wherever it lies on this machine or another,
to where files are served from. No part of our pages takes files, so nothing but plain values is passed on.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.web.gate.whose import FIELD

if TYPE_CHECKING:
    import gradio as gr

MOST_BYTES = 1024 * 1024
"""Of a body; a question that is far too long gets a sentence of its own."""
_LONGEST_CHOICE = 500
"""Characters of what is chosen from a list."""
_DEEPEST = 6
_SESSION = re.compile(r"[0-9a-z]{1,40}")
_FIELDS = frozenset({"data", "event_data", "fn_index", "trigger_id", FIELD})
_OF_FILES = frozenset({"meta", "_type", "__type__", "_data"})
"""Names by which Gradio knows a file or an order to one of its parts."""


class NotOurs(ValueError):
    """No page of ours sends this."""


@dataclass(frozen=True, slots=True)
class Sendable:
    """What the events of some blocks take: for each, by its number, the names of the parts that it reads."""

    events: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, blocks: "gr.Blocks") -> "Sendable":
        """What the blocks take; events without work on the server are none."""
        events = {
            number: tuple(part.get_block_name() for part in event.inputs)
            for number, event in blocks.fns.items()
            if event.fn is not None
        }
        return cls(events)

    def checked(self, body: bytes, own_name: Callable[[str], str] = str) -> bytes:
        """The same without what cannot be kept: NUL, which databases refuse, and halves of characters. `own_name` gives the
        name that the page is known by for the one that it calls itself.

        Raises:
            NotOurs: no page of ours sends this.
        """
        try:
            said = json.loads(body, parse_constant=_never)
        except (ValueError, RecursionError) as error:
            raise NotOurs("no JSON") from error
        if not isinstance(said, dict) or not said.keys() <= _FIELDS:
            raise NotOurs("other fields")
        number, session, data = said.get("fn_index"), said.get(FIELD), said.get("data")
        if type(number) is not int or number not in self.events:
            raise NotOurs("no such event")
        if not isinstance(session, str) or not _SESSION.fullmatch(session):
            raise NotOurs("no session")
        if type(said.get("trigger_id")) not in (int, type(None)) or not isinstance(data, list):
            raise NotOurs("no values")
        parts = self.events[number]
        if len(parts) != len(data) or not all(map(_is_value, parts, data)):
            raise NotOurs("other values")
        if not _is_plain(said.get("event_data")):
            raise NotOurs("other event")
        return json.dumps(_kept(said | {FIELD: own_name(session)}), ensure_ascii=False).encode()


def _never(name: str) -> None:
    raise NotOurs(name)


def _is_value(part: str, value: Any) -> bool:
    """Whether a part of the page may have this value."""
    if value is None:
        return True
    match part:
        case "textbox" | "html":
            return isinstance(value, str)
        case "checkbox":
            return isinstance(value, bool)
        case "radio" | "dropdown":
            return _is_choice(value)
    return False  # what the server remembers is not sent, and other parts there are none


def _is_choice(value: Any) -> bool:
    """On one line, for what is not in the list is repeated in the log."""
    return isinstance(value, str) and len(value) <= _LONGEST_CHOICE and value.isprintable()


def _is_plain(value: Any, depth: int = 0) -> bool:
    """Whether it is text, numbers, and lists and tables of these, and no file."""
    if depth > _DEEPEST:
        return False
    if isinstance(value, Mapping):
        return _OF_FILES.isdisjoint(value) and all(_is_plain(it, depth + 1) for it in value.values())
    if isinstance(value, list):
        return all(_is_plain(it, depth + 1) for it in value)
    return value is None or isinstance(value, str | bool | int | float)


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {_kept(name): _kept(it) for name, it in value.items()}
    return [_kept(it) for it in value] if isinstance(value, list) else value
