"""What a service says of its own failure, as whoever runs ours reads it."""

import httpx
import pytest

from assistant.fault import fault_of
from index.fault import Fault, kind_of_status, quoted


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("12", 12), ("0.5", 0.5), ("99999", 300), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("soon", None), ("", None)]
    + [(odd, None) for odd in ("-1", "nan", "inf", "1e999", "12; drop")],
)
def test_how_long_it_asks_to_be_left_alone_is_understood_within_reason(asked: str, seconds: float | None) -> None:
    response = httpx.Response(429, headers={"Retry-After": asked}, request=httpx.Request("POST", "http://127.0.0.1"))
    error = httpx.HTTPStatusError("busy", request=response.request, response=response)
    assert fault_of(error).wait == seconds
    assert fault_of(error).fault is Fault.BUSY


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        ("geheim", "Incorrect API key provided: geheim. You can find yours"),
        ("sk-ab", "key sk-ab is not known"),
        ("QhZ8s0bYw2XkLm47", "token QhZ8s0bYw2XkLm47 has expired"),
        ("Zm9vYmFy", "header was: Authorization: Bearer Zm9vYmFy"),
    ],
)
def test_what_it_says_is_quoted_without_keys(monkeypatch: pytest.MonkeyPatch, secret: str, said: str) -> None:
    monkeypatch.setenv("DASHSCOPE_API_KEY", "geheim")
    assert secret not in quoted(said)
    assert said.split(secret)[0].strip() in quoted(said)


def test_what_it_says_stays_on_one_line_and_short() -> None:
    assert "\n" not in quoted("a\r\n2026-11-22 ERROR forged line\x1b[31m" + "x" * 5000)
    assert len(quoted("很长" * 5000)) <= 200


def test_every_status_has_a_kind() -> None:
    kinds = {status: kind_of_status(status) for status in range(300, 600)}
    assert {status for status, kind in kinds.items() if kind is Fault.REDIRECTED} == set(range(300, 400))
    assert {kinds[status] for status in range(500, 600)} == {Fault.SERVER, Fault.TIMEOUT}
