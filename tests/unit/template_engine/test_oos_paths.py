"""Calls as the public templates of the cloud spell them: by path, by items' names, without a region."""

import json
from typing import Any

import pytest

from scalehook.template_engine.api_request import named_in_path, request
from scalehook_contracts.errors import ApiError
from support.orchestra import Orchestra

NODES = "/clusters/c-1/nodes"
DELETE = (
    "Tasks: [{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: CS, API: DeleteClusterNodes, "
)


@pytest.mark.parametrize(
    ("service", "api", "uri", "named"),
    [
        ("CS", "DescribeClusterNodes", NODES, {"ClusterId": "c-1"}),
        ("cs", "describetaskinfo", " /tasks/T-1", {"TaskId": "T-1"}),
        ("CS", "DescribeClusterNodes", "/clusters", {}),
        ("CS", "Nosuch", NODES, {}),
        ("ECS", "DescribeInstances", NODES, {}),
        ("OSS", "GenerateUrl", "folder/of files/a.tar.gz", {"ObjectName": "folder/of files/a.tar.gz"}),
        ("OSS", "GenerateUrl", "", {}),
        ("OSS", "GetObject", "/folder/a", {"ObjectName": "folder/a"}),
        ("OSS", "ListObjects", "/", {}),
    ],
)
def test_what_a_path_names(service: str, api: str, uri: str, named: dict[str, str]) -> None:
    """Of APIs that are called so; the name of an object has slashes of its own."""
    assert named_in_path(service, api, uri) == named


@pytest.mark.parametrize(
    "body",
    [
        """'{"drain_node": true, "nodes": ["n-1"]}'""",
        "{drain_node: true, nodes: [n-1]}",
    ],
)
def test_a_body(body: str) -> None:
    """An object, or its text."""
    # proves: Body
    oos = Orchestra()
    oos.template(f"{DELETE}Method: POST, URI: {NODES}, Body: {body}}}}}]")
    oos.start(safety_check="Skip")  # to delete is risky
    [call] = oos.calls()
    assert call.parameters == {"ClusterId": "c-1", "drain_node": True, "nodes": ["n-1"]}


def test_a_body_that_is_none() -> None:
    """Fails the task."""
    oos = Orchestra()
    oos.template(f"{DELETE}URI: {NODES}, Body: '{{'}}}}]")
    execution_id = oos.start(safety_check="Skip")
    assert oos.calls() == []
    assert oos.rehearsal.state.executions[execution_id].status == "Failed"


def test_items_names() -> None:
    """A list may be called as its items are."""
    asked: Any = request("ESS", "SuspendProcesses", {"ScalingGroupId": "g", "Process": ["ScaleIn"]}, "r")
    assert asked.processes == ["ScaleIn"]


def test_the_region_is_the_executions() -> None:
    """Where it must be named and is not; one that is named stays."""
    ids = json.dumps(["i-1"])
    asked: Any = request("ECS", "DescribeInstances", {"InstanceIds": ids}, "cn-hangzhou")
    assert asked.region_id == "cn-hangzhou"
    named: Any = request("ECS", "DescribeInstances", {"regionid": "cn-beijing"}, "cn-hangzhou")
    assert named.region_id == "cn-beijing"
    with pytest.raises(ApiError, match="RegionId"):
        request("ECS", "DescribeInstances", {}, "")
