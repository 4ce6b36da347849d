"""Who is behind a request: the one door that pages, interface and desk ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from assistant.accounts.person import LOCAL, VISITOR, Person
from assistant.accounts.reach import comes_through_a_proxy, is_loopback
from assistant.settings import Accounting, Settings

if TYPE_CHECKING:
    from assistant.open import Assistant


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a catalog under the settings; cheap to make, and safe to use from many threads."""

    engine: Engine
    settings: Settings

    @property
    def are_on(self) -> bool:
        """Whether the desk needs a login; else whoever reaches the page directly is at the machine and may do all."""
        settings = self.settings
        return settings.accounts is Accounting.ON or not is_loopback(settings.host)

    def person(self, headers: Mapping[str, str]) -> Person:
        """Who sends a request with these headers (of a FastAPI `Request` or a `gr.Request`, names in any case)."""
        if self.are_on:
            return VISITOR
        return VISITOR if comes_through_a_proxy(headers) else LOCAL


def accounts_of(assistant: "Assistant") -> Accounts:
    """The accounts of the assistant's catalog."""
    return Accounts(assistant.store.catalog.engine, assistant.settings)
