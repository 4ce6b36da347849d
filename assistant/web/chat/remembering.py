"""The parts of the chat page that have to do with memory, and which event changes which of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.log.feedback import LONGEST_REMARK
from assistant.web.chat.conversation import Conversation
from assistant.web.chat.events import Updates, warn
from assistant.web.chat.talks import Asker, Talks
from assistant.web.chat.words import CHINESE, TalkWords, talk_words
from assistant.web.preferences import language_of
from assistant.web.visitor import visitor_of
from corpus.errors import WenceError

if TYPE_CHECKING:
    import gradio as gr

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_FROM_TAB = "(key, ...rest) => [wence.kept(), ...rest]"
"""A page that is opened again asks for the conversation that its tab had open."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The components; their types are Gradio's own and known only once it is imported."""

    key: Any
    """Of the conversation that is open. It comes back from the browser, so nothing is granted by it alone."""
    history: Any
    replacing: Any
    editing: Any
    editing_said: Any
    editing_ended: Any
    acts: Any
    opining: Any
    about: Any
    why: Any
    remark: Any
    send: Any
    later: Any

    @property
    def changed(self) -> list[Any]:
        """What a question or another conversation changes beside the chat, in the order of `Talks.respond`."""
        return [self.key, self.history, self.replacing, self.editing]


def lay_out_history() -> tuple[Any, Any]:
    """The list of conversations at the side, and the key of the one that is open."""
    import gradio as gr

    key = gr.Textbox("", visible="hidden", elem_id="talk-key")
    listed = gr.HTML(
        "", elem_id="history", apply_default_css=False, js_on_load="wence.history(element, trigger)", container=False
    )
    return key, listed


def lay_out(key: Any, history: Any) -> Memory:
    """What stands above the question box: the last question that is being edited, and what is wrong with an answer."""
    import gradio as gr

    said = CHINESE
    acts = gr.HTML("", elem_id="acts", apply_default_css=False, js_on_load="wence.acts(trigger)", container=False)
    with gr.Row(elem_id="editing", visible=False) as editing:
        editing_said = gr.HTML(line(said.editing), apply_default_css=False)
        editing_ended = gr.Button(said.cancel, size="sm", min_width=0)
    with gr.Column(elem_id="opinion", visible=False) as opining:
        why = gr.Radio(reasons(said), label=said.why, elem_id="why")
        remark = gr.Textbox(
            label=said.remark,
            placeholder=said.remark_hint,
            max_length=LONGEST_REMARK,
            lines=2,
            max_lines=5,
            elem_id="remark",
        )
        with gr.Row(elem_id="opinion-ends"):
            later = gr.Button(said.later, size="sm", min_width=0)
            send = gr.Button(said.send, size="sm", min_width=0, variant="primary")
    replacing, about = gr.State(False), gr.State(None)
    return Memory(key, history, replacing, editing, editing_said, editing_ended, acts, opining, about, why, remark,
                  send, later)  # fmt: skip


def line(text: str) -> str:
    """A text as a paragraph."""
    return f"<p>{escape(text)}</p>"


def reasons(said: TalkWords) -> list[tuple[str, str]]:
    """What may be wrong with an answer, as choices."""
    return [(label, reason.value) for reason, label in said.reasons.items()]


def asker_of(request: "gr.Request") -> Asker:
    """Whose browser a request comes from."""
    return Asker(visitor_of(request.headers), language_of(request))


def shown(updates: Updates) -> list[Any]:
    """The updates of `Talks` for the page: what is None stays as it is."""
    import gradio as gr

    *parts, replacing = updates
    return [gr.skip() if part is None else part for part in parts] + [replacing, gr.Row(visible=replacing)]


def responding(talks: Talks, asker: Asker, *given: Any, **more: Any) -> Iterator[list[Any]]:
    """What `Talks.respond` shows, for an event of the page."""
    for updates in talks.respond(asker, *given, **more):
        yield shown(updates)


def wire_opening(memory: Memory, talks: Talks, opened: Any, chat: Sequence[Any]) -> Any:
    """Opening the page; gives the event of the conversation that was open in it before. `chat` are chat, sources,
    conversation and question box."""
    import gradio as gr

    conversation = chat[2]

    def restore(request: gr.Request, key: str, now: Conversation) -> list[Any]:
        return shown(talks.opened(asker_of(request), key, now))

    restored = opened.then(restore, [memory.key, conversation], [*chat, *memory.changed], js=_FROM_TAB, **_QUIET)
    restored.then(None, js="() => wence.restored()", **_QUIET)
    memory.key.change(None, memory.key, js="key => wence.keep(key)", **_QUIET)
    return restored


def wire_list(memory: Memory, talks: Talks, chat: Sequence[Any], leave: Any) -> list[Any]:
    """Opening, renaming and deleting; `leave(request)` ends an answer that is being made for the page. Gives the events
    after which another conversation may be open."""
    import gradio as gr

    everything = [*chat, *memory.changed]

    def picked(request: gr.Request, event: gr.EventData) -> list[Any]:
        asker = asker_of(request)
        try:
            updates = talks.open(asker, _told(event, "id"))
        except WenceError as error:
            warn(talk_words(asker.language).not_possible, str(error))
            return [gr.skip()] * len(everything)
        leave(request)
        return shown(updates)

    def renamed(request: gr.Request, event: gr.EventData) -> str:
        return talks.rename(asker_of(request), _told(event, "id"), _told(event, "title"))

    def deleted(request: gr.Request, event: gr.EventData, key: str) -> list[Any]:
        asker, gone = asker_of(request), _told(event, "id")
        listed = talks.delete(asker, gone)
        if gone != key:
            return [gr.skip()] * len(chat) + [gr.skip(), listed, gr.skip(), gr.skip()]
        leave(request)
        key, _, *rest = blank()
        return [*talks.conversing.renew(asker.language), key, listed, *rest]

    memory.history.edit(renamed, None, memory.history, **_QUIET)
    return [
        memory.history.select(picked, None, everything, **_QUIET),
        memory.history.delete(deleted, memory.key, everything, **_QUIET),
    ]


def blank() -> list[Any]:
    """What `Memory.changed` is for a new conversation, in the same update that empties the chat: a question that is
    asked right after must not go on with the old one."""
    import gradio as gr

    return ["", gr.skip(), False, gr.Row(visible=False)]


def _told(event: Any, name: str) -> str:
    value = event._data.get(name) if isinstance(event._data, dict) else None
    return value if isinstance(value, str) else ""
