"""Which entries the address asks for; one reading of it for the list and for its export."""

from dataclasses import replace

from assistant.answer import Outcome
from assistant.log.entry import Channel
from assistant.log.reader import Wanted
from assistant.web.desk.moments import day_of
from assistant.web.desk.visit import Query


def wanted_by(query: Query) -> Wanted:
    """The entries that meet the filters of a query; what is no choice counts as none."""
    return Wanted(
        outcome=next((it for it in Outcome if it.value == query.get("outcome")), None),
        since=day_of(query.get("since")),
        until=day_of(query.get("until")),
        contains=query.get("find") or None,
        channel=next((it for it in Channel if it.value == query.get("channel")), None),
        model=query.get("by") or None,
    )


def page_of(wanted: Wanted, page: int, per_page: int) -> Wanted:
    """Those of one page."""
    return replace(wanted, limit=per_page, skipped=(page - 1) * per_page)
