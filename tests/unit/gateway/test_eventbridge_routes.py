"""EventBridge's REST API: which operation a request means."""

import json
from typing import Any

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


@pytest.mark.parametrize("value", [True, ["mine"], {"name": "mine"}])
def test_a_text_is_a_text(value: Any) -> None:
    """A truth, a list or an object is none."""
    body = json.dumps({"EventBusName": value}).encode()
    with pytest.raises(ApiError) as refused:
        route(HttpRequest("POST", "/openapi/createEventBus", "", {}, body))
    assert refused.value.message == "The argument EventBusName is invalid."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("description", "x"), ("event_bus_name", "x"), ("eventBusName", "x"), ("Limit", 1.0),
        ("Limit", "1.0"), ("Limit", "+1"),
    ],
)  # fmt: skip
def test_parameters_have_their_documented_names_and_numbers(name: str, value: Any) -> None:
    """Another spelling would be lost, and is refused by name."""
    operation = "listEventBuses" if name == "Limit" else "createEventBus"
    body = json.dumps({"EventBusName": "mine", name: value} if name != "Limit" else {name: value})
    with pytest.raises(ApiError) as refused:
        route(HttpRequest("POST", f"/openapi/{operation}", "", {}, body.encode()))
    assert refused.value.message == f"The argument {name} is invalid."


def test_what_is_json_may_be_given_as_such() -> None:
    """A pattern is the same as a text and as an object; a null is nothing."""
    asked = {"EventBusName": "mine", "RuleName": "mine", "Description": None}
    patterns = [{"source": ["acs.ess"]}, '{"source":["acs.ess"]}']
    made = [
        route(
            HttpRequest(
                "POST",
                "/openapi/createRule",
                "",
                {},
                json.dumps(asked | {"FilterPattern": each}).encode(),
            )
        )
        for each in patterns
    ]
    assert made[0] == made[1]
