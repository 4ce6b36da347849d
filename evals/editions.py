"""A folder of made-up rules that change, go and come, each edition of which can be told from its text."""

import random
from pathlib import Path

FILES = 40
"""At the beginning."""
ARTICLES = 12
"""In each file: enough that taking them in takes a while in each of its steps."""


class Editions:
    """The files, and every content that each of them has had."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._chance = chance
        self._edition = 0
        self.versions: dict[str, set[str]] = {}

    def begin(self) -> None:
        """Writes all files."""
        self._folder.mkdir()
        for number in range(FILES):
            self._write(f"办法{number}.txt")

    def change(self) -> None:
        """Changes a third of the files, takes away one and brings one."""
        names = sorted(path.name for path in self._folder.iterdir())
        for name in self._chance.sample(names, len(names) // 3):
            self._write(name)
        (self._folder / self._chance.choice(names)).unlink()
        self._write(f"新办法{self._edition}.txt")

    def _write(self, name: str) -> None:
        self._edition += 1
        mark = f"第{self._edition}版"
        articles = "\n".join(
            f"第{number}条 {Path(name).stem}{mark}规定，企业租用标准厂房的，按照实际租金的{number}%给予补贴。"
            for number in range(1, ARTICLES + 1)
        )
        (self._folder / name).write_text(f"云岭市{Path(name).stem}\n{articles}\n", "utf-8")
        self.versions.setdefault(name, set()).add(mark)

    def current(self) -> dict[str, str]:
        """By name, what each file holds now."""
        return {path.name: path.read_text("utf-8") for path in self._folder.iterdir()}
