"""Whether the process lives, and whether it may be sent questions."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from assistant.operations.service import Service
from assistant.operations.stopping import SAID
from corpus.errors import VectorsAway, WenceError

if TYPE_CHECKING:
    from assistant.open import Assistant
    from index.store import Store

logger = logging.getLogger(__name__)

_LASTS = 1.0
"""Seconds that a look at the store counts: whoever asks more often costs it nothing."""
_WARMING = "正在准备：第一批数据还没有读完，请稍候。"
_UNREADABLE = "目录数据库现在读不出来，请管理员运行 wence doctor。"
_BEHIND = "索引没有跟上目录的变化，请管理员运行 wence doctor --deep。"
_STUCK = 60.0
"""Seconds without any headway after which indexes that are behind the catalog count as stuck."""
_UNSEARCHABLE = "索引现在打不开，请管理员运行 wence doctor --deep。"


_BY_WORDS = "可以提问；向量服务现在不能用，暂时只按词语检索，请管理员运行 wence doctor。"


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether questions may be sent here, and a sentence that says why not."""

    is_ready: bool
    said: str = "可以提问。"


class Health:
    """Looks at the parts without which no question is answered."""

    def __init__(self, assistant: "Assistant", service: Service) -> None:
        self._assistant = assistant
        self._service = service
        self._looking = threading.Lock()
        self._seen: tuple[float, Readiness] | None = None
        self._moved: tuple[int, float] = (-1, 0.0)

    def readiness(self) -> Readiness:
        """Whether questions may be sent here; reads the catalog, at most once a second."""
        if self._service.stopping.is_begun:
            return Readiness(False, SAID)
        if not self._service.is_warm:
            return Readiness(False, _WARMING)
        with self._looking:
            now = time.monotonic()
            if self._seen is None or now - self._seen[0] > _LASTS:
                self._seen = (now, self._look(self._assistant.store, now))
            return self._seen[1]

    def _look(self, store: "Store", now: float) -> Readiness:
        found = _open(store)
        if found.is_ready and (at := store.follower.seen) != store.catalog.change():
            if at != self._moved[0]:
                self._moved = (at, now)
            if now - self._moved[1] > _STUCK:
                return Readiness(False, _BEHIND)
        return found


def _open(store: "Store") -> Readiness:
    looks: tuple[tuple[str, Callable[[], object]], ...] = (
        (_UNREADABLE, lambda: store.follower.catch_up(store.catalog.change())),
        (_UNSEARCHABLE, lambda: store.lexical.size),
        (_UNSEARCHABLE, lambda: store.dense.size),
    )
    for said, look in looks:
        try:
            look()
        except VectorsAway:
            return Readiness(True, _BY_WORDS)
        except (WenceError, SQLAlchemyError, OSError) as error:
            logger.warning("not ready: %s", getattr(error, "orig", None) or error)
            return Readiness(False, said)
    return Readiness(True)
