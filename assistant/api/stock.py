"""What staff do to documents: take in, correct, remove, and take that back."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from fastapi import Path as InPath
from starlette.datastructures import UploadFile

from assistant.accounts.person import Person
from assistant.api.description import STAFF, faults
from assistant.api.documents import DocId
from assistant.api.failures import Refused
from assistant.api.replies import FaultReply
from assistant.api.staff_replies import AmendBody, CorrectionReply, CorrectionsReply, TakenReply
from assistant.open import limits_of
from assistant.stock.uploads import Clash, Given, Taken, take
from index.corrections import deeds, door

if TYPE_CHECKING:
    from assistant.open import Assistant

MOST_FILES = 50
"""In one request."""
_MULTIPART = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": MOST_FILES,
                            "items": {"type": "string", "format": "binary"},
                            "description": "文件，一次最多 50 个；压缩包请先解压",
                        }
                    },
                }
            }
        },
    }
}
CorrectionId = Annotated[str, InPath(description="更正或移除的编号，见 GET /api/corrections", max_length=40)]


def routes(assistant: "Assistant", staff: Callable[..., Person], most_bytes: int) -> APIRouter:
    """The routes that change documents; `staff` gives the caller, or refuses, and a body has at most `most_bytes`."""
    router, store = APIRouter(tags=[STAFF]), assistant.store
    by = Annotated[Person, Depends(staff)]

    @router.post(
        "/api/documents",
        response_model=TakenReply,
        summary="收录文件",
        openapi_extra=_MULTIPART,
        max_body_size=most_bytes,
        responses=faults(FaultReply, 413),
    )
    async def upload(request: Request, person: by, clash: Annotated[Clash, _CLASH] = Clash.ASK) -> Any:
        """以 multipart/form-data 上传，字段名 files，可以有多个；返回每个文件的结果，与 wence ingest --json 相近。

        内容相同的不会收录两次；已有同名而内容不同的，列在 clashes 里，等你决定。
        """
        async with request.form(max_files=MOST_FILES, max_fields=10) as form:
            files = [it for it in form.getlist("files") if isinstance(it, UploadFile)]
            if not files:
                raise Refused(422, "没有收到文件：请用 multipart/form-data 上传，字段名为 files")
            taken = await to_thread.run_sync(_taken, assistant, files, clash)
        return _told(taken)

    @router.patch(
        "/api/documents/{doc_id}", response_model=CorrectionReply, summary="更正一份文件的元数据", responses=_MISSING
    )
    def amend(doc_id: DocId, body: AmendBody, person: by) -> Any:
        """只写要改的字段，写 null 表示未知；立即生效，文件再次收录或更新时仍然有效。标记废止：写 repealed_on 和 repealed_by。"""
        return door.correct(store, doc_id, body.model_dump(exclude_unset=True), person.name).to_json()

    @router.delete(
        "/api/documents/{doc_id}", response_model=CorrectionReply, summary="移除一份文件", responses=_MISSING
    )
    def remove(doc_id: DocId, person: by) -> Any:
        """不再找得到，再次收录时也不会回来，直到撤销；原文件和文字都留着。"""
        return door.remove(store, doc_id, person.name).to_json()

    @router.get("/api/corrections", response_model=CorrectionsReply, summary="做过的更正和移除")
    def corrections(
        _: by, doc_id: Annotated[str | None, Query(max_length=200, description="只看这份文件")] = None
    ) -> Any:
        """由谁、何时、改前改后，新的在前。"""
        return {"corrections": [it.to_json() for it in deeds.history(store.catalog.engine, doc_id)]}

    @router.post(
        "/api/corrections/{correction_id}/undo",
        response_model=CorrectionReply,
        summary="撤销一次更正或移除",
        responses=_MISSING,
    )
    def undo(correction_id: CorrectionId, person: by) -> Any:
        """次序不限；移除的文件会按移除前的样子回来。"""
        return door.undo(store, correction_id, person.name).to_json()

    return router


_MISSING = faults(FaultReply, 404)
_CLASH = Query(description="已有同名而内容不同的文件时：ask 先不收录，replace 替换，keep_both 两份都留")


def _taken(assistant: "Assistant", files: Sequence[UploadFile], clash: Clash) -> Taken:
    settings = assistant.settings
    with TemporaryDirectory(prefix="wence-upload-") as folder:
        given = []
        for number, it in enumerate(files):
            path = Path(folder) / str(number)
            with path.open("wb") as copy:
                shutil.copyfileobj(it.file, copy)
            given.append(Given(it.filename or "", path))
        return take(assistant.store, given, clash=clash, most_mb=settings.upload_mb, limits=limits_of(settings))


def _told(taken: Taken) -> dict[str, Any]:
    report = taken.report.to_json()
    return report | {
        "failed": len(taken.report.failed),
        "clashes": list(taken.clashes),
        "refused": [{"name": it.name, "reason": it.reason} for it in taken.refused],
    }
