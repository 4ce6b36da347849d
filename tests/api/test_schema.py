"""Whatever is sent, by the description of the interface or against it, is answered as the description says."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.open import Assistant
from tests.web.conftest import served

CONFIG = Path(__file__).with_name("schemathesis.toml")
KEY = "first-of-the-keys"


def tried(address: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Sends hundreds of requests made from the description: right ones, wrong ones, and such that follow each other."""
    program = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"]
    asked = ["--config-file", str(CONFIG), "run", f"{address}/api/openapi.json", *options]
    return subprocess.run([*program, *asked], capture_output=True, text=True, cwd=folder, timeout=600, check=False)


@pytest.mark.parametrize("keyed", [False, True], ids=["open", "with keys"])
def test_every_answer_is_one_that_the_description_names(own: Assistant, tmp_path: Path, keyed: bool) -> None:
    keys = {"api_keys": SecretStr(f"staff:{KEY}") if keyed else None}
    settings = own.settings.model_copy(update=keys)
    shown = ["--header", f"Authorization: Bearer {KEY}"] if keyed else []
    with served(replace(own, settings=settings)) as address:
        found = tried(address, tmp_path, *shown)
    assert found.returncode == 0, found.stdout[-20_000:] + found.stderr
    tried_and_passed = re.search(r"(\d+) generated, (\d+) passed", found.stdout)
    assert tried_and_passed is not None, found.stdout[-2000:]
    assert int(tried_and_passed[2]) > 500
