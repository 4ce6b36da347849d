"""`wence docs`: what is held, one document of it, and removing one; the stock's commands stand beside them."""

from typing import Annotated

import typer

from assistant.stock.commands import DocId, attach
from assistant.terminal import AsOf, Json, complains, parse_day, print_json, read_settings

docs = typer.Typer(no_args_is_help=True, help="查看、更正、移除已收录的文件")
attach(docs)


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
