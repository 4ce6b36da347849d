import json
from pathlib import Path

import numpy as np
import pytest

from index.static import StaticEncoder
from index.train import is_held_out, main
from index.training.contrast import Recipe
from index.training.material import Article, Paragraph, read_questions, tenth_of
from index.training.pairs import pairs
from index.training.sharpen import Asked, sharpen
from index.training.terms import Rows, Vocabulary, cut
from index.vectors import Vectors, unit

THEMES = {
    "奖励": ("给予企业一次性奖励", "能拿多少奖励"),
    "租金": ("减免厂房租金", "租金可以少交吗"),
    "落户": ("人才可以申请落户", "户口怎么迁来"),
    "用地": ("保障项目用地指标", "有地盖厂房吗"),
}


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """A bench folder of the real layout, with made-up text: each theme has its articles, questions and paragraphs."""
    folder = tmp_path / "bench"
    for name in ("stard/qrels", "reading"):
        (folder / name).mkdir(parents=True)
    articles, questions, judgements, entries = [], [], ["query-id\tcorpus-id\tscore"], []
    for number in range(40):
        theme, (rule, asked) = list(THEMES.items())[number % len(THEMES)]
        heading, text = f"示例市{theme}办法 第{number}条", f"{rule}，由第{number}科办理。"
        articles.append({"_id": f"a{number}", "title": heading, "text": text})
        questions.append(
            {"_id": f"q{number}", "text": f"{asked}？第{number}科", "metadata": {"answer": f"依照规定，{rule}。"}}
        )
        judgements.append(f"q{number}\ta{number}\t1")
        paragraph = {
            "context": f"{rule}。本段说的是{theme}。",
            "qas": [{"question": asked, "id": f"r{number}", "answers": []}],
        }
        entries.append({"title": theme, "paragraphs": [paragraph]})
    for name, rows in (("corpus", articles), ("queries", questions)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / "stard" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "stard" / "qrels" / "train.tsv").write_text("\n".join(judgements) + "\n", encoding="utf-8")
    for name in ("train", "dev"):
        content = json.dumps({"version": "1", "data": entries[: len(THEMES)]}, ensure_ascii=False)
        (folder / "reading" / f"{name}.json").write_text(content, encoding="utf-8")
    return folder


def train(bench: Path, out: Path) -> None:
    main([f"--bench={bench}", f"--out={out}", "--vocabulary=500", "--dimensions=32", "--epochs=20", "--sharpening=5"])


def test_training_brings_questions_near_what_answers_them(
    bench: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    train(bench, tmp_path / "model")
    figures = json.loads(capsys.readouterr().out)
    encoder = StaticEncoder.open(tmp_path / "model")
    assert encoder.dimensions == 32
    assert figures["model"] == encoder.name
    assert figures["stard_held_out"]["n"] == sum(is_held_out(f"q{number}") for number in range(40)) > 0
    scores = encoder.encode_queries(["户口怎么迁来"]) @ encoder.encode_passages([rule for rule, _ in THEMES.values()]).T
    assert int(scores.argmax()) == 2  # the two share no word


def test_the_same_data_and_seed_give_the_same_model(bench: Path, tmp_path: Path) -> None:
    names = []
    for name in ("once", "again"):
        train(bench, tmp_path / name)
        names.append(StaticEncoder.open(tmp_path / name).name)
    assert names[0] == names[1]


def test_the_model_folder_loads_with_sentence_transformers(bench: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    train(bench, tmp_path / "model")
    vectors = SentenceTransformer(str(tmp_path / "model")).encode(["奖励 企业", "奖 励"])
    assert vectors.shape == (2, 32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("left_out", [[], [3, 7]])
def test_held_out_questions_and_their_answers_are_not_learnt_from(
    bench: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left_out: list[int]
) -> None:
    seen: list[str] = []

    def spy(texts: list[str], size: int) -> tuple[Vocabulary, dict[str, Rows]]:
        seen.extend(texts)
        return cut(texts, size)

    monkeypatch.setattr("index.train.cut", spy)
    options = ["--leave-out", *map(str, left_out)] if left_out else []
    main([f"--bench={bench}", f"--out={tmp_path / 'model'}", "--vocabulary=500", "--dimensions=8", *options])
    unseen = {each.text for each in read_questions(bench) if tenth_of(each.question_id) in {0, *left_out}}
    assert unseen
    assert {each.text for each in read_questions(bench)} - set(seen) == unseen


def test_the_held_out_judgements_can_be_written_for_an_evaluation(bench: Path, tmp_path: Path) -> None:
    main([f"--bench={bench}", f"--write-heldout={tmp_path / 'qrels' / 'held_out.tsv'}"])
    header, *judgements = (tmp_path / "qrels" / "held_out.tsv").read_text(encoding="utf-8").splitlines()
    assert header == "query-id\tcorpus-id\tscore"
    assert [line.split("\t")[0] for line in judgements] == [f"q{n}" for n in range(40) if is_held_out(f"q{n}")]


def test_about_a_tenth_is_held_out() -> None:
    assert 50 < sum(is_held_out(str(number)) for number in range(1000)) < 150


def test_a_model_is_checked_without_training(bench: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train(bench, tmp_path / "model")
    trained = capsys.readouterr().out
    main([f"--bench={bench}", f"--out={tmp_path / 'model'}", "--check"])
    assert capsys.readouterr().out == trained


def test_missing_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"找不到训练数据 .*corpus\.jsonl"):
        main([f"--bench={tmp_path}", f"--out={tmp_path / 'model'}"])


def test_pairs_join_headings_with_texts_and_the_parts_of_a_paragraph() -> None:
    article = Article("a1", "示例法 第一条", "条文")
    paragraph = Paragraph("甲句。乙句。", ("问甲",))
    made = {(pair.left, pair.right) for pair in pairs([article], [paragraph])}
    assert made == {
        ("示例法 第一条", "条文"),
        ("问甲", "甲句。乙句。"),
        ("甲句。", " 乙句。"),
        ("乙句。", "甲句。 "),
    }


def test_the_vocabulary_holds_the_frequent_terms_and_leaves_out_what_occurs_once() -> None:
    vocabulary, rows = cut(["园区奖励", "园区租金", "园区"], 4)
    assert vocabulary.terms[0] == "[UNK]"
    assert set(vocabulary.terms[1:]) == {"园", "区", "园区"}
    assert sorted(rows["园区奖励"].tolist()) == [1, 2, 3]
    assert vocabulary.rarity.tolist() == [0, 0, 0, 0]


def test_sharpening_puts_the_right_article_before_one_that_looks_right() -> None:
    """The question shares a term with the wrong article, and none with the right one."""
    vectors = np.random.default_rng(0).standard_normal((9, 16)).astype(np.float32)

    def rows(*terms: int) -> Rows:
        return np.array(terms, dtype=np.int32)

    def nearest(vectors: Vectors) -> int:
        texts = unit(np.stack([vectors[np.concatenate(each)].sum(axis=0) for each in articles]))
        return int(np.argmax(texts @ vectors[[1, 2]].sum(axis=0)))

    articles = [(rows(4), rows(3)), (rows(5), rows(1)), (rows(6), rows(7)), (rows(6), rows(8))]
    asked = [Asked(rows(1, 2), rows(), (0,))] * 256
    assert nearest(vectors) == 1
    recipe = Recipe(dimensions=16, learning_rate=0.1, sharpening=20)
    assert nearest(sharpen(vectors, asked, articles, [], recipe, lambda _: None)) == 0
