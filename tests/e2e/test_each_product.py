"""RAM, OOS, EventBridge, interfaces of ECS: what is called is read back, what is wrong is refused."""

import json
from typing import Any

from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_eventbridge20200401 import models as eb
from alibabacloud_oos20190601 import models as oos
from alibabacloud_ram20150501 import models as ram

from support.cloud.clients import Clients
from support.cloud.refusals import refused

DOCUMENT = json.dumps(
    {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "ess:Describe*", "Resource": "*"}]}
)
TRUST = json.dumps(
    {
        "Version": "1",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"Service": ["oos.aliyuncs.com"]},
            }
        ],
    }
)
SLEEPS = """\
FormatVersion: OOS-2019-06-01
Tasks: [{Name: wait, Action: 'ACS::Sleep', Properties: {Duration: PT1H}}]
"""


def test_groups_and_their_policies(clients: Clients) -> None:
    """Made, joined, allowed, listed from both sides, and taken apart, as the SDK reads each answer."""
    client = clients.ram
    group, policy = {"group_name": "crew"}, {"policy_name": "look", "policy_type": "Custom"}
    client.create_user(ram.CreateUserRequest(user_name="mate"))
    client.create_group(ram.CreateGroupRequest(**group, comments="all hands"))
    client.create_policy(ram.CreatePolicyRequest(policy_name="look", policy_document=DOCUMENT))
    client.add_user_to_group(ram.AddUserToGroupRequest(**group, user_name="mate"))
    client.attach_policy_to_group(ram.AttachPolicyToGroupRequest(**group, **policy))
    client.attach_policy_to_user(ram.AttachPolicyToUserRequest(**policy, user_name="mate"))
    assert client.get_group(ram.GetGroupRequest(**group)).body.group.comments == "all hands"
    assert "crew" in [
        each.group_name for each in client.list_groups(ram.ListGroupsRequest()).body.groups.group
    ]
    [member] = client.list_users_for_group(ram.ListUsersForGroupRequest(**group)).body.users.user
    of_group = ram.ListPoliciesForGroupRequest(**group)
    of_user = ram.ListPoliciesForUserRequest(user_name="mate")
    [by_group] = client.list_policies_for_group(of_group).body.policies.policy
    [by_user] = client.list_policies_for_user(of_user).body.policies.policy
    assert (member.user_name, by_group.policy_name, by_user.policy_name) == ("mate", "look", "look")
    custom = ram.ListPoliciesRequest(policy_type="Custom")
    listed = {each.policy_name: each for each in client.list_policies(custom).body.policies.policy}
    assert listed["look"].attachment_count == 2
    version = ram.GetPolicyVersionRequest(**policy, version_id="v1")
    assert client.get_policy_version(version).body.policy_version.policy_document == DOCUMENT
    for code, refusal in (
        ("DeleteConflict.Group.User", lambda: client.delete_group(ram.DeleteGroupRequest(**group))),
        (
            "DeleteConflict.Policy.Version.Default",
            lambda: client.delete_policy_version(
                ram.DeletePolicyVersionRequest(policy_name="look", version_id="v1")
            ),
        ),
    ):
        with refused(code, 409):
            refusal()
    client.detach_policy_from_group(ram.DetachPolicyFromGroupRequest(**group, **policy))
    client.detach_policy_from_user(ram.DetachPolicyFromUserRequest(**policy, user_name="mate"))
    client.remove_user_from_group(ram.RemoveUserFromGroupRequest(**group, user_name="mate"))
    client.delete_group(ram.DeleteGroupRequest(**group))
    with refused("EntityNotExist.Group", 404):
        client.get_group(ram.GetGroupRequest(**group))


def test_roles_and_versions_of_policies(clients: Clients) -> None:
    """A role has a policy until it is detached; a version goes that is not the default one."""
    client, name = clients.ram, {"policy_name": "seen"}
    policy, role = {**name, "policy_type": "Custom"}, {"role_name": "watch"}
    client.create_role(ram.CreateRoleRequest(**role, assume_role_policy_document=TRUST))
    client.create_policy(ram.CreatePolicyRequest(**name, policy_document=DOCUMENT))
    client.attach_policy_to_role(ram.AttachPolicyToRoleRequest(**policy, **role))
    of_role = ram.ListPoliciesForRoleRequest(**role)
    [attached] = client.list_policies_for_role(of_role).body.policies.policy
    assert attached.policy_name == "seen"
    newer = ram.CreatePolicyVersionRequest(**name, policy_document=DOCUMENT, set_as_default=True)
    client.create_policy_version(newer)
    client.delete_policy_version(ram.DeletePolicyVersionRequest(**name, version_id="v1"))
    listed = client.list_policy_versions(ram.ListPolicyVersionsRequest(**policy)).body
    assert [each.version_id for each in listed.policy_versions.policy_version] == ["v2"]
    with refused("EntityNotExist.Policy.Version", 404):
        client.delete_policy_version(ram.DeletePolicyVersionRequest(**name, version_id="v1"))
    with refused("DeleteConflict.Role.Policy", 409):
        client.delete_role(ram.DeleteRoleRequest(**role))
    detach = ram.DetachPolicyFromRoleRequest(**policy, **role)
    client.detach_policy_from_role(detach)
    assert client.list_policies_for_role(of_role).body.policies.policy == []
    with refused("EntityNotExist.Role.Policy", 404):
        client.detach_policy_from_role(detach)
    client.delete_role(ram.DeleteRoleRequest(**role))
    with refused("EntityNotExist.Role", 404):
        client.list_policies_for_role(of_role)


def test_tags_of_roles(clients: Clients) -> None:
    """Set, found and taken off; what is not there has none."""
    client = clients.ram
    client.create_role(ram.CreateRoleRequest(role_name="tagged", assume_role_policy_document=TRUST))
    named: dict[str, Any] = {"resource_type": "role", "resource_names": ["tagged"]}
    tag = ram.TagResourcesRequestTag(key="team", value="a")
    client.tag_resources(ram.TagResourcesRequest(**named, tag=[tag]))

    def tags() -> list[tuple[str, str, str]]:
        found = client.list_tag_resources(ram.ListTagResourcesRequest(**named)).body.tag_resources
        return [(each.resource_name, each.tag_key, each.tag_value) for each in found]

    assert tags() == [("tagged", "team", "a")]
    client.untag_resources(ram.UntagResourcesRequest(**named, tag_keys=["team"]))
    assert tags() == []
    nobody = named | {"resource_names": ["nobody"]}
    with refused("EntityNotExist.Role", 404):
        client.tag_resources(ram.TagResourcesRequest(**nobody, tag=[tag]))
    with refused("MissingTag"):
        client.tag_resources(ram.TagResourcesRequest(**named))


def test_templates_with_tags_and_many_at_once(clients: Clients) -> None:
    """Tags of templates are set, found and taken off; templates go together with their executions."""
    client, region = clients.oos, clients.region
    [here] = client.describe_regions(oos.DescribeRegionsRequest(accept_language="en-US")).body.regions
    assert (here.region_id, here.region_endpoint) == (region, f"oos.{region}.aliyuncs.com")
    with refused("InvalidParameter"):
        client.describe_regions(oos.DescribeRegionsRequest(accept_language="tlh"))
    for name in ("a", "b"):
        client.create_template(oos.CreateTemplateRequest(template_name=name, content=SLEEPS))
    named: dict[str, Any] = {"region_id": region, "resource_type": "template", "resource_ids": ["a"]}
    client.tag_resources(oos.TagResourcesRequest(**named, tags={"team": "x", "stage": "y"}))
    client.untag_resources(oos.UntagResourcesRequest(**named, tag_keys=["stage"]))
    found = client.list_tag_resources(oos.ListTagResourcesRequest(**named)).body.tag_resources
    assert [(each.tag_key, each.tag_value) for each in found.tag_resource] == [("team", "x")]
    of_kind = {"resource_type": "template"}
    assert client.list_tag_keys(oos.ListTagKeysRequest(**of_kind)).body.keys == ["team"]
    values = oos.ListTagValuesRequest(**of_kind, key="team")
    assert client.list_tag_values(values).body.values == ["x"]
    [tagged] = client.list_templates(oos.ListTemplatesRequest(tags={"team": "x"})).body.templates
    assert tagged.template_name == "a"
    with refused("EntityNotExists.Template", 404):
        client.tag_resources(oos.TagResourcesRequest(**named | {"resource_ids": ["z"]}, tags={"k": "v"}))
    begun = client.start_execution(oos.StartExecutionRequest(template_name="a")).body.execution
    tasks = oos.ListTaskExecutionsRequest(execution_id=begun.execution_id)
    [task] = client.list_task_executions(tasks).body.task_executions
    assert (task.task_name, task.status) == ("wait", "Running")
    both = oos.DeleteTemplatesRequest(template_names=json.dumps(["a", "b"]), auto_delete_executions=True)
    client.delete_templates(both)
    gone = oos.ListExecutionsRequest(execution_id=begun.execution_id)
    assert client.list_executions(gone).body.executions == []
    with refused("EntityNotExists.Template", 404):
        client.get_template(oos.GetTemplateRequest(template_name="a"))
    with refused("EntityNotExists.Template", 404):
        client.delete_templates(both)


def test_sources_and_traced_events(clients: Clients) -> None:
    """Whose events come at all; and which a bus has had, by time and by id."""
    bridge, bus = clients.bridge, {"event_bus_name": "traced"}
    sources = bridge.list_aliyun_official_event_sources().body.data.event_source_list
    assert [each.name for each in sources][:2] == ["acs.ess", "acs.ecs"]
    assert {each.event_bus_name for each in sources} == {"default"}
    assert "ess:LifecycleHook:Test" in [kind.name for kind in sources[0].event_types]
    bridge.create_event_bus(eb.CreateEventBusRequest(**bus))
    events = [
        eb.PutEventsRequestEventList(id=name, source="my.app", type=f"t-{name}", data={})
        for name in ("1", "2")
    ]
    bridge.put_events(eb.PutEventsRequest(**bus, event_list=events))
    times = {"start_time": 0, "end_time": 2**42}
    asked = eb.QueryTracedEventsRequest(**bus, **times, event_type="t-2")
    found = bridge.query_traced_events(asked).body.data
    assert ([each.event_id for each in found.events], found.total) == (["2"], 1)
    by_id = eb.QueryTracedEventByEventIdRequest(**bus, event_id="1")
    [page] = bridge.query_traced_event_by_event_id(by_id).body.data
    assert [(each.event_type, each.event_source) for each in page.events] == [("t-1", "my.app")]
    backwards = eb.QueryTracedEventsRequest(**bus, start_time=2, end_time=1)
    assert bridge.query_traced_events(backwards).body.code == "InvalidArgument"
    nowhere = eb.QueryTracedEventsRequest(event_bus_name="nowhere", **times)
    assert bridge.query_traced_events(nowhere).body.code == "EventBusNotExist"


def test_an_interface_in_one_security_group(clients: Clients) -> None:
    """Made as `ACS::ECS::CreateAndAttachNetworkInterface` does, found by its group, and deleted."""
    client, here = clients.ecs, {"region_id": "cn-hangzhou"}
    asked = {**here, "v_switch_id": "vsw-1", "security_group_id": "sg-one"}
    made = client.create_network_interface(ecs.CreateNetworkInterfaceRequest(**asked)).body
    assert made.security_group_ids.security_group_id == ["sg-one"]
    with refused("InvalidParameter"):
        both = ecs.CreateNetworkInterfaceRequest(**asked, security_group_ids=["sg-two"])
        client.create_network_interface(both)
    by_group = ecs.DescribeNetworkInterfacesRequest(**here, security_group_id="sg-one")
    found = client.describe_network_interfaces(by_group).body
    [shown] = found.network_interface_sets.network_interface_set
    assert shown.network_interface_id == made.network_interface_id
    gone = {"network_interface_id": made.network_interface_id}
    client.delete_network_interface(ecs.DeleteNetworkInterfaceRequest(**here, **gone))
    assert client.describe_network_interfaces(by_group).body.total_count == 0
