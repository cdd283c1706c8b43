"""RPC requests: where parameters are, what is refused, how answers look."""

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from scalehook.gateway.freshness import Freshness
from scalehook.gateway.rpc.parameters import assemble
from scalehook.gateway.rpc.rendering import error_response
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.access_control.sts import AssumeRole
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.eventbridge import EventBusNotExist
from scalehook_contracts.errors.ram import NoPermission
from scalehook_contracts.errors.scaling import InvalidNotificationArn
from scalehook_contracts.scaling_controller.actions import RecordLifecycleActionHeartbeat
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.scaling_controller.hooks import (
    CreateLifecycleHook,
    DescribeLifecycleHooks,
    LifecycleHookPage,
    LifecycleHookView,
)
from support.desk_of_gateway import Desk

HOOK = LifecycleHookView(
    lifecycle_hook_id="ash-1",
    lifecycle_hook_name="中 & <b>",
    scaling_group_id="asg-1",
    lifecycle_transition="SCALE_OUT",
    default_result="CONTINUE",
    heartbeat_timeout=600,
    notification_arn="a",
    notification_metadata="\x07",
    lifecycle_hook_status="Active",
)
PAGE = LifecycleHookPage(page_number=1, page_size=50, total_count=1, lifecycle_hooks=[HOOK])


async def code_of(desk: Desk, **parameters: str) -> tuple[int, str]:
    answer = await desk.rpc(**parameters)
    return answer.status_code, answer.json()["Code"]


async def test_the_older_version_wraps_lists(desk: Desk) -> None:
    """The newer does not; wrong shapes are read as nothing by the SDKs."""
    desk.bus.reply = PAGE
    older = (await desk.rpc(ScalingGroupId="asg-1")).json()
    assert older["LifecycleHooks"]["LifecycleHook"][0]["HeartbeatTimeout"] == 600
    newer = (await desk.rpc(ScalingGroupId="asg-1", Version="2022-02-22")).json()
    assert newer["LifecycleHooks"][0]["LifecycleHookName"] == "中 & <b>"


@pytest.mark.parametrize(
    ("version", "empty"), [("2014-08-28", {"LifecycleHook": []}), ("2022-02-22", [])]
)
async def test_empty_lists_are_there(desk: Desk, version: str, empty: Any) -> None:
    """Never left out."""
    desk.bus.reply = PAGE.model_copy(update={"lifecycle_hooks": []})
    assert (await desk.rpc(Version=version)).json()["LifecycleHooks"] == empty


async def test_request_ids(desk: Desk) -> None:
    """In every answer, an upper-case UUID; and the same goes to the services."""
    body = (await desk.rpc()).json()
    assert body["RequestId"] == body["RequestId"].upper()
    assert (await desk.rpc(Action="Nothing")).json()["RequestId"]


async def test_xml_when_asked_for(desk: Desk) -> None:
    """With names as in the older JSON; what XML cannot carry is replaced."""
    desk.bus.reply = PAGE
    answer = await desk.rpc(Format="xml")
    assert answer.headers["content-type"] == "text/xml;charset=utf-8"
    root = fromstring(answer.content)
    assert root.tag == "DescribeLifecycleHooksResponse"
    [hook] = root.findall("LifecycleHooks/LifecycleHook")
    assert hook.findtext("LifecycleHookName") == "中 & <b>"
    assert hook.findtext("NotificationMetadata") == "\ufffd"


@pytest.mark.parametrize("asked", ["None", "JSON", "json", "yaml", ""])
async def test_json_otherwise(desk: Desk, asked: str) -> None:
    """The core SDK sends the text `None`."""
    answer = await desk.rpc(Format=asked)
    assert answer.headers["content-type"] == "application/json;charset=utf-8"


async def test_errors_in_both_forms(desk: Desk) -> None:
    """Request id, host, code, message."""
    desk.bus.reply = InvalidNotificationArn()
    body = (await desk.rpc()).json()
    assert body["Code"] == "InvalidNotificationArn"
    assert body["Message"] == "The specified parameter notificationArn is invalid."
    assert body["HostId"] == "127.0.0.1:4580"
    root = fromstring((await desk.rpc(Format="XML")).content)
    assert (root.tag, root.findtext("Code")) == ("Error", "InvalidNotificationArn")


@pytest.mark.parametrize("name", ["LifecycleHookId", "LifecycleHookIds"])
async def test_errors_name_lists_as_the_request_does(desk: Desk, name: str) -> None:
    """Whether the gateway refuses it, or the operation's owner."""
    desk.bus.reply = InvalidParameter(name="LifecycleHookIds")
    body = (await desk.rpc(**{f"{name}.1": "ash-1"})).json()
    assert body["Message"] == f'The specified value of parameter "{name}" is not valid.'
    given = {"Action": "CreateScalingGroup", "Tag.1.Value": "x", "MinSize": "0", "MaxSize": "1"}
    body = (await desk.rpc(**given, RegionId="cn-hangzhou")).json()
    assert '"Tag.1.Key"' in body["Message"]


async def test_bodies_of_sts_say_their_form(desk: Desk) -> None:
    """One that does not is refused as documented; what has no body need not, and other products do not
    care.
    """
    who = desk.signed(Action="GetCallerIdentity", Version="2015-04-01")
    plain = {"content-type": "text/plain"}
    answer = await desk.send("POST", f"/?{urlencode(who)}", content=b"x", headers=plain)
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter.ContentType")
    desk.bus.reply = PAGE
    mine = desk.signed(ScalingGroupId="asg-1")
    answer = await desk.send("POST", f"/?{urlencode(mine)}", content=b"x", headers=plain)
    assert answer.status_code == 200


async def test_who_assumes_a_role_comes_from_somewhere(desk: Desk) -> None:
    """The connection says from where, and no parameter does."""
    role = {"RoleArn": "acs:ram::1:role/r", "RoleSessionName": "s1", "ClientAddress": "10.0.0.1"}
    await desk.rpc(Action="AssumeRole", Version="2015-04-01", **role)
    assert isinstance(desk.bus.operation, AssumeRole)
    assert desk.bus.client == "127.0.0.1"


async def test_parameters_in_the_form(desk: Desk) -> None:
    """All of them, or together with the query."""
    parameters = desk.signed(ScalingGroupId="asg-1")
    assert (await desk.send("POST", "/", data=parameters)).status_code == 200
    assert desk.bus.operation == DescribeLifecycleHooks(scaling_group_id="asg-1")
    parameters = desk.signed(ScalingGroupId="asg-2")
    group = {"ScalingGroupId": parameters.pop("ScalingGroupId")}
    answer = await desk.send("POST", "/?" + urlencode(parameters), data=group)
    assert answer.status_code == 200


async def test_get_too(desk: Desk) -> None:
    """With its own signature."""
    target = "/?" + urlencode(desk.signed("GET"))
    assert (await desk.send("GET", target)).status_code == 200
    assert (await desk.send("PUT", "/")).json()["Code"] == "UnsupportedHTTPMethod"
    assert (await desk.send("GET", "/other")).status_code == 404


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"Action": "Nonsense"}, 404, "InvalidAction.NotFound"),
        ({"Action": "describelifecyclehooks"}, 404, "InvalidAction.NotFound"),
        ({"Action": "SendMessage"}, 404, "InvalidAction.NotFound"),
        ({"Action": ""}, 400, "MissingParameter"),
        ({"Version": "2000-01-01"}, 400, "NoSuchVersion"),
        ({"Version": ""}, 400, "MissingParameter"),
        ({"AccessKeyId": "nobody"}, 404, "InvalidAccessKeyId.NotFound"),
        ({"AccessKeyId": ""}, 400, "MissingParameter"),
        ({"SignatureNonce": ""}, 400, "MissingParameter"),
        ({"SignatureMethod": "HMAC-MD5"}, 400, "IncompleteSignature"),
        ({"SignatureVersion": "2.0"}, 400, "IncompleteSignature"),
        ({"Timestamp": "2020-01-01T00:00:00Z"}, 400, "InvalidTimeStamp.Expired"),
        ({"Timestamp": "yesterday"}, 400, "IllegalTimestamp"),
        ({"PageSize": "51"}, 400, "InvalidParamter"),
        ({"PageSize": "many"}, 400, "InvalidParamter"),
        ({"Action": "CreateLifecycleHook", "ScalingGroupId": "a"}, 400, "MissingParameter"),
        ({"Action": "DescribeScalingGroups", "RegionId": "", "MinSize": "0"}, 400, "MissingParameter"),
        ({"Action": "DescribeInstances", "Version": "2014-05-26"}, 400, "MissingRegionId"),
    ],
)  # fmt: skip
async def test_requests_that_are_refused(
    desk: Desk, change: dict[str, str], status: int, code: str
) -> None:
    """Each with its documented code; nobody is asked anything."""
    assert await code_of(desk, **change) == (status, code)
    assert desk.bus.asked == []


async def test_a_wrong_signature_tells_what_was_signed(desk: Desk) -> None:
    """After a colon, as the SDKs look for it; and nothing of the secret."""
    parameters = desk.signed(secret="wrong")
    body = (await desk.send("POST", "/?" + urlencode(parameters))).json()
    assert body["Code"] == "SignatureDoesNotMatch"
    assert body["Message"].partition(":")[2].startswith("POST&%2F&AccessKeyId")
    assert "testsecret" not in body["Message"]


async def test_every_nonce_once(desk: Desk) -> None:
    """A request that comes twice has one effect."""
    target = "/?" + urlencode(desk.signed())
    assert (await desk.send("POST", target)).status_code == 200
    assert (await desk.send("POST", target)).json()["Code"] == "SignatureNonceUsed"
    assert len(desk.bus.asked) == 1


def test_nonces_are_per_key() -> None:
    """Two clients may draw the same."""
    freshness = Freshness()
    freshness.check_nonce("a", "1")
    freshness.check_nonce("b", "1")
    with pytest.raises(ApiError):
        freshness.check_nonce("a", "1")


async def test_unsigned_headers_do_not_choose_the_action(desk: Desk) -> None:
    """With the older signature, which does not cover them."""
    parameters = desk.signed()
    headers = {"x-acs-action": "DeleteLifecycleHook", "x-acs-version": "2014-08-28"}
    await desk.send("POST", "/?" + urlencode(parameters), headers=headers)
    assert isinstance(desk.bus.operation, DescribeLifecycleHooks)
    parameters.pop("Action")
    answer = await desk.send("POST", "/?" + urlencode(parameters), headers=headers)
    assert answer.json()["Code"] == "MissingParameter"


async def test_the_accounts_own_key_has_no_token(desk: Desk) -> None:
    """One that comes with it is somebody else's; an empty one is none."""
    expected = (400, "InvalidSecurityToken.Malformed")
    assert await code_of(desk, SecurityToken="x") == expected
    assert (await desk.rpc(SecurityToken="")).status_code == 200


async def test_a_user_needs_permission(desk: Desk) -> None:
    """Checked before the operation; the operation knows who called."""
    desk.bus.principals["user"] = ResolvedKey(
        access_key_secret="testsecret", principal="acs:ram::1:user/u"
    )
    await desk.rpc(AccessKeyId="user")
    (check, _), (_, caller) = desk.bus.asked
    assert check.action == "ess:DescribeLifecycleHooks"  # type: ignore[attr-defined]
    assert caller == "acs:ram::1:user/u"
    desk.bus.denied = NoPermission()
    assert await code_of(desk, AccessKeyId="user") == (403, "Forbidden.Unauthorized")


@pytest.mark.parametrize(
    ("problem", "status", "code"),
    [
        (TimeoutError(), 503, "ServiceUnavailable"),
        (ValueError("inside"), 500, "InternalError"),
    ],
)
async def test_failures_inside(desk: Desk, problem: Exception, status: int, code: str) -> None:
    """Say nothing about the inside."""
    desk.bus.reply = problem
    answer = await desk.rpc()
    assert (answer.status_code, answer.json()["Code"]) == (status, code)
    assert "inside" not in answer.text
    assert "Traceback" not in answer.text


async def test_garbage_in_the_query(desk: Desk) -> None:
    """Bytes that are no UTF-8, and thousands of parameters."""
    assert (await desk.send("GET", "/?Action=%ff")).json()["Code"] == "InvalidParameter"
    many = "&".join(f"a{number}=1" for number in range(3000))
    assert (await desk.send("GET", "/?" + many)).json()["Code"] == "InvalidParameter"


def test_lists_under_all_their_names() -> None:
    """Plural and singular, with gaps, in any order."""
    for name in ("LifecycleHookIds", "LifecycleHookId"):
        pairs = {f"{name}.3": "c", f"{name}.1": "a", "Unknown.1": "x", "PageSize": ""}
        assert assemble(DescribeLifecycleHooks, pairs) == {"LifecycleHookIds": ["a", "c"]}


def test_lists_of_structures() -> None:
    """One level down, booleans as every SDK writes them."""
    pairs = {
        "RegionId": "r",
        "MinSize": "0",
        "MaxSize": "1",
        "LifecycleHook.1.LifecycleTransition": "SCALE_OUT",
        "LifecycleHook.1.HeartbeatTimeout": "60",
        "Tags.1.Key": "k",
        "Tags.1.Propagate": "True",
        "SystemDisk.Size": "40",
    }
    command = CreateScalingGroup.model_validate(assemble(CreateScalingGroup, pairs))
    assert command.lifecycle_hooks[0].heartbeat_timeout == 60
    assert command.tags[0].propagate is True


def test_both_spellings_of_the_heartbeats_parameters() -> None:
    """SDKs send a lower first letter, the documentation prints an upper."""
    for names in (
        ("lifecycleHookId", "lifecycleActionToken"),
        ("LifecycleHookId", "LifecycleActionToken"),
    ):
        tree = assemble(RecordLifecycleActionHeartbeat, dict.fromkeys(names, "x"))
        assert RecordLifecycleActionHeartbeat.model_validate(tree).lifecycle_hook_id == "x"


@pytest.mark.parametrize(
    "name",
    [f"LifecycleHookIds.{index}" for index in ("x", "-1", "0", "01", "9999999", "1.x", "")],
)
def test_indexes_that_are_none(name: str) -> None:
    """As the operation spells it."""
    with pytest.raises(ApiError) as caught:
        assemble(DescribeLifecycleHooks, {name: "a"})
    assert caught.value.code == "InvalidParamter"


@given(st.dictionaries(st.text("LifecycleHookIdTags.123", max_size=30), st.text(max_size=5)))
def test_any_parameters_are_an_operation_or_refused(pairs: dict[str, str]) -> None:
    """Never anything else."""
    try:
        assert isinstance(assemble(CreateLifecycleHook, pairs), dict)
    except ApiError as refusal:
        assert refusal.code == "InvalidParameter"


async def test_many_at_once(desk: Desk) -> None:
    """Each gets its own answer."""
    desk.bus.reply = PAGE
    answers = await asyncio.gather(*(desk.rpc() for _ in range(20)))
    assert len({answer.json()["RequestId"] for answer in answers}) == 20


def test_a_failure_that_is_an_answer() -> None:
    """EventBridge's own: the status is good, and `Success` says that it is none."""
    as_json = error_response(EventBusNotExist(), host="h", request_id="R")
    assert (as_json.status, json.loads(as_json.body)) == (
        200,
        {
            "RequestId": "R",
            "Code": "EventBusNotExist",
            "Message": "The event bus not existed!",
            "Success": False,
        },
    )
    as_xml = error_response(EventBusNotExist(), host="h", request_id="R", as_xml=True)
    assert (as_xml.status, fromstring(as_xml.body).findtext("Success")) == (200, "false")
