"""Scheduled tasks' next moments: after now, fitting, and none left out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from scalehook.scaling_controller.recurrence import (
    NoRecurrence,
    Recurrence,
    check_value,
    parse_time,
)
from scalehook_contracts.scaling_controller.scheduled_tasks import RecurrenceType

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
moments = some.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=some.just(UTC))
minutes = moments.map(lambda moment: moment.replace(second=0, microsecond=0))
daily = some.integers(1, 31).map(lambda days: ("Daily", str(days)))
weekly = some.sets(some.integers(0, 6), min_size=1).map(lambda days: ("Weekly", _joined(days)))
monthly = some.tuples(some.integers(1, 31), some.integers(1, 31)).map(
    lambda days: ("Monthly", f"{min(days)}-{max(days)}")
)


def _joined(days: set[int]) -> str:
    return ",".join(map(str, days))


def fits(moment: datetime, start: datetime, kind: str, value: str) -> bool:
    """What the words of the documents mean, told day by day."""
    if moment < start or moment.time() != start.time():
        return False
    if kind == "Daily":
        return (moment - start).days % int(value) == 0
    if kind == "Weekly":
        return str((moment.weekday() + 1) % 7) in value.split(",")
    low, high = value.split("-")
    return int(low) <= moment.day <= int(high)


@given(minutes, some.one_of(daily, weekly, monthly), moments)
def test_the_next_run(start: datetime, how: tuple[RecurrenceType, str], now: datetime) -> None:
    """It is later than now, fits, and no day between the two does."""
    found = Recurrence(start, *how).next_after(now)
    assert found is not None and found > now and fits(found, start, *how)
    day = max(start, datetime.combine(now.date(), start.time(), UTC))
    while day < found:
        assert day <= now or not fits(day, start, *how)
        day += DAY


@given(moments, some.integers(0, 59), some.integers(0, 23))
def test_a_cron_expression(now: datetime, minute: int, hour: int) -> None:
    """Its own time of day, in UTC; a run at every one of its moments."""
    found = Recurrence(None, "Cron", f"{minute} {hour} * * *").next_after(now)
    assert found is not None
    assert (found.minute, found.hour, found.second) == (minute, hour, 0)
    assert timedelta() < found - now <= DAY


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0 9 L * *", ["2026-02-28T09:00", "2026-03-31T09:00"]),
        ("0 9 LW * *", ["2026-02-27T09:00", "2026-03-31T09:00"]),
        ("0 9 15W * *", ["2026-02-16T09:00", "2026-03-16T09:00"]),
        ("0 9 1W 8 ?", ["2026-08-03T09:00", "2027-08-02T09:00"]),
        ("*/20 8-9 * * 1", ["2026-02-02T08:00", "2026-02-02T08:20"]),
    ],
)
def test_last_days_and_workdays(value: str, expected: list[str]) -> None:
    """`L` is the month's last day, `W` the nearest workday, which stays in its month."""
    moment, found = datetime(2026, 2, 1, tzinfo=UTC), []
    for _ in expected:
        later = Recurrence(None, "Cron", value).next_after(moment)
        assert later is not None
        moment = later
        found.append(moment.isoformat()[:16])
    assert found == expected


def test_a_cron_expression_with_a_start() -> None:
    """Nothing runs before the start; at it, something does."""
    start = parse_time("2026-02-03T09:00Z")
    found = Recurrence(start, "Cron", "0 9 * * *").next_after(start - 30 * DAY)
    assert found == start


@given(minutes, moments)
def test_once(start: datetime, now: datetime) -> None:
    """Without a recurrence there is one run, or none any more."""
    assert Recurrence(start).next_after(now) == (start if start > now else None)


@given(minutes, some.one_of(daily, weekly, monthly), minutes)
def test_the_end(start: datetime, how: tuple[RecurrenceType, str], end: datetime) -> None:
    """A run may fall on the end, none later."""
    found = Recurrence(start, *how, end=end).next_after(end - MINUTE)
    assert found in (None, end)


def test_never() -> None:
    """What no calendar has is no next run."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert Recurrence(None, "Cron", "0 0 31 4 *").next_after(now) is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("Daily", "0"), ("Daily", "32"), ("Daily", "1_0"), ("Daily", "+1"), ("Daily", "1.0"),
        ("Daily", ""), ("Daily", "1,2"), ("Daily", "٣"),
        ("Weekly", "7"), ("Weekly", "1,,2"), ("Weekly", "1, 2"), ("Weekly", "MON"),
        ("Monthly", "5"), ("Monthly", "7-5"), ("Monthly", "0-3"), ("Monthly", "1-32"),
        ("Monthly", "1-2-3"), ("Monthly", "-"),
        ("Cron", "0 9 * *"), ("Cron", "0 0 9 * * ?"), ("Cron", "@daily"), ("Cron", "60 9 * * *"),
        ("Cron", "R 9 * * *"), ("Cron", "H * * * *"), ("Cron", "0 9 * * 1#2"), ("Cron", "1_0 9 * * *"),
    ],
)  # fmt: skip
def test_values_that_are_none(kind: RecurrenceType, value: str) -> None:
    """A value has to be written as documented."""
    with pytest.raises(NoRecurrence):
        check_value(kind, value)


@pytest.mark.parametrize("text", ["2026-1-1T00:00Z", "2026-02-30T00:00Z", "2026-01-01T00:00:00Z", "now"])
def test_times_that_are_none(text: str) -> None:
    """Times are written to the minute, in UTC."""
    with pytest.raises(ValueError, match=r"written|range|match"):
        parse_time(text)
