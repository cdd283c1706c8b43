"""Message times: whole Unix milliseconds, and seconds for attributes."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
SECOND = 1000


def milliseconds(at: datetime) -> int:
    """The Unix milliseconds of a time, exactly: no float is involved."""
    return (at - EPOCH) // MILLISECOND


def seconds(at: datetime) -> int:
    """The Unix seconds of a time."""
    return milliseconds(at) // SECOND


def at_millisecond(time: int) -> datetime:
    """The time of a count of Unix milliseconds."""
    return EPOCH + timedelta(milliseconds=time)
