"""What `wence doctor` finds, looked at behind the back of whoever asks: a model may take its time to answer."""

import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.doctor import Finding, examine
from assistant.settings import Settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, and when (UTC)."""

    findings: tuple[Finding, ...]
    at: datetime


class Checkup:
    """Looks when told to, once at a time, and remembers the last result. Safe to use from many threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.last: Looked | None = None

    @property
    def is_running(self) -> bool:
        """Whether a look is being taken."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Takes a look, unless one is being taken."""
        with self._lock:
            if not self.is_running:
                self._thread = threading.Thread(target=self._look, name="checkup", daemon=True)
                self._thread.start()

    def _look(self) -> None:
        try:
            findings = tuple(examine(self._settings))
        except Exception as error:
            logger.exception("the check-up failed")
            findings = (Finding("检查", False, str(error), "运行 wence doctor 查看"),)
        self.last = Looked(findings, datetime.now(UTC))
