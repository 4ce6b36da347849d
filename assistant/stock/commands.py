"""The command line of the stock: correct, history, undo, reread, problems, below `wence docs`."""

import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import Json, complains, print_json, read_settings
from corpus.errors import BadCorrection

if TYPE_CHECKING:
    from index.corrections.deeds import Correction

DocId = Annotated[str, typer.Argument(metavar="ID", help="文件编号，见 wence docs list")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="由谁，记入更正记录")]


def attach(docs: typer.Typer) -> None:
    """Offer the commands below `wence docs`."""
    for command in (correct, history, undo, reread, problems):
        docs.command()(complains(command))


def correct(
    doc_id: DocId,
    values: Annotated[
        list[str], typer.Option("--set", metavar="FIELD=VALUE", help="如 region=河北省沧州市；等号后留空即清除")
    ],
    by: By,
    as_json: Json = False,
) -> None:
    """更正一份文件的信息，如标题、地区、施行日期；立即生效，文件再次收录或改动后仍然有效。"""
    from assistant.open import open_store
    from index.corrections.door import correct as run

    pairs = [it.partition("=") for it in values]
    for name, equals, _ in pairs:
        if not equals:
            raise BadCorrection(f"“{name}”看不懂，应写成 字段=值，如 --set region=河北省沧州市。")
    with open_store(read_settings()) as store:
        deed = run(store, doc_id, {name: value for name, _, value in pairs}, by)
    _tell(deed, as_json=as_json)


def history(
    doc_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="只看这份文件")] = None, as_json: Json = False
) -> None:
    """列出更正、移除、重读和撤销的记录：谁、何时、从什么改成什么；最近的在前。"""
    from assistant.open import open_store
    from index.corrections.deeds import history as find

    with open_store(read_settings()) as store:
        found = find(store.catalog.engine, doc_id)
    if as_json:
        print_json([it.to_json() for it in found])
        return
    for it in found:
        typer.echo(_line(it))
    typer.echo(f"共 {len(found)} 条", err=True)


def undo(
    correction: Annotated[
        str, typer.Argument(metavar="CORRECTION", help="记录编号，见 wence docs history，可只写开头几位")
    ],
    by: By,
    as_json: Json = False,
) -> None:
    """撤销一次更正或移除；被移除的文件按原编号恢复。"""
    from assistant.open import open_store
    from index.corrections.door import undo as run

    with open_store(read_settings()) as store:
        deed = run(store, correction, by)
    _tell(deed, as_json=as_json)


def reread(doc_id: DocId, by: By, as_json: Json = False) -> None:
    """从保存的原件重读一份文件，例如升级之后；编号、路径和更正不变。"""
    from assistant.open import limits_of, open_store
    from index.corrections.rereading import reread as run

    settings = read_settings()
    with open_store(settings) as store:
        report = run(store, doc_id, by, limits_of(settings))
    if as_json:
        print_json(report.to_json())
    elif report.reason is None:
        typer.echo(f"已重读 {report.title}（{doc_id}）：{report.chunks} 段，文字完好 {report.quality:.0%}")
    if report.reason is not None:
        typer.echo(f"失败 {report.path}：{report.reason}", err=True)
        raise typer.Exit(1)


def problems(as_json: Json = False) -> None:
    """列出需要有人处理的文件：读取失败、文字损坏、缺少信息、近似重复、试行期满、日期矛盾。"""
    from assistant.open import open_store
    from assistant.stock.problems import problems as find
    from assistant.stock.words import CHINESE

    with open_store(read_settings()) as store:
        found = find(store, datetime.date.today())
    if as_json:
        print_json([it.to_json(CHINESE.said(it)) for it in found])
        return
    for it in found:
        do = "、".join(CHINESE.remedies[one] for one in it.remedies)
        typer.echo(f"{CHINESE.sorts[it.sort]}  {it.doc_id or it.source_path}  {it.title}：{CHINESE.said(it)}（{do}）")
    typer.echo(f"共 {len(found)} 条", err=True)


def _tell(deed: "Correction", *, as_json: bool) -> None:
    if as_json:
        print_json(deed.to_json())
    else:
        typer.echo(_line(deed))


def _line(deed: "Correction") -> str:
    """A deed in one line, and one more for each field that it changed."""
    from index.corrections.deeds import Deed

    names = {Deed.CORRECT: "更正", Deed.REMOVE: "移除", Deed.UNDO: "撤销", Deed.REREAD: "重读"}
    when = deed.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
    what = f"{names[deed.deed]}{f' {deed.undoes}' if deed.undoes else ''}"
    undone = "  （已撤销）" if deed.undone_at else ""
    lines = [f"{deed.id}  {when}  {deed.author}  {what}  {deed.title}（{deed.doc_id}）{undone}"]
    lines += [f"    {name}：{it.before or '—'} → {it.after or '—'}" for name, it in deed.changes.items()]
    return "\n".join(lines)
