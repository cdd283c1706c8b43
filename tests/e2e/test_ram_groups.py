"""Groups of RAM and their policies, as the official SDK sees them."""

import json

from alibabacloud_ram20150501 import models as ram

from support.cloud.clients import Clients
from support.cloud.refusals import refused


def test_groups_and_their_policies(clients: Clients) -> None:
    """Made, joined, allowed, listed from both sides, and taken apart, as the SDK reads each answer."""
    client = clients.ram
    group, policy = {"group_name": "crew"}, {"policy_name": "look", "policy_type": "Custom"}
    document = json.dumps(
        {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "ess:Describe*", "Resource": "*"}]}
    )
    client.create_user(ram.CreateUserRequest(user_name="mate"))
    client.create_group(ram.CreateGroupRequest(**group, comments="all hands"))
    client.create_policy(ram.CreatePolicyRequest(policy_name="look", policy_document=document))
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
    assert client.get_policy_version(version).body.policy_version.policy_document == document
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
