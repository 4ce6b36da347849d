"""What the tests of accounts share."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from assistant.accounts import passwords


@pytest.fixture(autouse=True, scope="session")
def _quick_hashing() -> Iterator[None]:
    """The same algorithm with parameters that a test can afford a hundred times."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=16, parallelism=1))
        yield
