"""What someone wrote about a document beside it: front matter, or a sidecar `NAME.meta.yaml`."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from corpus.dates import to_date
from corpus.document import Kind
from corpus.errors import UnreadableFile

_FENCE = re.compile(r"\A\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def _day(value: object) -> object:
    """A day in any spelling; a time of day is cut off, what is no day becomes unknown."""
    if isinstance(value, str):
        return to_date(value)
    return value if isinstance(value, date) else None


def _text(value: object) -> object:
    return None if value in (None, "") or isinstance(value, list | dict) else str(value).strip()


Day = Annotated[date | None, BeforeValidator(_day)]
Words = Annotated[str | None, BeforeValidator(_text)]


def _names(*names: str) -> Any:
    return Field(None, validation_alias=AliasChoices(*names))


class Declared(BaseModel):
    """Metadata that was given, not found; each field that is set overrides what the text says."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: Words = _names("title", "标题")
    issuer: Words = _names("issuer", "发文机关")
    doc_number: Words = _names("doc_number", "文号", "发文字号")
    region: Words = _names("region", "地区")
    kind: Kind | None = _names("kind", "类型")
    published_on: Day = _names("published_on", "date", "发布日期", "成文日期", "pubdate")
    effective_on: Day = _names("effective_on", "施行日期")
    expires_on: Day = _names("expires_on", "失效日期")
    repealed_on: Day = _names("repealed_on", "废止日期")
    repealed_by: Words = _names("repealed_by", "废止文件")
    url: Words = _names("url", "link", "source_url", "网址")

    def over(self, other: "Declared") -> "Declared":
        """This, with what it leaves open taken from `other`."""
        return self.model_copy(update={key: value for key, value in other if getattr(self, key) is None})


def front_matter(text: str) -> tuple[Declared, str]:
    """Split a leading YAML block off; text without one, or with one that is no YAML mapping, comes back whole."""
    match = _FENCE.match(text)
    if match is None:
        return Declared(), text
    try:
        values = yaml.safe_load(match[1])
        return (
            (Declared.model_validate(values), text[match.end() :]) if isinstance(values, dict) else (Declared(), text)
        )
    except (yaml.YAMLError, ValidationError):  # a rule of dashes around plain text
        return Declared(), text


def sidecar(path: Path) -> Declared:
    """Read `NAME.meta.yaml` beside `path`; empty where there is none. Raises UnreadableFile if it is not as expected."""
    beside = path.with_name(path.name + ".meta.yaml")
    if not beside.exists():
        beside = path.with_name(path.stem + ".meta.yaml")
    if not beside.exists():
        return Declared()
    try:
        return Declared.model_validate(yaml.safe_load(beside.read_text(encoding="utf-8")) or {})
    except (yaml.YAMLError, ValidationError, UnicodeDecodeError, OSError) as error:
        fields = "、".join(sorted(Declared.model_fields))
        raise UnreadableFile(
            f"同名的 {beside.name} 无法使用；应为 YAML，字段为 {fields}。原因：{_first_line(error)}"
        ) from error


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:160]
