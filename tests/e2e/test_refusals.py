"""RAM, STS and EventBridge by the official SDKs: each documented error row, letter for letter; each
operation of RAM in Node, too; and what each product tells whoever has no permission.
"""

from pathlib import Path
from typing import Any

import pytest
from alibabacloud_ram20150501 import models as ram
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException

from scalehook.kit.api.operations import operations
from scalehook.testing.cloud import Cloud
from scalehook_contracts.access_control.keys import CreateAccessKey
from scalehook_contracts.access_control.policies import AttachPolicyToUser
from scalehook_contracts.access_control.sts import AssumeRole
from scalehook_contracts.access_control.users import CreateUser
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.eventbridge import EventBridgeFailure
from scalehook_contracts.products import RAM
from support.account.bus_rows import ROWS as BUS_ROWS
from support.account.forbidden import FORBIDDEN
from support.account.furnished import ALICE, furnish
from support.account.life import ELSEWHERE, life
from support.account.rows import ROWS
from support.account.sdk import Sdk, on_the_wire
from support.account.texts import TEXTS
from support.account.wrong import WRONG, told
from support.buses_of_events import BUS, RULE
from support.cloud.clients import Clients
from support.cloud.generations import Newer, Refusal
from support.node_sdks.client import refusals


@pytest.fixture
def owner(scalehook_session: Cloud) -> Sdk:
    """The account itself."""
    cloud = scalehook_session
    return Sdk(Clients(cloud.address, cloud.access_key_id, cloud.access_key_secret))


def user(owner: Sdk, key: Any) -> Sdk:
    return Sdk(Clients(owner.clients.address, key.access_key_id, key.access_key_secret))


def administrator(owner: Sdk) -> Sdk:
    """Alice, in the furnished account."""
    answers: list[Any] = []
    furnish(lambda command: answers.append(owner(command)))
    keys = [each.access_key for each in answers if hasattr(each, "access_key")]
    owner(AttachPolicyToUser(policy_type="System", policy_name="AdministratorAccess", user_name="alice"))
    return user(owner, keys[0])


def test_each_row_of_ram(owner: Sdk, tmp_path: Path) -> None:
    """Provoked by an administrator, in two languages; the account itself may assume no role."""
    alice = administrator(owner)
    assert alice.clients.sts.get_caller_identity().body.arn == ALICE
    rows = [(each, code) for each, code in ROWS if isinstance(each, Operation)]
    found = {code: alice.refusal_of(each) for each, code in rows}
    asked = [(each.product.ram_code, type(each).__name__, on_the_wire(each)) for each, _ in rows]
    told_node = refusals(alice.clients, asked, tmp_path)
    assert dict(zip((code for _, code in rows), told_node, strict=True)) == found
    plain = Newer(alice.clients, "2015-04-01")
    for name in ("SerialNumber", "TokenCode"):  # which the SDKs' own models do not know
        assert found[f"InvalidParameter.{name}"] is None
        given = {"RoleArn": ALICE, "RoleSessionName": "s1", name: "x"}
        found[f"InvalidParameter.{name}"] = plain.refusal("AssumeRole", **given)
    assert found == {code: Refusal(status, code, text) for code, (status, text) in TEXTS.items()}
    nobody = AssumeRole(role_arn="acs:ram::1234567890123456:role/x", role_session_name="s1")
    assert alice.refusal_of(nobody) == (404, "EntityNotExist.Role", "The specified Role not exists .")
    mine = nobody.model_copy(update={"role_arn": nobody.role_arn[:-1] + "r"})
    assert owner.refusal_of(mine) == (403, "NoPermission", "Roles may not be assumed by root accounts.")


def test_each_operation_of_ram_in_node(owner: Sdk, tmp_path: Path) -> None:
    """None of them is refused, and at the end nothing is left."""
    owner(CreateUser(user_name="keeper"))
    key = owner(CreateAccessKey(user_name="keeper")).access_key
    steps = life(key.access_key_id)
    asked = [("ram", action, given) for action, given in steps]
    found = refusals(owner.clients, asked, tmp_path)
    done = [action for (action, _), refusal in zip(steps, found, strict=True) if refusal is None]
    assert done == [action for action, _ in steps]
    there = {each.__name__ for each in operations().values() if each.product is RAM}
    assert set(done) == there - ELSEWHERE
    users = owner.clients.ram.list_users(ram.ListUsersRequest()).body.users.user
    assert [each.user_name for each in users] == ["keeper"]


def test_each_parameter_of_ram_that_does_not_fit(owner: Sdk) -> None:
    """The code says which and what, and so does the message."""
    found = [owner.refusal(operation, given) for operation, given, _ in WRONG]
    assert found == [Refusal(400, *told(ending)) for _, _, ending in WRONG]


def test_each_failure_of_event_bridge(owner: Sdk) -> None:
    """Is an answer with the status 200; a target that is not there is named in its entry."""
    bridge = Newer(owner.clients, "2020-04-01")
    bridge("CreateRule", EventBusName=BUS, RuleName=RULE, FilterPattern="{}")
    found = []
    for action, given, _, _ in BUS_ROWS:
        answer = bridge(action, **given)
        found.append((action, given, answer["Code"], answer["Message"]))
        assert answer["Success"] is False and answer["RequestId"]
    assert found == BUS_ROWS
    gone = bridge("DeleteTargets", EventBusName=BUS, RuleName=RULE, TargetIds='["9"]')["Data"]
    [entry] = gone["ErrorEntries"]
    assert (entry["EntryId"], entry["ErrorMessage"]) == ("9", "The event target not existed!")
    provoked = {code for _, _, code, _ in BUS_ROWS} | {entry["ErrorCode"]}
    assert provoked == {each.code for each in EventBridgeFailure.__subclasses__()}


def test_each_products_own_refusal(owner: Sdk) -> None:
    """Of a user without any permission, with what it was about; who one is may be asked by everybody."""
    owner(CreateUser(user_name="stranger"))
    key = owner(CreateAccessKey(user_name="stranger")).access_key
    stranger = user(owner, key)
    for version, action, given, code, message, product in FORBIDDEN:
        with pytest.raises(AlibabaCloudException) as refused:
            Newer(stranger.clients, version)(action, **given)
        told_of, detail = refused.value, refused.value.data["AccessDeniedDetail"]
        assert (told_of.status_code, told_of.code, told_of.data["Message"]) == (403, code, message)
        assert (detail["AuthAction"], detail["NoPermissionType"], detail["AuthPrincipalType"]) == (
            f"{product}:{action}", "ImplicitDeny", "SubUser",
        )  # fmt: skip
        assert detail["EncodedDiagnosticMessage"].startswith("AQEAAAAA")
    assert stranger.clients.sts.get_caller_identity().body.identity_type == "RAMUser"
