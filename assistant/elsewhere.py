"""What the settings keep outside of the home."""

from assistant.settings import Settings
from index.elsewhere import Elsewhere


def elsewhere_of(settings: Settings) -> Elsewhere:
    """Where the settings put what is not in the home."""
    address, token = settings.catalog_url, settings.chroma_token
    return Elsewhere(
        catalog=(address.get_secret_value() if address else None) or None,
        vectors=settings.chroma_url or None,
        vectors_token=(token.get_secret_value() if token else None) or None,
        originals=settings.originals or None,
        s3_endpoint=settings.s3_endpoint or None,
    )
