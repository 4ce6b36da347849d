"""Files made to exhaust or break a reader are each refused in words, and cost no other file anything."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.ingest import ingest
from index.reading import ReadingLimits
from index.report import FileReport, Outcome, Report
from index.store import Store
from tests.fakes import BigramEncoder
from tests.index.bad_files import bad_files

GOOD = {
    "租金办法.txt": "示例市租金补贴办法\n第一条 对入驻企业按实际租金的80%给予补贴。\n第二条 本办法自2025年1月1日起施行。\n",
    "停车办法.md": "# 示例市停车管理办法\n\n第一条 停车费每小时5元。\n\n第二条 本办法自2025年2月1日起施行。\n",
    "装修办法.html": "<html><body><h1>示例市装修补贴办法</h1><p>第一条 装修费用按30%给予补贴。</p></body></html>",
}
SIDECARS = {
    "引用炸弹": ("a: &a [一, 一]\n" + "".join(f"{y}: &{y} [*{x}, *{x}]\n" for x, y in zip("abcdefgh", "bcdefghi", strict=True))
               + "title: *i\n", "引用"),
    "嵌套太深": ("title: " + "[" * 5000, "YAML"),
    "太大": ("title: 甲\n" + "# 填充\n" * 200_000, "超过"),
}  # fmt: skip
ENOUGH = 40


@dataclass(frozen=True)
class Batch:
    """One ingest of good and bad files."""

    report: Report
    wanted: dict[str, str]
    """Pattern of the reason by name of the file."""

    def of(self, name: str) -> FileReport:
        return next(it for it in self.report.files if Path(it.path).name == name)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    folder = tmp_path_factory.mktemp("batch")
    wanted: dict[str, str] = {}
    for name, data, reason in bad_files():
        (folder / name).write_bytes(data)
        wanted[name] = reason
    for stem, (text, reason) in SIDECARS.items():
        (folder / f"{stem}.txt").write_text(f"示例市{stem}办法\n第一条 奖励十万元。\n", encoding="utf-8")
        (folder / f"{stem}.meta.yaml").write_text(text, encoding="utf-8")
        wanted[f"{stem}.txt"] = reason
    os.mkfifo(folder / "管道.txt")
    (folder / "设备.txt").symlink_to("/dev/zero")
    with (folder / "六百兆.txt").open("wb") as huge:
        huge.truncate(600 << 20)
    wanted |= {"管道.txt": "不是普通文件", "设备.txt": "不是普通文件", "六百兆.txt": "超过 500.0 MB"}
    for name, text in GOOD.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Store.open(tmp_path_factory.mktemp("store") / "home", BigramEncoder()) as store:
        limits = ReadingLimits(processes=2, seconds=60, memory_mb=1024)
        yield Batch(ingest(store, [folder], limits=limits), wanted)


def test_each_bad_file_is_named_with_a_reason_in_chinese(batch: Batch) -> None:
    assert len(batch.wanted) >= ENOUGH
    wrong = {
        name: batch.of(name).reason
        for name, reason in batch.wanted.items()
        if batch.of(name).outcome is not Outcome.FAILED or not re.search(reason, batch.of(name).reason or "")
    }
    assert wrong == {}


def test_the_reason_is_the_file_and_not_a_reader_that_gave_up(batch: Batch) -> None:
    assert {name: it.fault for name in batch.wanted if (it := batch.of(name)).fault is not None} == {}


def test_the_rest_of_the_batch_goes_on(batch: Batch) -> None:
    assert {Path(it).name for it in batch.report.added} == set(GOOD)


def test_no_reason_shows_the_inside_of_a_program(batch: Batch) -> None:
    said = "\n".join(batch.of(name).reason or "" for name in batch.wanted)
    assert not re.search(r"Traceback|0x[0-9a-f]{6}|site-packages|File \"", said)
