"""Points in time as the services write them: always UTC."""

from datetime import UTC, datetime


def moment(seconds: float) -> datetime:
    """The UTC time of a Unix timestamp."""
    return datetime.fromtimestamp(seconds, UTC)


def iso_seconds(at: datetime) -> str:
    """`2024-01-01T00:00:00Z`."""
    return at.isoformat()[:19] + "Z"


def iso_minutes(at: datetime) -> str:
    """`2024-01-01T00:00Z`, the form of most creation times."""
    return at.isoformat()[:16] + "Z"
