"""What `wence doctor --deep` finds: every id of both indexes and every original against the catalog; and mends on demand."""

from collections.abc import Iterator, Sequence

from assistant.doctor import Finding
from assistant.elsewhere import elsewhere_of
from assistant.open import open_encoder_of
from assistant.settings import Settings
from corpus.errors import StoreError
from index.agreement import Differences, differences, mend
from index.chroma.folder import doubt
from index.store import Store

_SHOWN = 5
"""Ids that are named of a kind of difference."""
_REPAIR = "运行 wence doctor --deep --repair 修复"


def examine_deep(settings: Settings, *, repair: bool) -> list[Finding]:
    """Compares everything; with `repair`, makes it agree first, building the indexes anew where one is damaged.

    Raises:
        SettingError: the encoder cannot be used as configured.
        StoreError: the catalog cannot be opened, or with `repair`, another process is writing.
    """
    encoder = open_encoder_of(settings)
    doubt(settings.home, deeply=True)
    try:
        with Store.open(settings.home, encoder, elsewhere=elsewhere_of(settings)) as store:
            return list(_findings(*_looked_at(store, repair=repair)))
    except StoreError as error:
        if not repair:
            return [Finding("一致性", False, str(error), _REPAIR)]
    with Store.rebuild(settings.home, encoder, elsewhere=elsewhere_of(settings)) as store:
        found = list(_findings(None, differences(store)))
    return [Finding("重建", True, "索引已损坏，已从目录数据库重建向量和词项"), *found]


def _looked_at(store: Store, *, repair: bool) -> tuple[Differences | None, Differences]:
    """The differences before and after mending; None before where nothing was to be mended."""
    found = differences(store)
    if not repair or found.none:
        return None, found
    if found.spoiled_vectors:
        raise StoreError(f"坏掉的向量 {len(found.spoiled_vectors)} 个，要整个重建")
    return found, mend(store, found)


def _findings(before: Differences | None, now: Differences) -> Iterator[Finding]:
    if before is not None:
        yield Finding("修复", True, "；".join(_told(before)) or "没有要修复的")
    indexes = list(_of_indexes(now))
    yield Finding(
        "索引一致",
        not indexes,
        "；".join(indexes) or f"目录 {now.chunks} 段，向量和词项逐一对应",
        _REPAIR if indexes else "",
    )
    if now.miscounted:
        yield Finding(
            "目录",
            False,
            f"这些文件的段数与登记的不符：{_some(now.miscounted)}",
            "用 wence docs reread 编号 重读，或从备份恢复目录",
        )
    lost = [f"{it.source_path}（{'缺失' if it.is_missing else '内容被改动'}）" for it in now.lost]
    yield Finding(
        "原件",
        not lost,
        f"不完好的 {len(lost)} 份：{_some(lost)}" if lost else f"{now.originals} 份原件都与登记的摘要相符",
        "找到原文件后重新 wence ingest，或从备份恢复 originals 文件夹" if lost else "",
    )


def _told(found: Differences) -> Iterator[str]:
    yield from _of_indexes(found)
    if found.lost:
        yield f"原件不完好 {len(found.lost)} 份"


def _of_indexes(found: Differences) -> Iterator[str]:
    named = (
        ("缺向量", found.without_vector),
        ("坏掉的向量", found.spoiled_vectors),
        ("多余的向量", found.stray_vectors),
        ("缺词项", found.without_postings),
        ("多余的词项", found.stray_postings),
        ("收录到一半的版本", found.unfinished),
    )
    yield from (f"{name} {len(ids)}：{_some(ids)}" for name, ids in named if ids)


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_SHOWN]) + (" 等" if len(names) > _SHOWN else "")
