"""A gateway without a stack behind it."""

import pytest

from support.desk_of_gateway import Desk


@pytest.fixture
def desk() -> Desk:
    """With the account's key."""
    return Desk()
