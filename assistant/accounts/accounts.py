"""Who is behind a request: the one door that pages, interface and desk ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from starlette.requests import cookie_parser

from assistant.accounts import attempts, sessions
from assistant.accounts.own import is_for_us, is_from_us
from assistant.accounts.person import LOCAL, VISITOR, Person
from assistant.accounts.reach import comes_through_a_proxy, is_loopback
from assistant.accounts.signing import verified
from assistant.settings import Accounting, Settings

if TYPE_CHECKING:
    from assistant.open import Assistant

COOKIE = "wence_session"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a catalog under the settings; cheap to make, and safe to use from many threads."""

    engine: Engine
    settings: Settings
    clock: Callable[[], datetime] = _now

    @property
    def are_on(self) -> bool:
        """Whether the desk needs a login; else whoever reaches the page directly is at the machine and may do all."""
        settings = self.settings
        beyond = not is_loopback(settings.host) or bool(settings.trusted_proxies)
        return settings.accounts is Accounting.ON or beyond

    @property
    def limits(self) -> sessions.Limits:
        """How long a session lasts."""
        return sessions.Limits(
            timedelta(hours=self.settings.session_idle_hours), timedelta(days=self.settings.session_days)
        )

    @property
    def public(self) -> frozenset[str]:
        """The hosts that the settings give to this site."""
        return frozenset(filter(None, (it.strip() for it in (self.settings.public_hosts or "").split(","))))

    def is_for_us(self, headers: Mapping[str, str]) -> bool:
        """Whether the request names a host that may lead here; where accounts are on and none is set, any may."""
        return (self.are_on and not self.public) or is_for_us(headers, self.public)

    def is_from_us(self, headers: Mapping[str, str]) -> bool:
        """Whether the request was not made by the page of another site."""
        return is_from_us(headers, self.public)

    def person(self, headers: Mapping[str, str]) -> Person:
        """Who sends a request with these headers (of a FastAPI `Request` or a `gr.Request`).

        A request that the page of another site has made is a visitor's, whatever cookie the browser sends along.
        """
        if not (self.is_for_us(headers) and self.is_from_us(headers)):
            return VISITOR
        if not self.are_on:
            return VISITOR if comes_through_a_proxy(headers) else LOCAL
        token = token_of(headers)
        found = sessions.person_of(self.engine, token, self.clock(), self.limits) if token else None
        return found or VISITOR

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """A token for the browser; None where name or password is wrong, whichever it is.

        Raises:
            attempts.TooMany: there were too many attempts, of this name or from this address.
        """
        number = attempts.note(self.engine, name, address, self.clock())
        user = verified(self.engine, name, password)
        if user is None:
            return None
        attempts.forget(self.engine, name, address, number)
        return sessions.begin(self.engine, user, self.clock(), self.limits)

    def sign_out(self, headers: Mapping[str, str], *, everywhere: bool = False) -> None:
        """Ends the session of this request, or all those of the same person."""
        person, token = self.person(headers), token_of(headers)
        if everywhere and self.are_on and person.is_staff:
            sessions.end_all(self.engine, person.name)
        elif token:
            sessions.end(self.engine, token)


def token_of(headers: Mapping[str, str]) -> str:
    """The token that the browser keeps; empty where it keeps none."""
    return cookie_parser(headers.get("cookie", "")).get(COOKIE, "")


def accounts_of(assistant: "Assistant") -> Accounts:
    """The accounts of the assistant's catalog."""
    return Accounts(assistant.store.catalog.engine, assistant.settings)
