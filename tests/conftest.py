"""What every test may ask for."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.postgres import Server, a_postgres

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside() -> Iterator[None]:
    """A developer's own WENCE_ variables must not decide whether a test passes; the test client calls its host testserver."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name in tuple(os.environ):
            if name.startswith("WENCE_"):
                monkeypatch.delenv(name)
        monkeypatch.setenv("WENCE_PUBLIC_HOSTS", "testserver")
        yield


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The real data beside the project; skips the test where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared, the real data beside the project, is absent")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL, whose language is not the one that SQLite sorts by; skips where none is installed."""
    with a_postgres("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh") as server:
        if server is None:
            pytest.skip("no PostgreSQL on this machine: apt-get install postgresql")
        yield server


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium, headless; skips where there is none."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium fonts-noto-cjk")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
