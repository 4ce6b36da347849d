"""What is known of the running service beside what it answers."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.operations.stopping import Stopping

if TYPE_CHECKING:
    from assistant.operations.metrics import Metrics

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Service:
    """The running service, as those who watch over it see it."""

    stopping: Stopping = field(default_factory=Stopping)
    metrics: "Metrics | None" = None
    """None where nobody counts."""
    _cold: threading.Event = field(default_factory=threading.Event)

    @property
    def is_warm(self) -> bool:
        """Whether the first question would be answered as fast as any other."""
        return not self._cold.is_set()

    def warm_up(self, work: Callable[[], None]) -> None:
        """Does in a thread what the first question would otherwise wait for."""
        self._cold.set()
        threading.Thread(target=self._warm_up, args=(work,), daemon=True, name="wence-warm-up").start()

    def _warm_up(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:  # the first question will do it, or say what is wrong
            logger.exception("warming up failed")
        finally:
            self._cold.clear()
