"""What a question, a search or a list is narrowed to."""

import datetime
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from assistant.api.complaints import quoted
from assistant.api.wording import Text
from corpus.document import Kind
from index.hit import Filters

E = TypeVar("E", bound=StrEnum)


class Standing(StrEnum):
    """Which documents may be found, by validity."""

    IN_FORCE = "in_force"
    ALL = "all"


def _day(value: Any) -> Any:
    if value is None or isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        # A message is a template to pydantic, what was typed must not be one.
        said = {"said": quoted(value)}
        raise PydanticCustomError("wence_day", "日期“{said}”看不懂，应写成 2024-01-31 这样", said) from None


def _one_of(kinds: type[E], name: str) -> Callable[[Any], Any]:
    offered = "、".join(kinds)

    def known(value: Any) -> Any:
        if value is None or value in list(kinds):
            return value
        said = {"said": quoted(value)}
        raise PydanticCustomError("wence_choice", f"{name} 没有“{{said}}”这个值，可以用：{offered}", said)

    return known


Day = Annotated[datetime.date, BeforeValidator(_day)]
OfKind = Annotated[Kind, BeforeValidator(_one_of(Kind, "kind"))]
OfStatus = Annotated[Standing, BeforeValidator(_one_of(Standing, "status"))]


class Narrowing(BaseModel):
    """查找范围；不写即不限。"""

    model_config = ConfigDict(extra="forbid", frozen=True)

    region: Text | None = Field(
        default=None, max_length=100, description="地区，如 河北、廊坊、北三县；包含其下辖地区", examples=["河北"]
    )
    issuer: Text | None = Field(default=None, max_length=100, description="发文机关，可只写一部分")
    kind: OfKind | None = Field(default=None, description="文件类型")
    since: Day | None = Field(default=None, description="不早于该日发布，如 2024-01-31")
    until: Day | None = Field(default=None, description="不晚于该日发布")
    status: OfStatus = Field(default=Standing.IN_FORCE, description="in_force：略去已失效、已废止的；all：全部")
    as_of: Day | None = Field(default=None, description="按该日判断是否有效；不写为今天")

    @property
    def filters(self) -> Filters:
        """As search takes them."""
        return Filters(
            region=self.region or None,
            issuer=self.issuer or None,
            kind=self.kind,
            since=self.since,
            until=self.until,
            include_past=self.status is Standing.ALL,
            as_of=self.as_of,
        )
