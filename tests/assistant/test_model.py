import pytest

from assistant.model import open_chat_model
from assistant.settings import Settings
from corpus.errors import SettingError
from prompts.library import prompt


def test_without_a_setting_there_is_no_model() -> None:
    assert open_chat_model(Settings()) is None


@pytest.mark.parametrize("name", ["qwen-plus", ":qwen", "openai:"])
def test_a_malformed_setting_is_explained_with_an_example(name: str) -> None:
    with pytest.raises(SettingError, match="openai:qwen-plus"):
        open_chat_model(Settings(model=name))


def test_a_missing_key_names_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingError, match="WENCE_MODEL=openai:qwen-plus"):
        open_chat_model(Settings(model="openai:qwen-plus"))


def test_an_unknown_provider_names_what_to_install() -> None:
    with pytest.raises(SettingError, match="nobody"):
        open_chat_model(Settings(model="nobody:model"))


def test_ollama_needs_no_key() -> None:
    assert open_chat_model(Settings(model="ollama:qwen3:8b")) is not None


def test_a_prompt_is_versioned_by_its_content() -> None:
    assert prompt("answer").version.startswith("answer@")
    assert prompt("answer").version != prompt("condense").version
    assert "{passages}" in prompt("answer").template
