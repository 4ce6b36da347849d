"""What the settings keep outside of the home."""

from assistant.settings import Settings
from index.elsewhere import Elsewhere


def elsewhere_of(settings: Settings) -> Elsewhere:
    """Where the settings put what is not in the home."""
    del settings  # no setting names another place yet
    return Elsewhere()
