"""Log records as lines: one JSON object each, or text for a terminal; nothing in a record can begin a line of its own."""

import logging
import re
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from assistant.operations.redaction import Redaction
from assistant.operations.request import current

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""What ends lines, steers terminals or turns the direction of writing."""
_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "color_message", "taskName"}
"""What every record has; the rest is what a caller has added as `extra`."""


class Numbering(logging.Filter):
    """Gives every record the number of the request that it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keeps all."""
        if not hasattr(record, "request_id"):
            record.request_id = current()
        return True


class Lines(logging.Formatter):
    """What both kinds of lines are made of."""

    def __init__(self, redact: Redaction) -> None:
        super().__init__()
        self._redact = redact

    def fields(self, record: logging.LogRecord) -> dict[str, Any]:
        """What a record says, in order, secrets struck out."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "") or None,
        }
        said |= {name: value for name, value in record.__dict__.items() if name not in _PLAIN and name not in said}
        if record.exc_info and record.exc_info[0] is not None:
            said["error"] = record.exc_info[0].__name__
            said["trace"] = self.formatException(record.exc_info)
        elif record.exc_text:
            said["trace"] = record.exc_text
        if record.stack_info:
            said["stack"] = self.formatStack(record.stack_info)
        return {name: self._clean(value) for name, value in said.items() if value is not None}

    def _clean(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, dict):
            return {self._redact(str(name)): self._clean(it) for name, it in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._clean(it) for it in value]
        return self._redact(str(value))


class JsonLines(Lines):
    """One JSON object a record."""

    @cached_property
    def _json(self) -> Any:
        from pythonjsonlogger.json import JsonFormatter

        return JsonFormatter(json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON, Chinese as it is."""
        # JSON escapes line feeds by itself; other signs that some readers take for the end of a line, or obey, it leaves.
        line: str = self._json.serialize_log_record(self.fields(record))
        return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


class Remarks(Lines):
    """What a command says beside its result: the message, and under it where it went wrong."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text, without when and how grave."""
        said = self.fields(record)
        return _escaped(said["message"]) + _below(said)


class TextLines(Lines):
    """A line for a person, and under it, indented, where it went wrong."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        said = self.fields(record)
        at = datetime.fromtimestamp(record.created).strftime("%H:%M:%S")
        number = f" [{said['request_id']}]" if "request_id" in said else ""
        more = {name: value for name, value in said.items() if name not in _SHOWN_APART}
        figures = "".join(f" {name}={value}" for name, value in more.items())
        return _escaped(f"{at} {record.levelname}{number} {said['message']}{figures}") + _below(said)


_SHOWN_APART = frozenset({"time", "level", "logger", "message", "request_id", "error", "trace", "stack"})


def _below(said: dict[str, Any]) -> str:
    """Where it went wrong, indented."""
    trace = "\n".join(filter(None, (said.get("trace"), said.get("stack"))))
    return "".join(f"\n    {_escaped(line)}" for line in trace.splitlines())


def _escaped(text: str) -> str:
    return _CONTROL.sub(
        lambda found: repr(found[0])[1:-1] if ord(found[0]) < 0x100 else f"\\u{ord(found[0]):04x}", text
    )
