"""Files that staff give are kept under safe names and taken in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.stock.names import safe_name
from assistant.stock.uploads import Clash, Given, Taken, take
from corpus.errors import StoreError
from index.corrections.door import remove, undo
from index.lock import WriterLock
from index.report import Outcome
from index.store import Store
from tests.index.stores import open_store

RENT = "示例市租金补贴办法\n\n第一条 入驻企业可申请租金补贴，每年最高二十万元。\n"
MORE = RENT.replace("二十万", "五十万")
TALENT = "示例市人才安家办法\n\n第一条 博士可申请安家费三十万元。\n"

Give = Callable[[str, str], Given]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as store:
        yield store


@pytest.fixture
def give(tmp_path: Path) -> Give:
    """A file with this text, as a browser hands it over: under a name of its own making."""
    numbers = iter(range(1000))

    def given(name: str, text: str) -> Given:
        path = tmp_path / f"upload-{next(numbers)}"
        path.write_text(text, encoding="utf-8")
        return Given(name, path)

    return given


def kept(store: Store) -> dict[str, str]:
    folder = store.home / "uploads"
    files = sorted(folder.iterdir()) if folder.exists() else []
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def outcomes(taken: Taken) -> list[Outcome]:
    return [it.outcome for it in taken.report.files]


def test_uploads_are_kept_taken_in_and_reported(store: Store, give: Give) -> None:
    seen: list[tuple[int, int]] = []
    given = [give("租金.txt", RENT), give("人才/安家.md", TALENT)]
    taken = take(store, given, on_progress=lambda it: seen.append((it.done, it.total)))
    assert outcomes(taken) == [Outcome.ADDED, Outcome.ADDED]
    assert sorted(card.source_path for card in store.catalog.cards()) == ["uploads/安家.md", "uploads/租金.txt"]
    assert seen == [(1, 2), (2, 2)]
    assert kept(store) == {"租金.txt": RENT, "安家.md": TALENT}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("关于支持企业的若干措施（试行）.docx", "关于支持企业的若干措施（试行）.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\王\\桌面\\通知.pdf", "通知.pdf"),
        ("a\x00b\x1b[31m\u202e通知.txt", "ab[31m通知.txt"),
        ("  .隐藏.txt ", "隐藏.txt"),
        ("~$草稿.docx", "草稿.docx"),
        ("...", "未命名"),
        ("", "未命名"),
        (".txt", "txt"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ('<img src=x onerror="alert(1)">.html', "＜img src=x onerror=＂alert(1)＂＞.html"),
        ("办法\n（修订）.txt", "办法（修订）.txt"),
    ],
)
def test_a_name_is_only_a_name(given: str, name: str) -> None:
    assert safe_name(given) == name


@pytest.mark.parametrize("given", ["长" * 300 + ".docx", "a" * 500, "字" * 60 + "." + "x" * 300])
def test_long_names_fit_the_file_system_and_keep_their_ending(given: str) -> None:
    name = safe_name(given)
    assert 0 < len(name.encode()) <= 200
    assert name.endswith(".docx") == given.endswith(".docx")


def test_the_same_file_again_is_not_kept_twice(store: Store, give: Give) -> None:
    take(store, [give("租金.txt", RENT)])
    again = take(store, [give("租金.txt", RENT)])
    assert (outcomes(again), again.clashes) == ([Outcome.UNCHANGED], ())
    other = take(store, [give("另一个名字.txt", RENT)])
    assert outcomes(other) == [Outcome.DUPLICATE]
    assert len(store.catalog.cards()) == 1


def test_another_file_of_the_same_name_is_asked_about(store: Store, give: Give) -> None:
    take(store, [give("租金.txt", RENT)])
    taken = take(store, [give("租金.txt", MORE), give("安家.md", TALENT)])
    assert (taken.clashes, outcomes(taken)) == (("租金.txt",), [Outcome.ADDED])
    assert kept(store)["租金.txt"] == RENT


def test_it_replaces_the_other_or_stands_beside_it(store: Store, give: Give) -> None:
    take(store, [give("租金.txt", RENT)])
    (card,) = store.catalog.cards()
    replaced = take(store, [give("租金.txt", MORE)], clash=Clash.REPLACE)
    assert [(it.outcome, it.doc_id) for it in replaced.report.files] == [(Outcome.UPDATED, card.doc_id)]
    both = take(store, [give("租金.txt", RENT)], clash=Clash.KEEP_BOTH)
    assert outcomes(both) == [Outcome.ADDED]
    assert kept(store) == {"租金.txt": MORE, "租金（2）.txt": RENT}
    again = take(store, [give("租金.txt", RENT)])
    assert (outcomes(again), again.clashes) == ([Outcome.UNCHANGED], ())


def test_two_of_one_name_from_two_folders_are_both_kept(store: Store, give: Give) -> None:
    taken = take(store, [give("沧州/通知.txt", RENT), give("廊坊/通知.txt", TALENT)])
    assert outcomes(taken) == [Outcome.ADDED, Outcome.ADDED]
    assert kept(store) == {"通知.txt": RENT, "通知（2）.txt": TALENT}


def test_a_sidecar_comes_with_its_document_only(store: Store, give: Give) -> None:
    alone = take(store, [give("租金.meta.yaml", "issuer: 甲局\n")])
    assert [it.name for it in alone.refused] == ["租金.meta.yaml"]
    take(store, [give("租金.meta.yaml", "issuer: 甲局\n"), give("租金.txt", RENT)])
    assert [card.issuer for card in store.catalog.cards()] == ["甲局"]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("政策.zip", "PK", "压缩包"),
        ("脚本.exe", "MZ", "不能收录exe的文件"),
        ("没有扩展名", "字", "没有扩展名"),
        ("空.txt", "", "空的"),
        ("大.txt", "字" * 400_000, "超过上限 1 MB"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_reason(
    store: Store, give: Give, name: str, text: str, says: str
) -> None:
    taken = take(store, [give(name, text), give("租金.txt", RENT)], most_mb=1)
    assert [(it.name, says in it.reason) for it in taken.refused] == [(name, True)]
    assert outcomes(taken) == [Outcome.ADDED]
    assert list(kept(store)) == ["租金.txt"]


def test_a_file_that_did_not_read_is_replaced_without_asking(store: Store, give: Give) -> None:
    assert outcomes(take(store, [give("租金.txt", " \n \n")])) == [Outcome.FAILED]
    assert outcomes(take(store, [give("租金.txt", RENT)])) == [Outcome.ADDED]


def test_what_was_removed_stays_out_and_its_name_is_free(store: Store, give: Give) -> None:
    take(store, [give("租金.txt", RENT)])
    (card,) = store.catalog.cards()
    removal = remove(store, card.doc_id, "王芳")
    for name in ("租金.txt", "另一个名字.txt"):
        assert outcomes(take(store, [give(name, RENT)])) == [Outcome.KEPT_OUT]
    better = take(store, [give("租金.txt", MORE)])
    assert outcomes(better) == [Outcome.ADDED]
    assert kept(store) == {"租金.txt": RENT, "租金（2）.txt": MORE}
    undo(store, removal.id, "王芳")
    assert {it.doc_id for it in store.catalog.cards()} == {card.doc_id, better.report.files[0].doc_id}


def test_while_another_process_writes_nothing_is_kept(store: Store, give: Give) -> None:
    lock = WriterLock(store.home)
    with lock.held(), pytest.raises(StoreError, match="正在被另一个进程"):
        take(store, [give("租金.txt", RENT)])
    assert kept(store) == {}


def test_a_full_disk_is_said_and_leaves_no_part_behind(
    store: Store, give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assistant.stock.uploads.shutil.copyfile", full)
    with pytest.raises(StoreError, match=r"租金\.txt 无法保存"):
        take(store, [give("租金.txt", RENT)])
    assert list((store.home / "uploads").iterdir()) == []
