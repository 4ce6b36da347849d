"""The trained vectors as a model folder that sentence-transformers loads."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.vectors import Vectors

_MODULES = (
    "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding",
    "sentence_transformers.base.modules.normalize.Normalize",
)


def write_model(folder: Path, terms: Sequence[str], vectors: Vectors) -> None:
    """Writes `vectors` (terms, dimensions) as int8 `embeddings` with one `weights` entry per row, and the tokenizer.

    sentence-transformers 6 multiplies the two when it loads them (the convention of model2vec). The tokenizer is a
    plain WordLevel split at blanks, so text goes in as terms joined by blanks; terms[0] stands for every other term.
    """
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import WhitespaceSplit

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(WordLevel({term: row for row, term in enumerate(terms)}, unk_token=terms[0]))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)

    largest = np.abs(vectors).max(axis=1)
    weights = (np.where(largest == 0, 1, largest) / 127).astype(np.float32)
    embeddings = np.rint(vectors / weights[:, None]).astype(np.int8)
    save_file({"embeddings": embeddings, "weights": weights}, folder / "model.safetensors")

    modules = [
        {"idx": at, "name": str(at), "path": f"{at}" if at else "", "type": kind} for at, kind in enumerate(_MODULES)
    ]
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "config_sentence_transformers.json", {"prompts": {}, "similarity_fn_name": "cosine"})


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
