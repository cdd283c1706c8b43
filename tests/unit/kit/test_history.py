"""What is over is forgotten."""

from collections import deque
from datetime import UTC, datetime, timedelta

from scalehook.kit import Settings
from scalehook.kit.history import AT_A_TIME, Ended, hidden, is_history, overdue

NOW = datetime(2026, 3, 31, tzinfo=UTC)


def history(*days_ago: float) -> deque[Ended]:
    return deque(Ended(NOW - timedelta(days=days), f"a-{days}") for days in days_ago)


def test_what_is_older_than_its_days_is_forgotten() -> None:
    """The oldest first; what is younger stays."""
    assert overdue(history(40, 31, 29, 1), NOW, Settings(history_days=30)) == ["a-40", "a-31"]


def test_what_is_too_much_is_forgotten() -> None:
    """However young it is."""
    assert overdue(history(3, 2, 1), NOW, Settings(history_most=2)) == ["a-3"]
    assert overdue(history(), NOW, Settings(history_most=2)) == []


def test_a_backlog_melts_away() -> None:
    """No message pays for all of it."""
    assert len(overdue(history(*[40] * 1000), NOW, Settings(history_most=1))) == AT_A_TIME


def test_what_is_history_is_not_shown() -> None:
    """Even before it is forgotten; what has not ended always is."""
    settings = Settings(history_days=30)
    assert is_history(NOW - timedelta(days=31), NOW, settings)
    assert not is_history(NOW - timedelta(days=29), NOW, settings)
    assert not is_history(None, NOW, settings)


def test_what_is_hidden_is_counted_from_the_oldest_on() -> None:
    """Nothing, when the oldest is still shown."""
    settings = Settings(history_days=30)
    assert hidden(history(40, 31, 29, 1), NOW, settings) == {"a-40", "a-31"}
    assert hidden(history(29, 1), NOW, settings) == set()
