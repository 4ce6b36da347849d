"""Where keys are set, programs must show one."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.api.app import build_api
from assistant.doctor import examine
from assistant.settings import Settings
from corpus.errors import SettingError
from tests.web.fakes import FakeAsk, FakeAssistant, FakeCatalog, FakeStore, rent_answer

CHAT = {"messages": [{"role": "user", "content": "租金补贴最高多少？"}]}


def keyed(keys: str) -> TestClient:
    assistant = FakeAssistant(FakeStore(FakeCatalog()), Settings(api_keys=SecretStr(keys)))
    return TestClient(build_api(assistant, FakeAsk([rent_answer()])))  # type: ignore[arg-type]  # stands in


@pytest.mark.parametrize(
    "shown", [None, "Bearer wrong", "Bearer ", "Basic first", "first", "Bearer first,second", "Bearer 钥"]
)
def test_without_a_key_that_is_known_nothing_is_answered(shown: str | None) -> None:
    client = keyed("first, second")
    headers = {b"Authorization": shown.encode()} if shown else {}
    for refused in (
        client.post("/api/ask", json={"question": "租金补贴最高多少？"}, headers=headers),
        client.get("/api/search?q=租金", headers=headers),
        client.get("/api/documents", headers=headers),
        client.post("/v1/chat/completions", json=CHAT, headers=headers),
        client.get("/v1/models", headers=headers),
    ):
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
        assert "密钥" in refused.json()["error"]["message"]


@pytest.mark.parametrize("key", ["first", "second"])
def test_each_key_opens_both_interfaces(key: str) -> None:
    client, headers = keyed(" first ,second,"), {"Authorization": f"Bearer {key}"}
    assert client.post("/api/ask", json={"question": "租金"}, headers=headers).status_code == 200
    assert client.post("/v1/chat/completions", json=CHAT, headers=headers).status_code == 200


def test_the_description_asks_for_no_key() -> None:
    client = keyed("first")
    for path in ("/api/docs", "/api/openapi.json"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_setting_is_none(blank: str) -> None:
    assert keyed(blank).post("/api/ask", json={"question": "租金"}).status_code == 200


def test_a_setting_without_any_key_is_refused_rather_than_left_open() -> None:
    with pytest.raises(SettingError, match="WENCE_API_KEYS"):
        keyed(" , ")


@pytest.mark.parametrize(
    ("settings", "found", "advised"),
    [
        (Settings(), "不需要密钥", False),
        (Settings(host="0.0.0.0"), "不需要密钥", True),
        (Settings(host="0.0.0.0", api_keys=SecretStr("first-secret,second-secret")), "需要密钥（共 2 个）", False),
    ],
)
def test_the_doctor_says_whether_the_interface_is_open_and_never_shows_a_key(
    tmp_path: Path, settings: Settings, found: str, advised: bool
) -> None:
    findings = examine(settings.model_copy(update={"home": tmp_path}))
    api = next(it for it in findings if it.name == "接口")
    assert found in api.found
    assert ("WENCE_API_KEYS" in api.advice) is advised
    assert not any("secret" in it.found + it.advice for it in findings)
