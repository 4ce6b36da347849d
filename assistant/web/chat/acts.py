"""What a visitor can do with an answer that is there, as buttons under it.

A message is cleaned in the browser, which leaves buttons nothing but class and title: the script reads the classes.
"""

from html import escape

from assistant.web.chat.conversation import Exchange, Stage
from assistant.web.chat.words import TalkWords, talk_words
from assistant.web.text import Words


def acts(turn: int, exchange: Exchange, words: Words, *, is_last: bool) -> str:
    """The buttons under an exchange; copying and thumbs need an answer, asking again needs the last one."""
    said, buttons = talk_words(words.language), list[str]()
    if exchange.answer is not None:
        buttons.append(_button("copy", turn, said.copy))
        if exchange.answer.entry_id is not None:
            buttons += _thumbs(turn, exchange, said)
    if is_last and exchange.stage is not Stage.WRITING:
        buttons += [_button("again", turn, said.retry), _button("amend", turn, said.edit)]
    return f'<div class="acts">{"".join(buttons)}{_noted(exchange, said)}</div>' if buttons else ""


def _thumbs(turn: int, exchange: Exchange, said: TalkWords) -> list[str]:
    given = exchange.opinion
    up, down = given is not None and given.is_helpful, given is not None and not given.is_helpful
    return [
        _button("up", turn, said.helpful, said.chosen if up else ""),
        _button("down", turn, said.unhelpful, said.chosen if down else ""),
    ]


def _button(deed: str, turn: int, label: str, state: str = "") -> str:
    """A button; its state is spoken, too, for the cleaning leaves no attribute that would tell it."""
    on, spoken = (" on", f'<span class="unseen">{escape(state)}</span>') if state else ("", "")
    return (
        f'<button type="button" class="act {deed}{on} of-{turn}" title="{escape(label)}">'
        f"<span>{escape(label)}</span>{spoken}</button>"
    )


def _noted(exchange: Exchange, said: TalkWords) -> str:
    """What was said to be wrong; that a thumb was pressed can be seen on the thumb."""
    given = exchange.opinion
    if given is None or given.reason is None:
        return ""
    return f'<span class="noted">{escape(said.noted.format(said.reasons[given.reason]))}</span>'
