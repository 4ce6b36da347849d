"""The server of the protocol over a small real store."""

from tests.api.conftest import assistant

__all__ = ["assistant"]
