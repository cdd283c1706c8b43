"""Stacks that begin with what a file says."""

from pathlib import Path

import pytest

from scalehook.blueprint import apply, read_blueprint
from scalehook.kit.documents import BadDocument
from scalehook.testing.builders import Queue
from scalehook.testing.cloud import Cloud
from scalehook.testing.running import RunningStack, running_stack
from scalehook_contracts.access_control.policies import AttachPolicyToRole
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups

EVERYTHING = Path(__file__).with_name("everything.yaml")


def made(cloud: RunningStack, text: str) -> str:
    blueprint = read_blueprint("f", cloud.stack.gateway, text)
    return str(cloud.run(apply(blueprint, cloud.stack.bus, cloud.region, cloud.stack)))


def groups(cloud: Cloud) -> list[tuple[str, str, int]]:
    found = cloud.call(DescribeScalingGroups(region_id=cloud.region)).scaling_groups
    return [(g.scaling_group_name, g.lifecycle_state, g.total_capacity) for g in found]


@pytest.mark.scalehook(init="everything.yaml")
def test_all_kinds(scalehook: RunningStack) -> None:
    """Beside the test; each is what the API says of it, and a second time nothing changes."""
    cloud = scalehook
    assert groups(cloud) == [("web", "Active", 1), ("idle", "Inactive", 0)]
    cloud.topic("events").publish("hello")
    cloud.quiet()
    assert [message.text for message in cloud.queue("hooks", visibility_timeout=60).messages] == [
        "hello"
    ]
    execution = cloud.execution("look-around")
    cloud.advance("10s")
    assert execution.view.status == "Success"
    for kind, name in (("Custom", "complete"), ("System", "AliyunECSFullAccess")):
        with pytest.raises(ApiError, match=r"EntityAlreadyExists\.Role\.Policy"):
            attached = {"policy_type": kind, "policy_name": name, "role_name": "OOSServiceRole"}
            cloud.call(AttachPolicyToRole.model_validate(attached))
    again = made(cloud, EVERYTHING.read_text())
    assert again == "0 made, 12 there already, and left as they are"
    assert groups(cloud) == [("web", "Active", 1), ("idle", "Inactive", 0)]


def test_what_is_there_stays(cloud: RunningStack) -> None:
    """Whatever the file says about it; what is new to a group is added."""
    made(
        cloud,
        "queues: [{name: q, visibility_timeout: 7}]\ngroups: [{name: web, min_size: 0, max_size: 1}]",
    )
    told = made(
        cloud,
        "queues: [{name: q, visibility_timeout: 8}, {name: r}]\n"
        "groups: [{name: web, min_size: 0, max_size: 5, hooks: "
        "[{name: hold, lifecycle_transition: SCALE_IN}]}]",
    )
    assert told == "2 made, 2 there already, and left as they are"
    assert cloud.queue("q", visibility_timeout=7).attributes.visibility_timeout == 7


def test_what_is_refused(cloud: RunningStack) -> None:
    """The service's own words, with lines; and the stack is as it was before."""
    kept = cloud.queue("kept")
    with pytest.raises(BadDocument) as refusal:
        made(
            cloud,
            "queues:\n- name: q\n- name: r\n  visibility_timeout: 600000\n"
            "templates:\n- name: t\n  content: 'no: template'\n"
            "roles:\n- name: R\n  assume_role_policy_document: {}\n"
            "groups:\n- {name: web, min_size: 2, max_size: 1}\n"
            "- name: on\n  min_size: 0\n  max_size: 1\n  enabled: true\n",
        )
    told = str(refusal.value).splitlines()
    assert [line.split(" ")[0] for line in told] == ["f:3:3:", "f:6:3:", "f:9:3:", "f:12:3:", "f:13:3:"]
    assert "VisibilityTimeout should between 1 and 43200" in told[0]
    assert kept.depth == 0
    with pytest.raises(ApiError, match="QueueNotExist"):
        _ = Queue(cloud, "q").depth


def test_a_broken_file_starts_nothing(tmp_path: Path) -> None:
    """Neither one that is not there."""
    file = tmp_path / "cloud.yaml"
    with pytest.raises(BadDocument, match="No such file"), running_stack(init=file):
        pass
    file.write_text("queue: []")
    with pytest.raises(BadDocument, match='did you mean "queues"'), running_stack(init=str(file)):
        pass
