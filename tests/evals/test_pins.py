"""What is pinned is what is installed, and nothing of it has a weakness that is publicly known."""

from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from typer.testing import CliRunner

from corpus.errors import SettingError
from evals.commands import cli
from evals.pins.check import Advisory, advisories, checked, pins_of

CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"


def test_what_is_pinned_has_no_known_weakness_that_reaches_us() -> None:
    found = checked(CONSTRAINTS)
    assert len(found.pinned) > 150
    assert found.affected == ()
    assert {it.package for it in found.answered} == {"chromadb", "ray"}


def test_what_is_installed_is_what_is_pinned() -> None:
    assert checked(CONSTRAINTS).differing == ()


def test_every_advisory_can_be_read_and_speaks_of_a_package_that_we_pin() -> None:
    pinned = pins_of(CONSTRAINTS.read_text(encoding="utf-8"))
    known = list(advisories())
    assert len(known) > 40
    for it in known:
        assert it.package.lower() in pinned, it
        assert SpecifierSet(it.affected)
        assert it.advisory.startswith(("CVE-", "GHSA-", "PYSEC-"))
    assert len({(it.package, it.advisory) for it in known}) == len(known)


def test_an_affected_version_is_found_in_whatever_way_its_name_is_written(tmp_path: Path) -> None:
    path = tmp_path / "constraints.txt"
    path.write_text("# comment\nPython_Multipart==0.0.17\njinja2[x]==3.1.6 ; python_version > '3'\n", encoding="utf-8")
    found = checked(path, here={"jinja2": "3.1.5"})
    assert [it.advisory for it in found.affected] == ["CVE-2024-53981"]
    assert found.differing == ("jinja2：装的是 3.1.5，应为 3.1.6",)
    assert not found.are_sound


def test_one_that_does_not_reach_us_says_why(tmp_path: Path) -> None:
    path = tmp_path / "constraints.txt"
    path.write_text("x==1.0\n", encoding="utf-8")
    found = checked(path, [Advisory("x", "<2", "CVE-1", "不启动它"), Advisory("x", "<1", "CVE-2")], {})
    assert [it.advisory for it in found.answered] == ["CVE-1"]
    assert found.are_sound


def test_the_command_ends_in_error_where_there_is_something_to_do(tmp_path: Path) -> None:
    path = tmp_path / "constraints.txt"
    path.write_text("h11==0.14.0\n", encoding="utf-8")
    told = CliRunner().invoke(cli, ["pins", str(path)])
    assert told.exit_code == 1
    assert "CVE-2025-43859" in told.output
    assert CliRunner().invoke(cli, ["pins", str(CONSTRAINTS), "--json"]).exit_code == 0


def test_without_the_file_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"constraints\.txt"):
        checked(tmp_path / "none.txt")
