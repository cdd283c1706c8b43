"""When a command comes again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.script_runner.frequency import NoFrequency, check, parse, zone_named

NOW = datetime(2026, 1, 1, tzinfo=UTC)  # a Thursday
DAY = 86_400


def times(text: str, count: int = 3, zone: str = "UTC") -> list[str]:
    """The next ones, as long as there are some."""
    found, at, read_in = [], NOW, zone_named(zone)
    assert read_in is not None
    for _ in range(count):
        next_at = parse(text).next_after(at, NOW, read_in)
        if next_at is None:
            break
        found.append(f"{next_at:%m-%d %H:%M:%S}")
        at = next_at
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rate(5m)", ["01-01 00:05:00", "01-01 00:10:00", "01-01 00:15:00"]),
        (" rate( 7d ) ", ["01-08 00:00:00", "01-15 00:00:00", "01-22 00:00:00"]),
        ("at(2026-06-06 13:15:30 Asia/Shanghai)", ["06-06 05:15:30"]),
        ("at(2026-06-06 13:15:30 GMT-7:00)", ["06-06 20:15:30"]),
        ("at(2026-06-06 13:15:30)", ["06-06 13:15:30"]),
        ("at(2025-06-06 13:15:30)", []),
        ("0 15 10 ? * * 2026 Asia/Shanghai", ["01-01 02:15:00", "01-02 02:15:00", "01-03 02:15:00"]),
        ("0 0/30 10-11 * * ? 2026 GMT+8:00", ["01-01 02:00:00", "01-01 02:30:00", "01-01 03:00:00"]),
        ("0 0/5 14 * 10 ? 2022/2 UTC", ["10-01 14:00:00", "10-01 14:05:00", "10-01 14:10:00"]),
        ("*/20 * * * * *", ["01-01 00:00:20", "01-01 00:00:40", "01-01 00:01:00"]),
        ("0 0 12 ? * WED", ["01-07 12:00:00", "01-14 12:00:00", "01-21 12:00:00"]),
        ("0 15 10 L * ?", ["01-31 10:15:00", "02-28 10:15:00", "03-31 10:15:00"]),
        ("0 15 10 LW * ?", ["01-30 10:15:00", "02-27 10:15:00", "03-31 10:15:00"]),
        ("0 15 10 ? * 5L", ["01-30 10:15:00", "02-27 10:15:00", "03-27 10:15:00"]),
        ("0 15 10 ? * 5#3", ["01-16 10:15:00", "02-20 10:15:00", "03-20 10:15:00"]),
        ("0 0 0 30 2 ?", []),
        ("0 0 0 1 1 ? 2025", []),
    ],
)
def test_times(text: str, expected: list[str]) -> None:
    """In UTC; those of a cron expression in its time zone, or in the instance's."""
    assert times(text) == expected


def test_the_time_zone_of_the_instance() -> None:
    """Is that of a cron expression which has none; it has its summer time."""
    assert times("0 0 8 * * ?", 1, zone="Asia/Shanghai") == ["01-02 00:00:00"]
    assert times("0 30 2 29 3 ?", 1, zone="Europe/Berlin") == ["03-29 01:00:00"]  # no such time that day
    assert times("0 0 8 28-30 3 ?", 3, zone="Europe/Berlin") == [
        "03-28 07:00:00", "03-29 06:00:00", "03-30 06:00:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "rate()", "rate(0s)", "rate(59s)", "rate(8d)", "rate(5 minutes)", "rate(-5m)",
        "rate(9999999999d)", "at()", "at(tomorrow)", "at(2026-02-30 00:00:00)", "at(2026-01-02)",
        "at(2026-01-02 00:00:00 Mars/Phobos)", "at(2026-01-02 00:00:00 GMT+08:00)",
        "at(0001-01-01 00:00:00 GMT+8:00)", "at(2026-01-02 00:00:00 CST)",
        "* * * * *", "* * * * * * * *", "*/5 * * * * *", "0,5 0 * * * ?", "0,55 * * * * ?",
        "60 * * * * ?", "0 0 1 32 * ?", "R 0 1 * * ?", "0 H 1 * * ?", "0 0 1 * * ? 2026 CST",
        "0 0 1 * * ? ../../passwd", "0 0 1 * * ? Asia", "0 0 1 * * ? 10000000", "0 0 1 0 * ?",
        "0 0 1-99999999 * * ?", "٣ 0 1 * * ?",
        "0 0 1 * * é", "0 " * 200, "rate(٣٠٠s)",
    ],
)  # fmt: skip
def test_what_says_no_times(text: str) -> None:
    """Is refused."""
    with pytest.raises(NoFrequency):
        parse(text)


@pytest.mark.parametrize(
    ("text", "timeout"),
    [
        ("rate(60s)", 60),
        ("at(2025-12-31 23:59:59)", 1),
        ("0 0 0 1 1 ? 2025 UTC", 1),
        ("0 */2 * * * ?", 121),
        ("0 0 0 30 2 ?", 1),
        ("0 0 0 29 2 ? 2099 UTC", 1),
    ],
)
def test_times_that_have_passed_or_would_overtake_each_other(text: str, timeout: int) -> None:
    """Are refused: a run may take its whole time-out."""
    with pytest.raises(NoFrequency):
        check(text, timeout, NOW)


@pytest.mark.parametrize(
    ("text", "timeout"),
    [
        ("rate(61s)", 60),
        ("at(2026-01-01 00:00:01)", 86_400),
        ("0 */2 * * * ?", 120),
        ("0 0 12 1 1 ? 2099", 60),
    ],
)
def test_times_that_are_far_enough_apart(text: str, timeout: int) -> None:
    """Are not."""
    check(text, timeout, NOW)


@pytest.mark.parametrize("name", ["UTC", "Asia/Shanghai", "America/Argentina/Buenos_Aires", "GMT+8:00"])
def test_time_zones(name: str) -> None:
    """By their names, or by how far they are ahead."""
    assert zone_named(name) is not None


@pytest.mark.parametrize(
    "name", ["", "utc", "CST", "GMT", "GMT+08:00", "GMT+15:00", "GMT+8:60", "Asia", "/etc/passwd",
             "Asia/../../x", "A/B", "Asia/Shanghai\n"],
)  # fmt: skip
def test_what_is_no_time_zone(name: str) -> None:
    """Is none."""
    assert zone_named(name) is None


@given(
    st.integers(60, 7 * DAY),
    st.floats(0, 100 * DAY, allow_nan=False).map(lambda seconds: NOW + timedelta(seconds=seconds)),
)
def test_a_rate_is_counted_from_fixed_points(seconds: int, after: datetime) -> None:
    """Whatever the time is now: the next one lies ahead, not further than a step, and on a point."""
    at = parse(f"rate({seconds}s)").next_after(after, NOW, UTC)
    assert at is not None
    assert timedelta(0) < at - after <= timedelta(seconds=seconds + 1e-3)
    assert (at - NOW).total_seconds() % seconds == 0


FIELDS = st.tuples(
    st.sampled_from(["0", "30", "0,20,40", "*/15", "10-10"]),
    st.sampled_from(["*", "0", "5,35", "*/20", "50-59"]),
    st.sampled_from(["*", "3", "9-17", "*/6"]),
)


@given(FIELDS, st.integers(0, 3 * DAY), st.sampled_from(["UTC", "Asia/Shanghai", "GMT-3:30"]))
def test_cron_against_a_clock_that_is_watched(
    fields: tuple[str, str, str], start: int, zone: str
) -> None:
    """The next time is the first second at which the clock of that zone fits."""
    after = NOW + timedelta(seconds=start)
    found = parse(" ".join([*fields, "*", "*", "?", zone])).next_after(after, NOW, UTC)
    assert found is not None
    local = zone_named(zone)
    seconds = [_values(field, 60) for field in fields[:2]] + [_values(fields[2], 24)]

    def fits(at: datetime) -> bool:
        there = at.astimezone(local)
        return all(
            value in allowed
            for value, allowed in zip((there.second, there.minute, there.hour), seconds, strict=True)
        )

    assert fits(found)
    step = max(1, int((found - after).total_seconds() // 400))
    looked_at = range(1, int((found - after).total_seconds()), step)
    assert not any(fits(after + timedelta(seconds=each)) for each in looked_at)


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """Is a frequency, or is refused."""
    try:
        parse(text)
    except NoFrequency:
        return
    times(text, 1)


def _values(field: str, size: int) -> set[int]:
    if field.startswith("*"):
        return set(range(0, size, int(field.partition("/")[2] or 1)))
    if "-" in field:
        first, _, last = field.partition("-")
        return set(range(int(first), int(last) + 1))
    return {int(each) for each in field.split(",")}
