"""What the settings keep outside of the home."""

from assistant.settings import Settings
from index.elsewhere import Elsewhere


def elsewhere_of(settings: Settings) -> Elsewhere:
    """Where the settings put what is not in the home."""
    address = settings.catalog_url and settings.catalog_url.get_secret_value()
    return Elsewhere(catalog=address or None, originals=settings.originals, s3_endpoint=settings.s3_endpoint)
