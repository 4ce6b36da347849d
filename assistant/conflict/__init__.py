"""Documents in force that disagree: found by their figures, shown side by side with the order of precedence."""

from assistant.conflict.dispute import dispute

__all__ = ["dispute"]
