"""The compose files: nothing runs with more rights, or is reached by more people, than it needs."""

import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml

from assistant.settings import Settings
from tests.deploy.dockerfile import ROOT, words

FILES = sorted((ROOT / "deploy").glob("compose*.yaml"))
OUR_IMAGE = re.compile(r"wence(:\w+)?")


def services(file: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["services"]
    return found


OURS = [
    pytest.param(file, name, service, id=f"{file.name}:{name}")
    for file in FILES
    for name, service in services(file).items()
    if OUR_IMAGE.fullmatch(service["image"])
]


@pytest.mark.parametrize(("file", "name", "service"), OURS)
def test_wence_runs_without_rights_on_a_read_only_file_system(file: Path, name: str, service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "user", "network_mode", "pid", "cap_add", "devices"} & set(service)
    assert {volume.partition(":")[2] for volume in service["volumes"]} <= {*words("VOLUME"), "/originals"}
    assert {"mem_limit", "pids_limit", "stop_grace_period", "restart"} <= set(service)


@pytest.mark.parametrize(("file", "name", "service"), OURS)
def test_what_is_set_is_a_setting_and_is_taken(file: Path, name: str, service: dict[str, Any]) -> None:
    known = {f"WENCE_{field.upper()}" for field in Settings.model_fields}
    assert set(service["environment"]) <= known

    values = {
        name.removeprefix("WENCE_").lower(): re.sub(r"\$\{.*?\}", "secret", it)
        for name, it in service["environment"].items()
    }
    assert Settings.model_validate(values)


@pytest.mark.parametrize("file", FILES, ids=[it.name for it in FILES])
def test_only_this_machine_reaches_what_is_published_and_nobody_the_stores(file: Path) -> None:
    whole = yaml.safe_load(file.read_text(encoding="utf-8"))

    assert all(port.startswith("127.0.0.1:") for it in services(file).values() for port in it.get("ports", ()))
    for service in services(file).values():
        if not OUR_IMAGE.fullmatch(service["image"]):
            assert "ports" not in service
            assert all(whole["networks"][network]["internal"] for network in service["networks"])


@pytest.mark.parametrize("file", FILES, ids=[it.name for it in FILES])
def test_no_password_is_written_down(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    secrets = re.findall(r"(?:PASSWORD|TOKEN|KEY|SECRET)\S*:\s+(\S+)|://\w+:([^@]+)@", text)

    assert all((plain or in_url).startswith("${") for plain, in_url in secrets)


def test_the_vector_server_is_the_version_that_its_client_is() -> None:
    (image,) = (
        it["image"] for it in services(ROOT / "deploy" / "compose.scaled.yaml").values() if "chroma" in it["image"]
    )

    assert image == f"chromadb/chroma:{pinned('chromadb')}"


def test_the_vector_server_starts_with_the_words_that_it_is_given(tmp_path: Path) -> None:
    given = services(ROOT / "deploy" / "compose.scaled.yaml")["vectors"]["command"]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [{"0.0.0.0": "127.0.0.1", "8000": str(port), "/data": str(tmp_path)}.get(it, it) for it in given]

    server = subprocess.Popen([Path(sys.executable).parent / "chroma", *command], stdout=subprocess.DEVNULL)
    try:
        assert answers(f"http://127.0.0.1:{port}/api/v2/heartbeat", server)
    finally:
        server.terminate()
        server.wait()


def answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            time.sleep(0.2)
    return False


def pinned(package: str) -> str:
    (line,) = re.findall(rf"^{package}==(\S+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M)
    return str(line)
