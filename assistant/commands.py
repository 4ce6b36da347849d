"""The command line of this stage, put together from what its parts offer."""

import typer

from assistant import asking_commands, backup_commands, doctor_commands, ingest_commands, serving_commands
from assistant.accounts.commands import users
from assistant.accounts.key_commands import keys
from assistant.docs_commands import docs
from assistant.log.commands import log

cli = typer.Typer(
    name="wence", no_args_is_help=True, add_completion=False, help="问策 Wence：政策文件问答，每句话都有出处。"
)
for part in (ingest_commands, asking_commands, serving_commands, doctor_commands, backup_commands):
    cli.add_typer(part.cli)
cli.add_typer(docs, name="docs")
cli.add_typer(log, name="log")
cli.add_typer(users, name="users")
cli.add_typer(keys, name="keys")
