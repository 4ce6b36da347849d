from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import SettingError
from index.reranker import CrossEncoderReranker
from index.search import search
from index.store import Store
from tests.fakes import BigramEncoder
from tests.index.stores import make_document

TEXTS = ["企业迁入园区给予奖励。", "养犬应当登记。", "奖励"]


def make_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """A real, untrained BERT of one layer that scores pairs."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted({c for text in TEXTS for c in text})]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        initializer_range=1.0,  # weights so large that different texts get clearly different scores
    )
    config.num_labels = labels
    torch.manual_seed(0)
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_a_cross_encoder_scores_each_passage_with_the_query(tmp_path: Path) -> None:
    reranker = CrossEncoderReranker.open(str(make_cross_encoder(tmp_path)))
    scores = reranker.scores("奖励", TEXTS)
    assert len(scores) == 3
    assert reranker.scores("奖励", TEXTS[::-1])[::-1] == pytest.approx(scores, abs=1e-5)
    assert reranker.scores("登记", TEXTS) != pytest.approx(scores, abs=1e-6)
    assert reranker.scores("奖励", []) == []


def test_a_model_that_does_not_rerank_is_refused_with_the_reason(tmp_path: Path) -> None:
    folder = make_cross_encoder(tmp_path, labels=3)
    with pytest.raises(SettingError, match="3 个分值"):
        CrossEncoderReranker.open(str(folder))


@pytest.mark.parametrize("spec", ["./no-such-folder/model"])
def test_a_reranker_that_cannot_be_loaded_is_named(spec: str) -> None:
    with pytest.raises(SettingError, match="WENCE_RERANKER"):
        CrossEncoderReranker.open(spec)


class LongestFirst:
    """Prefers long passages, and remembers what it was shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def scores(self, query: str, passages: Sequence[str]) -> list[float]:
        self.shown += passages
        return [float(len(passage)) for passage in passages]


def test_hits_come_in_the_order_of_the_reranker_which_sees_title_and_place(tmp_path: Path) -> None:
    reranker = LongestFirst()
    text = "租金减免三年。\n租金减免三年，另有装修补贴和设备补贴。\n租金减免三年，另有补贴。"
    with Store.open(tmp_path, BigramEncoder(), reranker) as store:
        store.add([make_document(text)])
        hits = search(store, "租金减免", 2)
    assert [(hit.rank, hit.chunk.path) for hit in hits] == [(1, ("第2条",)), (2, ("第3条",))]
    assert "示例文件d1 第1条\n租金减免三年。" in reranker.shown


def test_the_article_that_a_question_names_stays_first_whatever_the_reranker_says(tmp_path: Path) -> None:
    text = "第一条 租金减免。\n第二条 租金减免三年，另有装修补贴和设备补贴。"
    document = make_document(text, title="示例市租金减免办法")
    sections = tuple(replace(it, path=(f"第{name}条",)) for it, name in zip(document.sections, "一二", strict=True))
    with Store.open(tmp_path, BigramEncoder(), LongestFirst()) as store:
        store.add([replace(document, sections=sections)])
        assert search(store, "示例市租金减免办法第一条", 2)[0].chunk.path == ("第一条",)
