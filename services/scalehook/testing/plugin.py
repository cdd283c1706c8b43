"""The pytest plugin: `scalehook` is an embedded stack on a free port, new for each test."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from scalehook.testing.running import RunningStack


@pytest.fixture
def scalehook() -> "Iterator[RunningStack]":
    """A running stack: `endpoint`, `access_key_id`, `access_key_secret`, `advance("10m")`."""
    from scalehook.testing.running import running_stack  # kept out of runs that do not use it

    with running_stack() as stack:
        yield stack
