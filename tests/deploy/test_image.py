"""The image, without an engine: it is linted, and what it would run is run from what it would hold."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.dockerfile import DOCKERFILE, ROOT, copied, environment, instructions, last_stage, words

USER = 10001
_PATIENCE = 180.0
_OPENED = """
mount --bind {prefix} {image}/tmp && mount -t tmpfs -o mode=755 tmpfs {closed} && mkdir -p {prefix} &&
mount --move {image}/tmp {prefix}"""
"""Python alone, of a folder that the user may not enter otherwise, such as a home of root's."""
_READ_ONLY = """
mount --bind {image}/data {image}/data && mount --bind {image}/tmp {image}/tmp && mount -o remount,ro,bind /"""


def test_the_dockerfile_has_nothing_that_the_linter_minds() -> None:
    linter = shutil.which("hadolint", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert linter, "hadolint is of the extra dev"

    linted = subprocess.run([linter, str(DOCKERFILE)], capture_output=True, text=True, check=False)

    assert (linted.returncode, linted.stdout) == (0, "")


def test_it_runs_as_a_user_without_rights_and_writes_where_compose_lets_it() -> None:
    (user,) = (it.rest for it in last_stage() if it.word == "USER")

    assert user == f"{USER}:{USER}"
    assert environment()["WENCE_HOME"] == "/data"
    assert words("VOLUME") == ["/data", "/backups"]


def test_what_is_copied_is_there_and_reaches_the_builder() -> None:
    allowed = re.findall(r"^!(.+)$", (DOCKERFILE.parent / "Dockerfile.dockerignore").read_text(encoding="utf-8"), re.M)

    assert set(copied()) == set(allowed)
    assert all((ROOT / it.removeprefix("./")).exists() for it in copied())


def test_torch_comes_first_and_no_build_for_graphics_cards_passes() -> None:
    runs = [it.rest for it in instructions() if it.word == "RUN"]
    installs = [it for it in runs if "pip install" in it]

    assert ["^torch==" in it for it in installs] == [True, False]
    assert "grep '^nvidia-'" in installs[1]
    assert all("constraints.txt" in it for it in installs)


@pytest.fixture
def image() -> Iterator[Path]:
    """A folder that the image's user can read, with the packages as a wheel would install them under `wence`."""
    folder = Path(tempfile.mkdtemp(prefix="wence-image-"))
    folder.chmod(0o755)
    context, installed = folder / "src", folder / "wence"
    context.mkdir()
    for name in copied():
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, context / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, context / name)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--target", str(installed), str(context)], check=True, capture_output=True)
    shutil.rmtree(context)
    for name in ("data", "tmp"):
        (folder / name).mkdir()
        os.chown(folder / name, USER, USER)
    yield folder
    shutil.rmtree(folder)


def mounts(image: Path) -> str:
    """Commands after which nothing can be written but two folders of the image, and its user can run Python."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no right to mount the root file system read-only")
    if closed(Path(sys.prefix)):
        pytest.skip(f"another user cannot read {sys.prefix}")
    commands = [_READ_ONLY.format(image=image)]
    if folder := closed(Path(sys.base_prefix)):
        commands.insert(0, _OPENED.format(image=image, prefix=sys.base_prefix, closed=folder))
    return " && ".join(it.strip() for it in commands)


def closed(path: Path) -> Path | None:
    """The topmost folder on the way to `path` that others may not enter."""
    way = [*reversed(path.parents), path]
    return next((it for it in way if not it.stat().st_mode & stat.S_IXOTH), None)


def placed(image: Path, words: list[str], port: int) -> list[str]:
    """A command of the image, as it is where the image is the folder `image`."""
    command = [it.replace("7860", str(port)) for it in words]
    programs = {"wence": str(image / "wence" / "bin" / "wence"), "python": sys.executable}
    return [programs.get(command[0], command[0]), *command[1:]]


def test_on_a_read_only_file_system_it_serves_is_healthy_and_stops_when_asked(image: Path) -> None:
    prepared = mounts(image)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    variables = environment() | {
        "PATH": f"{image}/wence/bin:{os.environ['PATH']}",
        "PYTHONPATH": str(image / "wence"),
        "HOME": str(image / "tmp"),
        "TMPDIR": str(image / "tmp"),
        "WENCE_HOME": str(image / "data"),
        "WENCE_PORT": str(port),
    }
    as_user = f' && exec setpriv --reuid={USER} --regid={USER} --clear-groups --no-new-privs --bounding-set=-all "$@"'
    served = placed(image, [*words("ENTRYPOINT"), *words("CMD")], port)
    with (image / "said").open("wb") as said:
        server = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", prepared + as_user, "sh", *served],
            env=variables,
            cwd=image / "data",
            stdout=said,
            stderr=said,
        )
    try:
        assert healthy(placed(image, words("HEALTHCHECK"), port), server), (image / "said").read_text(encoding="utf-8")
        server.send_signal(signal.SIGTERM)
        assert server.wait(_PATIENCE) == 0, (image / "said").read_text(encoding="utf-8")
    finally:
        server.kill()
        server.wait()
    assert (image / "data" / "catalog.sqlite3").stat().st_uid == USER
    assert "Read-only file system" not in (image / "said").read_text(encoding="utf-8")


def healthy(check: list[str], server: subprocess.Popen[bytes]) -> bool:
    """Whether the image's own check finds the server well before patience ends."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if subprocess.run(check, capture_output=True, check=False).returncode == 0:
            return True
        time.sleep(0.5)
    return False
