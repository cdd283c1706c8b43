"""A user, a group, a policy and a role from their beginning to their end, by every operation of RAM."""

from typing import Any

from support.ram_documents import policy, trust

USER, GROUP, ROLE = {"UserName": "nora"}, {"GroupName": "crew"}, {"RoleName": "guard"}
NAMED = {"PolicyName": "look"}
POLICY = NAMED | {"PolicyType": "Custom"}
TEXT = {"PolicyDocument": policy("ess:Describe*")}
TAGGED = {"ResourceType": "role", "ResourceNames": ["guard"]}
# What they are asked elsewhere: by a user about the own password, and about a refusal.
ELSEWHERE = {"ChangePassword", "DecodeDiagnosticMessage"}


def life(key_id: str) -> list[tuple[str, dict[str, Any]]]:
    """In an order in which each is done. The key is the user `keeper`'s."""
    key = {"UserName": "keeper", "UserAccessKeyId": key_id}
    return [
        ("CreateUser", USER | {"DisplayName": "Nora"}),
        ("GetUser", USER),
        ("UpdateUser", USER | {"NewComments": "new"}),
        ("ListUsers", {"MaxItems": 10}),
        ("CreateLoginProfile", USER | {"Password": "Secret-1!"}),
        ("GetLoginProfile", USER),
        ("UpdateLoginProfile", USER | {"Password": "Secret-2!"}),
        ("CreateGroup", GROUP | {"Comments": "all hands"}),
        ("GetGroup", GROUP),
        ("UpdateGroup", GROUP | {"NewComments": "new"}),
        ("ListGroups", {}),
        ("AddUserToGroup", USER | GROUP),
        ("ListUsersForGroup", GROUP),
        ("ListGroupsForUser", USER),
        ("CreatePolicy", NAMED | TEXT | {"Description": "looks"}),
        ("GetPolicy", POLICY),
        ("ListPolicies", {"PolicyType": "Custom"}),
        ("UpdatePolicyDescription", NAMED | {"NewDescription": "new"}),
        ("CreatePolicyVersion", NAMED | TEXT),
        ("GetPolicyVersion", POLICY | {"VersionId": "v2"}),
        ("ListPolicyVersions", POLICY),
        ("SetDefaultPolicyVersion", NAMED | {"VersionId": "v2"}),
        ("DeletePolicyVersion", NAMED | {"VersionId": "v1"}),
        ("CreateRole", ROLE | {"AssumeRolePolicyDocument": trust(Service="some.aliyuncs.com")}),
        ("GetRole", ROLE),
        ("UpdateRole", ROLE | {"NewMaxSessionDuration": 7200}),
        ("ListRoles", {}),
        ("AttachPolicyToUser", POLICY | USER),
        ("AttachPolicyToGroup", POLICY | GROUP),
        ("AttachPolicyToRole", POLICY | ROLE),
        ("ListPoliciesForUser", USER),
        ("ListPoliciesForGroup", GROUP),
        ("ListPoliciesForRole", ROLE),
        ("ListEntitiesForPolicy", POLICY),
        ("TagResources", TAGGED | {"Tag": [{"Key": "team", "Value": "a"}]}),
        ("ListTagResources", TAGGED),
        ("UntagResources", TAGGED | {"TagKeys": ["team"]}),
        ("CreateAccessKey", {"UserName": "keeper"}),
        ("ListAccessKeys", {"UserName": "keeper"}),
        ("GetAccessKeyLastUsed", key),
        ("UpdateAccessKey", key | {"Status": "Inactive"}),
        ("DeleteAccessKey", key),
        ("DetachPolicyFromUser", POLICY | USER),
        ("DetachPolicyFromGroup", POLICY | GROUP),
        ("DetachPolicyFromRole", POLICY | ROLE),
        ("RemoveUserFromGroup", USER | GROUP),
        ("DeleteLoginProfile", USER),
        ("DeleteGroup", GROUP),
        ("DeleteRole", ROLE),
        ("DeletePolicy", NAMED),
        ("DeleteUser", USER),
    ]
