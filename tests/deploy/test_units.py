"""The systemd units: the system's own check finds nothing, they are confined, and the backup that they make is one."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings
from tests.deploy.dockerfile import ROOT

UNITS = sorted(it for it in (ROOT / "deploy").iterdir() if it.suffix in (".service", ".timer"))
SERVICES = [it for it in UNITS if it.suffix == ".service"]
_MOST_EXPOSED = 20
"""Of 100: `systemd-analyze security` calls up to 20 OK."""

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    """The units with the program at the place where it is on this machine."""
    program = Path(sys.executable).parent / "wence"
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/wence/bin/wence", str(program))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    return [tmp_path / it.name for it in UNITS]


@needs_systemd
def test_systemd_finds_nothing_to_say_about_them(units: list[Path]) -> None:
    said = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)

    assert (said.returncode, said.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("service", SERVICES, ids=[it.name for it in SERVICES])
def test_a_service_is_confined(service: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={_MOST_EXPOSED}", str(service)]

    said = subprocess.run(command, capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("service", SERVICES, ids=[it.name for it in SERVICES])
def test_what_a_service_sets_is_a_setting(service: Path) -> None:
    set_here = re.findall(r"WENCE_(\w+)=", service.read_text(encoding="utf-8"))

    assert set_here
    assert {it.lower() for it in set_here} <= set(Settings.model_fields)


def test_the_nightly_command_makes_a_backup_that_can_be_restored(tmp_path: Path) -> None:
    (start,) = re.findall(r"^ExecStart=/bin/sh -c '(.*)'$", unit("wence-backup.service"), re.M)
    wence = [sys.executable, str(ROOT / "app.py")]
    specifiers = {"S": str(tmp_path), "%": "%"}
    command = re.sub("%(.)", lambda it: specifiers[it[1]], start).replace("/opt/wence/bin/wence", " ".join(wence))
    (tmp_path / "wence-backups").mkdir()
    rule = tmp_path / "云岭市租金补贴办法.txt"
    rule.write_text("云岭市租金补贴办法\n第一条 每年补贴三十万元。\n", encoding="utf-8")

    def run(*words: str, home: str = "wence") -> None:
        subprocess.run(words, env=os.environ | {"WENCE_HOME": str(tmp_path / home)}, check=True, capture_output=True)

    run(*wence, "ingest", str(rule))
    run("/bin/sh", "-c", command)
    (archive,) = (tmp_path / "wence-backups").iterdir()
    assert re.fullmatch(r"wence-\d{4}-\d\d-\d\d-\d{6}\.tar\.gz", archive.name)
    run(*wence, "restore", str(archive), home="restored")
    run(*wence, "doctor", "--deep", home="restored")


def unit(name: str) -> str:
    return (ROOT / "deploy" / name).read_text(encoding="utf-8")
