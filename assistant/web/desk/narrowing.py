"""Filters of a question in words."""

from assistant.web.desk.words import Words
from index.hit import Filters


def narrowed(filters: Filters, said: Words) -> str:
    """Among which documents was looked; empty where among all."""
    page = said.page
    items = (
        filters.region,
        filters.issuer,
        page.kinds[filters.kind] if filters.kind else None,
        page.published.format(f"{filters.since} →") if filters.since else None,
        page.published.format(f"→ {filters.until}") if filters.until else None,
        said.as_of.format(filters.as_of) if filters.as_of else None,
        page.include_past if filters.include_past else None,
    )
    return " · ".join(item for item in items if item)
