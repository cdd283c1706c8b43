"""Message times: whole Unix milliseconds, and seconds for attributes."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
SECOND = 1000

_latest: tuple[datetime, int] = EPOCH, 0


def milliseconds(at: datetime) -> int:
    """The Unix milliseconds of a time, exactly: no float is involved. The latest time is remembered: all
    that a message leads to happens at one.
    """
    global _latest
    known, count = _latest
    if known is not at:
        count = (at - EPOCH) // MILLISECOND
        _latest = at, count
    return count


def seconds(at: datetime) -> int:
    """The Unix seconds of a time."""
    return milliseconds(at) // SECOND


def at_millisecond(time: int) -> datetime:
    """The time of a count of Unix milliseconds."""
    return EPOCH + timedelta(milliseconds=time)
