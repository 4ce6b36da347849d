"""A folder of made-up rules that change, go and come, each edition of which can be told from its text."""

import random
from pathlib import Path

FILES = 40
"""At the beginning."""
ARTICLES = 12
"""In each file: enough that taking them in takes a while in each of its steps."""
_SHARE = 3
"""One file in so many changes at once."""
_GIVEN = 4
"""Files that are uploaded again and again."""


class Editions:
    """The files, and every content that each of them has had."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        """Files of staff lie in `folder`, uploads beside it."""
        self.folder = folder
        self.given = folder.with_name("given")
        self._chance = chance
        self._edition = 0
        self.versions: dict[str, set[str]] = {}

    def begin(self) -> None:
        """Writes all files."""
        self.folder.mkdir()
        self.given.mkdir()
        for number in range(FILES):
            self._write(self.folder / f"办法{number}.txt")

    def bring(self) -> None:
        """New files, a few."""
        for number in range(_SHARE):
            self._write(self.folder / f"新办法{self._edition}-{number}.txt")

    def change(self) -> None:
        """Changes some of the files."""
        names = self._names()
        for name in self._chance.sample(names, len(names) // _SHARE):
            self._write(self.folder / name)

    def take_away(self) -> None:
        """Deletes a few files, so that there are not ever more."""
        names = self._names()
        for name in self._chance.sample(names, max(1, (len(names) - FILES) // 2)):
            (self.folder / name).unlink()

    def give(self) -> None:
        """Files to be uploaded, in a new edition."""
        for number in self._chance.sample(range(_GIVEN), 2):
            self._write(self.given / f"上传的办法{number}.txt")

    def current(self) -> dict[str, str]:
        """By name, what each file holds now."""
        return {path.name: path.read_text("utf-8") for place in (self.folder, self.given) for path in place.iterdir()}

    def edition_of(self, name: str, text: str) -> str:
        """Which edition of a file a text is, from its first article to the last; empty where it is none or several."""
        marks = [mark for mark in self.versions.get(name, ()) if f"{mark}规定" in text]
        is_whole = len(marks) == 1 and text.count(f"{marks[0]}规定") == ARTICLES
        return marks[0] if is_whole else ""

    def _names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())

    def _write(self, path: Path) -> None:
        self._edition += 1
        name, mark = path.name, f"第{self._edition}版"
        articles = "\n".join(
            f"第{number}条 {Path(name).stem}{mark}规定，企业租用标准厂房的，按照实际租金的{number}%给予补贴。"
            for number in range(1, ARTICLES + 1)
        )
        path.write_text(f"云岭市{Path(name).stem}\n{articles}\n", "utf-8")
        self.versions.setdefault(name, set()).add(mark)
