"""Points in time, and back."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.clock.moments import moment, unix_seconds

TIMES = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(asked=TIMES, other=TIMES)
def test_a_time_that_was_just_asked_for_changes_no_other(asked: datetime, other: datetime) -> None:
    """To the microsecond, with or without what is remembered."""
    for at in (asked, other, asked + timedelta(microseconds=1), asked):
        seconds = unix_seconds(at)
        assert moment(seconds) == at == datetime.fromtimestamp(seconds, UTC)
        assert moment(unix_seconds(asked)) == asked
        assert moment(other.timestamp()) == other
