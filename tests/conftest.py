"""What every test may ask for."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own WENCE_ variables must not decide whether a test passes."""
    for name in os.environ:
        if name.startswith("WENCE_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The real data beside the project; skips the test where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared, the real data beside the project, is absent")
    return SHARED
