"""What the tests of signing in share."""

from tests.accounts.conftest import _quick_hashing

__all__ = ["_quick_hashing"]
