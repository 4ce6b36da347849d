"""Which methods an address takes, by the description of the interface."""

import re
from collections.abc import Mapping
from typing import Any

_PART = re.compile(r"\\\{[^/]*?\\\}")
"""Of a path whose special characters are escaped, what stands for any value."""


def methods(schema: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """The methods, in capitals; none for an address that is not described."""
    found = (it for template, it in schema["paths"].items() if _pattern(template).fullmatch(path))
    return tuple(sorted({method.upper() for it in found for method in it}))


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_PART.sub("[^/]+", re.escape(template)))
