"""The wiring of what can be done with an answer: asking again, editing the question, thumbs and their reasons."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.web.chat.conversation import Conversation, Stage
from assistant.web.chat.events import idle
from assistant.web.chat.messages import messages
from assistant.web.chat.opinions import Opinions
from assistant.web.chat.remembering import Memory, asker_of, line, reasons
from assistant.web.chat.talks import Talks
from assistant.web.chat.words import talk_words
from assistant.web.text import words

if TYPE_CHECKING:
    import gradio as gr

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

Respond = Callable[..., Iterator[Any]]
"""Takes the request, the key, whether the last question is replaced, the question, the conversation and the choices."""


def wire_again(
    memory: Memory, respond: Respond, chosen: Sequence[Any], outputs: Sequence[Any], asking: dict[str, Any]
) -> Any:
    """Asking the last question again; `chosen` are the conversation and what narrows the question."""
    import gradio as gr

    def again(request: gr.Request, key: str, conversation: Conversation, *rest: Any) -> Iterator[Any]:
        if conversation and conversation[-1].stage is not Stage.WRITING:
            yield from respond(request, key, True, conversation[-1].question, conversation, *rest)

    return memory.acts.retry(again, [memory.key, *chosen], outputs, trigger_mode="once", **asking)


def wire_editing(memory: Memory, conversation: Any, box: Any) -> None:
    """Putting the last question back into the box, and leaving it there."""
    import gradio as gr

    edited = [box, memory.replacing, memory.editing]

    def edit(request: gr.Request, now: Conversation) -> list[Any]:
        if not now or now[-1].stage is Stage.WRITING:
            return [gr.skip()] * len(edited)
        return [idle(words(asker_of(request).language), now[-1].question), True, gr.Row(visible=True)]

    def end() -> list[Any]:
        return ["", False, gr.Row(visible=False)]

    memory.acts.edit(edit, conversation, edited, **_QUIET).then(None, js="() => wence.write()", **_QUIET)
    memory.editing_ended.click(end, None, edited, **_QUIET).then(None, js="() => wence.write()", **_QUIET)


def wire_opinions(memory: Memory, talks: Talks, conversation: Any, chat: Any) -> None:
    """Thumbs, and what is wrong with an answer."""
    import gradio as gr

    held, panel = Opinions(talks), [memory.opining, memory.why, memory.remark, memory.about]

    def drawn(request: gr.Request, before: Conversation, now: Conversation) -> list[Any]:
        if now is before:
            return [gr.skip(), gr.skip()]
        return [messages(now, words(asker_of(request).language)), now]

    def pressed(request: gr.Request, event: gr.EventData, now: Conversation) -> list[Any]:
        told = event._data if isinstance(event._data, dict) else {}
        changed, turn = held.thumb(asker_of(request), now, told)
        return [*drawn(request, now, changed), gr.Column(visible=turn is not None), None, "", turn]

    def sent(request: gr.Request, now: Conversation, turn: int | None, reason: str | None, remark: str) -> list[Any]:
        changed = held.explain(asker_of(request), now, turn, reason, remark or "")
        return [*drawn(request, now, changed), gr.Column(visible=False), None, "", None]

    memory.acts.like(pressed, conversation, [chat, conversation, *panel], **_QUIET).then(
        None, js="() => wence.explain()", **_QUIET
    )
    memory.send.click(
        sent, [conversation, memory.about, memory.why, memory.remark], [chat, conversation, *panel], **_QUIET
    )
    memory.later.click(lambda: [gr.Column(visible=False), None, "", None], None, panel, **_QUIET)


def wire_language(memory: Memory, talks: Talks, page: "gr.Blocks", language: Any) -> None:
    """The labels of all this, when the page opens and when its language is switched."""
    import gradio as gr

    said = [memory.editing_said, memory.editing_ended, memory.why, memory.remark, memory.send, memory.later]

    def relabelled(language: str | None) -> list[Any]:
        it = talk_words(language)
        return [
            line(it.editing),
            gr.Button(it.cancel),
            gr.Radio(choices=reasons(it), label=it.why),
            gr.Textbox(label=it.remark, placeholder=it.remark_hint),
            gr.Button(it.send),
            gr.Button(it.later),
        ]

    def switched(request: gr.Request, language: str | None) -> list[Any]:
        return [talks.listed(replace(asker_of(request), language=language)), *relabelled(language)]

    def opened(request: gr.Request) -> list[Any]:
        return relabelled(asker_of(request).language)

    language.input(switched, language, [memory.history, *said], **_QUIET)
    page.load(opened, None, said, **_QUIET)
