"""Points in time as the services write them: always UTC."""

from datetime import UTC, datetime

_from_timestamp = datetime.fromtimestamp  # to find it in the class each time takes longer
_latest: tuple[datetime | None, float] = None, 0


def moment(seconds: float) -> datetime:
    """The UTC time of a Unix timestamp; ValueError when it is none of the years 1 to 9999. What has just
    been asked the other way round is known.
    """
    at, latest = _latest
    if at is not None and seconds == latest:
        return at
    try:
        return _from_timestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as problem:  # it depends on the platform which
        raise ValueError(f"{seconds!r} is no time between the years 1 and 9999") from problem


def unix_seconds(at: datetime) -> float:
    """The Unix timestamp. The latest time is remembered: all that a turn handles happens at one."""
    global _latest
    known, seconds = _latest
    if known is not at:
        _latest = at, seconds = at, at.timestamp()
    return seconds


def iso_seconds(at: datetime) -> str:
    """`2024-01-01T00:00:00Z`."""
    return at.isoformat()[:19] + "Z"


def iso_minutes(at: datetime) -> str:
    """`2024-01-01T00:00Z`, the form of most creation times."""
    return at.isoformat()[:16] + "Z"
