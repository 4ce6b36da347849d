"""`wence serve` and `wence mcp`."""

import typer

from assistant.ingest_commands import take_in_samples
from assistant.terminal import complains, read_settings

cli = typer.Typer()


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
