"""Chinese places as English writes them: Langfang in a question means 廊坊市."""

import re
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("romanized.txt")
_SUFFIX = r"(?:[ -](?:City|Province|Municipality|Prefecture|New (?:Area|District)))?"


def with_chinese_places(text: str) -> str:
    """`text` with every English name of a known Chinese place put into Chinese; names inside other words stay."""
    if not re.search(r"[A-Za-z]{2}", text):
        return text
    pattern, places = _names()
    return pattern.sub(lambda match: places[_key(match[1])], text)


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    lines = [it for it in _TABLE.read_text(encoding="utf-8").splitlines() if not it.startswith("#")]
    places = {_key(name): place for name, _, place in (line.rpartition(" ") for line in lines)}
    # Xi'an is also typed Xian or with the other apostrophe.
    spelled = (re.escape(name.rpartition(" ")[0]).replace("'", "['’]?") for name in lines)
    names = "|".join(sorted(spelled, key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z])({names}){_SUFFIX}(?![A-Za-z])", re.I), places


def _key(name: str) -> str:
    return re.sub(r"['’]", "", name).lower()
