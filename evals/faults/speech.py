"""The two ways in which a chat model's stream is written on the wire: OpenAI's events and Ollama's lines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Speech(Protocol):
    """One of them."""

    @property
    def name(self) -> str:
        """Of the provider."""

    @property
    def model(self) -> str:
        """As `WENCE_MODEL` names a model that speaks so."""

    @property
    def media(self) -> str:
        """Type of its stream."""

    def environment(self, address: str, key: str) -> Mapping[str, str]:
        """Variables that lead its client to `address` (http://host:port)."""

    def said(self, **message: Any) -> bytes:
        """A piece of the answer: fields of its message."""

    def ended(self, reason: str) -> bytes:
        """The end of the answer, and why."""

    def line(self, content: str) -> bytes:
        """Any text in the frame of a piece."""


@dataclass(frozen=True, slots=True)
class LikeOpenAI:
    """Server-sent events with `choices`."""

    name: str = "openai"
    model: str = "openai:faulty"
    media: str = "text/event-stream"

    def environment(self, address: str, key: str) -> Mapping[str, str]:
        """As `Speech`."""
        return {"OPENAI_BASE_URL": f"{address}/v1", "OPENAI_API_KEY": key}

    def said(self, **message: Any) -> bytes:
        """As `Speech`."""
        return self._chunk({"delta": {"role": "assistant"} | message})

    def ended(self, reason: str) -> bytes:
        """As `Speech`."""
        return self._chunk({"delta": {}, "finish_reason": reason}) + b"data: [DONE]\n\n"

    def line(self, content: str) -> bytes:
        """As `Speech`."""
        return f"data: {content}\n\n".encode()

    def _chunk(self, choice: Mapping[str, Any]) -> bytes:
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "faulty"}
        return self.line(json.dumps(chunk | {"choices": [{"index": 0, **choice}]}))


@dataclass(frozen=True, slots=True)
class LikeOllama:
    """Lines of JSON with `message`."""

    name: str = "ollama"
    model: str = "ollama:faulty"
    media: str = "application/x-ndjson"

    def environment(self, address: str, key: str) -> Mapping[str, str]:
        """As `Speech`."""
        return {"OLLAMA_HOST": address, "OLLAMA_API_KEY": key}

    def said(self, **message: Any) -> bytes:
        """As `Speech`."""
        return self._chunk({"message": {"role": "assistant"} | message, "done": False})

    def ended(self, reason: str) -> bytes:
        """As `Speech`."""
        return self._chunk({"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": reason})

    def line(self, content: str) -> bytes:
        """As `Speech`."""
        return f"{content}\n".encode()

    def _chunk(self, rest: Mapping[str, Any]) -> bytes:
        return self.line(json.dumps({"model": "faulty", "created_at": "2026-11-22T08:00:00Z"} | dict(rest)))


SPEECHES: tuple[Speech, ...] = (LikeOpenAI(), LikeOllama())
