"""The command line of this stage: `wence eval`, with answers, reading, refusal, retrieval and latency; others add theirs."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from assistant.terminal import Json, complains, read_settings
from corpus.errors import SettingError
from evals.browsing_commands import cli as browsing
from evals.collection_commands import cli as collection
from evals.growth.commands import cli as growth
from evals.load_commands import cli as load
from evals.pins.commands import cli as pins
from evals.replicas_command import cli as replicas
from evals.terminal import Against, Least, Most, Out, finish, hold, printed, progress, wanted

cli = typer.Typer(no_args_is_help=True, help="用已知答案评测：回答、阅读、拒答、检索、用时；清点一个文件夹读成什么样")
cli.add_typer(collection)
cli.add_typer(browsing)
cli.add_typer(growth)
cli.add_typer(load)
cli.add_typer(pins)
cli.add_typer(replicas)


@cli.command()
@complains
def answers(
    cases: Annotated[Path, typer.Argument(help="用例文件，JSONL，每行一例", metavar="CASES")],
    out: Out = None,
    against: Against = None,
    least: Least = None,
    most: Most = None,
    judge: Annotated[
        bool, typer.Option("--judge", help="另由 WENCE_MODEL 评分：忠实度、切题度、引用召回和精度")
    ] = False,
    as_json: Json = False,
) -> None:
    """对已收录的文件逐例提问，核对事实、出处和拒答。"""
    from assistant.open import open_assistant
    from evals.answers import figure_names
    from evals.case import read_cases
    from evals.measured import measured

    to_ask, settings = read_cases(cases), read_settings()
    asked_for = wanted("answers", cases, out, against, least, most, figure_names(to_ask, is_judged=judge))
    with open_assistant(settings) as assistant, progress() as on_step:
        results = measured(assistant, cases, to_ask, is_judged=judge, on_step=on_step)
    finish(results, asked_for, as_json=as_json)


@cli.command()
@complains
def reading(
    file: Annotated[Path, typer.Argument(help="SQuAD 格式的 JSON", metavar="FILE")],
    limit: Annotated[int | None, typer.Option(min=1, help="最多问几题，均匀抽取", metavar="N")] = None,
    out: Out = None,
    against: Against = None,
    least: Least = None,
    most: Most = None,
    as_json: Json = False,
) -> None:
    """为文中段落建临时索引并逐题提问；不动 WENCE_HOME。"""
    from assistant.open import open_encoder_of
    from evals.reading import figure_names, run
    from evals.report.of_reading import results_of
    from evals.report.setup import setup_of

    settings = read_settings()
    asked_for, encoder = wanted("reading", file, out, against, least, most, figure_names()), open_encoder_of(settings)
    with progress() as on_step:
        result = run(file, encoder, settings, limit=limit, on_step=on_step)
    finish(
        results_of(result, setup_of(file, encoder.name, result.passages, settings.model)), asked_for, as_json=as_json
    )


@cli.command()
@complains
def refusal(
    file: Annotated[Path, typer.Argument(help="SQuAD 格式的 JSON", metavar="FILE")],
    cases: Annotated[Path | None, typer.Option(help="另问这些用例，JSONL", metavar="CASES")] = None,
    documents: Annotated[Path | None, typer.Option(help="用例所问的文件夹；缺省为示例文件", metavar="DIR")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="最多问几题，均匀抽取", metavar="N")] = None,
    out: Out = None,
    against: Against = None,
    least: Least = None,
    most: Most = None,
    as_json: Json = False,
) -> None:
    """拒答是否得当：文中有答案的、答案被抽走的、毫不相干的问题各拒了多少；建临时索引，不动 WENCE_HOME。"""
    from assistant.open import open_encoder_of
    from evals.case import read_cases
    from evals.refusal import DOCUMENTS, Refusals, run
    from evals.report.figures import flat
    from evals.report.of_refusal import results_of
    from evals.report.setup import setup_of

    settings, own = read_settings(), read_cases(cases) if cases else ()
    asked_for = wanted("refusal", file, out, against, least, most, flat(Refusals(()).to_json()))
    encoder = open_encoder_of(settings)
    with progress() as on_step:
        result = run(file, encoder, settings, cases=own, documents=documents or DOCUMENTS, limit=limit, on_step=on_step)
    finish(results_of(result, setup_of(file, encoder.name, None, settings.model)), asked_for, as_json=as_json)


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
    with progress() as on_step:
        result = run(folder, encoder, ks=ks, qrels=qrels, takes_part=_chosen(held_out), on_step=on_step)
    printed(result.to_json(), as_json=as_json)


@cli.command()
@complains
def latency(
    folder: Annotated[Path, typer.Argument(help="BEIR 目录：corpus.jsonl、queries.jsonl", metavar="DIR")],
    questions: Annotated[int, typer.Option(min=1, help="问多少题，均匀抽取")] = 300,
    home: Annotated[Path | None, typer.Option(help="索引建在该文件夹并留下；已有则直接用", metavar="DIR")] = None,
    least: Least = None,
    most: Most = None,
    as_json: Json = False,
) -> None:
    """在大量段落上回答一题要多久，以及到调用模型之前要多久；不动 WENCE_HOME。"""
    from assistant.open import open_encoder_of
    from evals.latency import figure_names, run
    from evals.thresholds import read_thresholds

    settings, bounds = read_settings(), read_thresholds(least or (), most or (), figure_names())
    with progress() as on_step:
        result = run(folder, open_encoder_of(settings), settings, questions=questions, home=home, on_step=on_step)
    printed(result.to_json(), as_json=as_json)
    hold(bounds, result.to_json())


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
