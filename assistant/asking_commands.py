"""`wence search`, `wence ask` and `wence chat`."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import (
    AsOf,
    Issuer,
    Json,
    OfKind,
    OfStatus,
    Region,
    Since,
    Standing,
    Until,
    complains,
    filters_of,
    print_json,
    read_settings,
)

if TYPE_CHECKING:
    from assistant.answer import Answer, Turn
    from assistant.log.door import Ask
    from assistant.open import Assistant
    from index.hit import Filters

cli = typer.Typer()


@cli.command()
@complains
def search(
    query: Annotated[str, typer.Argument(help="要找的内容")],
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help="最多几条")] = 10,
    region: Region = None,
    issuer: Issuer = None,
    kind: OfKind = None,
    since: Since = None,
    until: Until = None,
    status: OfStatus = Standing.IN_FORCE,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """在已收录的文件中查找，不作答。"""
    import time

    from assistant.open import open_store
    from assistant.render import hit_json, place
    from index.search import search as find

    filters = filters_of(region, issuer, kind, since, until, status, as_of)
    with open_store(read_settings()) as store:
        began = time.perf_counter()
        hits = find(store, query, k, filters)
        seconds = time.perf_counter() - began
    if as_json:
        print_json({"query": query, "seconds": round(seconds, 4), "hits": [hit_json(hit) for hit in hits]})
        return
    for hit in hits:
        typer.echo(f"{hit.rank}. {place(hit)}\n   {' '.join(hit.chunk.text.split())[:160]}")
        typer.echo("".join(f"   另见 {it.source_path}\n" for it in hit.copies))
    if not hits:
        typer.echo("没有找到。可换一种说法，或放宽筛选条件（--status all 也查已失效的）。", err=True)


@cli.command()
@complains
def ask(
    question: Annotated[str, typer.Argument(help="问题；写 - 则从标准输入读")],
    region: Region = None,
    issuer: Issuer = None,
    kind: OfKind = None,
    since: Since = None,
    until: Until = None,
    status: OfStatus = Standing.IN_FORCE,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """提一个问题，得到带出处的回答。"""
    from assistant.ask import ask as stream
    from assistant.log.door import kept
    from assistant.log.entry import Channel
    from assistant.open import open_assistant
    from assistant.render import answer_json

    filters = filters_of(region, issuer, kind, since, until, status, as_of)
    if question == "-":
        question = sys.stdin.read()
    with open_assistant(read_settings()) as assistant, kept(stream, assistant, Channel.CLI) as door:
        answer = _converse(door, assistant, question, (), filters, aloud=not as_json)
        if as_json:
            print_json(answer_json(answer))
        sys.stdout.flush()  # the answer is there before its entry is


@cli.command()
@complains
def chat(region: Region = None, kind: OfKind = None, as_of: AsOf = None) -> None:
    """在终端里连续提问；空行或 Ctrl-D 结束。"""
    from assistant.answer import Turn
    from assistant.ask import ask as stream
    from assistant.log.door import kept
    from assistant.log.entry import Channel, new_id
    from assistant.open import open_assistant
    from corpus.errors import BadQuestion

    filters = filters_of(region, None, kind, None, None, Standing.IN_FORCE, as_of)
    history: list[Turn] = []
    with open_assistant(read_settings()) as assistant, kept(stream, assistant, Channel.CLI, new_id()) as door:
        for question in _lines():
            try:
                answer = _converse(door, assistant, question, history, filters, aloud=True)
            except BadQuestion as error:
                typer.echo(str(error), err=True)
                continue
            history.append(Turn(answer.question, answer.text))


def _lines() -> Iterator[str]:
    """What the person types, line by line, until an empty line or the end of input."""
    while True:
        if sys.stdin.isatty():
            typer.echo("\n问：", nl=False, err=True)
        line = sys.stdin.readline().strip()
        if not line:
            return
        yield line


def _converse(
    door: "Ask", assistant: "Assistant", question: str, history: "Sequence[Turn]", filters: "Filters", *, aloud: bool
) -> "Answer":
    """Asks; aloud, it prints the answer (as it arrives, on a terminal) and the numbered sources."""
    import shutil

    from assistant.answer import Answer
    from assistant.drawn import Drawing
    from assistant.render import source_lines

    live, printed, answer = aloud and sys.stdout.isatty(), "", None
    drawing = Drawing(shutil.get_terminal_size().columns)
    if live and assistant.model is not None:
        typer.echo("（核实中，以下内容尚未核对原文）")
    for item in door(assistant, question, history, filters):
        if isinstance(item, Answer):
            answer = item
        elif live:
            typer.echo(drawing.feed(item), nl=False)
            printed += item
    typer.echo(drawing.end(), nl=False)
    assert answer is not None, "a stream ends in its answer"  # noqa: S101
    if aloud:
        if printed != answer.text:
            text = drawing.feed(answer.text) + drawing.end() if live else answer.text
            typer.echo(f"\n\n（核实后）\n{text}" if printed else text)
        scope = [f"（按问题所说，查找范围：{answer.scope}）"] if answer.scope else []
        typer.echo("\n".join(["", *scope, *source_lines(answer.citations)]))
    return answer
