"""One stack for all of these tests, emptied for each."""

import pytest

from scalehook.testing.running import RunningStack


@pytest.fixture
def cloud(scalehook_session: RunningStack) -> RunningStack:
    """The plugin's own."""
    return scalehook_session
