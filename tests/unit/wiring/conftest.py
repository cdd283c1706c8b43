"""Connections to an application, by both ways that a request may take there."""

import pytest

from support.line import Line
from support.line_app import App


@pytest.fixture(params=["direct", "asgi"])
async def line(request: pytest.FixtureRequest) -> Line:
    return Line(App(request.param == "direct"))


@pytest.fixture
async def direct() -> Line:
    return Line(App(is_direct=True))
