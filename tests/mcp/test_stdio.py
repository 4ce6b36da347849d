"""An assistant on the same machine starts Wence as a program of its own."""

import os
import sys
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from assistant.log.reader import entries
from index.encoder import open_encoder
from index.ingest import ingest
from index.store import Store
from tests.loops import in_a_loop
from tests.web.conftest import RENT

APP = Path(__file__).resolve().parents[2] / "app.py"


def test_a_question_over_standard_input_is_answered_and_kept(tmp_path: Path) -> None:
    (tmp_path / "东园.txt").write_text(RENT, encoding="utf-8")
    with Store.open(tmp_path / "home", open_encoder()) as store:
        assert ingest(store, [tmp_path / "东园.txt"]).failed == ()

    async def ask() -> Any:
        env = {**os.environ, "WENCE_HOME": str(tmp_path / "home")}
        program = StdioServerParameters(command=sys.executable, args=["-W", "error", str(APP), "mcp"], env=env)
        async with Client(stdio_client(program)) as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            return tools, await client.call_tool("ask", {"question": "租金补贴最高多少？"})

    tools, given = in_a_loop(ask())
    assert tools == ["search", "ask", "get_document", "list_documents"]
    assert "100万元" in given.structured_content["answer"]
    with Store.open(tmp_path / "home", open_encoder()) as store:
        (kept,) = entries(store.catalog.engine)
        assert kept.question == "租金补贴最高多少？"
