"""Putting parks, places, documents and cases side by side, from typed facts."""

from assistant.compare.table import compare

__all__ = ["compare"]
