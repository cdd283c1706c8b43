"""The effective time of an alarm, in both of its forms."""

from datetime import UTC, datetime

import pytest

from scalehook.scaling_controller.cron import NoCron, is_effective, window_of

NOON = datetime(2026, 1, 15, 12, 30, 40, tzinfo=UTC)  # a Thursday; 20:30:40 in China


@pytest.mark.parametrize(
    ("window", "effective"),
    [
        ("* * * * * ?", True),
        ("* * 20 * * ?", True),
        ("* * 12 * * ?", False),
        ("TZ=+00 * * 12 * * ?", True),
        ("TZ=+00:00 * * 20 * * ?", False),
        ("TZ=-0130 * * 11 * * ?", True),
        ("* 12 * * *", True),
        ("* 20 * * *", False),
        ("* * * 15W * ?", True),
        ("* * * L * ?", False),
        ("0-30 * * * * ?", False),
    ],
)
def test_windows(window: str, effective: bool) -> None:
    """Six fields are read in UTC+8 or in the zone that is named, five in UTC."""
    assert is_effective(window, NOON) is effective


@pytest.mark.parametrize(
    "window", ["", "* * *", "* * 25 * * ?", "TZ=+15 * * * * * ?", "TZ=8 * * * * * ?", "* * * * * * *"]
)
def test_windows_that_are_none(window: str) -> None:
    """Anything else is refused."""
    with pytest.raises(NoCron):
        window_of(window)
