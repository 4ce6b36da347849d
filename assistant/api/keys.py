"""Who calls: a program by its key, a member of staff by their session, or whoever sits at the machine."""

import hmac
from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr

from assistant.accounts.accounts import Accounts
from assistant.accounts.keys import has_keys, holder
from assistant.accounts.person import LOCAL, Person
from assistant.accounts.role import ROLES, Role
from assistant.accounts.sessions import digest
from assistant.api.failures import Refused
from corpus.errors import SettingError

_bearer = HTTPBearer(
    auto_error=False, description="有密钥（wence keys add、WENCE_API_KEYS）时才需要；管理接口需要工作人员的密钥"
)
Shown = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
_HOW = "请在请求头中写 Authorization: Bearer 密钥"
_OF_SETTING = "WENCE_API_KEYS"
"""Name of who shows a key of the settings."""


class Callers:
    """Tells who calls and what they may do. As soon as there is any key, programs must show one."""

    def __init__(self, accounts: Accounts) -> None:
        """Raises SettingError where the keys of the settings cannot be used as they are written."""
        self._accounts = accounts
        self._known = {digest(key): role for key, role in keys_of(accounts.settings.api_keys).items()}

    def need_keys(self) -> bool:
        """Whether programs must show a key."""
        return bool(self._known) or has_keys(self._accounts.engine)

    def needs(self, role: Role) -> Callable[..., Person]:
        """A dependency that gives the caller, who may do what `role` may.

        It raises Refused: 401 where a key is missing or wrong, 403 where it does not suffice.
        """

        def demanded(request: Request, shown: Shown) -> Person:
            key = shown.credentials if shown is not None else None
            person = self._holder(key) if key is not None else None
            if person is None:
                person = self._keyless(request, role, key)
            if person.role < role:
                raise Refused(403, f"这里需要{ROLES[role]}的权限；这个密钥或账号只有{ROLES[person.role]}的权限")
            return person

        return demanded

    def _keyless(self, request: Request, role: Role, key: str | None) -> Person:
        """Who calls without a key that is known."""
        person, must_show = self._accounts.person(request.headers), self.need_keys()
        has_session = person.is_staff and person is not LOCAL
        if has_session or (not must_show and person.role >= role):
            return person
        if must_show or role > Role.VISITOR:
            whose = "" if role is Role.VISITOR else f"{ROLES[role]}的"
            said = f"需要{whose}密钥：{_HOW}" if key is None else "密钥不对"
            raise Refused(401, said, headers={"WWW-Authenticate": "Bearer"})
        return person

    def _holder(self, key: str) -> Person | None:
        given, found = digest(key), None
        for known, role in self._known.items():  # each in constant time, so that the time taken tells nothing
            if hmac.compare_digest(given, known):
                found = Person(_OF_SETTING, role)
        return found or holder(self._accounts.engine, key)


def keys_of(setting: SecretStr | None) -> Mapping[str, Role]:
    """The keys in the setting, which separates them by commas, with their roles; none where it is unset or blank.

    A key is a visitor's, unless it is written as staff:KEY or admin:KEY.

    Raises:
        SettingError: there is something in it, but no key.
    """
    said = setting.get_secret_value().strip() if setting is not None else ""
    keys = dict(map(_key, filter(None, (key.strip() for key in said.split(",")))))
    if said and not all(keys):
        raise SettingError("设置 WENCE_API_KEYS 里有角色而没有密钥：应写 staff:密钥")
    if said and not keys:
        raise SettingError("设置 WENCE_API_KEYS 里没有密钥：应写一个或几个，用逗号隔开；不要密钥就删去它")
    return keys


def _key(said: str) -> tuple[str, Role]:
    name, colon, key = said.partition(":")
    is_role = colon and name in (Role.VISITOR.value, Role.STAFF.value, Role.ADMIN.value)
    return (key.strip(), Role(name)) if is_role else (said, Role.VISITOR)
