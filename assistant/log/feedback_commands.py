"""The command line of what visitors think of answers: feedback, settle."""

from typing import Annotated

import typer

from assistant.terminal import Json, complains, print_json, read_settings


@complains
def list_feedback(
    helpful: Annotated[bool | None, typer.Option("--helpful/--unhelpful", help="只看有帮助的，或没有帮助的")] = None,
    unsettled: Annotated[bool, typer.Option("--unsettled", help="只看还没有处理的")] = False,
    limit: Annotated[int, typer.Option(min=1, help="最多几条")] = 50,
    as_json: Json = False,
) -> None:
    """列出访客对回答的意见，最近的在前。"""
    from assistant.log.feedback import Sought, feedback_json, given
    from assistant.log.show import feedback_text
    from assistant.open import open_store

    with open_store(read_settings()) as store:
        found = given(store.catalog.engine, Sought(is_helpful=helpful, unsettled=unsettled, limit=limit))
    if as_json:
        print_json([feedback_json(it) for it in found])
        return
    for it in found:
        typer.echo(feedback_text(it))
    typer.echo(f"共 {len(found)} 条。处理后用 wence log settle ID --by 姓名 标明。", err=True)


@complains
def settle_feedback(
    feedback_id: Annotated[str, typer.Argument(metavar="ID", help="意见编号，见 wence log feedback")],
    by: Annotated[str, typer.Option(help="处理人")],
) -> None:
    """标明一条意见已经处理。"""
    from assistant.log.feedback import settle
    from assistant.open import open_store

    with open_store(read_settings()) as store:
        settle(store.catalog.engine, feedback_id, by.strip())
    typer.echo(f"已标明 {feedback_id} 处理完毕。", err=True)
