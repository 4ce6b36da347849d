"""Passwords: which are too easy, and how they are kept (argon2id)."""

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.errors import AccountError

SHORTEST = 10
LONGEST = 256
"""Characters; what is longer only keeps the processor busy."""
_FEWEST = 5
"""Different characters."""
_RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
)
"""What fingers type by themselves, forwards and backwards."""
_COMMON = tuple(
    "password passwd admin administrator root wence welcome iloveyou woaini letmein changeme test user".split()
)
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each computation takes 64 MiB and a core, which a flood of logins must not multiply."""

_hasher = PasswordHasher()


def checked_password(password: str, name: str) -> str:
    """The password, if it is hard enough to guess. Raises AccountError, with a sentence that says what to change."""
    if len(password) < SHORTEST:
        raise AccountError(f"密码太短：只有 {len(password)} 个字符，至少要 {SHORTEST} 个。可用几个不相干的词连起来")
    if len(password) > LONGEST:
        raise AccountError(f"密码太长：最多 {LONGEST} 个字符")
    plain = _normal(password).casefold()
    if len(set(plain)) < _FEWEST:
        raise AccountError(f"密码太简单：不同的字符太少，至少要 {_FEWEST} 种")
    rest = plain.replace(name, "") if len(name) > 1 else plain
    for word in _COMMON:
        rest = rest.replace(word, "")
    rest = "".join(it for it in rest if it.isalnum())
    if len(rest) < _FEWEST or any(rest in run or rest[::-1] in run for run in _RUNS):
        raise AccountError("密码太容易猜：是用户名、常见的词或键盘上相邻的字符。可用几个不相干的词连起来")
    return password


def hashed(password: str) -> str:
    """What is kept of a password, in argon2's own notation."""
    with _AT_ONCE:
        return _hasher.hash(_normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether the password is the one that `kept` was made of; without any (None) it takes as long, and is False."""
    with _AT_ONCE:
        try:
            _hasher.verify(kept or _nobodys(), _normal(password[: LONGEST + 1]))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether it was made with other parameters than are used today."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody")


def _normal(password: str) -> str:
    """The same characters typed on another keyboard, or in full width, are the same password."""
    return unicodedata.normalize("NFKC", password)
