"""The chat: its parts, and which event changes which of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.web import header
from assistant.web.chat import acting, labels, remembering
from assistant.web.chat.arriving import first_words
from assistant.web.chat.conversation import Conversation
from assistant.web.chat.events import Conversing
from assistant.web.chat.followups import followups_html
from assistant.web.chat.remembering import Memory
from assistant.web.chat.said import chat_words
from assistant.web.chat.talks import Talks
from assistant.web.header import Here
from assistant.web.holdings import Holdings
from assistant.web.preferences import language_of
from assistant.web.text import CHINESE, Words, words

if TYPE_CHECKING:
    import gradio as gr

_FORGOTTEN_AFTER = 12 * 3600
"""Seconds after which the conversation of a page that is left open is dropped from memory."""
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""No event is offered as an API: programs get one of their own."""


def lay_out(page: "gr.Blocks", conversing: Conversing) -> None:
    """Puts the chat on the page whose context is open."""
    _wire(page, _lay_out(page, conversing), conversing)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components of the page; their types are Gradio's own and known only once it is imported."""

    conversation: Any
    memory: Memory
    language: Any
    chat: Any
    box: Any
    region: Any
    kind: Any
    past: Any
    as_of: Any
    clear: Any
    further: Any
    new: Any
    disclaimer: Any
    sources: Any

    @property
    def shown(self) -> list[Any]:
        """What an answer changes, in the order of `chat.Updates`."""
        return [self.chat, self.sources, self.conversation, self.box]

    @property
    def labelled(self) -> list[Any]:
        """What a change of language changes, in the order of `_relabelled`."""
        return [self.chat, self.box, self.region, self.kind, self.past, self.as_of, self.clear, self.new, self.disclaimer,
                self.sources]  # fmt: skip


def _lay_out(page: "gr.Blocks", conversing: Conversing) -> _Parts:
    import gradio as gr

    holdings, said = conversing.holdings(), CHINESE
    conversation = gr.State((), time_to_live=_FORGOTTEN_AFTER)
    language = header.lay_out(page, Here.CHAT, conversing.assistant, lambda said: conversing.holdings().summary(said))
    with gr.Row(elem_id="work"):
        key, history = remembering.lay_out_history()
        with gr.Column(elem_id="talk"):
            chat = _chat(labels.chat_of(holdings, conversing.questions(), said, is_opening=True))
            further = gr.HTML(elem_id="further", apply_default_css=False, container=False)
            with gr.Column(elem_id="composer"):
                memory = remembering.lay_out(key, history)
                box = gr.Textbox(
                    elem_id="question",
                    lines=1,
                    max_lines=6,
                    container=False,
                    autofocus=True,
                    **labels.box_of((), said),
                )
                with gr.Row(elem_id="filters"):
                    region = gr.Dropdown(
                        elem_id="region", value="", container=False, **labels.region_of(holdings, said)
                    )
                    kind = gr.Dropdown(elem_id="kind", value="", container=False, **labels.kind_of(holdings, said))
                    past = gr.Checkbox(elem_id="past", label=said.include_past, container=False)
                    as_of = gr.Textbox(elem_id="as-of", type="text", container=False, max_lines=1,
                                       **labels.as_of_of(said))  # fmt: skip
                    clear = gr.Button(chat_words(said.language).clear, elem_id="clear", size="sm", visible=False)
                    new = gr.Button(said.new, elem_id="new", size="sm")
                disclaimer = gr.HTML(elem_id="disclaimer", apply_default_css=False, **labels.disclaimer_of(said))
        with gr.Column(elem_id="proof"):
            sources = gr.HTML(elem_id="sources", apply_default_css=False, **labels.sources_of((), holdings, said))
    return _Parts(conversation, memory, language, chat, box, region, kind, past, as_of, clear, further, new, disclaimer,
                  sources)  # fmt: skip


def _chat(given: dict[str, Any]) -> Any:
    import gradio as gr

    return gr.Chatbot(
        elem_id="chat",
        show_label=False,
        container=False,
        height=None,
        autoscroll=False,  # an answer is read downwards from its question: chat.js
        buttons=[],
        layout="panel",
        latex_delimiters=[],
        allow_tags=False,
        feedback_options=None,
        **given,
    )


def _wire(page: "gr.Blocks", parts: _Parts, conversing: Conversing) -> None:
    import gradio as gr

    talks, memory = Talks(conversing), parts.memory
    chosen = [parts.conversation, parts.region, parts.kind, parts.past, parts.language, parts.as_of]
    known, changed = [memory.key, memory.replacing], [*parts.shown, *memory.changed]

    def respond(request: gr.Request, *given: Any) -> Iterator[Any]:
        yield from remembering.responding(talks, remembering.asker_of(request), *given, page=_page_of(request))

    def picked(request: gr.Request, event: gr.SelectData, key: str, replacing: bool, *rest: Any) -> Iterator[Any]:
        yield from respond(request, key, replacing, event.value["text"], *rest)

    def stopped(request: gr.Request) -> None:
        conversing.stop(_page_of(request))

    def left(request: gr.Request) -> None:
        conversing.makings.drop(_page_of(request))

    def renewed(request: gr.Request, language: str | None) -> list[Any]:
        return [*conversing.renew(language, _page_of(request)), *remembering.blank()]

    # One limit for all ways to ask. A question that is sent in the moment in which an answer ends is asked after it.
    asking = _QUIET | {
        "concurrency_limit": None,
        "concurrency_id": "ask",
    }  # who may ask is decided where programs are counted, too
    answered = [
        parts.box.submit(respond, [*known, parts.box, *chosen], changed, trigger_mode="always_last", **asking),
        parts.chat.example_select(picked, [*known, *chosen], changed, trigger_mode="once", **asking),
        acting.wire_again(memory, respond, chosen, changed, asking),
    ]

    _wire_filters(parts)
    # Whoever answers shows what is left of the answer: two events that change the same parts would overtake each other.
    parts.box.stop(stopped, concurrency_limit=None, **_QUIET)
    begun = parts.new.click(renewed, parts.language, changed, concurrency_limit=None, **_QUIET)
    spoken = [parts.conversation, parts.language]

    def relabel(conversation: Conversation, language: str | None) -> list[Any]:
        return _relabelled(conversing, conversation, language)

    def opened(request: gr.Request, conversation: Conversation) -> list[Any]:
        is_fresh = not conversation and not conversing.makings.is_under_way(_page_of(request))
        return _opened(
            conversing, language_of(request), first_words(conversing, request.query_params), is_fresh=is_fresh
        )

    labelled = page.load(opened, parts.conversation, parts.labelled, **_QUIET)
    parts.language.input(relabel, spoken, parts.labelled, **_QUIET)
    restored = remembering.wire_opening(memory, talks, labelled, parts.shown)
    others = remembering.wire_list(memory, talks, parts.shown, left)
    _wire_further(parts, conversing, [*answered, begun, restored, *others])
    acting.wire_editing(memory, parts.conversation, parts.box)
    acting.wire_opinions(memory, talks, parts.conversation, parts.chat)
    acting.wire_language(memory, talks, page, parts.language)


def _wire_further(parts: _Parts, conversing: Conversing, events: list[Any]) -> None:
    """What can be asked next, found after each of the events that change the conversation."""
    import gradio as gr

    def next_questions(request: gr.Request, conversation: Conversation, language: str | None) -> str:
        found = conversing.next_questions(conversation, _page_of(request))
        return followups_html(found, len(conversation), chat_words(language))

    for event in events:
        event.then(next_questions, [parts.conversation, parts.language], parts.further, concurrency_limit=2,
                   concurrency_id="further", trigger_mode="always_last", **_QUIET)  # fmt: skip


def _wire_filters(parts: _Parts) -> None:
    """What is chosen can be taken back with one press, which is offered only then."""
    import gradio as gr

    filters = [parts.region, parts.kind, parts.past, parts.as_of]

    def chosen(region: str | None, kind: str | None, past: bool, as_of: str | None) -> Any:
        return gr.Button(visible=any((region, kind, past, (as_of or "").strip())))

    for part in filters:
        part.change(chosen, filters, parts.clear, **_QUIET)
    parts.clear.click(lambda: ("", "", False, ""), None, filters, **_QUIET)


def _page_of(request: "gr.Request") -> str:
    """What tells one open page from another."""
    return request.session_hash or ""


def _opened(conversing: Conversing, language: str | None, asked: str | None, *, is_fresh: bool) -> list[Any]:
    """The labels of a page that has just opened, with the words in its question box that its address asks for. A visitor
    may have asked before they arrive, so that unless it `is_fresh` they must not touch the buttons of the question box,
    and never the conversation and its sources."""
    import gradio as gr

    said, holdings = words(language), conversing.holdings()
    chat = gr.Chatbot(**labels.chat_of(holdings, conversing.questions(), said))
    labelled = [chat, *_labels((), holdings, said)]
    box: dict[str, Any] = {"label": said.ask_label, "placeholder": said.ask_placeholder}
    if asked:
        box["value"] = asked
    if is_fresh and said is not CHINESE:  # laid out in Chinese already
        box["submit_btn"] = said.ask
    labelled[1] = gr.Textbox(**box)
    if said is CHINESE:
        labelled[-1] = gr.skip()
    return labelled


def _relabelled(conversing: Conversing, conversation: Conversation, language: str | None) -> list[Any]:
    import gradio as gr

    holdings, said = conversing.holdings(), words(language)
    chat = labels.conversation_of(conversation, said) | labels.chat_of(holdings, conversing.questions(), said)
    return [gr.Chatbot(**chat), *_labels(conversation, holdings, said)]


def _labels(conversation: Conversation, holdings: Holdings, said: Words) -> list[Any]:
    """All but the chat's."""
    import gradio as gr

    return [
        gr.Textbox(**labels.box_of(conversation, said)),
        gr.Dropdown(**labels.region_of(holdings, said)),
        gr.Dropdown(**labels.kind_of(holdings, said)),
        gr.Checkbox(label=said.include_past),
        gr.Textbox(**labels.as_of_of(said)),
        gr.Button(chat_words(said.language).clear),
        gr.Button(said.new),
        gr.HTML(**labels.disclaimer_of(said)),
        gr.HTML(**labels.sources_of(conversation, holdings, said)),
    ]
