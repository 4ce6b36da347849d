"""Replies that end as they should and say nothing that can be used."""

import json
from typing import Any

from evals.faults.misdeed import HALF, RAW, misdeed
from evals.faults.server import Act, Line
from index.fault import Fault


def _says(text: str, reason: str = "stop", **more: Any) -> Act:
    def act(line: Line) -> None:
        line.head()
        line.say(text, **more)
        line.end(reason)

    return act


def _sends(content: str | bytes, media: str | None = None) -> Act:
    """A body that is no stream at all."""

    def act(line: Line) -> None:
        line.head(Content_Type=media or line.speech.media)
        line.send(content.encode() if isinstance(content, str) else content)

    return act


def _frames(*contents: str, after: str = "") -> Act:
    """Events, or lines, that hold something else than a piece of an answer."""

    def act(line: Line) -> None:
        line.head()
        if after:
            line.say(after)
        for content in contents:
            line.send(line.speech.line(content))

    return act


def _gbk(line: Line) -> None:
    line.head()
    for data in (line.speech.said(content="X"), line.speech.ended("stop")):
        line.send(data.replace(b"X", HALF.encode("gbk")))


def _nulls(line: Line) -> None:
    fields = ("id", "choices", "message", "model", "created_at", "done", "object")
    line.head()
    line.send(line.speech.line(json.dumps(dict.fromkeys(fields))))


def _error(line: Line) -> None:
    line.head()
    line.say(HALF)
    line.send(line.speech.line(json.dumps({"error": {"message": f"{RAW} {line.key}", "code": 500}})))


_CALL = {"function": {"name": "delete_all", "arguments": "{}"}, "id": "1", "type": "function", "index": 0}
_OLLAMA_CALL = {"function": {"name": "delete_all", "arguments": {}}}


def _tool_call(line: Line) -> None:
    line.head()
    line.say("", tool_calls=[_CALL if line.speech.name == "openai" else _OLLAMA_CALL])
    line.end("tool_calls")


_WHOLE = {"choices": [{"message": {"role": "assistant", "content": HALF}, "finish_reason": "stop"}]}

REPLIES = (
    misdeed("empty", _says(""), Fault.EMPTY),
    misdeed("blank", _says(" \n\t　 \n"), Fault.EMPTY),
    misdeed("no_content_field", _frames("{}"), Fault.EMPTY, Fault.MALFORMED),
    misdeed("null_content", _says(None), Fault.EMPTY, Fault.MALFORMED),  # type: ignore[arg-type]  # as some services say it
    misdeed("null_fields", _nulls, Fault.EMPTY, Fault.MALFORMED),
    misdeed("content_of_another_kind", _says({"text": HALF}), Fault.MALFORMED),  # type: ignore[arg-type]  # as above
    misdeed("tool_call", _tool_call, Fault.EMPTY),
    misdeed("filtered", _says("", "content_filter"), Fault.REJECTED),
    misdeed("filtered_in_a_sentence", _says(HALF, "content_filter")),
    misdeed("out_of_length", _says(HALF, "length")),
    misdeed("malformed_json", _frames("{not json", RAW), Fault.MALFORMED),
    misdeed("malformed_after_words", _frames("{broken", after=HALF), Fault.MALFORMED),
    misdeed("error_after_words", _error, Fault.MALFORMED),
    misdeed("a_list", _frames("[1, 2, 3]"), Fault.MALFORMED),
    misdeed("a_number", _frames("42"), Fault.MALFORMED),
    misdeed("nested", _frames("[" * 100_000), Fault.MALFORMED),
    misdeed("html", _sends(f"<html>captive portal {RAW}</html>", "text/html"), Fault.MALFORMED),
    misdeed("not_streamed", _sends(json.dumps(_WHOLE), "application/json"), Fault.EMPTY, Fault.MALFORMED),
    misdeed("binary", _sends(bytes(range(256)) * 40, "application/octet-stream"), Fault.MALFORMED),
    misdeed("gbk", _gbk, Fault.MALFORMED, is_legible=True),
    misdeed("control_characters", _says("\ufffd\x00\x1b[31m" * 9)),
    misdeed("markers_only", _says("[1]" * 50)),
    misdeed("bars", _says("|" * 300)),
    misdeed("brackets", _says("[" * 2000 + "(" * 2000)),
    misdeed("thoughts_only", _says("<think>最高9999万元</think>")),
    misdeed("a_lie", _says("东湖园区的租金补贴最高可达9999万元。[1]")),
    misdeed("a_lie_again_and_again", _says("东湖园区的租金补贴最高可达9999万元。[1]" * 100)),
)
