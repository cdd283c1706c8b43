"""API parameters as templates give them."""

from typing import Any

import pytest

from scalehook.template_engine.api_request import request
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instance_listing import DescribeInstances
from scalehook_contracts.script_runner.commands import RunCommand


def test_names_in_any_letter_case_and_blanks_left_out() -> None:
    """Empty texts count as not given."""
    given = {"regionid": "r", "TYPE": "RunShellScript", "CommandContent": "x", "InstanceIds": ["i"]}
    operation = request("ecs", "runcommand", given | {"WorkingDir": "", "Username": None}, "")
    assert operation == RunCommand(
        region_id="r", type="RunShellScript", command_content="x", instance_ids=["i"]
    )


def test_lists_become_json_where_the_api_takes_text() -> None:
    """DescribeInstances' InstanceIds."""
    operation = request("ECS", "DescribeInstances", {"RegionId": "r", "InstanceIds": ["i-1"]}, "")
    assert operation == DescribeInstances(region_id="r", instance_ids='["i-1"]')


@pytest.mark.parametrize(
    ("service", "api", "parameters", "code"),
    [
        ("ECS", "NoSuchApi", {}, "InvalidAction.NotFound"),
        ("ECS", "DescribeInstances", {}, "MissingRegionId"),
        ("ESS", "CompleteLifecycleAction", {}, "MissingParameter"),
        (
            "ESS",
            "CompleteLifecycleAction",
            {"LifecycleHookId": "a", "LifecycleActionToken": "b", "LifecycleActionResult": "x"},
            "InvalidParamter",
        ),
    ],
)
def test_what_does_not_fit(service: str, api: str, parameters: Any, code: str) -> None:
    """The code that the API itself would answer."""
    with pytest.raises(ApiError) as caught:
        request(service, api, parameters, "")
    assert caught.value.code == code
