"""Reading prompts: each is a Markdown file beside this module, and its version is a digest of its content."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_USER = "=== 用户消息 ==="
"""Parts the rules, which the model gets as its system message, from what it gets as the user's."""
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt template with `{named}` places."""

    name: str
    template: str

    @property
    def version(self) -> str:
        """The name with the first 8 hexadecimal digits of the template's SHA-256: answer@1f2e3d4c."""
        return f"{self.name}@{hashlib.sha256(self.template.encode()).hexdigest()[:8]}"

    def filled(self, **values: str) -> tuple[str, str]:
        """The system message and the user's, with every place filled; braces in a value stay as they are."""
        system, _, user = self.template.partition(_USER)
        return _fill(system, values), _fill(user, values)


def _fill(text: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: values[place[1]], text).strip()


@cache
def prompt(name: str) -> Prompt:
    """The prompt of that name; FileNotFoundError when there is none."""
    return Prompt(name, files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8"))
