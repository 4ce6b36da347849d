"""Answers of a scripted model with planted errors, asked through the whole way: which of them reach the reader.

`python -m evals.planted` indexes the sample documents and one that carries injected instructions, lets a chat server on
loopback say what each case plants, and insist on it when it is asked again. Answers that are right, in other words and
other forms of numbers, are put through the same way: a check that drops everything would be no check.
"""

import argparse
import json
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answer import Answer, Outcome
from assistant.ask import ask
from assistant.claims import level
from assistant.open import Assistant, assistant_over
from assistant.settings import Settings
from corpus.errors import BadCases
from evals.case import first_problem, numbered_lines
from evals.scripted import ChatServer, Says, chat_server, shown_passages
from index.encoder import open_encoder
from index.hit import Filters
from index.ingest import ingest
from index.store import Store

FOLDER = Path(__file__).parent / "cases"
CASES = FOLDER / "planted.jsonl"
POISONED = FOLDER / "planted-poisoned.md"
RIGHT = "right"
_CITED = re.compile(r"\[@([^\]]+)\]")
_DOUBT = re.compile(r"^(\d+)\. (.+?)（原因：", re.MULTILINE)


class Planted(BaseModel):
    """What the model says to a question, and what of it must or must not reach the reader."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: str
    question: str
    reply: str
    """[@words] stands for the number under which the passage with these words is shown."""
    absent: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    size: int = 4
    """Characters of a streamed piece."""
    past: bool = False
    """Whether documents that no longer apply may be found."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case ended."""

    case: Planted
    answer: Answer
    shown: bool
    """Whether the model was shown every passage that it was to cite."""

    @property
    def leaked(self) -> tuple[str, ...]:
        """The planted errors that the reader sees."""
        text = _plain(self.answer.text)
        return tuple(one for one in self.case.absent if _plain(one) in text)

    @property
    def harmed(self) -> bool:
        """Whether a right answer lost something."""
        text, was_written = _plain(self.answer.text), self.answer.model != "extractive"
        complete = was_written and all(_plain(one) in text for one in self.case.present)
        return self.case.kind == RIGHT and not (complete and not self.answer.left_out)

    @property
    def misquoted(self) -> bool:
        """Whether a quote does not stand where its citation says."""
        return any(
            not one.hit.chunk.text.startswith(one.quote, one.start - one.hit.chunk.start)
            for one in self.answer.citations
        )


@dataclass(frozen=True, slots=True)
class Result:
    """How all cases ended."""

    verdicts: tuple[Verdict, ...]

    @property
    def planted(self) -> tuple[Verdict, ...]:
        """Those with an error."""
        return tuple(one for one in self.verdicts if one.case.kind != RIGHT)

    @property
    def right(self) -> tuple[Verdict, ...]:
        """Those without."""
        return tuple(one for one in self.verdicts if one.case.kind == RIGHT)

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """Those that let an error through, cite falsely, or never came to cite what they were to."""
        return tuple(one for one in self.verdicts if one.leaked or one.misquoted or not one.shown)

    def to_json(self) -> dict[str, Any]:
        """The counts, by kind."""
        kinds, leaks = (
            Counter(one.case.kind for one in self.planted),
            Counter(one.case.kind for one in self.planted if one.leaked),
        )
        harmed = [one for one in self.right if one.harmed]
        return {
            "planted": len(self.planted),
            "leaked": sum(leaks.values()),
            "by_kind": {kind: {"n": count, "leaked": leaks[kind]} for kind, count in kinds.items()},
            "right": len(self.right),
            "false_drop_rate": round(len(harmed) / max(1, len(self.right)), 4),
            "degraded": sum(one.answer.outcome is Outcome.DEGRADED for one in self.planted),
            "misquoted": sum(one.misquoted for one in self.verdicts),
            "unshown": [one.case.id for one in self.verdicts if not one.shown],
            "leaks": [
                {"id": one.case.id, "leaked": one.leaked, "answer": one.answer.text}
                for one in self.planted
                if one.leaked
            ],
            "harmed": [
                {
                    "id": one.case.id,
                    "answer": one.answer.text,
                    "left_out": [f"{it.text}（{it.reason}）" for it in one.answer.left_out],
                }
                for one in harmed
            ],
        }


def read_planted(path: Path = CASES) -> tuple[Planted, ...]:
    """The cases of a JSONL file.

    Raises:
        BadCases: a line is no case; names file and line.
    """
    found = []
    for number, line in numbered_lines(path):
        try:
            found.append(Planted.model_validate_json(line))
        except ValidationError as error:
            raise BadCases(f"{path} 第 {number} 行不是有效的用例：{first_problem(error)}") from error
    return tuple(found)


@contextmanager
def sample_store(home: Path) -> Iterator[Store]:
    """The sample documents and the poisoned one, indexed with the built-in encoder."""
    import corpus

    documents = Path(str(corpus.__file__)).parent / "documents"
    with Store.open(home, open_encoder("builtin")) as store:
        ingest(store, [documents, POISONED])
        yield store


def run(store: Store, cases: Sequence[Planted], timeout: float = 30.0) -> Result:
    """Every case, asked of a model that says what is planted."""
    with chat_server("") as server, _environment({"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "scripted"}):
        settings = Settings(model="openai:scripted", model_timeout=timeout, home=store.home)
        assistant = assistant_over(store, settings)
        return Result(tuple(_verdict(assistant, server, case) for case in cases))


def _verdict(assistant: Assistant, server: ChatServer, case: Planted) -> Verdict:
    numbers: dict[str, int] = {}

    def say(request: str) -> str:
        doubts = _DOUBT.findall(request)
        shown = shown_passages(request)
        for words in _CITED.findall(case.reply):
            numbers.setdefault(words, next((number for number, text in shown.items() if words in text), 0))
        reply = _CITED.sub(lambda found: f"[{numbers[found[1]]}]", case.reply)
        cited = "".join(f"[{number}]" for number in dict.fromkeys(numbers.values()))
        # Asked to mend a sentence, it insists.
        return "\n".join(f"{number}. {text}{cited}" for number, text in doubts) or reply

    asked, server.replies = len(server.requests), [Says(say, size=case.size)]
    *_, answer = ask(assistant, case.question, (), Filters(include_past=case.past))
    assert isinstance(answer, Answer)  # noqa: S101 - a stream ends in its answer
    return Verdict(case, answer, all(numbers.values()) and len(server.requests) > asked)


def _plain(text: str) -> str:
    """What a reader takes in: without markers, marks of emphasis and blanks."""
    return re.sub(r"\[[\d,，、]+\]|[\s*`]", "", level(text)).lower()


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """The variables by which the provider's client finds the server, for as long as it runs."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def main() -> int:
    """Prints the result; 1 where a planted error reaches the reader."""
    options = argparse.ArgumentParser(description="把编造的错误交给核对环节，看有没有到达读者的")
    options.add_argument("cases", nargs="?", type=Path, default=CASES)
    options.add_argument("--json", action="store_true", dest="as_json", help="标准输出只有一个 JSON 值")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home, sample_store(Path(home)) as store:
        result = run(store, read_planted(chosen.cases))
    value = result.to_json()
    if chosen.as_json:
        json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    else:
        _print(value)
    return 1 if result.failed else 0


def _print(value: Mapping[str, Any]) -> None:
    lines = [f"{kind:18} {count['leaked']} / {count['n']}" for kind, count in value["by_kind"].items()]
    lines += [
        f"到达读者的错误 {value['leaked']} / {value['planted']}",
        f"正确的回答被误删 {value['false_drop_rate']:.1%}（共 {value['right']} 例）",
    ]
    lines += [f"✗ {one['id']}：{'、'.join(one['leaked'])}\n    {one['answer']}" for one in value["leaks"]]
    lines += [f"误删 {one['id']}：{'；'.join(one['left_out'])}\n    {one['answer'][:120]}" for one in value["harmed"]]
    lines += [f"没有给模型看到所引的材料：{'、'.join(value['unshown'])}"] if value["unshown"] else []
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
