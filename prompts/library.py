"""Reading prompts: each is a Markdown file beside this module, and its version is a digest of its content."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt template with `{named}` places."""

    name: str
    template: str

    @property
    def version(self) -> str:
        """The name with the first 8 hexadecimal digits of the template's SHA-256: answer@1f2e3d4c."""
        return f"{self.name}@{hashlib.sha256(self.template.encode()).hexdigest()[:8]}"


def prompt(name: str) -> Prompt:
    """The prompt of that name; FileNotFoundError when there is none."""
    return Prompt(name, files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8"))
