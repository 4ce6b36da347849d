"""Parts of a store outside of its folder, seen by the operator: checks, figures, and the first start of two replicas."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.admission import Admission
from assistant.doctor import Finding, examine
from assistant.elsewhere import elsewhere_of
from assistant.ingest_commands import take_in_samples
from assistant.open import open_assistant, open_store
from assistant.operations.health import Health
from assistant.operations.service import Service
from assistant.operations.stock import Stock
from assistant.settings import Settings
from evals.chroma import a_chroma, free_port
from index.elsewhere import Elsewhere


def looked_at(settings: Settings, name: str) -> Finding:
    return next(it for it in examine(settings) if it.name == name)


def test_the_settings_reach_the_store_and_secrets_are_not_shown() -> None:
    settings = Settings(
        catalog_url=SecretStr("postgresql+psycopg://wence:secret@db/wence"),
        chroma_url="http://chroma:8000",
        chroma_token=SecretStr("secret"),
        originals="s3://policies/wence",
        s3_endpoint="http://minio:9000",
    )
    found = elsewhere_of(settings)
    assert found == Elsewhere(
        "postgresql+psycopg://wence:secret@db/wence",
        "http://chroma:8000",
        "secret",
        "s3://policies/wence",
        "http://minio:9000",
    )
    assert "secret" not in repr(found)
    assert elsewhere_of(Settings()) == Elsewhere()


def test_doctor_and_figures_say_whether_the_server_of_vectors_answers(tmp_path: Path) -> None:
    data, port = tmp_path / "chroma", free_port()
    settings = Settings(home=tmp_path / "home", chroma_url=f"http://127.0.0.1:{port}")
    with a_chroma(data, port):
        with open_store(settings):
            pass
        assert looked_at(settings, "向量服务").ok
        assert looked_at(settings, "索引").ok

    away = looked_at(settings, "向量服务")
    assert (away.ok, "WENCE_CHROMA_URL" in away.found) == (False, True)
    with open_assistant(settings) as assistant:
        stock = Stock(assistant, Admission(1, 1), Health(assistant, Service()))
        figures = {sample.name: sample.value for metric in stock.collect() for sample in metric.samples}
    assert figures["wence_vectors_reachable"] == 0
    assert figures["wence_postings"] == figures["wence_index_behind"] == figures["wence_index_behind_seconds"] == 0
    assert "wence_vectors" not in figures


@pytest.mark.parametrize(("originals", "ok"), [("{}/share", True), ("ftp://somewhere/else", False)])
def test_doctor_says_where_originals_are_and_whether_they_can_be_kept(originals: str, ok: bool, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", originals=originals.format(tmp_path))

    assert looked_at(settings, "原件").ok is ok


def test_a_share_that_is_not_mounted_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", originals=str(tmp_path / "share"))
    with open_store(settings) as store:
        take_in_samples(store, settings)
    assert looked_at(settings, "原件").ok

    (tmp_path / "share").rename(tmp_path / "elsewhere")
    (tmp_path / "share").mkdir()
    empty = looked_at(settings, "原件")
    gone = looked_at(settings.model_copy(update={"originals": str(tmp_path / "mnt" / "share")}), "原件")

    assert (empty.ok, gone.ok) == (False, False)
    assert "找不到" in empty.found
    assert "是否已挂载" in gone.found
    assert not (tmp_path / "mnt").exists()


def test_of_two_that_start_first_only_one_takes_in_the_samples(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    with open_store(settings) as one, open_store(settings) as other:
        with one.writer.session():
            take_in_samples(other, settings)
        assert other.catalog.cards() == []
