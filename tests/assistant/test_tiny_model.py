"""A real server with a real model whose weights are random: gibberish is not verified, and the reader is answered."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.open import assistant_over
from assistant.settings import Settings
from index.store import Store
from tests.assistant.conftest import DONGHU, QINGLAN

_MOST_NEW = 24
_TEMPLATE = "{% for m in messages %}{{ m['role'] }}：{{ m['content'] }}\n{% endfor %}"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A two-layer Qwen2 with random weights and a tokenizer trained on the policies of these tests, as files."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=600,
        special_tokens=["<end>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([DONGHU, QINGLAN], trainer)
    fast: Any = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # theirs
        tokenizer_object=tokenizer, eos_token="<end>", pad_token="<end>"
    )
    fast.chat_template = _TEMPLATE
    torch.manual_seed(7)
    config = Qwen2Config(
        vocab_size=len(fast), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, max_position_embeddings=16384, tie_word_embeddings=True, eos_token_id=None, bos_token_id=None,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tiny")
    Qwen2ForCausalLM(config).save_pretrained(folder)
    fast.save_pretrained(folder)
    assert (folder / "model.safetensors").is_file()
    return folder


@pytest.fixture(scope="module")
def served(tiny: Path) -> Iterator[tuple[str, list[str]]]:
    """Its address, in the form that OpenAI's clients speak, and what it has said."""
    from transformers import AutoModelForCausalLM, AutoTokenizer, TextIteratorStreamer

    model: Any = AutoModelForCausalLM.from_pretrained(tiny)
    tokenizer: Any = AutoTokenizer.from_pretrained(tiny)
    said: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            shown = tokenizer.apply_chat_template(body["messages"], return_tensors="pt", return_dict=True)
            streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
            options = {"max_new_tokens": _MOST_NEW, "do_sample": True, "streamer": streamer, "pad_token_id": 0}
            threading.Thread(target=model.generate, kwargs={**shown, **options}, daemon=True).start()
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for piece in streamer:
                said.append(piece)
                self._send({"delta": {"role": "assistant", "content": piece}})
            self._send({"delta": {}, "finish_reason": "length"})
            self.wfile.write(b"data: [DONE]\n\n")

        def _send(self, choice: dict[str, Any]) -> None:
            event = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "tiny"}
            self.wfile.write(f"data: {json.dumps(event | {'choices': [{'index': 0} | choice]})}\n\n".encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1", said
    server.shutdown()
    server.server_close()


def test_gibberish_streams_and_the_reader_gets_the_extractive_answer(
    store: Store, served: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, said = served
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    assistant = assistant_over(store, Settings(model="openai:tiny", model_timeout=120))
    *pieces, answer = ask(assistant, "东湖园区的租金补贴是多少？")
    assert isinstance(answer, Answer)
    gibberish = "".join(said)
    assert len([piece for piece in said if piece]) > 1
    # What only a terminal understands is left out.
    shown = "".join(it for it in gibberish if it.isprintable() or it == "\n")
    assert shown.startswith(str(pieces[0]))
    assert answer.outcome is Outcome.DEGRADED
    assert answer.model == "extractive"
    assert "80%" in answer.text
    assert gibberish not in answer.text
