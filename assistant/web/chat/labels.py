"""Every label of the page anew, when the page opens and when its language is switched."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from assistant.web.chat.conversation import Exchange, Stage
from assistant.web.chat.messages import messages
from assistant.web.chat.said import chat_words
from assistant.web.chat.sources import panel
from assistant.web.holdings import Holdings
from assistant.web.text import Words

_PROVINCE = re.compile(r".{2,7}?(?:省|自治区)(?=.)")


def chat_of(holdings: Holdings, questions: Sequence[str], said: Words, *, is_opening: bool = False) -> dict[str, Any]:
    """The empty conversation: a greeting, what is held, and questions to start with, which keep their place but are not
    seen while the page is opening, for better ones may follow."""
    opening = " opening" if is_opening else ""
    greeting = (
        f'<div class="welcome{opening}" lang="{said.locale}"><h2>{said.greeting}</h2><p>{said.promise}</p>'
        f'<p class="stock">{holdings.summary(said)}</p></div>'
    )
    examples = [{"text": question} for question in questions]
    return {"label": said.conversation, "placeholder": greeting, "examples": examples}


def conversation_of(conversation: Sequence[Exchange], said: Words) -> dict[str, Any]:
    """The conversation so far."""
    return {"value": messages(conversation, said)}


def sources_of(conversation: Sequence[Exchange], holdings: Holdings, said: Words) -> dict[str, Any]:
    """The panel of sources."""
    return {"value": panel(conversation, holdings, said)}


def box_of(conversation: Sequence[Exchange], said: Words) -> dict[str, Any]:
    """The question box, with the button that asks, or stops the answer that is being written."""
    is_writing = bool(conversation) and conversation[-1].stage is Stage.WRITING
    buttons = {"submit_btn": not is_writing and said.ask, "stop_btn": is_writing and said.stop}
    return {"label": said.ask_label, "placeholder": said.ask_placeholder, **buttons}


def region_of(holdings: Holdings, said: Words) -> dict[str, Any]:
    """The regions that documents name, and the provinces that several of them lie in."""
    places = Counter(dict(holdings.regions))
    provinces: dict[str, list[str]] = {}
    for place in places:
        if found := _PROVINCE.match(place):
            provinces.setdefault(found[0], []).append(place)
    for province, inside in provinces.items():
        if len(inside) > 1 or province in places:
            places[province] += sum(places[place] for place in inside)
    named = [(f"{place}（{count}）", place) for place, count in sorted(places.items())]
    return {"label": said.region, "choices": [(said.any_region, ""), *named]}


def kind_of(holdings: Holdings, said: Words) -> dict[str, Any]:
    """The kinds of document that are there."""
    named = [(said.kinds[kind], kind.value) for kind in holdings.kinds]
    return {"label": said.kind, "choices": [(said.any_kind, ""), *named]}


def as_of_of(said: Words) -> dict[str, Any]:
    """The day on which validity is judged."""
    its = chat_words(said.language)
    return {"label": its.as_of_label, "placeholder": its.as_of_hint}


def disclaimer_of(said: Words) -> dict[str, Any]:
    """The line under the question box."""
    return {"value": f'<p lang="{said.locale}">{said.disclaimer}</p>'}
