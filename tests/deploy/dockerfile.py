"""The Dockerfile read as far as the tests need it: instructions, stage by stage."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction, its continued lines joined."""

    word: str
    rest: str


def instructions() -> list[Instruction]:
    """All of them, comments left out."""
    lines = (line for line in DOCKERFILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [Instruction(*line.split(maxsplit=1)) for line in joined.splitlines() if line.strip()]


def last_stage() -> list[Instruction]:
    """What the image that runs is made of."""
    found = instructions()
    return found[max(at for at, it in enumerate(found) if it.word == "FROM") :]


def words(word: str) -> list[str]:
    """The JSON form of an instruction of the last stage, such as CMD."""
    (rest,) = (it.rest for it in last_stage() if it.word == word)
    parsed: list[str] = json.loads(rest[rest.index("[") :])
    return parsed


def environment() -> dict[str, str]:
    """What ENV sets in the last stage."""
    pairs = (pair.partition("=") for it in last_stage() if it.word == "ENV" for pair in shlex.split(it.rest))
    return {name: value for name, _, value in pairs}


def copied() -> list[str]:
    """What comes from the working tree."""
    sources = (shlex.split(it.rest)[:-1] for it in instructions() if it.word == "COPY" and "--from" not in it.rest)
    return [source for some in sources for source in some]
