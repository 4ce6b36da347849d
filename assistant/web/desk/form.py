"""Forms of the desk: plain HTML, so that a label is a label and a date is a date."""

from collections.abc import Iterable
from html import escape


def form(deed: str, body: str, *, css: str = "", **hidden: str) -> str:
    """A form that asks for `deed`, with further fields that nobody sees."""
    kept = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in hidden.items())
    return f'<form data-do="{deed}" class="{css or "fields"}">{kept}{body}</form>'


def search(body: str) -> str:
    """A form whose fields go into the address as they are changed."""
    return f'<form data-live role="search" class="filters">{body}</form>'


def text(
    name: str, label: str, value: str = "", *, hint: str = "", kind: str = "text", more: str = "", wide: bool = False
) -> str:
    """A line to type in; `kind` is that of HTML, `more` are further attributes."""
    control = f'<input type="{kind}" {_attributes(name, hint)} value="{escape(value)}" {more}>'
    return _field(name, label, control, hint, wide=wide)


def area(name: str, label: str, value: str = "", *, rows: int = 5, hint: str = "", more: str = "") -> str:
    """Several lines to type in."""
    control = f'<textarea {_attributes(name, hint)} rows="{rows}" {more}>{escape(value)}</textarea>'
    return _field(name, label, control, hint, wide=True)


def choice(name: str, label: str, options: Iterable[tuple[str, str]], value: str = "", *, hint: str = "") -> str:
    """One of several; `options` are values with what they are called."""
    listed = "".join(
        f'<option value="{escape(one)}"{" selected" if one == value else ""}>{escape(called)}</option>'
        for one, called in options
    )
    return _field(name, label, f"<select {_attributes(name, hint)}>{listed}</select>", hint)


def button(label: str, kind: str = "", *, name: str = "", value: str = "", describes: str = "") -> str:
    """The button that sends a form: `primary`, `danger`, or plain; `describes` says to what, where the label alone does not."""
    given = f' name="{name}" value="{escape(value)}"' if name else ""
    aria = f' aria-label="{escape(f"{label}：{describes}")}"' if describes else ""
    return f'<button type="submit" class="button {kind}"{given}{aria}>{escape(label)}</button>'


def folded(label: str, body: str, *, kind: str = "", is_open: bool = False) -> str:
    """Something that opens on demand."""
    return (
        f'<details class="folded {kind}"{" open" if is_open else ""}><summary>{escape(label)}</summary>{body}</details>'
    )


def _attributes(name: str, hint: str) -> str:
    return f'id="f-{name}" name="{name}"' + (f' aria-describedby="h-{name}"' if hint else "")


def _field(name: str, label: str, control: str, hint: str, *, wide: bool = False) -> str:
    below = f'<small id="h-{name}">{escape(hint)}</small>' if hint else ""
    return f'<div class="field{" wide" if wide else ""}"><label for="f-{name}">{escape(label)}</label>{control}{below}</div>'
