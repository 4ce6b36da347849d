"""What the commands share: options, settings, errors as one sentence, JSON alone on standard output."""

import datetime
import json
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

import typer

from corpus.document import Kind
from corpus.errors import SettingError, WenceError
from index.hit import Filters

if TYPE_CHECKING:
    from assistant.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")


class Standing(StrEnum):
    """Which documents may be found, by validity."""

    IN_FORCE = "in_force"
    ALL = "all"


Json = Annotated[bool, typer.Option("--json", help="标准输出只有一个 JSON 值")]
Region = Annotated[str | None, typer.Option(help="地区，如 河北、廊坊、北三县；包含其下辖地区")]
Issuer = Annotated[str | None, typer.Option(help="发文机关，可只写一部分")]
OfKind = Annotated[Kind | None, typer.Option(help="文件类型")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="不早于该日发布，如 2024-01-31")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="不晚于该日发布")]
OfStatus = Annotated[Standing, typer.Option("--status", help="in_force：略去已失效、已废止的；all：全部")]
AsOf = Annotated[str | None, typer.Option(metavar="DATE", help="按该日判断是否有效，默认今天")]


def read_settings() -> "Settings":
    """The settings of the environment and the file; from now on, warnings keep their secrets.

    Imported here, because that is a third of the time `wence --help` would take.

    Raises:
        SettingError: a value cannot be used.
    """
    from pydantic import ValidationError

    from assistant.operations.logs import remark
    from assistant.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        from assistant.operations.explained import complaint

        raise SettingError(complaint(error)) from error
    remark(settings)
    return settings


def parse_day(text: str | None) -> datetime.date | None:
    """An ISO date from the command line.

    Raises:
        SettingError: it is not one.
    """
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise SettingError(f"日期“{text}”看不懂，应写成 2024-01-31 这样") from error


def filters_of(
    region: str | None,
    issuer: str | None,
    kind: Kind | None,
    since: str | None,
    until: str | None,
    status: Standing,
    as_of: str | None,
) -> Filters:
    """The filters that the options spell."""
    return Filters(
        region=region,
        issuer=issuer,
        kind=kind,
        since=parse_day(since),
        until=parse_day(until),
        include_past=status is Standing.ALL,
        as_of=parse_day(as_of),
    )


def complains(command: Callable[P, T]) -> Callable[P, T]:
    """A command whose own errors end as one sentence on standard error and exit code 1."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except WenceError as error:
            typer.echo(f"错误：{error}", err=True)
            raise typer.Exit(1) from error

    return wrapped


def print_json(value: Any) -> None:
    """One JSON value on standard output, Chinese as it is."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
