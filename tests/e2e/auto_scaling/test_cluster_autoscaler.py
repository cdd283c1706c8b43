"""The call sequences of kubernetes/autoscaler: it finds a group, sets its size, removes single nodes."""

from typing import Any

import pytest

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.process import StackProcess

RULE = "acs-autogen-increase-rules"


@pytest.fixture
def call(clients: Clients) -> Actions:
    return Actions(clients)


@pytest.fixture
def name(call: Actions, request: pytest.FixtureRequest) -> str:
    """A group's name, which is what people give it."""
    name = request.node.name.replace("_", "-")
    made = call("CreateScalingGroup", MinSize=0, MaxSize=5, ScalingGroupName=name)["ScalingGroupId"]
    configuration = call(
        "CreateScalingConfiguration", ScalingGroupId=made, ImageId="img", InstanceType="ecs.g7.large"
    )["ScalingConfigurationId"]
    call("EnableScalingGroup", ScalingGroupId=made, ActiveScalingConfigurationId=configuration)
    return str(name)


def increase(call: Actions, group: str, size: int) -> str:
    """The size of a group, by a rule of its own that lives as long as it is needed."""
    found = call("DescribeScalingRules", ScalingGroupId=group, ScalingRuleName__1=RULE)
    assert found["ScalingRules"]["ScalingRule"] == []
    made = call(
        "CreateScalingRule", ScalingGroupId=group, AdjustmentType="TotalCapacity", AdjustmentValue=size
    )
    rule = made["ScalingRuleId"]
    call("ModifyScalingRule", ScalingRuleId=rule, AdjustmentType="TotalCapacity", AdjustmentValue=size)
    begun = call("ExecuteScalingRule", ScalingRuleAri=made["ScalingRuleAri"])
    call("DeleteScalingRule", ScalingRuleId=rule)
    return str(begun["ScalingActivityId"])


def test_nodes_come_and_go(call: Actions, name: str, process: StackProcess) -> None:
    """The rule may be deleted while its activity runs; a node is removed by its id."""
    answer = call("DescribeScalingGroups", ScalingGroupName=name)
    [group] = answer["ScalingGroups"]["ScalingGroup"]
    found = call(
        "DescribeScalingConfigurations",
        ScalingConfigurationId__1=group["ActiveScalingConfigurationId"],
        ScalingGroupId=group["ScalingGroupId"],
    )
    [configuration] = found["ScalingConfigurations"]["ScalingConfiguration"]
    assert configuration["InstanceType"] == "ecs.g7.large"
    increase(call, group["ScalingGroupId"], 3)
    process.advance(60)

    def nodes() -> list[Any]:
        answer = call("DescribeScalingInstances", ScalingGroupId=group["ScalingGroupId"])
        return list(answer["ScalingInstances"]["ScalingInstance"])

    assert [node["LifecycleState"] for node in nodes()] == ["InService"] * 3
    gone = nodes()[1]["InstanceId"]
    call("RemoveInstances", ScalingGroupId=group["ScalingGroupId"], InstanceId__1=gone)
    process.advance(60)
    assert gone not in [node["InstanceId"] for node in nodes()]
    assert len(nodes()) == 2


def test_limits_are_changed(call: Actions, name: str) -> None:
    """By the group's id."""
    [group] = call("DescribeScalingGroups", ScalingGroupName=name)["ScalingGroups"]["ScalingGroup"]
    call("ModifyScalingGroup", ScalingGroupId=group["ScalingGroupId"], MinSize=0, MaxSize=9)
    answer = call("DescribeScalingGroups", ScalingGroupId__1=group["ScalingGroupId"])
    assert answer["ScalingGroups"]["ScalingGroup"][0]["MaxSize"] == 9
