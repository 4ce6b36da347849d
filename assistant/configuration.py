"""The file that settings may stand in. What the environment says counts more."""

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from corpus.errors import SettingError

PREFIX = "WENCE_"
VARIABLE = "WENCE_CONFIG"
"""Names the file; it is no setting, for it cannot stand in the file."""
_USUAL = Path("wence.toml")
_EXAMPLE = 'model = "openai:qwen-plus"'


def config_file(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The file of settings: the one that is named, else wence.toml of the working directory; None where there is none.

    Raises:
        SettingError: what is named is not there, or no file.
    """
    if named := environment.get(VARIABLE, "").strip():
        path = Path(named).expanduser()
        if path.is_dir():
            raise SettingError(f"{VARIABLE} 应指向一个设置文件，{path} 是文件夹。请写到文件名，如 {path / _USUAL}")
        if not path.is_file():
            raise SettingError(f"{VARIABLE} 所指的设置文件 {path} 不存在。请检查路径，或删去 {VARIABLE} 只用环境变量。")
        return path
    return _USUAL if _USUAL.is_file() else None


def read_file(path: Path, known: Iterable[str]) -> dict[str, Any]:
    """What a file of settings says, by the `known` names.

    Raises:
        SettingError: the file cannot be read, is no TOML, or says something of an unknown name.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingError(f"设置文件 {path} 读不出来：{error.strerror}。请检查权限。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        where = f"（{error}）" if isinstance(error, tomllib.TOMLDecodeError) else "（不是 UTF-8）"
        raise SettingError(
            f"设置文件 {path} 不是正确的 TOML{where}。每行应写成 名称 = 值，文字加双引号，如 {_EXAMPLE}"
        ) from error
    names = tuple(known)
    return {_name(name, names, path): _value(name, value, path) for name, value in told.items()}


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be."""
    found = difflib.get_close_matches(name, list(known), n=1)
    return found[0] if found else None


def strangers(names: Iterable[str], known: Iterable[str]) -> list[tuple[str, str | None]]:
    """The variables WENCE_… that are no settings, each with the variable that was probably meant."""
    variables = [f"{PREFIX}{name.upper()}" for name in known]
    own = {*variables, VARIABLE}
    return [
        (name, nearest(name.upper(), variables))
        for name in sorted(names)
        if name.upper().startswith(PREFIX) and name.upper() not in own
    ]


def _name(said: str, known: tuple[str, ...], path: Path) -> str:
    name = said.strip().lower().removeprefix(PREFIX.lower())
    if name in known:
        return name
    meant = nearest(name, known)
    hint = f"是否想写 {meant}？" if meant else ""
    raise SettingError(f"设置文件 {path} 里的“{said}”不是问策的设置。{hint}全部名称见 wence doctor --settings")


def _value(name: str, value: Any, path: Path) -> Any:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ",".join(value)
    if isinstance(value, dict | list):
        raise SettingError(f"设置文件 {path} 里的“{name}”应是一个值，不能是表或别的列表")
    return value


class FileSource(PydanticBaseSettingsSource):
    """The file as one of the places that settings are read from."""

    def __init__(self, settings: type[BaseSettings]) -> None:
        super().__init__(settings)
        self._known = tuple(settings.model_fields)

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Not used: the file is read as a whole."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """What the file says. Raises SettingError."""
        path = config_file()
        return read_file(path, self._known) if path is not None else {}
