import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import ModelError, SettingError
from index.encoder import BUILTIN, open_encoder
from index.instructions import instructions_for
from index.static import StaticEncoder
from index.tokens import encoder_terms
from index.training.folder import write_model

TEXTS = [
    "示例市对迁入园区的企业给予最高500万元奖励。",
    "園區內的高新技術企業，享受１５％稅率！",
    "第一条 为了促进产业发展，制定本办法。" * 20,
    "zzzz",
    "",
]


def tiny_model(folder: Path, *, seed: int = 0) -> Path:
    terms = ["[UNK]", *sorted({term for text in TEXTS[:3] for term in encoder_terms(text)})]
    vectors = np.random.default_rng(seed).standard_normal((len(terms), 8)).astype(np.float32)
    vectors[0] = 0
    write_model(folder, terms, vectors)
    return folder


@pytest.mark.parametrize("folder", ["builtin", "tiny"])
def test_the_light_loader_gives_what_sentence_transformers_computes_from_the_same_files(
    folder: str, tmp_path: Path
) -> None:
    from sentence_transformers import SentenceTransformer

    path = BUILTIN if folder == "builtin" else tiny_model(tmp_path)
    expected = SentenceTransformer(str(path)).encode([" ".join(encoder_terms(text)) for text in TEXTS])
    np.testing.assert_allclose(StaticEncoder.open(path).encode_passages(TEXTS), expected, atol=1e-5)


def test_the_builtin_encoder_gives_unit_vectors_and_zeros_where_it_knows_no_term() -> None:
    encoder = open_encoder()
    vectors = encoder.encode_passages(["企业迁入园区的奖励", "", "，。"])
    assert vectors.shape == (3, encoder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 0], atol=1e-6)


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("公司不给员工发薪水违法吗？", 0),
        ("离婚后孩子的抚养费谁出？", 1),
        ("公司搬走要办什么手续？", 2),
        ("厂房房租能便宜吗？", 2),
    ],
)
def test_the_builtin_encoder_puts_what_answers_nearest_though_the_words_differ(question: str, nearest: int) -> None:
    encoder = open_encoder()
    passages = [
        "用人单位应当按月足额支付劳动者的工资，不得拖欠。",
        "未成年人的父母应当依法履行抚养义务。",
        "租金按年减免，租用标准厂房的企业前两年免租。",
    ]
    scores = encoder.encode_queries([question]) @ encoder.encode_passages(passages).T
    assert int(scores.argmax()) == nearest


def test_the_builtin_encoder_needs_no_torch() -> None:
    code = (
        "import sys; from index.encoder import open_encoder; open_encoder().encode_queries(['园区']);"
        "print({'torch', 'transformers', 'sentence_transformers', 'tokenizers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_builtin_model_is_small() -> None:
    assert sum(path.stat().st_size for path in BUILTIN.rglob("*") if path.is_file()) <= 32_000_000


def test_a_changed_model_has_another_name_and_a_moved_one_has_not(tmp_path: Path) -> None:
    here, moved, changed = (tiny_model(tmp_path / name, seed=seed) for name, seed in (("a", 0), ("b", 0), ("c", 1)))
    name = StaticEncoder.open(here).name
    assert name == StaticEncoder.open(moved).name
    assert name != StaticEncoder.open(changed).name


def test_a_missing_file_of_the_builtin_model_is_named(tmp_path: Path) -> None:
    (tiny_model(tmp_path) / "model.safetensors").unlink()
    with pytest.raises(SettingError, match=r"model\.safetensors"):
        StaticEncoder.open(tmp_path)


def make_transformer(folder: Path, *, prompts: dict[str, str] | None = None) -> Path:
    """A real, untrained BERT of one layer, saved as sentence-transformers saves it."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    raw = folder / "raw"
    raw.mkdir(parents=True)
    vocabulary = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *sorted({c for text in TEXTS for c in text}),
        "问",
        "：",
        ":",
    ]
    (raw / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    BertTokenizer(str(raw / "vocab.txt")).save_pretrained(raw)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertModel(config).save_pretrained(raw)
    body = Transformer(str(raw))
    model = SentenceTransformer(modules=[body, Pooling(16)], prompts=prompts, device="cpu")
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"


def test_any_sentence_transformers_model_can_be_the_encoder(tmp_path: Path) -> None:
    encoder = open_encoder(str(make_transformer(tmp_path)))
    vectors = encoder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions) == (5, 16)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_queries(TEXTS), vectors, atol=1e-5)


def test_a_model_that_defines_prompts_gets_them(tmp_path: Path) -> None:
    folder = make_transformer(tmp_path, prompts={"query": "问：", "document": ""})
    encoder = open_encoder(str(folder))
    np.testing.assert_allclose(
        encoder.encode_queries(["园区奖励"]), encoder.encode_passages(["问：园区奖励"]), atol=1e-5
    )
    assert not np.allclose(encoder.encode_queries(["园区奖励"]), encoder.encode_passages(["园区奖励"]), atol=1e-3)


def test_a_model_whose_card_asks_for_words_before_a_question_gets_them_though_its_files_do_not_say(
    tmp_path: Path,
) -> None:
    plain = make_transformer(tmp_path)
    named = plain.rename(tmp_path / "bge-small-zh-v1.5")
    encoder = open_encoder(str(named))
    asked = encoder.encode_queries(["园区奖励"])
    np.testing.assert_allclose(
        asked, encoder.encode_passages(["为这个句子生成表示以用于检索相关文章：园区奖励"]), atol=1e-5
    )
    assert not np.allclose(asked, encoder.encode_passages(["园区奖励"]), atol=1e-3)


@pytest.mark.parametrize(
    ("model", "query", "passage"),
    [
        ("BAAI/bge-large-zh-v1.5", "为这个句子", ""),
        ("bge_base_en", "Represent this sentence", ""),
        ("BAAI/bge-m3", "", ""),
        ("intfloat/multilingual-e5-base", "query: ", "passage: "),
        ("intfloat/multilingual-e5-large-instruct", "Instruct: ", ""),
        ("Alibaba-NLP/gte-Qwen2-1.5B-instruct", "Instruct: ", ""),
        ("thenlper/gte-base-zh", "", ""),
        ("Qwen/Qwen3-Embedding-0.6B", "Instruct: ", ""),
        ("text-embedding-v4", "", ""),
    ],
)
def test_each_family_of_models_is_told_what_its_card_asks_for(model: str, query: str, passage: str) -> None:
    found = instructions_for(model)
    assert (found.query.startswith(query), bool(found.query)) == (True, bool(query))
    assert found.passage == passage


def test_encoding_nothing_gives_no_vectors(tmp_path: Path) -> None:
    for encoder in (open_encoder(), open_encoder(str(tiny_model(tmp_path)))):
        assert encoder.encode_passages([]).shape == (0, encoder.dimensions)


def test_the_name_of_a_model_folder_tells_its_content(tmp_path: Path) -> None:
    names = [open_encoder(str(tiny_model(tmp_path / f"{seed}" / "m", seed=seed))).name for seed in (0, 1)]
    assert names[0] != names[1]
    assert open_encoder(str(tmp_path / "0" / "m")).name == names[0]


def test_weights_in_a_pickle_are_refused(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    folder = make_transformer(tmp_path)
    (weights,) = folder.rglob("*.safetensors")
    torch.save(load_file(weights), weights.with_name("pytorch_model.bin"))
    weights.unlink()
    with pytest.raises(SettingError, match="safetensors"):
        open_encoder(str(folder))


@pytest.mark.parametrize("spec", ["", "  ", "./no-such-folder/model", "openai:"])
def test_what_cannot_be_loaded_says_what_was_expected(spec: str) -> None:
    with pytest.raises(SettingError, match=r"builtin|openai:"):
        open_encoder(spec)


class EmbeddingsServer(HTTPServer):
    """Answers like an embeddings endpoint, in reversed order, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.inputs: list[list[str]] = []
        self.keys: list[str | None] = []
        self.failures: list[int] = []
        """Status codes to answer with before answering properly."""
        self.reply: bytes | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: EmbeddingsServer

    def do_POST(self) -> None:
        body: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.inputs.append(body["input"])
        self.server.keys.append(self.headers.get("Authorization"))
        status = self.server.failures.pop(0) if self.server.failures else 200
        data = [{"index": at, "embedding": [3.0, float(len(text))]} for at, text in enumerate(body["input"])]
        content = json.dumps({"data": data[::-1]}).encode() if self.server.reply is None else self.server.reply
        self.send_response(status if self.path == "/v1/embeddings" else 404)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddingsServer]:
    monkeypatch.setattr("index.embeddings._PAUSE_SECONDS", 0)
    with EmbeddingsServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_an_endpoint_gives_unit_vectors_in_the_order_of_the_texts(server: EmbeddingsServer) -> None:
    encoder = open_encoder("openai:some-model", base_url=server.url, api_key="secret")
    assert (encoder.dimensions, encoder.name) == (2, "openai:some-model:2")
    np.testing.assert_allclose(encoder.encode_queries(["四个汉字"]), [[0.6, 0.8]], atol=1e-6)
    assert encoder.encode_passages(["字" * n for n in range(1, 151)])[:, 1].tolist() == sorted(
        encoder.encode_passages(["字" * n for n in range(1, 151)])[:, 1].tolist()
    )
    assert set(server.keys) == {"Bearer secret"}


def test_an_endpoint_is_sent_what_its_model_wants_before_a_text(server: EmbeddingsServer) -> None:
    encoder = open_encoder("openai:multilingual-e5-small", base_url=server.url)
    encoder.encode_queries(["奖励"])
    encoder.encode_passages(["园区"])
    assert server.inputs[-2:] == [["query: 奖励"], ["passage: 园区"]]


def test_many_texts_are_sent_in_batches_and_no_input_is_empty(server: EmbeddingsServer) -> None:
    encoder = open_encoder("openai:some-model", base_url=server.url)
    encoder.encode_passages(["字"] * 150 + [""])
    assert sum(map(len, server.inputs[1:])) == 151
    assert max(map(len, server.inputs)) <= 64
    assert all(text for batch in server.inputs for text in batch)
    assert set(server.keys) == {None}


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_is_tried_once_more(server: EmbeddingsServer, status: int) -> None:
    server.failures = [status]
    assert open_encoder("openai:some-model", base_url=server.url).dimensions == 2


@pytest.mark.parametrize(
    ("failures", "reply", "message"),
    [
        ([503, 503], b"busy", "503.*busy"),
        ([401], b"bad key", "401.*WENCE_EMBEDDER_API_KEY"),
        ([], b"<html>", "OpenAI"),
        ([], b'{"data": []}', "应返回 1 个向量，实际返回 0 个"),
    ],
)
def test_an_endpoint_that_fails_is_named_with_its_answer(
    server: EmbeddingsServer, failures: list[int], reply: bytes, message: str
) -> None:
    server.failures, server.reply = failures, reply
    with pytest.raises(ModelError, match=message):
        open_encoder("openai:some-model", base_url=server.url)


def test_an_endpoint_that_nobody_listens_at_is_a_clear_error(server: EmbeddingsServer) -> None:
    with pytest.raises(ModelError, match="连接不上向量服务"):
        open_encoder("openai:some-model", base_url="http://127.0.0.1:9/v1")
