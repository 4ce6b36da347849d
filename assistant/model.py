"""Opening the chat model that a setting names."""

from typing import TYPE_CHECKING, Any

from assistant.settings import Settings
from assistant.window import most_answer_tokens
from corpus.errors import SettingError
from index.wire import over_wire

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PACKAGES = {"openai": "langchain-openai", "ollama": "langchain-ollama"}
_LIKE_OPENAI = frozenset({"openai", "azure_openai", "deepseek"})
"""Providers whose packages are built on OpenAI's client."""


def open_chat_model(settings: Settings) -> "BaseChatModel | None":
    """The chat model of `WENCE_MODEL` (`provider:name`), or None where it is unset.

    Address and key come from the provider's usual variables (OPENAI_BASE_URL, OPENAI_API_KEY, OLLAMA_HOST).

    Raises:
        SettingError: the setting is malformed, its provider unknown, or its key is missing.
    """
    if not settings.model:
        return None
    provider, colon, name = settings.model.partition(":")
    if not (provider and colon and name):
        raise SettingError(
            f"WENCE_MODEL={settings.model} 看不懂，应写成“提供方:模型名”，例如 openai:qwen-plus 或 ollama:qwen3:8b"
        )
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(
            name, model_provider=provider, temperature=0, **_limits(provider, settings)
        )
    except ImportError as error:
        package = _PACKAGES.get(provider, f"langchain-{provider}")
        raise SettingError(
            f"WENCE_MODEL={settings.model} 需要安装 {package}：.venv/bin/pip install {package}"
        ) from error
    except Exception as error:  # every provider raises its own kind for a missing key or a bad name
        raise SettingError(f"WENCE_MODEL={settings.model} 打不开：{error}。请检查模型名、地址和密钥变量") from error
    return model


def _limits(provider: str, settings: Settings) -> dict[str, Any]:
    """How long a call may take and how much it may write, as this provider's client is told."""
    timeout, most = settings.model_timeout, most_answer_tokens(settings.model_window)
    if provider == "ollama":
        # Left to itself, Ollama cuts what is longer than its own small window, from the beginning and without a word.
        clients = {"client_kwargs": {"timeout": timeout}, "sync_client_kwargs": over_wire()}
        return clients | {"num_ctx": settings.model_window, "num_predict": most}
    # Retries are ours: a visitor waits for one deadline, not for the client's own back-off.
    limits = {"timeout": timeout, "max_retries": 0, "max_tokens": most}
    if provider not in _LIKE_OPENAI:
        return limits
    from openai import DefaultHttpxClient

    return limits | {"http_client": DefaultHttpxClient(**over_wire())}


def model_name(settings: Settings) -> str:
    """How answers name what wrote them."""
    return settings.model or "extractive"
