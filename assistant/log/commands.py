"""The command line of the answer log: list, show, replay, unanswered, answer, answers, feedback, settle, prune."""

import datetime
import sys
from typing import Annotated

import typer

from assistant.answer import Outcome
from assistant.log import feedback_commands
from assistant.terminal import Json, complains, parse_day, print_json, read_settings

log = typer.Typer(no_args_is_help=True, help="查看问答记录；答复没有答上来的问题")
answers = typer.Typer(no_args_is_help=True, help="查看和撤回工作人员的答复")
log.add_typer(answers, name="answers")
log.command("feedback")(feedback_commands.list_feedback)
log.command("settle")(feedback_commands.settle_feedback)

EntryId = Annotated[str, typer.Argument(metavar="ID", help="记录编号，见 wence log list，可只写开头几位")]


@log.command("list")
@complains
def list_entries(
    outcome: Annotated[Outcome | None, typer.Option(help="只看这种结果，如 not_found")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="不早于该日提问")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="不晚于该日提问")] = None,
    contains: Annotated[str | None, typer.Option(metavar="TEXT", help="问题或回答中含有这些字")] = None,
    limit: Annotated[int, typer.Option(min=1, help="最多几条")] = 50,
    as_json: Json = False,
) -> None:
    """列出问答记录，最近的在前。"""
    from assistant.log.reader import Wanted, entries
    from assistant.log.rows import entry_json
    from assistant.log.show import entry_line
    from assistant.open import open_store

    wanted = Wanted(outcome, parse_day(since), parse_day(until), contains, limit)
    with open_store(read_settings()) as store:
        found = entries(store.catalog.engine, wanted)
    if as_json:
        print_json([entry_json(it) for it in found])
        return
    for it in found:
        typer.echo(entry_line(it))
    typer.echo(f"共 {len(found)} 条" + ("（可用 --limit 看更多）" if len(found) == limit else ""), err=True)


@log.command()
@complains
def show(entry_id: EntryId, as_json: Json = False) -> None:
    """显示一条记录：问题、回答、所引原文、找到的段落、未能核实的句子。"""
    from assistant.log.reader import entry
    from assistant.log.rows import entry_json
    from assistant.log.show import entry_text
    from assistant.open import open_store

    with open_store(read_settings()) as store:
        found = entry(store.catalog.engine, entry_id)
    if as_json:
        print_json(entry_json(found))
    else:
        typer.echo(entry_text(found))


@log.command()
@complains
def replay(entry_id: EntryId, as_json: Json = False) -> None:
    """按当时的条件再问一次（不用模型），比较两次回答；不同则指出哪些文件变了。"""
    from assistant.ask import ask
    from assistant.log.reader import entry
    from assistant.log.replay import replay as again
    from assistant.log.replay import replay_json
    from assistant.log.show import replay_text
    from assistant.open import open_assistant

    # The model is not asked, so it need not be there.
    with open_assistant(read_settings().model_copy(update={"model": None})) as assistant:
        found = again(assistant, entry(assistant.store.catalog.engine, entry_id), ask)
    if as_json:
        print_json(replay_json(found))
    else:
        typer.echo(replay_text(found))


@log.command()
@complains
def unanswered(as_json: Json = False) -> None:
    """列出没有答上来的问题（相同的合为一条），最近的在前；已有工作人员答复的不列。"""
    from assistant.log.show import unanswered_text
    from assistant.log.unanswered import unanswered as find
    from assistant.log.unanswered import unanswered_json
    from assistant.open import open_store

    with open_store(read_settings()) as store:
        found = find(store, datetime.date.today())
    if as_json:
        print_json([unanswered_json(it) for it in found])
        return
    for it in found:
        typer.echo(unanswered_text(it))
    typer.echo(f"共 {len(found)} 个问题。用 wence log answer ID --text … --author 姓名 --expires 日期 答复。", err=True)


@log.command()
@complains
def answer(
    subject: Annotated[str, typer.Argument(metavar="ID_OR_QUESTION", help="记录编号，或问题原文")],
    text: Annotated[str, typer.Option(help="答复；写 - 则从标准输入读")],
    author: Annotated[str, typer.Option(help="答复人，随答复一起显示")],
    expires: Annotated[str, typer.Option(metavar="DATE", help="有效至哪一天，到期后不再给出")],
    source: Annotated[str | None, typer.Option(metavar="DOC_ID", help="依据的文件，须同时用 --quote 给出原文")] = None,
    quote: Annotated[str | None, typer.Option(help="该文件中的原文，一字不差")] = None,
    as_json: Json = False,
) -> None:
    """答复一个问题；此后问同样的问题即给出这一答复，并注明答复人和有效期。"""
    from assistant.log.answering import answer_of
    from assistant.log.desk import state_of
    from assistant.log.show import staff_text
    from assistant.log.staff import add, answer_json, find
    from assistant.open import open_store

    if text == "-":
        text = sys.stdin.read()
    with open_store(read_settings()) as store:
        today, given = datetime.date.today(), answer_of(store, subject, text, author, expires, source, quote)
        before = find(store, given.question, today, given.filters, exactly=True)
        written = add(store.catalog.engine, given)
        state = state_of(written, store, today)
    if as_json:
        print_json(answer_json(written) | {"state": state.value})
    else:
        typer.echo(staff_text(written, state))
        typer.echo("已保存。以后问这个问题，即给出这一答复。", err=True)
        if before is not None:
            typer.echo(f"此前{before.author}的答复（{before.id}）由它代替；撤回新的，旧的又会给出。", err=True)


@log.command("prune")
@complains
def prune_entries() -> None:
    """删去超过保存期限的记录（WENCE_LOG_DAYS）和访客对话（WENCE_CONVERSATION_DAYS）；工作人员的答复不受影响。"""
    from assistant.conversations.store import prune as prune_conversations
    from assistant.log.writer import prune
    from assistant.open import open_store

    settings = read_settings()
    with open_store(settings) as store:
        removed = prune(store.catalog.engine, settings.log_days)
        ended = prune_conversations(store.catalog.engine, settings.conversation_days)
    kept = f"保存 {settings.log_days} 天" if settings.log_days else "一直保存"
    typer.echo(f"已删去 {removed} 条过期记录（{kept}，见 WENCE_LOG_DAYS）、{ended} 段过期对话", err=True)


@answers.command("list")
@complains
def list_answers(as_json: Json = False) -> None:
    """列出工作人员的答复，最近的在前。"""
    from assistant.log.desk import state_of
    from assistant.log.show import staff_text
    from assistant.log.staff import answer_json, written
    from assistant.open import open_store

    with open_store(read_settings()) as store:
        found = [(it, state_of(it, store, datetime.date.today())) for it in written(store.catalog.engine)]
    if as_json:
        print_json([answer_json(it) | {"state": state.value} for it, state in found])
        return
    for it, state in found:
        typer.echo(staff_text(it, state))
    typer.echo(f"共 {len(found)} 条", err=True)


@answers.command()
@complains
def withdraw(
    answer_id: Annotated[str, typer.Argument(metavar="ID", help="答复编号，见 wence log answers list")],
) -> None:
    """撤回一条答复，此后不再给出；记录保留。"""
    from assistant.log.staff import withdraw as take_back
    from assistant.open import open_store

    with open_store(read_settings()) as store:
        taken = take_back(store.catalog.engine, answer_id)
    typer.echo(f"已撤回 {taken.id}：{taken.question}", err=True)
