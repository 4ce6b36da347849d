"""Keys that programs must show, where the settings name any."""

import hmac
from hashlib import sha256
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr

from assistant.api.failures import Refused
from corpus.errors import SettingError

_bearer = HTTPBearer(auto_error=False, description="设置了 WENCE_API_KEYS 时才需要")
Shown = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


class Keys:
    """The keys of the settings; without any, everybody may ask."""

    def __init__(self, keys: frozenset[str]) -> None:
        self._digests = tuple(_digest(key) for key in keys)

    def demanded(self, shown: Shown) -> None:
        """Lets the request pass if it shows a key; used as a dependency. Raises Refused (401)."""
        if not self._digests:
            return
        given = _digest(shown.credentials if shown is not None else "")
        # All are compared, each in constant time, so that the time taken tells nothing.
        if sum(hmac.compare_digest(given, known) for known in self._digests) == 0:
            said = "需要密钥：请在请求头中写 Authorization: Bearer 密钥" if shown is None else "密钥不对"
            raise Refused(401, said, headers={"WWW-Authenticate": "Bearer"})


def keys_of(setting: SecretStr | None) -> frozenset[str]:
    """The keys in the setting, which separates them by commas; none where it is unset or blank.

    Raises:
        SettingError: there is something in it, but no key.
    """
    said = setting.get_secret_value().strip() if setting is not None else ""
    keys = frozenset(filter(None, (key.strip() for key in said.split(","))))
    if said and not keys:
        raise SettingError("设置 WENCE_API_KEYS 里没有密钥：应写一个或几个，用逗号隔开；不要密钥就删去它")
    return keys


def _digest(key: str) -> bytes:
    return sha256(key.encode("utf-8", "surrogatepass")).digest()
