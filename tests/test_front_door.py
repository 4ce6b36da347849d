"""The front door offers everything that the stages offer."""

import sys

import pytest

from app import main


def offered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    monkeypatch.setattr(sys, "argv", ["wence", *arguments, "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("group", "commands"),
    [
        ((), ["ingest", "docs", "search", "ask", "chat", "serve", "eval", "doctor"]),
        (("docs",), ["list", "show", "remove"]),
        (("eval",), ["answers", "retrieval", "reading"]),
    ],
)
def test_every_command_of_the_contract_is_offered(
    group: tuple[str, ...], commands: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    help_text = offered(monkeypatch, capsys, *group)

    assert [command for command in commands if f" {command} " not in help_text] == []
