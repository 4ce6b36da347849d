"""The log is read by machines and by people, and what strangers send can neither forge a line nor bring a secret into it."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pydantic import BaseModel, SecretStr, ValidationError
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from assistant.operations import logs
from assistant.operations.redaction import Redaction, redaction_of
from assistant.operations.request import enter
from assistant.settings import LogFormat, LogLevel, Settings

KEY = "wence-ops-7Hq2xV9sKd0"
logger = logging.getLogger("assistant.tests")


@contextmanager
def logged(form: LogFormat, **given: object) -> Iterator[io.StringIO]:
    """The log of a process, which is put back as it was."""
    root, names = logging.getLogger(), ("assistant", "corpus", "index", "evals", "prompts", "wence", "alembic")
    before = (root.handlers, root.level, sys.excepthook)
    levels = {name: logging.getLogger(name).level for name in names}
    out = io.StringIO()
    logs.begin(Settings.model_validate({"log_format": form, **given}), out)
    try:
        yield out
    finally:
        root.handlers, root.level, sys.excepthook = before
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        logging.captureWarnings(False)


def test_a_record_is_one_json_object_with_its_request_and_its_figures() -> None:
    with logged(LogFormat.JSON) as out:
        enter("a1b2c3d4e5f6")
        logger.info("答完", extra={"outcome": "answered", "seconds": 0.25})
    said = json.loads(out.getvalue())
    assert said["message"] == "答完"
    assert (said["level"], said["logger"], said["request_id"]) == ("info", "assistant.tests", "a1b2c3d4e5f6")
    assert (said["outcome"], said["seconds"]) == ("answered", 0.25)
    assert said["time"].endswith("+00:00")
    assert "答完" in out.getvalue()


@pytest.mark.parametrize("form", [LogFormat.JSON, LogFormat.TEXT])
def test_what_strangers_send_cannot_begin_a_line_or_steer_a_terminal(form: LogFormat) -> None:
    hostile = "园区\n2026-01-01 ERROR 伪造\r\x1b[2J\x85\u2028\u202e末"
    with logged(form) as out:
        logger.warning("no such file: %s", hostile, extra={"path": hostile})
    told = out.getvalue()
    assert told.count("\n") == 1
    assert not any(sign in told[:-1] for sign in "\n\r\x1b\x85\u2028\u202e")
    assert "伪造" in told


def test_a_trace_stays_below_its_line() -> None:
    with logged(LogFormat.TEXT) as out:
        try:
            raise ValueError("坏了\nERROR 伪造的一行")
        except ValueError:
            logger.exception("a question failed")
    first, *below = out.getvalue().splitlines()
    assert "a question failed" in first
    assert below
    assert all(line.startswith("    ") for line in below)


def test_json_keeps_the_trace_in_its_object() -> None:
    with logged(LogFormat.JSON) as out:
        try:
            raise ValueError("坏了")
        except ValueError:
            logger.exception("a question failed")
    said = json.loads(out.getvalue())
    assert said["error"] == "ValueError"
    assert "Traceback" in said["trace"]


@pytest.mark.parametrize(
    "told",
    [
        f"model at http://reader:{KEY}@10.0.0.7:8000/v1",
        f"postgresql+psycopg://wence:{KEY}@db/wence refused the connection",
        f"Authorization: Bearer {KEY}",
        f"headers: {{'authorization': 'Bearer {KEY}'}}",
        f"Incorrect API key provided: {KEY}.",
        f'{{"api_key": "{KEY}"}}',
        f"Cookie: wence_session={KEY}; other=1",
        f"?token={KEY}&page=1",
        f"wrong password={KEY}",
    ],
)
@pytest.mark.parametrize("form", [LogFormat.JSON, LogFormat.TEXT])
def test_a_secret_is_struck_out_wherever_it_stands(form: LogFormat, told: str) -> None:
    with logged(form, embedder_api_key=SecretStr(KEY)) as out:
        logger.warning(told)
        logger.warning("failed", extra={"detail": {"said": [told]}})
        try:
            raise RuntimeError(told)
        except RuntimeError:
            logger.exception("failed")
    assert KEY not in out.getvalue()
    assert out.getvalue().count("***") >= 3


@pytest.mark.parametrize(
    "told",
    ["http://u:hunter22hunter@h/", "Bearer abcdef123456", "password: hunter22hunter", "sk-abcdef1234567890abcd"],
)
def test_what_looks_like_a_secret_is_struck_out_though_it_is_not_ours(told: str) -> None:
    shown = Redaction()(f"上游说：{told} 不对")
    assert "***" in shown
    assert not any(secret in shown for secret in ("hunter22", "abcdef123456"))


def test_each_key_of_a_list_and_the_keys_of_other_programs_are_known() -> None:
    settings = Settings(api_keys=SecretStr("plainkey-one,staff:plainkey-two"))
    redact = redaction_of(settings, {"OPENAI_API_KEY": "zz-provider-key", "HOME": "/root"})
    shown = redact("plainkey-one plainkey-two zz-provider-key /root")
    assert shown == "*** *** *** /root"


def test_ordinary_sentences_are_left_as_they_are() -> None:
    said = "《园区租金补贴办法》第三条：令牌化、密码管理和 token 的说明，见 https://example.org/a?b=1"
    assert Redaction()(said) == said


def test_a_statement_that_failed_does_not_tell_what_was_asked() -> None:
    question = "我公司身份证号的租金补贴"
    with logged(LogFormat.JSON) as out:
        try:
            with create_engine("sqlite://").connect() as connection:
                connection.execute(text("insert into nowhere values (:q)"), {"q": question})
        except SQLAlchemyError:
            logger.exception("could not be kept")
    assert question not in out.getvalue()
    assert "nowhere" in out.getvalue()


def test_a_body_that_could_not_be_read_does_not_tell_what_was_asked() -> None:
    class Body(BaseModel):
        question: int

    asked = "某某公司的租金补贴"
    with logged(LogFormat.JSON) as out:
        try:
            Body.model_validate({"question": asked})
        except ValidationError:
            logger.exception("could not be read")
    assert asked not in out.getvalue()


def test_libraries_tell_warnings_only_however_much_we_tell() -> None:
    with logged(LogFormat.JSON, log_level=LogLevel.DEBUG) as out:
        logging.getLogger("openai").debug("Request options: {'messages': '问题全文'}")
        logging.getLogger("httpx").info("HTTP Request: POST http://model/")
        logging.getLogger("httpx").warning("慢")
        logger.debug("ours")
    assert [json.loads(line)["message"] for line in out.getvalue().splitlines()] == ["慢", "ours"]


def test_a_terminal_gets_text_and_everything_else_json() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert logs.is_json(Settings(), io.StringIO())
    assert not logs.is_json(Settings(), Terminal())
    assert logs.is_json(Settings(log_format=LogFormat.JSON), Terminal())
    assert logs.level_of(Settings(), Terminal()) == logging.WARNING
    assert logs.level_of(Settings(), io.StringIO()) == logging.INFO


def test_a_command_without_a_log_says_no_secret_either(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    last = logging.lastResort
    assert last is not None
    before = last.formatter
    try:
        logs.remark(Settings.model_validate({"api_keys": SecretStr(f"门户:{KEY}")}))
        last.handle(logging.makeLogRecord({"msg": "拒绝了 %s\n伪造的一行", "args": (KEY,), "levelno": logging.WARNING}))
    finally:
        last.setFormatter(before)
    assert said.getvalue() == "拒绝了 ***\\n伪造的一行\n"
