"""The sections of the desk, in the order of the side list, and what they share."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.log.door import Ask, Asking
from assistant.web.desk.documents.register import Register
from assistant.web.desk.system.checkup import Checkup
from assistant.web.desk.upload.batches import Batches

if TYPE_CHECKING:
    from assistant.open import Assistant
    from assistant.web.desk.visit import Guest, Section


@dataclass(frozen=True, slots=True)
class Office:
    """What all sections work on."""

    assistant: "Assistant"
    ask: Ask
    """The door of questions, without the log behind it, by which a question of the log is asked again."""
    doors: tuple[Asking[Any], ...] = ()
    """Those through which visitors and programs ask."""
    further: "tuple[Guest, ...]" = ()
    """Sections of later stages, which are handed in."""
    checkup: Checkup = field(init=False)
    register: Register = field(init=False)
    batches: Batches = field(init=False)

    def __post_init__(self) -> None:
        """What is worked out once for all who look."""
        object.__setattr__(self, "batches", Batches(self.assistant))
        object.__setattr__(self, "register", Register(self.assistant.store))
        object.__setattr__(self, "checkup", Checkup(self.assistant.settings))

    @property
    def slugs(self) -> frozenset[str]:
        """Of all sections."""
        return frozenset(section.slug for section in sections(self))


def sections(office: Office) -> "tuple[Section, ...]":
    """Every section, the first of which is at /desk itself."""
    from assistant.web.desk.answers.section import Answers
    from assistant.web.desk.documents.section import Documents
    from assistant.web.desk.feedback.section import Inbox
    from assistant.web.desk.overview.section import Overview
    from assistant.web.desk.quality.section import Quality
    from assistant.web.desk.system.section import System
    from assistant.web.desk.unanswered.section import Unanswereds
    from assistant.web.desk.upload.section import Upload

    return (
        Overview(office),
        Documents(office),
        Upload(office),
        Quality(office),
        Unanswereds(office),
        Inbox(office),
        Answers(office),
        System(office),
        *office.further,
    )
