"""GET /api/health: whether the service works, for those who watch over it."""

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from sqlalchemy.exc import SQLAlchemyError

from assistant.api.replies import HealthReply
from corpus.errors import StoreError

if TYPE_CHECKING:
    from assistant.open import Assistant


def routes(assistant: "Assistant") -> APIRouter:
    """The route /api/health, which asks for no key."""
    router = APIRouter(tags=["状态"])

    @router.get("/api/health", response_model=HealthReply, summary="服务是否正常")
    def health() -> Any:
        """收录了多少文件、分成多少段、是否配置了语言模型。不需要密钥。"""
        catalog = assistant.store.catalog
        try:
            documents, chunks = len(catalog.cards()), catalog.size()
        except SQLAlchemyError as error:
            raise StoreError("目录数据库现在读不出来，请管理员运行 wence doctor") from error
        has_model = assistant.model is not None
        return {"ok": True, "documents": documents, "chunks": chunks, "model": has_model, "version": released()}

    return router


def released() -> str:
    """The version of the package."""
    try:
        return version("wence")
    except PackageNotFoundError:
        return "dev"
