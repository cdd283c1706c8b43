"""A gateway without a stack behind it."""

import pytest

from support.desk_of_gateway import Desk


@pytest.fixture(params=["direct", "asgi"])
def desk(request: pytest.FixtureRequest) -> Desk:
    """With the account's key; requests come both ways."""
    return Desk(over_asgi=request.param == "asgi")
