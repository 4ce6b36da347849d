"""Where the log goes, and how much of it there is."""

import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, TextIO

from assistant.operations.lines import JsonLines, Numbering, Remarks, TextLines
from assistant.operations.redaction import redaction_of
from assistant.settings import LogFormat, LogLevel, Settings

if TYPE_CHECKING:
    from types import TracebackType

notices = logging.getLogger("wence")
"""What whoever starts the service must see, whatever level is set."""

_OURS = ("assistant", "corpus", "index", "evals", "prompts")
_OWN_HANDLERS = ("uvicorn", "uvicorn.error", "uvicorn.access", "gradio", "chromadb", "httpx", "alembic")


def is_json(settings: Settings, stream: TextIO | None = None) -> bool:
    """Whether the log is JSON: as it is set, else everywhere but on a terminal, where a person reads along."""
    if settings.log_format is not LogFormat.AUTO:
        return settings.log_format is LogFormat.JSON
    out = stream or sys.stderr
    return not (out.isatty() if out is not None else False)


def level_of(settings: Settings, stream: TextIO | None = None) -> int:
    """The level as `logging` counts; unset: `info`, and `warning` on a terminal."""
    level = settings.log_level or (LogLevel.INFO if is_json(settings, stream) else LogLevel.WARNING)
    return logging.getLevelNamesMapping()[level.value.upper()]


def begin(settings: Settings, stream: TextIO | None = None) -> None:
    """Sends all logs of the process, those of libraries and of what nobody caught, to standard error in one form."""
    handler = logging.StreamHandler(stream or sys.stderr)
    redact = redaction_of(settings, os.environ)
    handler.setFormatter(JsonLines(redact) if is_json(settings, stream) else TextLines(redact))
    handler.addFilter(Numbering())
    level = level_of(settings, stream)
    root = logging.getLogger()
    root.handlers = [handler]
    # Libraries tell at `info` what nobody needs, and at `debug` what nobody may know: requests with their texts and keys.
    root.setLevel(max(level, logging.WARNING))
    for name in _OWN_HANDLERS:
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    notices.setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def remark(settings: Settings) -> None:
    """What a command that keeps no log says beside its result goes to standard error as it is, without secrets."""
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(Remarks(redaction_of(settings, os.environ)))


def part() -> None:
    """From now on, nothing is told of threads that are left behind: what they work with is being closed."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(lambda record: record.thread == threading.main_thread().ident)


def _uncaught(kind: type[BaseException], error: BaseException, trace: "TracebackType | None") -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    notices.error("程序出错", exc_info=(kind, error, trace))


def _uncaught_in_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        name = told.thread.name if told.thread is not None else "?"
        notices.error("线程 %s 出错", name, exc_info=(told.exc_type, told.exc_value, told.exc_traceback))
