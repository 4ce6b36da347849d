"""The tools and the documents as a server of the Model Context Protocol, before any transport."""

import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
    ToolAnnotations,
)
from mcp_types import Tool as Described
from pydantic import BaseModel, ValidationError

from assistant.api.complaints import complaint, quoted
from assistant.api.failures import Failure, failure_of
from assistant.api.health import released
from assistant.api.replies import AnswerReply
from assistant.mcp.tools import SAID, Tool
from assistant.withheld import blotted_text
from corpus.errors import NoSuchDocument, WenceError

if TYPE_CHECKING:
    from assistant.open import Assistant

logger = logging.getLogger(__name__)

_ROOT = "wence://documents/"
_PAGE = 100
"""Documents in one page of the list of resources."""
_READING = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def server(assistant: "Assistant", tools: tuple[Tool, ...]) -> Server[Any]:
    """A server that offers the tools, and every document as a resource; it keeps nothing from one request to the next."""
    by_name = {tool.name: tool for tool in tools}
    shelf = _Shelf(assistant)

    async def list_tools(_: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_described(tool) for tool in tools])

    async def call(_: Any, params: CallToolRequestParams) -> CallToolResult:
        tool = by_name.get(params.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"没有“{quoted(params.name)}”这个工具，可以用：{'、'.join(by_name)}")
        return await _called(tool, params.arguments or {})

    made: Server[Any] = Server(
        "wence",
        title="问策 Wence",
        version=released(),
        instructions=SAID,
        on_list_tools=list_tools,
        on_call_tool=call,
        on_list_resources=shelf.listed,
        on_list_resource_templates=shelf.templates,
        on_read_resource=shelf.read,
        get_tool_input_schema=lambda name: by_name[name].takes.model_json_schema() if name in by_name else None,
    )
    made.middleware.clear()  # it would trace every request
    return made


def _described(tool: Tool) -> Described:
    return Described(
        name=tool.name,
        title=tool.title,
        description=tool.said,
        input_schema=tool.takes.model_json_schema(),
        output_schema=tool.gives.model_json_schema(mode="serialization"),
        annotations=_READING,
    )


async def _called(tool: Tool, arguments: Mapping[str, Any]) -> CallToolResult:
    """What the tool gives; where it fails, a sentence that the assistant can act on."""
    try:
        given = await tool.called(arguments)
    except ValidationError as error:
        return _failed(Failure(422, "invalid_request", complaint(error.errors())))
    except Exception as error:
        failure = failure_of(error)
        if failure.status >= 500:
            trace = None if isinstance(error, WenceError) else error
            logger.warning("the tool %s failed: %s", tool.name, error, exc_info=trace)
        return _failed(failure)
    return CallToolResult(
        content=[TextContent(text=_readable(given))], structured_content=given.model_dump(mode="json")
    )


def _failed(failure: Failure) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=failure.message)], is_error=True)


def _readable(given: BaseModel) -> str:
    """For assistants that read only the text: an answer with its footnotes and quotes, anything else as JSON."""
    if not isinstance(given, AnswerReply):
        return json.dumps(given.model_dump(mode="json"), ensure_ascii=False)
    label = "\n\n（人工智能生成，已与出处核对）" if given.model not in ("extractive", "staff") else ""
    notes = [
        f"[{it.number}] 《{it.title}》{''.join(it.path)}（doc_id {it.doc_id}）：“{it.quote}”" for it in given.citations
    ]
    return given.answer + label + ("\n\n出处：\n" + "\n".join(notes) if notes else "")


class _Shelf:
    """The documents as resources."""

    def __init__(self, assistant: "Assistant") -> None:
        self._catalog = assistant.store.catalog

    async def listed(self, _: Any, params: PaginatedRequestParams | None) -> ListResourcesResult:
        cursor = (params and params.cursor) or "0"
        if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
            raise MCPError(INVALID_PARAMS, "cursor 应为上一页的 nextCursor")
        cards, start = await to_thread.run_sync(self._catalog.cards), int(cursor)
        page = [
            Resource(name=card.doc_id, title=card.title, uri=_ROOT + card.doc_id, mime_type="text/plain")
            for card in cards[start : start + _PAGE]
        ]
        more = str(start + _PAGE) if start + _PAGE < len(cards) else None
        return ListResourcesResult(resources=page, next_cursor=more)

    async def templates(self, _: Any, __: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
        said = "一份文件整理后的全文，doc_id 见各个工具的返回"
        one = ResourceTemplate(
            name="document", title="文件全文", uri_template=_ROOT + "{doc_id}", description=said, mime_type="text/plain"
        )
        return ListResourceTemplatesResult(resource_templates=[one])

    async def read(self, _: Any, params: ReadResourceRequestParams) -> ReadResourceResult:
        uri = str(params.uri)
        try:
            if not uri.startswith(_ROOT):
                raise NoSuchDocument(f"没有“{quoted(uri)}”这个资源，应为 {_ROOT}文件编号")
            held = await to_thread.run_sync(self._catalog.document, uri.removeprefix(_ROOT))
        except NoSuchDocument as error:
            raise MCPError(INVALID_PARAMS, error.found) from None
        text = await to_thread.run_sync(blotted_text, held.text)
        return ReadResourceResult(contents=[TextResourceContents(uri=uri, text=text, mime_type="text/plain")])
