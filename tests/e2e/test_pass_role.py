"""RAM by its SDK: what users may do, by themselves, in groups with roles; and all that is changed."""

import json
from contextlib import nullcontext
from typing import Any

import pytest
from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_ess20220222 import models as m
from alibabacloud_oos20190601 import models as oos
from alibabacloud_ram20150501 import models as ram
from alibabacloud_sts20150401 import models as sts

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused

TEMPLATE = "ACS-ESS-LifeCycleRunCommand"
LOOK = "Properties: {Service: ECS, API: DescribeInstances, Parameters: {}}"
NAMING = json.dumps({"commandType": "RunShellScript", "commandContent": "true", "OOSAssumeRole": "svc"})

OWN = ["ess:*", "ecs:CreateLaunchTemplate", "ecs:RunInstances"]


def user_who_may(actions: list[str], resource: str, clients: Clients, process: StackProcess) -> Clients:
    """Everything of Auto Scaling and OOS, launch templates, and these actions on this resource."""
    name = f"passes-{resource.rpartition('/')[2].replace('*', 'nothing')}"
    clients.ram.create_user(ram.CreateUserRequest(user_name=name))
    statements = [{"Effect": "Allow", "Action": [*OWN, "oos:*"], "Resource": "*"}]
    if actions:
        statements.append({"Effect": "Allow", "Action": actions, "Resource": resource})
    document = json.dumps({"Version": "1", "Statement": statements})
    clients.ram.create_policy(ram.CreatePolicyRequest(policy_name=name, policy_document=document))
    clients.ram.attach_policy_to_user(
        ram.AttachPolicyToUserRequest(policy_type="Custom", policy_name=name, user_name=name)
    )
    key = clients.ram.create_access_key(ram.CreateAccessKeyRequest(user_name=name)).body.access_key
    return Clients(process.address, key.access_key_id, key.access_key_secret)


@pytest.mark.parametrize(
    ("actions", "resource", "may"),
    [
        ([], "*", False),
        (["ram:PassRole"], "acs:ram::*:role/other", False),
        (["ram:PassRole"], "acs:ram::*:role/svc", True),
    ],
)
def test_naming_a_role(
    process: StackProcess, clients: Clients, actions: list[str], resource: str, may: bool
) -> None:
    """Through a hook's metadata, when it is made or changed, and directly; and for instances."""
    user, group = user_who_may(actions, resource, clients, process), Group(clients)

    def unless_passed(code: str) -> Any:
        return nullcontext() if may else refused(code, 403)

    arn = f"acs:oos:{clients.region}:{clients.account}:template/{TEMPLATE}"
    hook: dict[str, Any] = {"scaling_group_id": group.id, "lifecycle_transition": "SCALE_OUT"}
    receiver = {"notification_arn": arn, "notification_metadata": NAMING}
    with unless_passed("Forbidden.Unauthorized"):
        user.ess.create_lifecycle_hook(m.CreateLifecycleHookRequest(**hook, **receiver))
    made = user.ess.create_lifecycle_hook(m.CreateLifecycleHookRequest(**hook)).body.lifecycle_hook_id
    with unless_passed("Forbidden.Unauthorized"):
        user.ess.modify_lifecycle_hook(m.ModifyLifecycleHookRequest(lifecycle_hook_id=made, **receiver))
    start = oos.StartExecutionRequest(template_name=TEMPLATE, parameters=NAMING)
    with unless_passed("Forbidden.RAM"):
        user.oos.start_execution(start)
    named = {"image_id": "m", "instance_type": "ecs.g7.large", "security_group_id": "sg-1"}
    role = {**named, "ram_role_name": "svc"}
    configure = m.CreateScalingConfigurationRequest(scaling_group_id=group.id, **role)
    with unless_passed("Forbidden.Unauthorized"):
        user.ess.create_scaling_configuration(configure)
    run = ecs.RunInstancesRequest(region_id=clients.region, **role)
    with unless_passed("Forbidden.RAM"):
        user.ecs.run_instances(run)
    template = {"region_id": clients.region, "launch_template_name": f"passes-{may}-{bool(actions)}"}
    with unless_passed("Forbidden.RAM"):
        user.ecs.create_launch_template(ecs.CreateLaunchTemplateRequest(**template, **role))
    nobody = ecs.RunInstancesRequest(region_id=clients.region, **named)
    user.ecs.run_instances(nobody)


def test_a_hook_lends_nobody_a_role(process: StackProcess, clients: Clients) -> None:
    """A template of one's own that names a role is executed for the maker, who may not hand it over."""
    user, group = user_who_may([], "role/escalates", clients, process), Group(clients)
    call = "{Service: ECS, API: DescribeInstances, Parameters: {RegionId: '{{ ACS::RegionId }}'}}"
    text = (
        "FormatVersion: OOS-2019-06-01\nRamRole: svc\n"
        f"Tasks: [{{Name: look, Action: 'ACS::ExecuteAPI', Properties: {call}}}]"
    )
    user.oos.create_template(oos.CreateTemplateRequest(template_name="escalates", content=text))
    group.of(user).hook(notification_arn=clients.arn("oos", "template/escalates"))
    group.execute(group.rule(1))
    process.advance(60)
    wanted = oos.ListExecutionsRequest(template_name="escalates")
    [found] = clients.oos.list_executions(wanted).body.executions
    assert (found.status, found.ram_role) == ("Failed", "svc")
    assert found.status_message.startswith("Forbidden.RAM")


def test_the_policy_of_a_session_follows(process: StackProcess, clients: Clients) -> None:
    """Into executions that it starts, and into those of a hook that it makes."""
    user = user_who_may(["sts:AssumeRole"], "acs:ram::*:role/broad", clients, process)
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"RAM": "acs:ram::*:root"}}
    document = json.dumps({"Version": "1", "Statement": [trust]}).replace("*", clients.account)
    role = ram.CreateRoleRequest(role_name="broad", assume_role_policy_document=document)
    arn = clients.ram.create_role(role).body.role.arn
    clients.ram.attach_policy_to_role(
        ram.AttachPolicyToRoleRequest(
            policy_type="System", policy_name="AdministratorAccess", role_name="broad"
        )
    )
    narrow = [{"Effect": "Allow", "Action": ["oos:*", "ess:*"], "Resource": "*"}]
    credentials = user.sts.assume_role(
        sts.AssumeRoleRequest(
            role_arn=arn,
            role_session_name="bounded",
            policy=json.dumps({"Version": "1", "Statement": narrow}),
        )
    ).body.credentials
    session = Clients(
        process.address,
        credentials.access_key_id,
        credentials.access_key_secret,
        credentials.security_token,
    )
    text = f"FormatVersion: OOS-2019-06-01\nTasks: [{{Name: look, Action: 'ACS::ExecuteAPI', {LOOK}}}]"
    session.oos.create_template(oos.CreateTemplateRequest(template_name="bounded", content=text))
    session.oos.start_execution(oos.StartExecutionRequest(template_name="bounded"))
    group = Group(clients)
    group.of(session).hook(notification_arn=clients.arn("oos", "template/bounded"))
    group.execute(group.rule(1))
    process.advance(60)
    wanted = oos.ListExecutionsRequest(template_name="bounded")
    found = clients.oos.list_executions(wanted).body.executions
    assert [each.status_message.partition(" ")[0] for each in found] == ["Forbidden.RAM"] * 2


def test_a_group_whose_policy_depends_on_where_a_call_comes_from(
    process: StackProcess, clients: Clients
) -> None:
    """Its users may call from this machine; no more when another version counts, or when they leave."""
    own, admin = user_who_may([], "role/grouped", clients, process), clients.ram

    def document(block: str) -> str:
        condition = {"IpAddress": {"acs:SourceIp": block}}
        statement = {"Effect": "Allow", "Action": "ecs:*", "Resource": "*", "Condition": condition}
        return json.dumps({"Version": "1", "Statement": [statement]})

    admin.create_group(ram.CreateGroupRequest(group_name="near", comments="here"))
    here, there = document("127.0.0.0/8"), document("192.0.2.0/24")
    admin.create_policy(ram.CreatePolicyRequest(policy_name="near", policy_document=here))
    near: dict[str, str] = {"policy_type": "Custom", "policy_name": "near"}
    admin.attach_policy_to_group(ram.AttachPolicyToGroupRequest(group_name="near", **near))
    look = ecs.DescribeInstancesRequest(region_id=clients.region)
    with refused("Forbidden.RAM", 403):
        own.ecs.describe_instances(look)
    joining = {"user_name": "passes-grouped", "group_name": "near"}
    admin.add_user_to_group(ram.AddUserToGroupRequest(**joining))
    own.ecs.describe_instances(look)
    admin.create_policy_version(
        ram.CreatePolicyVersionRequest(policy_name="near", policy_document=there, set_as_default=True)
    )
    with refused("Forbidden.RAM", 403):
        own.ecs.describe_instances(look)
    admin.set_default_policy_version(
        ram.SetDefaultPolicyVersionRequest(policy_name="near", version_id="v1")
    )
    own.ecs.describe_instances(look)
    groups = admin.list_groups_for_user(ram.ListGroupsForUserRequest(user_name="passes-grouped"))
    holders = admin.list_entities_for_policy(ram.ListEntitiesForPolicyRequest(**near)).body
    versions = admin.list_policy_versions(ram.ListPolicyVersionsRequest(**near)).body
    assert [each.group_name for each in groups.body.groups.group] == ["near"]
    assert [each.group_name for each in holders.groups.group] == ["near"]
    assert [each.is_default_version for each in versions.policy_versions.policy_version] == [True, False]
    assert admin.get_policy(ram.GetPolicyRequest(**near)).body.policy.attachment_count == 1
    admin.remove_user_from_group(ram.RemoveUserFromGroupRequest(**joining))
    with refused("Forbidden.RAM", 403):
        own.ecs.describe_instances(look)
    with refused("DeleteConflict.Policy.Group", 409):
        admin.delete_policy(ram.DeletePolicyRequest(policy_name="near", cascading_delete=True))


def test_a_user_is_listed_and_deleted(clients: Clients) -> None:
    """With the key, which is listed without its secret; roles are listed, too."""
    admin, name = clients.ram, {"user_name": "leaver"}
    admin.create_user(ram.CreateUserRequest(**name))
    key_id = admin.create_access_key(ram.CreateAccessKeyRequest(**name)).body.access_key.access_key_id
    assert admin.get_user(ram.GetUserRequest(**name)).body.user.user_name == "leaver"
    keys = admin.list_access_keys(ram.ListAccessKeysRequest(**name)).body.access_keys.access_key
    assert [key.access_key_id for key in keys] == [key_id]
    with refused("DeleteConflict.User.AccessKey", 409):
        admin.delete_user(ram.DeleteUserRequest(**name))
    admin.delete_access_key(ram.DeleteAccessKeyRequest(user_access_key_id=key_id, **name))
    admin.delete_user(ram.DeleteUserRequest(**name))
    users = admin.list_users(ram.ListUsersRequest()).body
    assert "leaver" not in [user.user_name for user in users.users.user]
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "oos.aliyuncs.com"}}
    document = json.dumps({"Version": "1", "Statement": [trust]})
    admin.create_role(ram.CreateRoleRequest(role_name="brief", assume_role_policy_document=document))
    assert "brief" in [
        role.role_name for role in admin.list_roles(ram.ListRolesRequest()).body.roles.role
    ]
    admin.delete_role(ram.DeleteRoleRequest(role_name="brief"))
    with refused("EntityNotExist.Role", 404):
        admin.get_role(ram.GetRoleRequest(role_name="brief"))


def test_operations_of_ram_with_the_sdk(clients: Clients) -> None:
    """Everything that is changed and tagged is read by the SDK's own models."""
    admin = clients.ram
    trust = json.dumps(
        {
            "Version": "1",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"Service": "x.aliyuncs.com"},
                }
            ],
        }
    )
    admin.create_user(ram.CreateUserRequest(user_name="first", mobile_phone="1"))
    changed = admin.update_user(ram.UpdateUserRequest(user_name="first", new_user_name="second"))
    assert (changed.body.user.user_name, changed.body.user.mobile_phone) == ("second", "1")
    admin.create_group(ram.CreateGroupRequest(group_name="one"))
    renamed = admin.update_group(ram.UpdateGroupRequest(group_name="one", new_group_name="two"))
    assert renamed.body.group.group_name == "two"
    tag = {"key": "env", "value": "test"}
    admin.create_role(
        ram.CreateRoleRequest(
            role_name="tagged",
            assume_role_policy_document=trust,
            allow_console_login=True,
            tag=[ram.CreateRoleRequestTag(**tag)],
        )
    )
    admin.update_role(ram.UpdateRoleRequest(role_name="tagged", new_max_session_duration=7200))
    (role,) = admin.list_roles(
        ram.ListRolesRequest(tag=[ram.ListRolesRequestTag(**tag)])
    ).body.roles.role
    assert (role.max_session_duration, role.allow_console_login) == (7200, True)
    assert role.tags.tag[0].tag_value == "test"
    named = {"resource_type": "role", "resource_names": ["tagged"]}
    more = [ram.TagResourcesRequestTag(key="more", value="x")]
    admin.tag_resources(ram.TagResourcesRequest(tag=more, **named))
    admin.untag_resources(ram.UntagResourcesRequest(tag_keys=["env"], **named))
    (left,) = admin.list_tag_resources(ram.ListTagResourcesRequest(**named)).body.tag_resources
    assert (left.tag_key, left.resource_name) == ("more", "tagged")
    document = json.dumps(
        {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    )
    admin.create_policy(ram.CreatePolicyRequest(policy_name="worded", policy_document=document))
    admin.update_policy_description(
        ram.UpdatePolicyDescriptionRequest(policy_name="worded", new_description="in words")
    )
    found = admin.get_policy(ram.GetPolicyRequest(policy_type="Custom", policy_name="worded")).body
    assert (found.policy.description, found.policy.policy_document) == ("in words", "N/A")
    with refused("InvalidParameter.PolicyName.InvalidChars"):
        admin.create_policy(ram.CreatePolicyRequest(policy_name="a b", policy_document=document))


def test_a_key_that_is_switched_off(process: StackProcess, clients: Clients) -> None:
    """It signs nothing; when it did is known."""
    admin, name = clients.ram, {"user_name": "switched"}
    admin.create_user(ram.CreateUserRequest(**name))
    key = admin.create_access_key(ram.CreateAccessKeyRequest(**name)).body.access_key
    own = Clients(process.address, key.access_key_id, key.access_key_secret)
    own.sts.get_caller_identity()
    named = {"user_access_key_id": key.access_key_id, **name}
    used = admin.get_access_key_last_used(ram.GetAccessKeyLastUsedRequest(**named)).body
    assert used.access_key_last_used.last_used_date
    admin.update_access_key(ram.UpdateAccessKeyRequest(status="Inactive", **named))
    with refused("InvalidAccessKeyId.Inactive"):
        own.sts.get_caller_identity()
