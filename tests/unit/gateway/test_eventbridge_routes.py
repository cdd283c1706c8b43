"""EventBridge's REST API: which operation a request means."""

import pytest

from scalehook.gateway.eventbridge.routes import OPERATIONS, route
from scalehook.gateway.http import HttpRequest
from scalehook_contracts.errors import ApiError


@pytest.mark.parametrize("name", ["putEvents", *OPERATIONS])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_everything_is_posted(name: str, method: str) -> None:
    """Another method is refused, and named."""
    with pytest.raises(ApiError) as refused:
        route(HttpRequest(method, f"/openapi/{name}", "", {}))
    assert (refused.value.code, refused.value.status) == ("MethodNotAllowed", 405)
    assert method in refused.value.message
