"""Trains the built-in encoder: `python -m index.train`. Minutes on two cores, without a GPU or a download.

It reads law text and the questions of ../shared/bench (index/model/README.md lists them). A tenth of the STARD
questions is held out, see `is_held_out`, so that figures on them are on questions it never saw.
"""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.encoder import BUILTIN
from index.static import StaticEncoder
from index.training.check import check_articles, check_reading
from index.training.folder import write_model
from index.training.material import HELD_OUT, read_articles, read_paragraphs, read_questions, tenth_of
from index.training.material import is_held_out as is_held_out
from index.training.pairs import pairs
from index.training.terms import cut

if TYPE_CHECKING:
    from index.training.contrast import Recipe

BENCH = Path("../shared/bench")
VOCABULARY = 72_000  # x 384 int8 = 27.6 MB: what leaves room for the tokenizer under 30 MB


def train_model(bench: Path, out: Path, vocabulary_size: int, recipe: "Recipe", left_out: Collection[int]) -> None:
    """Trains on everything below `bench` but reading/dev.json, the held-out questions, and the questions and reading
    paragraphs of the tenths `left_out`; writes the folder `out`."""
    from index.training.contrast import train  # imports torch
    from index.training.sharpen import Asked, sharpen

    articles = read_articles(bench)
    questions = [each for each in read_questions(bench) if tenth_of(each.question_id) not in {HELD_OUT, *left_out}]
    paragraphs = [
        each for each in read_paragraphs(bench / "reading" / "train.json") if tenth_of(each.text) not in left_out
    ]
    together = list(pairs(articles, paragraphs))
    asking = [text for question in questions for text in (question.text, question.answer)]
    vocabulary, rows = cut([*(text for pair in together for text in (pair.left, pair.right)), *asking], vocabulary_size)
    sides = [(rows[pair.left], rows[pair.right]) for pair in together]
    known = [(left, right) for left, right in sides if left.size and right.size]
    _say(f"{len(known):,} pairs, {len(vocabulary.terms):,} terms")
    vectors = train(known, vocabulary, recipe, _say)

    place = {article.article_id: at for at, article in enumerate(articles)}
    asked = [
        Asked(rows[each.text], rows[each.answer], tuple(place[it] for it in dict.fromkeys(each.relevant)))
        for each in questions
    ]
    _say(f"{len(asked):,} questions")
    vectors = sharpen(vectors, asked, sides[: len(articles)], known[len(articles) :], recipe, _say)
    write_model(out, vocabulary.terms, vectors)


def check(bench: Path, folder: Path) -> dict[str, object]:
    """Figures of the model in `folder` on what training never saw: held-out questions and reading/dev.json."""
    encoder = StaticEncoder.open(folder)
    held_out = [question for question in read_questions(bench) if is_held_out(question.question_id)]
    return {
        "model": encoder.name,
        "stard_held_out": check_articles(encoder, read_articles(bench), held_out),
        "reading_dev": check_reading(encoder, read_paragraphs(bench / "reading" / "dev.json")),
    }


def write_held_out(bench: Path, out: Path) -> None:
    """Writes the relevance judgements of the held-out questions to `out`, in BEIR's form."""
    lines = (bench / "stard" / "qrels" / "train.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    header, judgements = lines[0], lines[1:]
    kept = [line for line in judgements if is_held_out(line.split("\t", 1)[0])]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(header + "".join(kept), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Does what the command line asks; figures go to standard output as JSON, progress to standard error."""
    options = _options(arguments)
    try:
        if options.write_heldout is not None:
            write_held_out(options.bench, options.write_heldout)
            return
        if not options.check:
            _train(options)
        print(json.dumps(check(options.bench, options.out), ensure_ascii=False))
    except FileNotFoundError as error:
        sys.exit(f"找不到训练数据 {error.filename}；请用 --bench 指定含 stard/ 和 reading/ 的目录")


def _train(options: Namespace) -> None:
    import torch

    from index.training.contrast import Recipe

    torch.set_num_threads(options.threads)
    started = time.monotonic()
    recipe = Recipe(options.dimensions, options.epochs, seed=options.seed, sharpening=options.sharpening)
    train_model(options.bench, options.out, options.vocabulary, recipe, options.leave_out)
    _say(f"trained in {time.monotonic() - started:.0f} s: {options.out}")


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m index.train", description="Train and check the built-in encoder.")
    parser.add_argument("--bench", type=Path, default=BENCH, help="folder with stard/ and reading/ (%(default)s)")
    parser.add_argument("--out", type=Path, default=BUILTIN, help="model folder to write (the built-in one)")
    parser.add_argument("--vocabulary", type=int, default=VOCABULARY, help="number of terms (%(default)s)")
    parser.add_argument("--dimensions", type=int, default=384, help="length of a vector (%(default)s)")
    parser.add_argument("--epochs", type=int, default=2, help="passes over all pairs (%(default)s)")
    parser.add_argument("--sharpening", type=int, default=5, help="passes over the questions (%(default)s)")
    parser.add_argument(
        "--leave-out",
        type=int,
        nargs="*",
        default=(),
        metavar="TENTH",
        help="tenths of the questions and paragraphs, for `evals.fusion`",
    )
    parser.add_argument("--seed", type=int, default=0, help="of everything random (%(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="of torch; the vectors' last bits depend on it")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--check", action="store_true", help="train nothing: print the figures of the model in --out")
    only.add_argument("--write-heldout", type=Path, metavar="FILE", help="write the held-out questions' qrels")
    return parser.parse_args(arguments)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
