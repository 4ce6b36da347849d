"""Old and foreign office files, converted by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from corpus.errors import UnreadableFile

_SECONDS = 120.0
"""A start takes 2 to 10 seconds, a book of 500 pages 30."""
_COMMANDS = ("soffice", "libreoffice")
_TO = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
# Without the filter's name LibreOffice takes what it does not understand for plain text, and succeeds.
_FROM = {
    "doc": "MS Word 97",
    "rtf": "Rich Text Format",
    "odt": "writer8",
    "word.xml": "MS Word 2003 XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "excel.xml": "MS Excel 2003 XML",
}
# What is opened was written by strangers: it may run nothing and fetch nothing.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


def convert(data: bytes, name: str, source: str, target: str) -> bytes:
    """The file as `target` (docx or xlsx); `source` is its own suffix (a key of _FROM), `name` what to call it in Chinese.

    Raises UnreadableFile when LibreOffice is not installed, or cannot make anything of the file.
    """
    command = next((found for it in _COMMANDS if (found := shutil.which(it))), None)
    if command is None:
        raise UnreadableFile(
            f"这是{name}，读取它需要 LibreOffice：请安装（Debian、Ubuntu："
            f"apt-get install libreoffice-{'calc' if target == 'xlsx' else 'writer'}-nogui）后重新收录，"
            f"或用 Office、WPS 另存为 .{target}。"
        )
    with tempfile.TemporaryDirectory(prefix="wence-", ignore_cleanup_errors=True) as folder:
        here = Path(folder)
        (here / "profile" / "user").mkdir(parents=True)
        (here / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        (here / f"in.{source}").write_bytes(data)
        said = _run(command, here, source, target, name)
        made = (here / "out" / f"in.{source}").with_suffix(f".{target}")
        if not made.is_file() or made.stat().st_size == 0:
            raise UnreadableFile(
                f"这是{name}，LibreOffice 没能把它转换为 .{target}（{said or '没有说明原因'}）；"
                f"文件可能已损坏或设有密码，请用 Office、WPS 另存为 .{target}。"
            )
        return made.read_bytes()


def _run(command: str, here: Path, source: str, target: str, name: str) -> str:
    """Run the conversion, with a profile of its own so that an open LibreOffice does not take it over."""
    arguments = [
        command,
        f"-env:UserInstallation={(here / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        f"--infilter={_FROM[source]}",
        *("--convert-to", _TO[target], "--outdir", str(here / "out"), str(here / f"in.{source}")),
    ]
    process = subprocess.Popen(  # noqa: S603  # our own arguments; the file's name is ours too
        arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        output, _ = process.communicate(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableFile(
            f"这是{name}，LibreOffice 在 {_SECONDS:.0f} 秒内没有转换完；请用 Office、WPS 另存为 .{target}。"
        ) from None
    finally:
        if process.poll() is None:  # soffice is a script that starts others: all of them go
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    return " ".join(output.decode("utf-8", "backslashreplace").split())[-160:] if process.returncode else ""
