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


@pytest.mark.parametrize(
    ("service", "api", "parameters", "field", "value"),
    [
        ("ESS", "RemoveInstances", {"InstanceId1": "i-1"}, "instance_ids", ["i-1"]),
        ("ess", "EnterStandby", {"instanceid2": "b", "INSTANCEID1": "a"}, "instance_ids", ["a", "b"]),
        ("ECS", "RunCommand", {"InstanceId.1": "i-1"}, "instance_ids", ["i-1"]),
        ("ECS", "RunCommand", {"InstanceIds": ["a"], "InstanceId2": "b"}, "instance_ids", ["a", "b"]),
        ("ESS", "DescribeScalingGroups", {"ScalingGroupId1": "g"}, "scaling_group_ids", ["g"]),
        ("ESS", "DescribeScalingGroups", {"ScalingGroupIdX": "g"}, "scaling_group_ids", []),
    ],
)
def test_items_by_their_numbers(
    service: str, api: str, parameters: Any, field: str, value: list[str]
) -> None:
    """As requests have them, with and without the dot."""
    usual = {"Type": "RunShellScript", "CommandContent": "x"}
    usual |= {} if "Describe" in api else {"ScalingGroupId": "asg"}
    assert getattr(request(service, api, usual | parameters, "r"), field) == value


@pytest.mark.parametrize("names", [("Tag.1.Key", "Tag.1.Value"), ("tag1key", "TAG1VALUE")])
def test_parts_of_items(names: tuple[str, str]) -> None:
    """A filter that is written so does not go lost."""
    operation: Any = request("ECS", "DescribeInstances", dict(zip(names, "kv", strict=True)), "r")
    assert [(tag.key, tag.value) for tag in operation.tags] == [("k", "v")]


@pytest.mark.parametrize("name", ["SystemDisk.Size", "SystemDiskSize", "systemdisksize"])
def test_parts_of_structures(name: str) -> None:
    """The dots may be missing; other parts may come with them."""
    given = {"ImageId": "m", name: 40, "SystemDiskCategory": "cloud_essd"}
    operation: Any = request("ECS", "RunInstances", given, "r")
    disk = operation.system_disk
    assert (disk.size, disk.category) == (40, "cloud_essd")
