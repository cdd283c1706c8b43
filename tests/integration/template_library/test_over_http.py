"""Declared operations over HTTP: signed, authorised, in the form of their product."""

import json
from typing import Any

import pytest
from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from alibabacloud_tea_util.models import RuntimeOptions
from Tea.exceptions import TeaException

from scalehook.kit.api.operations import operations
from scalehook_contracts.access_control.keys import CreateAccessKey
from scalehook_contracts.access_control.policies import AttachPolicyToUser, CreatePolicy
from scalehook_contracts.access_control.users import CreateUser
from support.hook_stage import HookStage
from support.http import HTTP


class Caller:
    """The official SDKs' core, which can call any product."""

    def __init__(self, stage: HookStage, key: tuple[str, str] | None = None) -> None:
        cloud = stage.cloud
        key_id, secret = key or (cloud.access_key_id, cloud.access_key_secret)
        self.client = Client(
            Config(
                access_key_id=key_id, access_key_secret=secret, endpoint=cloud.address, protocol="HTTP"
            )
        )

    def rpc(self, product: str, action: str, **query: str) -> dict[str, Any]:
        return self._call(product, action, "RPC", "POST", "/", query, None)

    def roa(self, action: str, method: str, path: str, body: Any = None, **query: str) -> dict[str, Any]:
        return self._call("CS", action, "ROA", method, path, query, body)

    def _call(
        self, product: str, action: str, style: str, method: str, path: str, query: Any, body: Any
    ) -> dict[str, Any]:
        version = operations()[product.lower(), action.lower()].product.versions[0]
        params = Params(
            action=action, version=version, protocol="HTTP", method=method, auth_type="AK", style=style,
            pathname=path, req_body_type="json", body_type="json",
        )  # fmt: skip
        request = OpenApiRequest(query=query, body=body)
        answer: dict[str, Any] = self.client.call_api(params, request, RuntimeOptions())["body"]
        return answer


def test_every_product_answers(stage: HookStage) -> None:
    """In the wrapped form where the product has it."""
    caller = Caller(stage)
    caller.rpc("R-kvstore", "ModifySecurityIps", InstanceId="r-1", SecurityIps="10.0.0.1")
    groups = caller.rpc("R-kvstore", "DescribeSecurityIps", InstanceId="r-1")["SecurityIpGroups"]
    assert groups["SecurityIpGroup"][0]["SecurityIpList"] == "10.0.0.1"
    assert caller.rpc("Dds", "DescribeSecurityIps", DBInstanceId="dds-1")["SecurityIps"] == "127.0.0.1"
    listed = {
        "polardb": "DescribeDBClusters", "adb": "DescribeDBClusters", "Vpc": "DescribeEipAddresses",
        "Ecs": "DescribeDisks", "NAS": "DescribeFileSystems",
    }  # fmt: skip
    counts = {product: caller.rpc(product, action)["TotalCount"] for product, action in listed.items()}
    assert counts == {"polardb": 1, "adb": 1, "Vpc": 1, "Ecs": 0, "NAS": 0}
    groups = caller.rpc("Eci", "DescribeContainerGroups", ContainerGroupIds='["eci-1"]')
    assert groups["ContainerGroups"][0]["Containers"][0]["Name"] == "container-1"


def test_lists_and_structures_in_a_request(stage: HookStage) -> None:
    """`Tag.1.Key` and `NetworkInterfaceId.1`, as the SDKs spell them."""
    caller = Caller(stage)
    tag = {"ResourceId.1": "eip-1", "Tag.1.Key": "a", "Tag.1.Value": "b", "ResourceType": "EIP"}
    caller.rpc("Vpc", "TagResources", **tag)
    [shown] = caller.rpc("Vpc", "DescribeEipAddresses")["EipAddresses"]["EipAddress"]
    assert shown["Tags"] == {"Tag": [{"Key": "a", "Value": "b"}]}
    given = {"VSwitchId": "vsw-1", "SecurityGroupIds.1": "sg-1"}
    made = caller.rpc("Ecs", "CreateNetworkInterface", **given)["NetworkInterfaceId"]
    asked = {"NetworkInterfaceId.1": made}
    assert caller.rpc("Ecs", "DescribeNetworkInterfaces", **asked)["TotalCount"] == 1


def test_a_cluster_is_called_by_method_and_path(stage: HookStage) -> None:
    """Its nodes come, are listed, and go; the body is JSON."""
    caller, one = Caller(stage), stage.launch()
    nodes = "/clusters/c-1/nodes"
    caller.roa("AttachInstances", "POST", "/clusters/c-1/attach", {"instances": [one]})
    [node] = caller.roa("DescribeClusterNodes", "GET", nodes, pageSize="5")["nodes"]
    assert node["instance_id"] == one
    body = {"nodes": [node["node_name"]], "drain_node": True}
    task = caller.roa("DeleteClusterNodes", "POST", nodes, body)["task_id"]
    told = caller.roa("DescribeTaskInfo", "GET", f"/tasks/{task}")
    assert (told["state"], told["drain_node"]) == ("success", True)
    assert caller.roa("DescribeClusterDetail", "GET", "/clusters/c-1")["state"] == "running"


@pytest.mark.parametrize(
    ("method", "path", "body", "code"),
    [
        ("GET", "/clusters/c-9/nodes", None, "ErrorClusterNotFound"),
        ("DELETE", "/clusters/c-1/nodes", None, "InvalidAction.NotFound"),
        ("POST", "/clusters/c-1/nodes", ["a"], "InvalidParameter"),
        ("POST", "/clusters/c-1/nodes", {"drain_node": True}, "Missingnodes"),
        ("POST", "/clusters/c-1/nodes", {"nodes": "all"}, "InvalidParameter"),
        ("POST", "/clusters/c-1/nodes", {"nodes": ["i-1"], "drain_node": "yes"}, "InvalidParameter"),
        ("POST", "/clusters/c-1/nodes", {"nodes": ["i-1"], "drain_node": 1}, "InvalidParameter"),
        ("GET", "/tasks/T-9", None, "TaskNotFound"),
    ],
)
def test_what_a_cluster_refuses(stage: HookStage, method: str, path: str, body: Any, code: str) -> None:
    """Unknown ids, paths that there are not, bodies that do not fit."""
    with pytest.raises(TeaException) as refusal:
        Caller(stage).roa("DescribeClusterNodes", method, path, body)
    assert refusal.value.code == code


def test_who_may(stage: HookStage) -> None:
    """A user needs the product's own permission, on the resource or on all."""
    cloud = stage.cloud
    cloud.call(CreateUser(user_name="u"))
    key = cloud.call(CreateAccessKey(user_name="u")).access_key
    caller = Caller(stage, (key.access_key_id, key.access_key_secret))
    asked = {"InstanceId": "r-1", "SecurityIps": "10.0.0.1"}
    with pytest.raises(TeaException) as refusal:
        caller.rpc("R-kvstore", "ModifySecurityIps", **asked)
    assert refusal.value.code == "Forbidden.RAM"
    statement = {
        "Effect": "Allow",
        "Action": "kvstore:ModifySecurityIps",
        "Resource": "acs:kvstore:*:*:instance/r-1",
    }
    document = json.dumps({"Version": "1", "Statement": [statement]})
    cloud.call(CreatePolicy(policy_name="p", policy_document=document))
    cloud.call(AttachPolicyToUser(policy_type="Custom", policy_name="p", user_name="u"))
    caller.rpc("R-kvstore", "ModifySecurityIps", **asked)
    with pytest.raises(TeaException):
        caller.rpc("R-kvstore", "ModifySecurityIps", **asked | {"InstanceId": "r-2"})


def test_by_hand(stage: HookStage) -> None:
    """The stack's own path: one more, all of a kind, one less; what cannot be is told."""
    url = f"{stage.cloud.endpoint}/_scalehook/resources"
    json_body = {"kind": "redis", "id": "r-2", "attributes": {"Port": 7000}}
    assert HTTP.post(url, json=json_body).json()["resources"][0]["attributes"]["Port"] == 7000
    listed = HTTP.get(url, params={"kind": "redis"}).json()["resources"]
    assert [each["resource_id"] for each in listed] == ["r-1", "r-2"]
    assert HTTP.post(url, json=json_body).status_code == 409
    assert HTTP.post(url, json={"kind": "oracle"}).status_code == 404
    assert HTTP.post(url, json={"kind": "redis", "colour": "red"}).status_code == 400
    assert HTTP.get(url, params={"sort": "1"}).status_code == 400
    assert HTTP.delete(url, params={"kind": "redis", "id": "r-2"}).status_code == 200
    assert HTTP.delete(url, params={"kind": "redis", "id": "r-2"}).status_code == 404
