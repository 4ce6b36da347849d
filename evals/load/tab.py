"""A tab of a browser on one of Gradio's pages: which events it fires, what it sends with them, and what comes back."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_CONFIG = re.compile(r"window\.gradio_config = (\{.*?\});?\s*</script>", re.DOTALL)
_ASSET = re.compile(r"""(?:src|href)="\.?(/assets/[^"]+)\"""")
_IMPORTED = re.compile(r"""(?:from|import)\s*["`]\./([\w.-]+\.js)["`]""")
_FILES = re.compile(r"m\.f=\[([^\]]*)\]")
_BUNDLE = re.compile(r"__vite__mapDeps\(\[([\d,]+)\]\)")
_OF_KIND = r"[{,]%s:\{(.*?)import\.meta\.url\)\}"


@dataclass(frozen=True, slots=True)
class Event:
    """Something on the page that the server is told of."""

    number: int
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    targets: tuple[tuple[str | None, str], ...]
    """Which part of the page and what happens to it: ("question", "submit"), (None, "load")."""
    after: int | None
    """The event whose end it follows."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the server lays it out."""

    events: tuple[Event, ...]
    values: Mapping[int, Any]
    """What the parts hold at first, by id."""
    names: Mapping[str, int]
    """Ids of the parts that have a name."""
    assets: tuple[str, ...]
    kinds: frozenset[str]
    """Of the parts: each has a script and a style of its own."""

    def on(self, part: str | None, what: str) -> tuple[Event, ...]:
        """The events that something on the page sets off."""
        return tuple(event for event in self.events if (part, what) in event.targets)

    def following(self, number: int) -> tuple[Event, ...]:
        """The events that follow the end of one."""
        return tuple(event for event in self.events if event.after == number)


def page_of(html: str) -> Page:
    """What a browser reads out of a page of Gradio's. Raises ValueError where it is none."""
    found = _CONFIG.search(html)
    if found is None:
        raise ValueError("no page of Gradio's")
    config = json.loads(found[1])
    parts = {part["id"]: part.get("props", {}) for part in config["components"]}
    names = {props["elem_id"]: number for number, props in parts.items() if props.get("elem_id")}
    named = {number: name for name, number in names.items()}
    events = tuple(
        Event(
            it["id"],
            tuple(it["inputs"]),
            tuple(it["outputs"]),
            tuple((named.get(part), what) for part, what in it["targets"]),
            it.get("trigger_after"),
        )
        for it in config["dependencies"]
        if it["backend_fn"]
    )
    values = {number: props.get("value") for number, props in parts.items()}
    kinds = frozenset(str(part["type"]) for part in config["components"])
    return Page(events, values, names, tuple(_ASSET.findall(html)), kinds)


def imported(script: str, kinds: Iterable[str], *, is_first: bool) -> Iterator[str]:
    """Addresses of what a script loads: what it cannot run without, what parts of these kinds are drawn with, and where
    it `is_first` of a page all that it names; the rest only waits to be wanted."""
    names = _IMPORTED.findall(script)
    if files := _FILES.search(script):
        listed = [name.strip('"./') for name in files[1].split(",")]
        of_kinds = [it[1] for kind in kinds if (it := re.search(_OF_KIND % re.escape(kind), script))]
        bundles = (bundle for text in ([script] if is_first else of_kinds) for bundle in _BUNDLE.findall(text))
        names += [listed[int(at)] for bundle in bundles for at in bundle.split(",")]
    return (f"/assets/{name}" for name in dict.fromkeys(names))


@dataclass(slots=True)
class Parts:
    """What the parts of an open page hold now."""

    page: Page
    held: dict[int, Any] = field(init=False)

    def __post_init__(self) -> None:
        """As the page was laid out."""
        self.held = dict(self.page.values)

    def put(self, part: str, value: Any) -> None:
        """Writes into a part, as a person does."""
        self.held[self.page.names[part]] = value

    def given(self, event: Event) -> list[Any]:
        """What is sent with an event."""
        return [self.held.get(number) for number in event.inputs]

    def take(self, event: Event, data: Sequence[Any]) -> None:
        """Keeps what has come back."""
        for number, value in zip(event.outputs, data, strict=False):
            if not isinstance(value, dict) or value.get("__type__") != "update":
                self.held[number] = value
            elif "value" in value:
                self.held[number] = value["value"]


def told(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The messages of an event stream."""
    for line in lines:
        if line.startswith(b"data: {"):
            yield json.loads(line.removeprefix(b"data: "))
