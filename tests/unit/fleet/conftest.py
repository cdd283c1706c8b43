"""A fleet without instances."""

import pytest

from support.fleet import Fleet


@pytest.fixture
def fleet() -> Fleet:
    """As the settings are by default."""
    return Fleet.with_settings()
