"""Settings come from the environment or a file, each is explained, and what is wrong is one sentence that names the way out."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.commands import cli
from assistant.operations import table
from assistant.operations.explained import Origins, explained
from assistant.operations.meanings import MEANINGS
from assistant.settings import Settings
from assistant.terminal import read_settings
from corpus.errors import SettingError

SECRET = "wence-ops-7Hq2xV9sKd0"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without any settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WENCE_PUBLIC_HOSTS", raising=False)
    return tmp_path


def test_a_file_in_the_working_directory_is_read(folder: Path) -> None:
    (folder / "wence.toml").write_text('port = 8080\npublic_hosts = ["a.example.org", "b.example.org"]\n', "utf-8")
    settings = read_settings()
    assert (settings.port, settings.public_hosts) == (8080, "a.example.org,b.example.org")


def test_the_environment_counts_more_than_env_and_that_more_than_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "elsewhere.toml").write_text('port = 1001\nhost = "127.0.0.2"\ncontact = "投资促进局"\n', "utf-8")
    (folder / ".env").write_text("WENCE_PORT=1002\nWENCE_HOST=127.0.0.3\n", "utf-8")
    monkeypatch.setenv("WENCE_CONFIG", str(folder / "elsewhere.toml"))
    monkeypatch.setenv("WENCE_PORT", "1003")
    settings = read_settings()
    assert (settings.port, settings.host, settings.contact) == (1003, "127.0.0.3", "投资促进局")
    origins = {it.name: it.origin for it in explained(settings)}
    assert origins["port"] == "环境变量"
    assert origins["host"] == ".env"
    assert origins["contact"] == str(folder / "elsewhere.toml")
    assert origins["at_once"] == "默认值"


def test_a_variable_that_is_empty_says_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "wence.toml").write_text("port = 8080\n", "utf-8")
    monkeypatch.setenv("WENCE_PORT", "")
    monkeypatch.setenv("WENCE_MODEL", "")
    assert read_settings().port == 8080
    assert read_settings().model is None
    assert {it.origin for it in explained(read_settings()) if it.name == "port"} == {"wence.toml"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("prot = 8080", ["prot", "是否想写 port"]),
        ("trusted_proxy = '10.0.0.1'", ["trusted_proxy", "是否想写 trusted_proxies"]),
        ("[server]\nport = 1", ["server", "不是问策的设置"]),
        ("port = 8080x", ["不是正确的 TOML"]),
        ("port = 'a'", ["WENCE_PORT", "wence.toml", "应为整数"]),
        ("port = 70000", ["WENCE_PORT", "“70000”", "不能大于 65535"]),
        ("log = 'all'", ["WENCE_LOG", "“all”", "masked"]),
        ("port = {a = 1}", ["port", "应是一个值"]),
        ("contact = 12345", ["WENCE_CONTACT", "加双引号"]),
    ],
)
def test_what_is_wrong_in_the_file_is_one_sentence(folder: Path, text: str, told: list[str]) -> None:
    (folder / "wence.toml").write_text(text, "utf-8")
    with pytest.raises(SettingError) as error:
        read_settings()
    assert all(it in str(error.value) for it in (*told, "wence.toml"))
    assert "\n" not in str(error.value)


def test_a_file_in_another_encoding_or_that_is_not_there_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "wence.toml").write_bytes('contact = "投资促进局"'.encode("gb18030"))
    with pytest.raises(SettingError, match="UTF-8"):
        read_settings()
    monkeypatch.setenv("WENCE_CONFIG", str(folder / "absent.toml"))
    with pytest.raises(SettingError, match=r"WENCE_CONFIG.*absent\.toml"):
        read_settings()


def test_a_folder_in_place_of_the_file_is_told_as_such(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENCE_CONFIG", str(folder))
    with pytest.raises(SettingError, match="是文件夹"):
        read_settings()


def test_a_wrong_value_is_told_with_the_file_that_it_stands_in(folder: Path) -> None:
    (folder / "wence.toml").write_text('port = "many"\n', "utf-8")
    with pytest.raises(SettingError, match=r"^设置 WENCE_PORT（wence\.toml）的值“many”不能用：应为整数$"):
        read_settings()


def test_a_wrong_value_of_a_secret_is_not_repeated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENCE_METRICS_KEY", "hunter2")
    with pytest.raises(SettingError) as error:
        read_settings()
    assert "hunter2" not in str(error.value)
    assert "至少 16" in str(error.value)


def test_a_variable_that_is_misspelt_is_noticed(folder: Path) -> None:
    origins = Origins({"WENCE_PROT": "80", "WENCE_CONFIG": "", "WENCE_PORT": "80", "HOME": "/root"})
    assert origins.unknown() == ["WENCE_PROT 不是问策的设置，没有起作用；是否想写 WENCE_PORT？"]


def test_the_doctor_explains_every_setting_and_shows_no_secret(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENCE_API_KEYS", SECRET)
    monkeypatch.setenv("WENCE_EMBEDDER_BASE_URL", f"http://reader:{SECRET}@10.0.0.7/v1")
    monkeypatch.setenv("WENCE_METRICSKEY", SECRET)
    (folder / "wence.toml").write_text(f'metrics_key = "{SECRET}"\n', "utf-8")
    done = CliRunner().invoke(cli, ["doctor", "--settings"])
    assert done.exit_code == 0
    assert SECRET not in done.output
    assert "WENCE_API_KEYS = 已设置（不显示）（环境变量）" in done.output
    assert "WENCE_METRICS_KEY = 已设置（不显示）（wence.toml）" in done.output
    assert "是否想写 WENCE_METRICS_KEY" in done.output
    for name in Settings.model_fields:
        assert f"WENCE_{name.upper()} = " in done.output
        assert MEANINGS[name] in done.output


def test_every_setting_has_a_meaning_and_the_page_about_them_is_up_to_date() -> None:
    assert [name for name in Settings.model_fields if name not in MEANINGS] == []
    assert table.PAGE.read_text("utf-8") == table.page(), "run python -m assistant.operations.table"
