"""The command line of this stage: `wence eval answers | retrieval | reading | refusal | latency | corpus | facts | damaged`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import Json, complains, print_json, read_settings
from corpus.errors import SettingError

if TYPE_CHECKING:
    from evals.passages import OnStep

cli = typer.Typer(no_args_is_help=True, help="用已知答案评测：回答、检索、阅读；清点一个文件夹读成什么样")


@cli.command()
@complains
def answers(
    cases: Annotated[Path, typer.Argument(help="用例文件，JSONL，每行一例", metavar="CASES")],
    out: Annotated[Path | None, typer.Option(help="把结果写入该文件夹（JSON 和 Markdown）", metavar="DIR")] = None,
    as_json: Json = False,
) -> None:
    """对已收录的文件逐例提问，核对事实、出处和拒答。"""
    from assistant.model import model_name
    from assistant.open import open_assistant
    from evals.answers import run
    from evals.case import read_cases
    from evals.report import setup_of, what_is_wrong, write_answers

    to_ask, settings = read_cases(cases), read_settings()
    with open_assistant(settings) as assistant, _progress() as on_step:
        setup = setup_of(assistant.store, cases, model_name(settings))
        result = run(assistant, to_ask, on_step=on_step)
    _print(result.to_json(), as_json=as_json)
    for one in () if as_json else result.scored:
        if not one.correct:
            typer.echo(f"✗ {one.case.id}  {one.case.question}\n    {what_is_wrong(one)}")
    if out is not None:
        typer.echo(f"结果已写入 {write_answers(result, setup, out)}", err=True)


@cli.command()
@complains
def retrieval(
    folder: Annotated[Path, typer.Argument(help="BEIR 目录：corpus.jsonl、queries.jsonl、qrels/*.tsv", metavar="DIR")],
    qrels: Annotated[Path | None, typer.Option(help="只用这一个标注文件", metavar="FILE")] = None,
    k: Annotated[str, typer.Option(help="在哪些名次上计算召回，以逗号分隔")] = "10,100",
    held_out: Annotated[bool, typer.Option("--held-out", help="只用内置编码器训练时没有见过的问题")] = False,
    as_json: Json = False,
) -> None:
    """为一套带标注的段落建临时索引并检索；不动 WENCE_HOME。"""
    from assistant.open import open_encoder_of
    from evals.retrieval import run

    ks, encoder = _depths(k), open_encoder_of(read_settings())
    with _progress() as on_step:
        result = run(folder, encoder, ks=ks, qrels=qrels, takes_part=_chosen(held_out), on_step=on_step)
    _print(result.to_json(), as_json=as_json)


@cli.command()
@complains
def reading(
    file: Annotated[Path, typer.Argument(help="SQuAD 格式的 JSON", metavar="FILE")],
    limit: Annotated[int | None, typer.Option(min=1, help="最多问几题，均匀抽取", metavar="N")] = None,
    as_json: Json = False,
) -> None:
    """为文中段落建临时索引并逐题提问；不动 WENCE_HOME。"""
    from assistant.open import open_encoder_of
    from evals.reading import run

    settings = read_settings()
    with _progress() as on_step:
        result = run(file, open_encoder_of(settings), settings, limit=limit, on_step=on_step)
    _print(result.to_json(), as_json=as_json)


@cli.command()
@complains
def refusal(
    file: Annotated[Path, typer.Argument(help="SQuAD 格式的 JSON", metavar="FILE")],
    cases: Annotated[Path | None, typer.Option(help="另问这些用例，JSONL", metavar="CASES")] = None,
    documents: Annotated[Path | None, typer.Option(help="用例所问的文件夹；缺省为示例文件", metavar="DIR")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="最多问几题，均匀抽取", metavar="N")] = None,
    as_json: Json = False,
) -> None:
    """拒答是否得当：文中有答案的、答案被抽走的、毫不相干的问题各拒了多少；建临时索引，不动 WENCE_HOME。"""
    from assistant.open import open_encoder_of
    from evals.case import read_cases
    from evals.refusal import DOCUMENTS, run

    settings, own = read_settings(), read_cases(cases) if cases else ()
    with _progress() as on_step:
        result = run(
            file, open_encoder_of(settings), settings,
            cases=own, documents=documents or DOCUMENTS, limit=limit, on_step=on_step,
        )  # fmt: skip
    _print(result.to_json(), as_json=as_json)
    for point in () if as_json else result.curve():
        typer.echo("  ".join(f"{name} {value:.3f}" for name, value in point.items() if value is not None))


@cli.command()
@complains
def latency(
    folder: Annotated[Path, typer.Argument(help="BEIR 目录：corpus.jsonl、queries.jsonl", metavar="DIR")],
    questions: Annotated[int, typer.Option(min=1, help="问多少题，均匀抽取")] = 300,
    home: Annotated[Path | None, typer.Option(help="索引建在该文件夹并留下；已有则直接用", metavar="DIR")] = None,
    as_json: Json = False,
) -> None:
    """在大量段落上回答一题要多久，以及到调用模型之前要多久；不动 WENCE_HOME。"""
    from assistant.open import open_encoder_of
    from evals.latency import run

    settings = read_settings()
    with _progress() as on_step:
        result = run(folder, open_encoder_of(settings), settings, questions=questions, home=home, on_step=on_step)
    _print(result.to_json(), as_json=as_json)


@cli.command()
@complains
def corpus(
    folder: Annotated[Path, typer.Argument(help="存放文件的文件夹", metavar="DIR")],
    as_json: Json = False,
) -> None:
    """清点一个文件夹：读了多少、怎样切分、认出多少条文和日期、修补了什么；不建索引，不动 WENCE_HOME。"""
    from evals.census import run

    with _progress() as on_step:
        result = run(folder, on_step=on_step)
    _print(result.to_json(), as_json=as_json)
    if not as_json:
        for path, reason in result.refused:
            typer.echo(f"✗ {path}\n    {reason}")
        for one in result.worst:
            typer.echo(f"残缺 {one.quality:.4f}  {one.card.source_path}")


@cli.command()
@complains
def facts(
    labels: Annotated[Path, typer.Argument(help="标注文件，JSONL，每行一处", metavar="FILE")],
    data: Annotated[Path, typer.Option(help="标注所指的文件所在的文件夹", metavar="DIR")] = Path("../shared"),
    as_json: Json = False,
) -> None:
    """对照人工标注核对数字的读取：金额、比例、面积、数量、期限；不建索引，不动 WENCE_HOME。"""
    from evals.facts import read_labels, run

    result = run(read_labels(labels), data)
    _print(result.to_json(), as_json=as_json)
    for one in () if as_json else result.wrong:
        typer.echo(f"✗ {one.label.id}  {one.outcome}  {one.label.text}\n    {one.label.path}")


@cli.command()
@complains
def damaged(
    sources: Annotated[list[Path], typer.Argument(help="从这些文件夹里取文件来损坏", metavar="DIR…")],
    copies: Annotated[int, typer.Option(min=1, help="损坏多少份")] = 500,
    seed: Annotated[int, typer.Option(help="随机数种子；相同则损坏相同")] = 7,
    as_json: Json = False,
) -> None:
    """随机损坏文件（改字节、截断、清零、插入、错扩展名）后与完好的一起收录到临时索引；不动 WENCE_HOME。"""
    from assistant.open import limits_of, open_encoder_of
    from evals.damaged import run

    settings = read_settings()
    encoder = open_encoder_of(settings)
    with _progress() as on_step:
        result = run(sources, encoder, copies=copies, seed=seed, limits=limits_of(settings), on_step=on_step)
    _print(result.to_json(), as_json=as_json)


def _chosen(held_out: bool) -> Callable[[str], bool]:
    """Says of a query's id whether it takes part."""
    from evals.retrieval import everyone
    from index.train import is_held_out

    return is_held_out if held_out else everyone


def _depths(text: str) -> tuple[int, ...]:
    try:
        depths = tuple(dict.fromkeys(int(part) for part in text.split(",")))
    except ValueError as error:
        raise SettingError(f"--k {text} 看不懂，应为以逗号分隔的正整数，例如 --k 10,100") from error
    if min(depths) < 1:
        raise SettingError(f"--k {text} 里有小于 1 的数，应为正整数，例如 --k 10,100")
    return depths


def _print(result: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        print_json(result)
        return
    from rich.console import Console

    from evals.report import table

    Console().print(table(result))


@contextmanager
def _progress() -> "Iterator[OnStep]":
    """Counts on standard error, one line for each stage."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:.0f}"), TimeElapsedColumn())
    console, lines = Console(stderr=True), dict[str, TaskID]()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:

        def on_step(stage: str) -> None:
            if stage not in lines:
                lines[stage] = progress.add_task(stage, total=None)
            progress.advance(lines[stage])

        yield on_step
