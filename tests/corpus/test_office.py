import io
import shutil
import stat
import subprocess
import textwrap
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.readers import office
from corpus.readers.open import read
from tests.corpus.files import word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OLD_WORD = OLE + "WordDocument".encode("utf-16-le") + bytes(600)
OLD_SHEET = OLE + "Workbook".encode("utf-16-le") + bytes(600)


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for LibreOffice: notes its arguments, and writes a Word file where it was told to."""
    (tmp_path / "made.docx").write_bytes(word("示例市办法", "第一条 企业可以申请补贴。", headings=["示例市办法"]))
    script = tmp_path / "bin" / "soffice"
    script.parent.mkdir()
    script.write_text(
        textwrap.dedent(f"""\
            #!/bin/sh
            echo "$@" > {tmp_path}/said
            for it in "$@"; do last="$it"; [ "$before" = --outdir ] && out="$it"; before="$it"; done
            [ -e {tmp_path}/sleeps ] && sleep 60
            [ -e {tmp_path}/fails ] && echo 'Error: source file could not be loaded' && exit 1
            mkdir -p "$out" && cp {tmp_path}/made.docx "$out/in.docx"
            """),
        encoding="utf-8",
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{script.parent}:/usr/bin:/bin")
    return tmp_path


def test_an_old_word_file_is_converted_and_the_conversion_reported(soffice: Path) -> None:
    reading = read(OLD_WORD, ".doc")
    assert reading.text == "# 示例市办法\n第一条 企业可以申请补贴。"
    assert [repair.step for repair in reading.repairs] == ["converted"]


def test_libreoffice_is_asked_for_one_conversion_under_a_profile_of_its_own(soffice: Path) -> None:
    read(b"{\\rtf1 a}", ".rtf")
    said = (soffice / "said").read_text(encoding="utf-8")
    assert said.startswith("-env:UserInstallation=file:///")
    assert "--headless" in said
    assert "--infilter=Rich Text Format --convert-to docx:MS Word 2007 XML" in said


def test_a_conversion_that_fails_says_what_libreoffice_said(soffice: Path) -> None:
    (soffice / "fails").touch()
    with pytest.raises(UnreadableFile, match=r"could not be loaded.*另存为 \.docx"):
        read(OLD_WORD, ".doc")


def test_a_conversion_without_end_is_stopped(soffice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (soffice / "sleeps").touch()
    monkeypatch.setattr(office, "_SECONDS", 0.2)
    with pytest.raises(UnreadableFile, match="没有转换完"):
        read(OLD_WORD, ".doc")


@pytest.mark.parametrize(
    ("data", "suffix", "words"),
    [
        (OLD_WORD, ".doc", r"旧版 Word.*libreoffice-writer.*另存为 \.docx"),
        (OLD_WORD, ".wps", r"旧版 Word.*LibreOffice"),
        (OLD_SHEET, ".xls", r"旧版 Excel.*libreoffice-calc.*另存为 \.xlsx"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(9), ".docx", "密码"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), ".ppt", "PDF"),
        (OLE, ".doc", "另存为"),
    ],
    ids="doc wps xls encrypted ppt unknown".split(),
)
def test_without_libreoffice_an_old_file_is_refused_with_what_to_do(
    data: bytes, suffix: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match=words):
        read(data, suffix)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", [".doc", ".rtf", ".odt"])
def test_a_real_old_file_is_read(tmp_path: Path, suffix: str) -> None:
    import docx

    document = docx.Document(io.BytesIO(word("示例市办法", [["项目", "东区"], ["租金", "18元"]])))
    document.add_paragraph("第一条 企业可以申请补贴。")
    document.save(str(tmp_path / "a.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    arguments = ["soffice", profile, "--headless", "--convert-to", suffix[1:], "--outdir", str(tmp_path), "a.docx"]
    subprocess.run(arguments, cwd=tmp_path, check=True, capture_output=True)
    text = read((tmp_path / f"a{suffix}").read_bytes(), suffix).text
    assert text.strip().split("\n") == ["示例市办法", "项目：租金 | 东区：18元", "第一条 企业可以申请补贴。"]
