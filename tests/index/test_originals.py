"""Where originals are kept: a folder of the store's, another folder, a store of objects."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from corpus.errors import SettingError, StoreError, UnreadableFile
from index.agreement import differences, mend
from index.backup import back_up, unpack
from index.elsewhere import HERE, Elsewhere
from index.ingest import ingest
from index.originals import Originals, originals_at
from index.store import Store
from tests.fakes import BigramEncoder
from tests.index.objects import KEY, SECRET, Objects, objects

RULES = """东园区标准厂房租金补贴办法

第一条 入驻东园区标准厂房的企业，前三年按实缴租金的百分之五十给予补贴，每年最高三十万元。

第二条 本办法自2026年1月1日起施行，有效期三年。
"""


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Objects]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    with objects() as store:
        yield store


@pytest.fixture(params=["home", "folder", "file", "memory", "s3"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Elsewhere:
    """Every place that originals can be kept in."""
    if request.param == "s3":
        bucket: Objects = request.getfixturevalue("bucket")
        return Elsewhere(originals="s3://policies/wence", s3_endpoint=bucket.address)
    address = {"folder": f"{tmp_path}/原件", "file": f"file://{tmp_path}/share", "memory": f"memory://{uuid4().hex}"}
    return Elsewhere(originals=address.get(request.param))


def given(folder: Path, text: str = RULES, name: str = "租金补贴办法.TXT") -> tuple[Path, str]:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


def kept_in(originals: Originals, folder: Path) -> str:
    path, revision = given(folder)
    originals.keep(path, revision)
    return revision


def test_what_was_kept_is_read_again_byte_for_byte(elsewhere: Elsewhere, tmp_path: Path) -> None:
    originals = originals_at(elsewhere, tmp_path / "home")
    path, revision = given(tmp_path)

    originals.keep(path, revision)
    originals.keep(path, revision)  # once more does no harm

    assert originals.path(revision, ".txt").read_bytes() == path.read_bytes()
    assert originals.digest(revision, ".txt") == revision
    assert list(originals.names()) == [(revision, ".txt")]
    originals.check()


def test_a_large_original_goes_in_several_parts(bucket: Objects, tmp_path: Path) -> None:
    originals = originals_at(Elsewhere(originals="s3://policies", s3_endpoint=bucket.address), tmp_path)
    path, revision = given(tmp_path, RULES * 50_000)

    originals.keep(path, revision)

    assert path.stat().st_size > 10_000_000
    assert sum("partNumber" in it for it in bucket.asked) > 1
    assert hashlib.sha256(bucket.held[f"policies/{revision}.txt"]).hexdigest() == revision
    assert originals.path(revision, ".txt").read_bytes() == path.read_bytes()


def test_a_file_that_changes_while_it_is_kept_leaves_nothing_behind(elsewhere: Elsewhere, tmp_path: Path) -> None:
    originals = originals_at(elsewhere, tmp_path / "home")
    path, _ = given(tmp_path)

    with pytest.raises(UnreadableFile, match="被改动"):
        originals.keep(path, "0" * 64)

    assert list(originals.names()) == []
    assert not list(tmp_path.rglob("*.partial"))


def test_half_copies_of_a_killed_process_are_cleared_away_when_the_next_file_is_taken_in(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    given(tmp_path / "files")
    with Store.open(tmp_path / "home", BigramEncoder(), elsewhere=elsewhere) as store:
        originals = store.catalog.originals
        folder = originals.path("0" * 64, ".txt").parent
        folder.mkdir(exist_ok=True)
        half = folder / "ab.4711.partial"
        half.write_text("博士可申", "utf-8")
        os.utime(half, (1, 1))

        ingest(store, [tmp_path / "files"])

        assert not half.exists()


def test_what_is_lost_has_no_file_and_no_digest(elsewhere: Elsewhere, tmp_path: Path) -> None:
    originals = originals_at(elsewhere, tmp_path / "home")
    revision = kept_in(originals, tmp_path)

    originals.forget(revision, ".txt")
    originals.forget(revision, ".txt")

    assert not originals.path(revision, ".txt").exists()
    assert originals.digest(revision, ".txt") is None


def test_what_was_fetched_once_is_read_while_the_store_of_objects_is_away(bucket: Objects, tmp_path: Path) -> None:
    originals = originals_at(Elsewhere(originals="s3://policies/wence", s3_endpoint=bucket.address), tmp_path)
    revision = kept_in(originals, tmp_path)
    originals.path(revision, ".txt")
    bucket.fails = True

    assert originals.path(revision, ".txt").read_text("utf-8") == RULES
    with pytest.raises(StoreError, match="WENCE_S3_ENDPOINT"):
        originals.path("0" * 64, ".txt")


def test_bytes_that_were_changed_in_the_store_of_objects_are_never_handed_out(bucket: Objects, tmp_path: Path) -> None:
    originals = originals_at(Elsewhere(originals="s3://policies/wence", s3_endpoint=bucket.address), tmp_path)
    revision = kept_in(originals, tmp_path)
    bucket.held[f"policies/wence/{revision}.txt"] = RULES.replace("三十万元", "三百万元").encode()

    assert not originals.path(revision, ".txt").exists()
    assert originals.digest(revision, ".txt") not in (revision, None)


@pytest.mark.parametrize("address", ["ftp://bureau/originals", "s3:///nothing", "https://bureau.example/originals"])
def test_an_address_that_is_not_understood_is_named(address: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="WENCE_ORIGINALS"):
        originals_at(Elsewhere(originals=address), tmp_path)


def test_a_wrong_key_and_a_bucket_that_is_not_there_are_told(
    bucket: Objects, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, revision = given(tmp_path)
    for address in ("s3://nobody", "s3://nobody/prefix"):
        with pytest.raises(StoreError, match=f"{address}.*WENCE_ORIGINALS"):
            originals_at(Elsewhere(originals=address, s3_endpoint=bucket.address), tmp_path).check()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody-else")
    refused = originals_at(Elsewhere(originals="s3://policies", s3_endpoint=bucket.address), tmp_path)

    with pytest.raises(StoreError, match="AWS_ACCESS_KEY_ID"):
        refused.keep(path, revision)
    with pytest.raises(StoreError, match="AWS_ACCESS_KEY_ID"):
        refused.check()


def test_a_store_of_objects_that_does_not_answer_stops_an_ingest_with_one_sentence_but_no_search(
    tmp_path: Path, bucket: Objects
) -> None:
    place = Elsewhere(originals="s3://policies/wence", s3_endpoint=bucket.address)
    given(tmp_path / "files")
    later = tmp_path / "later"
    given(later, RULES.replace("东园区", "西园区"), "西园区.txt")
    with Store.open(tmp_path / "home", BigramEncoder(), elsewhere=place) as store:
        ingest(store, [tmp_path / "files"])
    bucket.fails = True

    with Store.open(tmp_path / "home", BigramEncoder(), elsewhere=place) as store:
        with pytest.raises(StoreError, match="检索和回答不受影响"):
            ingest(store, [later])
        assert len(store.catalog.cards()) == 1
        bucket.fails = False
        assert ingest(store, [later]).chunks > 0
        assert differences(store).none


def test_two_stores_that_share_their_originals_open_each_other_s(elsewhere: Elsewhere, tmp_path: Path) -> None:
    if elsewhere == HERE:
        pytest.skip("nothing is shared where everything is in the home")
    path, revision = given(tmp_path)
    originals_at(elsewhere, tmp_path / "a").keep(path, revision)

    assert originals_at(elsewhere, tmp_path / "b").path(revision, ".txt").read_text("utf-8") == RULES


def test_a_damaged_original_is_found_and_fetched_anew(elsewhere: Elsewhere, tmp_path: Path) -> None:
    given(tmp_path / "files")
    with Store.open(tmp_path / "home", BigramEncoder(), elsewhere=elsewhere) as store:
        ingest(store, [tmp_path / "files"])
        (name,) = store.catalog.originals.names()
        store.catalog.originals.forget(*name)

        found = differences(store)
        assert [it.is_missing for it in found.lost] == [True]
        assert mend(store, found).none


def test_a_backup_brings_originals_along_and_back_wherever_they_are(elsewhere: Elsewhere, tmp_path: Path) -> None:
    given(tmp_path / "files")
    with Store.open(tmp_path / "home", BigramEncoder(), elsewhere=elsewhere) as store:
        ingest(store, [tmp_path / "files"])
        (name,) = store.catalog.originals.names()
    done = back_up(tmp_path / "home", tmp_path / "backup.tar.gz", elsewhere)
    assert f"originals/{''.join(name)}" in {it.name for it in done.manifest.members}
    if elsewhere.originals:
        originals_at(elsewhere, tmp_path / "home").forget(*name)

    unpack(tmp_path / "backup.tar.gz", tmp_path / "restored", elsewhere)

    with Store.rebuild(tmp_path / "restored", BigramEncoder(), elsewhere=elsewhere) as store:
        assert differences(store).none
        assert store.catalog.original(name[0]).read_text("utf-8") == RULES
    assert (tmp_path / "restored" / "originals").exists() is (elsewhere == HERE)
