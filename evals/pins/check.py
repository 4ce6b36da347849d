"""What is pinned against what is installed, and against weaknesses that are publicly known; without a network."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from corpus.errors import SettingError
from evals.pins.known import ANSWERS, KNOWN

_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;#]+)")
_LICENCE = re.compile(r"\b(?:AGPL|SSPL|GPL|Affero|General Public)", re.IGNORECASE)
_LESSER = re.compile(r"LGPL|Lesser|GCC|MPL", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Advisory:
    """A weakness that was made public."""

    package: str
    affected: str
    """Versions, as PEP 440 writes them."""
    advisory: str
    """Its number."""
    answer: str = ""
    """Why it does not reach us, in Chinese; empty where it would."""


@dataclass(frozen=True, slots=True)
class Pins:
    """What was found of the pinned packages."""

    pinned: Mapping[str, str]
    differing: tuple[str, ...]
    """Installed in another version than is pinned, in Chinese."""
    affected: tuple[Advisory, ...]
    answered: tuple[Advisory, ...]
    """Those of which it is known that they do not reach us."""
    copyleft: tuple[str, ...]
    """Packages whose licence would bind ours."""

    @property
    def are_sound(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.differing or self.affected)


def pins_of(text: str) -> dict[str, str]:
    """The versions in a file of constraints, by the package's name in its normal form."""
    found = (_PIN.match(line.strip()) for line in text.splitlines())
    return {canonicalize_name(it["name"]): it["version"] for it in found if it}


def advisories() -> Iterator[Advisory]:
    """The weaknesses that we keep a list of."""
    yield from (Advisory(*one, answer=ANSWERS.get(one[-1], "")) for one in KNOWN)


def installed() -> dict[str, str]:
    """The versions that are installed here."""
    return {canonicalize_name(it.metadata["Name"]): it.version for it in distributions() if it.metadata["Name"]}


def checked(path: Path, known: Iterable[Advisory] | None = None, here: Mapping[str, str] | None = None) -> Pins:
    """What is to be said of the pinned packages. Raises SettingError where there is no such file."""
    try:
        pinned = pins_of(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError(
            f"读不到 {path}（{error.strerror}）：请在源码目录运行，或写出 constraints.txt 的路径"
        ) from error
    here = installed() if here is None else here
    hit = [it for it in (advisories() if known is None else known) if _is_affected(it, pinned)]
    differing = tuple(
        f"{name}：装的是 {here[name]}，应为 {version}"
        for name, version in pinned.items()
        if _public(here.get(name, version)) != _public(version)
    )
    return Pins(
        pinned,
        differing,
        tuple(it for it in hit if not it.answer),
        tuple(it for it in hit if it.answer),
        tuple(_copyleft(pinned)),
    )


def _public(version: str) -> str:
    """Without what is said of a build, as in 2.13.0+cpu."""
    return version.partition("+")[0]


def _is_affected(it: Advisory, pinned: Mapping[str, str]) -> bool:
    version = pinned.get(canonicalize_name(it.package))
    try:
        return version is not None and Version(version) in SpecifierSet(it.affected, prereleases=True)
    except InvalidVersion:
        return True


def _copyleft(pinned: Mapping[str, str]) -> Iterator[str]:
    for one in distributions():
        name, said = one.metadata["Name"], one.metadata
        fields = ("License-Expression", "License", "Classifier")
        licence = " ".join(it for field in fields for it in said.get_all(field, []) if it)
        is_bound = _LICENCE.search(_LESSER.sub("", licence[:2000])) and not re.search(r"\bOR\b|MIT|BSD|Apache", licence)
        if name and canonicalize_name(name) in pinned and is_bound:
            yield canonicalize_name(name)
