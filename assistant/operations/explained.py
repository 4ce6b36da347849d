"""Each setting with what it is, where that was said, and what it means; never a secret."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import SecretStr, ValidationError

from assistant.configuration import PREFIX, config_file, read_file, strangers
from assistant.operations.meanings import MEANINGS
from assistant.operations.redaction import without_password
from assistant.settings import Settings

UNSET, SET = "未设置", "已设置（不显示）"
DEFAULT, ENVIRONMENT, DOTENV = "默认值", "环境变量", ".env"


@dataclass(frozen=True, slots=True)
class Explained:
    """One setting."""

    name: str
    value: str
    origin: str
    meaning: str

    @property
    def variable(self) -> str:
        """The name of its environment variable."""
        return f"{PREFIX}{self.name.upper()}"

    @property
    def is_default(self) -> bool:
        """Whether nobody said anything else."""
        return self.origin == DEFAULT


def explained(settings: Settings, environment: Mapping[str, str] = os.environ) -> list[Explained]:
    """Every setting, in the order in which they are defined. Raises SettingError."""
    origins = Origins(environment)
    return [
        Explained(name, shown(getattr(settings, name)), origins.of(name), MEANINGS.get(name, ""))
        for name in Settings.model_fields
    ]


def shown(value: Any) -> str:
    """A value as it may be shown."""
    if value is None or value == "":
        return UNSET
    if isinstance(value, SecretStr):
        return SET if value.get_secret_value() else UNSET
    if isinstance(value, Enum):
        return str(value.value)
    return without_password(f"{value:g}" if isinstance(value, float) else str(value))


class Origins:
    """Where settings come from: the environment before `.env`, and that before the file."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """Reads `.env` and the file. Raises SettingError."""
        self._environment = {name.upper() for name, value in environment.items() if value}
        env = Path(".env")
        told = dotenv_values(env, encoding="utf-8") if env.is_file() else {}
        self._dotenv = {name.upper() for name, value in told.items() if value}
        self._file = config_file(environment)
        self._in_file = frozenset(read_file(self._file, Settings.model_fields)) if self._file else frozenset()

    def of(self, name: str) -> str:
        """Where a setting comes from, for a person."""
        variable = f"{PREFIX}{name.upper()}"
        if variable in self._environment:
            return ENVIRONMENT
        if variable in self._dotenv:
            return DOTENV
        return str(self._file) if name in self._in_file else DEFAULT

    def unknown(self) -> list[str]:
        """A sentence for each variable WENCE_… that means nothing."""
        return [
            f"{name} 不是问策的设置，没有起作用" + (f"；是否想写 {meant}？" if meant else "")
            for name, meant in strangers(self._environment | self._dotenv, Settings.model_fields)
        ]


def complaint(error: ValidationError) -> str:
    """One sentence of the first value that cannot be used: which, from where, and what it should be."""
    first = error.errors()[0]
    name = str(first["loc"][0])
    origin = Origins().of(name)
    field = Settings.model_fields[name]
    is_secret = "SecretStr" in str(field.annotation)
    value = "" if is_secret else f"“{without_password(str(first['input']))}”"
    place = " " if origin in (ENVIRONMENT, DEFAULT) else f"（{origin}）"
    return f"设置 {PREFIX}{name.upper()}{place}的值{value}不能用：{_wanted(first)}"


def _wanted(wrong: Any) -> str:
    given: dict[str, Any] = wrong.get("ctx", {})
    if wanted := given.get("expected"):
        return f"应为 {wanted.replace(' or ', '、')} 之一"
    for sign, said in _SAID.items():
        if str(wrong["type"]).startswith(sign):
            return said.format(**given)
    return str(wrong["msg"])


_SAID = {
    "int_": "应为整数",
    "float_": "应为数字",
    "greater_than_equal": "不能小于 {ge}",
    "greater_than": "应大于 {gt}",
    "less_than_equal": "不能大于 {le}",
    "less_than": "应小于 {lt}",
    "too_short": "太短，至少 {min_length} 个字符",
    "string_too_short": "太短，至少 {min_length} 个字符",
    "string_type": "应为文字，在文件里要加双引号",
    "path_": "应为路径",
    "bool_": "应为 true 或 false",
}
