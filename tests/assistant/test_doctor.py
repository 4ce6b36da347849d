from pathlib import Path

from assistant.doctor import examine
from assistant.settings import Settings
from tests.index.test_reranker import make_cross_encoder


def test_a_reranker_that_works_is_named_and_one_that_does_not_comes_with_advice(tmp_path: Path) -> None:
    good = Settings(home=tmp_path / "home", reranker=str(make_cross_encoder(tmp_path / "reranker")))
    bad = good.model_copy(update={"reranker": "./no-such-folder/reranker"})
    for settings, ok in ((good, True), (bad, False)):
        found = next(finding for finding in examine(settings) if finding.name == "重排模型")
        assert found.ok is ok
        assert ("WENCE_RERANKER" in found.advice) is not ok


def test_without_a_reranker_none_is_mentioned(tmp_path: Path) -> None:
    assert all(finding.name != "重排模型" for finding in examine(Settings(home=tmp_path)))
