"""Days and times as the desk writes them: the clock is that of the machine."""

from datetime import UTC, date, datetime, time


def minute(moment: datetime) -> str:
    """2026-11-22 09:05."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def midnight(day: date) -> datetime:
    """When a day begins, in UTC."""
    return datetime.combine(day, time.min).astimezone(UTC)


def day_of(text: str | None) -> date | None:
    """A day that somebody chose; None where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
