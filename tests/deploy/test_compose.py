"""The compose files: nothing runs with more rights, or is reached by more people, than it needs."""

import re
from pathlib import Path
from typing import Any

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

    values = {name.removeprefix("WENCE_").lower(): it.partition("${")[0] for name, it in service["environment"].items()}
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
