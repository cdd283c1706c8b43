"""Points in time as the services write them: always UTC."""

from datetime import UTC, datetime


def moment(seconds: float) -> datetime:
    """The UTC time of a Unix timestamp; ValueError when it is none of the years 1 to 9999."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as problem:  # it depends on the platform which
        raise ValueError(f"{seconds!r} is no time between the years 1 and 9999") from problem


def iso_seconds(at: datetime) -> str:
    """`2024-01-01T00:00:00Z`."""
    return at.isoformat()[:19] + "Z"


def iso_minutes(at: datetime) -> str:
    """`2024-01-01T00:00Z`, the form of most creation times."""
    return at.isoformat()[:16] + "Z"
