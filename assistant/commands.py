"""The command line of this stage: ingest, docs, search, ask, chat, serve, doctor."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.accounts.commands import users
from assistant.accounts.key_commands import keys
from assistant.backup_commands import cli as keeping
from assistant.log.commands import log
from assistant.progress import progress_bar
from assistant.stock.commands import attach
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
    parse_day,
    print_json,
    read_settings,
)

if TYPE_CHECKING:
    from assistant.answer import Answer, Turn
    from assistant.log.door import Ask
    from assistant.open import Assistant
    from assistant.settings import Settings
    from index.hit import Filters
    from index.ingest import Report
    from index.store import Store

cli = typer.Typer(
    name="wence", no_args_is_help=True, add_completion=False, help="问策 Wence：政策文件问答，每句话都有出处。"
)
docs = typer.Typer(no_args_is_help=True, help="查看、更正、移除已收录的文件")
attach(docs)
cli.add_typer(docs, name="docs")
cli.add_typer(log, name="log")
cli.add_typer(keeping)
cli.add_typer(users, name="users")
cli.add_typer(keys, name="keys")

DocId = Annotated[str, typer.Argument(metavar="ID", help="文件编号，见 wence docs list")]


@cli.command()
@complains
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹", metavar="PATH…")],
    spread: Annotated[
        bool, typer.Option("--spread", help="用 Ray 把读取分到集群（RAY_ADDRESS）或本机各核；适合几十万份文件")
    ] = False,
    as_json: Json = False,
) -> None:
    """收录文件和文件夹；未变的跳过，变了的替换，文件夹里已不存在的移除。"""
    from assistant.open import limits_of, open_store
    from index.reading import warm_up

    settings = read_settings()
    warm_up(limits_of(settings))
    with open_store(settings) as store:
        try:
            report = _ingest(store, paths, settings, spread=spread)
        except KeyboardInterrupt:
            typer.echo(
                f"已中断。已写入的都已保存，现有 {len(store.catalog.cards())} 份文件可查；再次运行同一命令即从中断处继续。",
                err=True,
            )
            raise typer.Exit(130) from None
    if as_json:
        print_json(report.to_json())
    else:
        _print_report(report)
    if report.failed:
        raise typer.Exit(1)


def _ingest(store: "Store", paths: Sequence[Path], settings: "Settings", *, spread: bool = False) -> "Report":
    from assistant.open import limits_of
    from index.ingest import ingest as run
    from index.reading import read_apart
    from index.spread import read_spread

    with progress_bar("收录") as advance:
        return run(
            store,
            paths,
            limits=limits_of(settings),
            on_progress=lambda progress: advance(progress.done, progress.total),
            reader=read_spread if spread else read_apart,
        )


_CAUTIONS = 5
"""Of one file that a report lists; wence docs show has all."""


def _others(count: int) -> str:
    return f"；另有 {count - _CAUTIONS} 处，见 wence docs show" if count > _CAUTIONS else ""


def _print_report(report: "Report") -> None:
    typer.echo(
        f"新增 {len(report.added)}，更新 {len(report.updated)}，未变 {len(report.unchanged)}，移除 {len(report.removed)}，"
        f"修复 {len(report.repaired)}，当心 {len(report.cautioned)}，重复 {len(report.duplicates)}，失败 {len(report.failed)}；"
        f"共 {report.chunks} 段，用时 {report.seconds:.1f} 秒"
    )
    for path, notes in report.repaired:
        typer.echo(f"  修复 {path}：{'；'.join(notes)}")
    for path, notes in report.cautioned:
        typer.echo(f"  当心 {path}：{'；'.join(notes[:_CAUTIONS])}{_others(len(notes))}")
    for path, other in report.duplicates:
        typer.echo(f"  重复 {path}：内容与 {other} 相同，作为同一份文件的另一个路径")
    for path in report.kept_out:
        typer.echo(f"  已移除，未收录 {path}；如要收录，用 wence docs history 查编号，再 wence docs undo 编号")
    for path, reason in report.failed:
        typer.echo(f"  失败 {path}：{reason}", err=True)


@docs.command("list")
@complains
def list_documents(as_of: AsOf = None, as_json: Json = False) -> None:
    """列出已收录的文件。"""
    from assistant.open import Assistant, open_store
    from assistant.render import card_json
    from corpus.repair.quality import FAIR

    with open_store(read_settings()) as store:
        day = parse_day(as_of) or Assistant(store, read_settings()).today
        counts = store.catalog.counts()
        rows = [card_json(card, day) | counts[card.doc_id] for card in store.catalog.cards()]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        harm = f"  [文字完好 {row['quality']:.0%}]" if row["quality"] < FAIR else ""
        harm += "  [当心]" if row["cautions"] else ""
        typer.echo(
            f"{row['doc_id']}  {row['status']:9}  {row['published_on'] or row['adopted_on'] or '—':10}  {row['title']}{harm}"
        )
    typer.echo(f"共 {len(rows)} 份", err=True)


@docs.command()
@complains
def show(doc_id: DocId, as_of: AsOf = None, as_json: Json = False) -> None:
    """显示一份文件：元数据、时效及其依据、整理后的全文。"""
    from assistant.open import Assistant, open_store
    from assistant.record import record
    from assistant.render import repeal_line
    from corpus.document import Caution, Unease

    with open_store(read_settings()) as store:
        day = parse_day(as_of) or Assistant(store, read_settings()).today
        value = record(store.catalog, doc_id, day)
    if as_json:
        print_json(value)
        return
    text, repeals = value.pop("text"), value.pop("repeals")
    facts, repairs, alike = value.pop("facts"), value.pop("repairs"), value.pop("copies")
    cautions = [Caution(**it | {"kind": Unease(it["kind"])}) for it in value.pop("cautions")]
    for name, content in value.items():
        if content not in (None, []):
            typer.echo(f"{name}: {'、'.join(map(str, content)) if isinstance(content, list) else content}")
    for one in repairs:
        typer.echo(f"repair: {one['note']}")
    for caution in cautions:
        typer.echo(f"caution: {caution.said}")
    for one in repeals:
        typer.echo(f"repeals: {repeal_line(one)}")
    for one in alike:
        typer.echo(f"copy: {one['title']}（{one['source_path']}，{one['doc_id']}）")
    if facts:
        typer.echo(f"facts: {len(facts)} 处金额、比例、期限等，详见 --json")
    typer.echo(f"\n{text}")


@docs.command()
@complains
def remove(
    doc_id: DocId,
    keep_out: Annotated[
        str | None,
        typer.Option("--keep-out", metavar="NAME", help="由谁移除；此后再收录也不收，直到 wence docs undo 撤销"),
    ] = None,
) -> None:
    """把一份文件从目录和两个索引中移除；原件保留。文件仍在原处的，再次收录时会重新收录，除非用 --keep-out。"""
    from assistant.open import open_store
    from corpus.normalize import in_title_marks
    from index.corrections.door import remove as for_good

    with open_store(read_settings()) as store:
        title = store.catalog.document(doc_id).card.title
        if keep_out is None:
            store.remove(doc_id)
            how = "再次收录其文件时会重新收录；要一直不收，用 --keep-out 姓名"
        else:
            how = f"不再收录，直到 wence docs undo {for_good(store, doc_id, keep_out).id} --by 姓名"
    typer.echo(f"已移除{in_title_marks(title)}（{doc_id}）；{how}", err=True)


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


@cli.command()
@complains
def serve(context: typer.Context) -> None:
    """启动网页；首次启动先收录示例文件。"""
    from assistant.open import open_assistant
    from assistant.operations.heap import share_arenas
    from assistant.operations.logs import begin, notices, part
    from assistant.web.server import serve as run
    from assistant.web.serving import leave
    from index.chroma.folder import doubt

    share_arenas()  # before the index begins threads of its own
    settings = read_settings()
    begin(settings)
    doubt(settings.home)  # damaged files would end the service without a word
    with open_assistant(settings) as assistant:
        if not assistant.store.catalog.cards():
            take_in_samples(assistant.store, settings)
        run(assistant, tuple(make(assistant) for make in context.obj or ()))
        part()
    notices.info("已停止。")
    leave()


def take_in_samples(store: "Store", settings: "Settings") -> None:
    """Ingest the sample corpus into an empty store, unless another process, such as a second replica, is at it."""
    from assistant.operations.logs import notices

    with store.writer.session_if_free() as is_alone:
        if not is_alone:
            notices.info("另一个进程正在收录，不再收录示例文件。")
        elif not store.catalog.cards():
            notices.info("首次启动：收录示例文件。")
            _print_report(_ingest(store, [sample_corpus()], settings))


@cli.command()
@complains
def mcp() -> None:
    """作为 MCP 服务器，供本机的 AI 助手查找和提问（标准输入输出）。"""
    from assistant.admission import Admission
    from assistant.api.asking import Answering
    from assistant.api.work import Places
    from assistant.ask import ask as door
    from assistant.log.door import kept
    from assistant.log.entry import Channel
    from assistant.mcp.tools import tools
    from assistant.mcp.transports import over_stdio
    from assistant.open import open_assistant

    settings = read_settings()
    with open_assistant(settings) as assistant, kept(door, assistant, Channel.API) as ask:
        places = Places(Admission(settings.at_once, settings.waiting))
        over_stdio(assistant, tools(assistant, Answering(assistant, ask), places))


def sample_corpus() -> Path:
    """The folder of sample documents that ships with Wence."""
    import corpus

    return Path(str(corpus.__file__)).parent / "documents"


@cli.command()
@complains
def reindex() -> None:
    """用当前的编码器从目录重建两个索引，不再读原文件。"""
    from assistant.elsewhere import elsewhere_of
    from assistant.open import open_encoder_of
    from index.store import Store

    settings = read_settings()
    with Store.rebuild(settings.home, open_encoder_of(settings), elsewhere=elsewhere_of(settings)) as store:
        typer.echo(f"已重建：{store.lexical.size} 段", err=True)


@cli.command()
@complains
def doctor(
    as_json: Json = False,
    deep: Annotated[bool, typer.Option("--deep", help="逐一核对索引和原件是否与目录一致")] = False,
    repair: Annotated[bool, typer.Option("--repair", help="与 --deep 同用：按目录修复不一致之处")] = False,
    only_settings: Annotated[
        bool, typer.Option("--settings", help="只列出每项设置的值、从哪里来、是什么意思；不检查")
    ] = False,
) -> None:
    """检查配置了什么、什么能用、不能用的怎么办。"""
    from assistant.deep import examine_deep
    from assistant.doctor import examine
    from corpus.errors import SettingError

    if repair and not deep:
        raise SettingError("--repair 要与 --deep 一起用：wence doctor --deep --repair")
    settings = read_settings()
    if only_settings:
        _print_settings(settings, as_json=as_json)
        return
    # First: what follows looks at the store as it is now.
    compared = examine_deep(settings, repair=repair) if deep else []
    findings = [*examine(settings), *compared]
    if as_json:
        print_json([{"name": one.name, "ok": one.ok, "found": one.found, "advice": one.advice} for one in findings])
    else:
        for one in findings:
            typer.echo(
                f"{'✓' if one.ok else '✗'} {one.name}：{one.found}" + (f"\n    {one.advice}" if one.advice else "")
            )
    if not all(one.ok for one in findings):
        raise typer.Exit(1)


def _print_settings(settings: "Settings", *, as_json: bool) -> None:
    from assistant.operations.explained import Origins, explained

    found = explained(settings)
    if as_json:
        print_json(
            [{"name": it.variable, "value": it.value, "origin": it.origin, "meaning": it.meaning} for it in found]
        )
        return
    for it in found:
        typer.echo(f"{it.variable} = {it.value}（{it.origin}）\n    {it.meaning}")
    for said in Origins().unknown():
        typer.echo(f"✗ {said}", err=True)
