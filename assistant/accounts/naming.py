"""How people and keys may be called."""

import re
import unicodedata

from corpus.errors import AccountError

_NAME = re.compile(r"\w[\w.@-]{0,63}")


def account_name(text: str) -> str:
    """The name as it is kept and compared: full width, case and blanks around it make no difference.

    Raises:
        AccountError: it is empty, too long, or holds what no name needs.
    """
    name = folded(text)
    if not _NAME.fullmatch(name):
        raise AccountError(f"名称“{text}”不能用：应为 1 到 64 个汉字、字母、数字，以及 . _ @ -，以汉字、字母或数字开头")
    return name


def folded(text: str) -> str:
    """Any text as names are compared."""
    return unicodedata.normalize("NFKC", text).strip().casefold()
