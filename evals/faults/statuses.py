"""Replies with another status than 200."""

import json
from email.utils import formatdate
from time import time

from evals.faults.misdeed import RAW, misdeed
from evals.faults.server import Act, Line
from index.fault import Fault


def _status(line: Line, status: int, **headers: str) -> None:
    # Some services repeat the key that they were shown.
    error = {"message": f"{RAW}: Incorrect API key provided: {line.key}", "type": "fault", "code": None}
    line.reply(status, json.dumps({"error": error}), **headers)


def _busy_until(line: Line) -> None:
    _status(line, 429, Retry_After=formatdate(time() + 3600, usegmt=True))


def _html(line: Line) -> None:
    line.reply(502, f"<html><h1>502 Bad Gateway {RAW}</h1></html>", Content_Type="text/html")


def _elsewhere(status: int, place: str) -> Act:
    def act(line: Line) -> None:
        line.head(status, 0, Location=place)

    return act


def _endless_error(line: Line) -> None:
    line.head(500, Content_Type="application/json")
    for _ in line.until_left():
        line.send(RAW.encode() * 4096)


def _hanging_error(line: Line) -> None:
    line.head(503, 1000, Content_Type="application/json")
    line.wait(60)


def _no_content(line: Line) -> None:
    line.head(204)


def _plain(status: int, **headers: str) -> Act:
    return lambda line: _status(line, status, **headers)


STATUSES = (
    misdeed("400", _plain(400), Fault.REJECTED),
    misdeed("401", _plain(401), Fault.CREDENTIALS),
    misdeed("402", _plain(402), Fault.BUSY),
    misdeed("403", _plain(403), Fault.CREDENTIALS),
    misdeed("404", _plain(404), Fault.UNKNOWN_MODEL),
    misdeed("408", _plain(408), Fault.TIMEOUT),
    misdeed("413", _plain(413), Fault.REJECTED),
    misdeed("422", _plain(422), Fault.REJECTED),
    misdeed("429", _plain(429), Fault.BUSY),
    misdeed("429_for_a_minute", _plain(429, Retry_After="60"), Fault.BUSY),
    misdeed("429_until_a_date", _busy_until, Fault.BUSY),
    misdeed("429_for_ever", _plain(429, Retry_After="1e308"), Fault.BUSY),
    misdeed("429_for_nonsense", _plain(429, Retry_After="-1; drop"), Fault.BUSY),
    misdeed("500", _plain(500), Fault.SERVER),
    misdeed("502_html", _html, Fault.SERVER),
    misdeed("503", _plain(503), Fault.SERVER),
    misdeed("504", _plain(504), Fault.TIMEOUT),
    misdeed("529", _plain(529), Fault.SERVER),
    misdeed("500_endless", _endless_error, Fault.ENDLESS, Fault.TIMEOUT),
    misdeed("503_hanging", _hanging_error, Fault.TIMEOUT),
    misdeed("302_elsewhere", _elsewhere(302, "/elsewhere"), Fault.REDIRECTED),
    misdeed("307_elsewhere", _elsewhere(307, "/elsewhere/v1/chat/completions"), Fault.REDIRECTED),
    misdeed("307_loop", _elsewhere(307, "/v1/chat/completions"), Fault.REDIRECTED),
    misdeed("204", _no_content, Fault.EMPTY, Fault.MALFORMED),
)
