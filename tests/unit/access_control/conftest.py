"""Access control on its own."""

import pytest

from scalehook.access_control.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal


@pytest.fixture
def ram() -> Rehearsal:
    """Nothing in it yet."""
    return Rehearsal(SERVICE)
