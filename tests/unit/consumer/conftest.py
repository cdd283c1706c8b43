"""What tests of the consumer kit share."""

import pytest

from scalehook.consumer import heartbeats


@pytest.fixture(autouse=True)
def keeping_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of tests is not the one by which most work is over soon."""
    monkeypatch.setattr(heartbeats, "SETTLE_SECONDS", 0)
