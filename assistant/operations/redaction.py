"""Keeping secrets out of the log, wherever they come from: an address with a password, a header, an error's text."""

import os
import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from pydantic import SecretStr

from assistant.settings import Settings

HIDDEN = "***"

_NAMED = re.compile(r"(?:KEY|KEYS|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS)$", re.IGNORECASE)
"""Ends the names of variables that hold secrets, such as those of the model's provider."""
_SHORTEST = 6
"""Characters: what is shorter would be struck out of ordinary words."""
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=://)[^/\s@:]{0,200}:[^/\s@]{1,500}(?=@)"), HIDDEN),
    (re.compile(r"(?i)(\b(?:bearer|basic)\s{1,4})[\w.~+/=-]{6,500}"), rf"\1{HIDDEN}"),
    (
        re.compile(
            r"(?i)(\b(?:[\w-]{0,40}(?:password|passwd|secret|token|api[_-]?key)|authorization|(?:set-)?cookie|wence_session|"
            r"wence_visitor)['\"]?\s{0,4}[:=]\s{0,4}['\"]?)(?!\*\*\*)[^\s'\",;&)}]{1,500}"
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"\bwence-[\w-]{20,100}"), HIDDEN),
    (re.compile(r"\bsk-[\w-]{8,200}"), HIDDEN),
    # What people asked stands in the values of a statement, and of what pydantic could not read.
    (re.compile(r"\[parameters: [^\n]{0,20000}"), f"[parameters: {HIDDEN}]"),
    (re.compile(r"input_value=[^\n]{0,2000}?(?=, input_type=)"), f"input_value={HIDDEN}"),
)


class Redaction:
    """Strikes out what is known to be secret, and what looks like it."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        """`known` secrets are struck out wherever they stand."""
        self._known = tuple(sorted({it for it in known if len(it) >= _SHORTEST}, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        if self._known:
            text = self._any.sub(HIDDEN, text)
        for pattern, shown in _PATTERNS:
            text = pattern.sub(shown, text)
        return text

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self._known)))


def redaction_of(settings: Settings, environment: Mapping[str, str] = os.environ) -> Redaction:
    """Strikes out the secrets of the settings, and those of variables whose names say that they are."""
    values = [value.get_secret_value() for _, value in settings if isinstance(value, SecretStr)]
    of_settings = [part.rpartition(":")[2].strip() for value in values for part in value.split(",")]
    of_variables = [value for name, value in environment.items() if _NAMED.search(name)]
    return Redaction([*values, *of_settings, *of_variables])


def without_password(address: str) -> str:
    """An address as it may be shown."""
    return _PATTERNS[0][0].sub(HIDDEN, address)
