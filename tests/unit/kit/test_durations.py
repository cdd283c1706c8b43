"""Lengths of time as people write them."""

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.fleet.settings import Settings as FleetSettings
from scalehook.kit.clock.durations import seconds_of, written
from scalehook.message_service.settings import Settings as MessageServiceSettings

UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
PARTS = st.lists(st.none() | st.integers(0, 10**6), min_size=4, max_size=4)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("90s", 90),
        ("10m", 600),
        ("6h", 21600),
        ("1h30m", 5400),
        ("1.5h", 5400),
        ("2d", 172800),
        ("600", 600),
        (" 10m ", 600),
        ("0.5", 0.5),
        (600, 600),
        (0.25, 0.25),
        (timedelta(minutes=1), 60),
        ("-60", -60),
    ],
)
def test_what_people_write(written: object, seconds: float) -> None:
    """Units from the longest to the shortest, or a number of seconds."""
    assert seconds_of(written) == seconds


@pytest.mark.parametrize(
    "written",
    [
        *("", "m", "10 m", "10M", "30m1h", "1h1h", "ten", "10m!", "١٠m", "１０", "1_0", "inf"),
        *("9" * 400, "9" * 400 + "s", math.nan, math.inf, 10**400, None, True, [], b"10m"),
    ],
)
def test_what_is_no_length_of_time(written: object) -> None:
    """It is refused, and the answer shows how to write one."""
    with pytest.raises(ValueError, match="90s, 10m, 6h"):
        seconds_of(written)


@given(PARTS)
def test_parts_add_up(numbers: list[int | None]) -> None:
    """Any of the four units may be left out."""
    given = {unit: number for unit, number in zip(UNITS, numbers, strict=True) if number is not None}
    written = "".join(f"{number}{unit}" for unit, number in given.items()) or "0"
    assert seconds_of(written) == sum(number * UNITS[unit] for unit, number in given.items())


@given(st.text(alphabet="0123456789dhms.e+- ", max_size=12) | st.text(max_size=6))
def test_any_text_is_read_or_refused(text: str) -> None:
    """There is no third way: a finite number of seconds, or a ValueError."""
    try:
        assert math.isfinite(seconds_of(text))
    except ValueError as refusal:
        assert "is not a length of time" in str(refusal)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_plain_numbers_stay_as_they_are(number: float) -> None:
    """As a number and as its text."""
    assert seconds_of(number) == number == seconds_of(repr(number))


@given(st.integers(0, 10**9))
def test_what_is_written_can_be_read(seconds: int) -> None:
    """A length of time that is shown may be pasted where one is asked for."""
    assert seconds_of(written(seconds)) == seconds


def test_settings_take_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings in seconds can be written either way."""
    monkeypatch.setenv("SCALEHOOK_FLEET_START_UP_SECONDS", "1m30s")
    monkeypatch.setenv("SCALEHOOK_MNS_PUSH_TIMEOUT", "7.5")
    assert FleetSettings().start_up_seconds == 90
    assert MessageServiceSettings().mns_push_timeout == 7.5
