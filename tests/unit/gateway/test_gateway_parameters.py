"""Parameters of requests: names that two fields could claim, and filters that are not simulated."""

from collections.abc import Callable
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.gateway.http import HttpRequest
from scalehook.gateway.rpc import parameters
from scalehook.gateway.rpc.parameters import (
    MOST_PARAMETERS,
    _in_parts,
    _Plans,
    assemble,
    form_of,
    query_of,
)
from scalehook.kit.api.operations import OperationType, build
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instance_listing import DescribeInstances
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, DescribeScalingGroups
from scalehook_contracts.scaling_controller.hooks import ModifyLifecycleHook
from support.desk_of_gateway import Desk


def test_a_field_is_not_shadowed_by_an_item() -> None:
    """One name, or a list of names whose items are called the same: both can be asked for."""
    one = assemble(DescribeScalingGroups, {"ScalingGroupName": "web"})
    assert one == {"ScalingGroupName": "web"}
    many = assemble(DescribeScalingGroups, {"ScalingGroupName.1": "a", "ScalingGroupNames.2": "b"})
    assert many == {"ScalingGroupNames": ["a", "b"]}
    both = assemble(DescribeScalingGroups, {"ScalingGroupName": "web", "ScalingGroupName.1": "a"})
    assert both == {"ScalingGroupName": "web", "ScalingGroupNames": ["a"]}


def test_what_has_no_parts_has_none() -> None:
    """`RegionId.1` is a parameter that nobody knows."""
    assert assemble(DescribeScalingGroups, {"RegionId.1": "r", "RegionId": "s"}) == {"RegionId": "s"}


@pytest.mark.parametrize(
    "name", ["AdditionalAttributes.1", "DeviceAvailable", "deviceAvailable", "NeedSaleCycle"]
)
def test_a_filter_that_is_not_simulated(name: str) -> None:
    """Is refused however it is spelt: the answer would be a wrong one."""
    with pytest.raises(ApiError, match="not supported by this simulator"):
        assemble(DescribeInstances, {"RegionId": "r", name: "x"})


def test_an_empty_filter_is_none() -> None:
    """SDKs send blank parameters."""
    assert assemble(DescribeInstances, {"RegionId": "r", "DeviceAvailable": ""}) == {"RegionId": "r"}


async def test_the_refusal_has_the_documented_form() -> None:
    """Code and status of a bad parameter."""
    desk = Desk()
    answer = await desk.rpc(
        Action="DescribeInstances", Version="2014-05-26", RegionId="cn-hangzhou", DeviceAvailable="true"
    )
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
    assert desk.bus.asked == []


NAMES = st.sampled_from(
    [
        "RegionId", "regionId", "PageSize", "Action", "Version", "Nobodys", "DeviceAvailable", "DryRun",
        "ScalingGroupName", "ScalingGroupName.1", "MinSize", "Tag.1.Key", "Tags",
        "InstanceIds", "x" * 1001,
    ]
)  # fmt: skip
GIVEN = st.dictionaries(NAMES, st.sampled_from(["", "x", "5", "true"]))
PLANNED = st.sampled_from([DescribeInstances, DescribeScalingGroups, CreateScalingGroup])


@given(PLANNED, GIVEN, GIVEN)
def test_names_that_are_known_already_say_the_same(
    cls: OperationType, given: dict[str, str], other: dict[str, str]
) -> None:
    """Whatever the values, as when each name is looked at anew; what is refused is refused."""
    for pairs in (given, {**given, **{name: other.get(name, "5") for name in given}}, given):
        assert _outcome(assemble, cls, pairs) == _outcome(_in_parts, cls, pairs)


def _outcome(way: Callable[..., object], cls: OperationType, pairs: dict[str, str]) -> object:
    try:
        return way(cls, pairs)
    except ApiError as refused:
        return refused.code, refused.message


def test_what_a_client_sends_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long names are not remembered, and of short ones some."""
    plans = _Plans()
    monkeypatch.setattr(parameters, "_PLANS", plans)
    assemble(DescribeScalingGroups, {"x" * 1001: "a"})
    assert not plans
    for number in range(parameters.MOST_PLANS + 5):
        assemble(DescribeScalingGroups, {f"x{number}": "a"})
    assert len(plans) == 5


PIECES = st.sampled_from(
    [
        "a",
        "B=",
        "&",
        "&&",
        "=",
        "+",
        "%",
        "%4",
        "%41",
        "%2B",
        "%26",
        "%3D",
        "%3A",
        "%2F",
        "%25",
        "%e4%b8%ad",
    ]
)
RAW = st.lists(PIECES | st.text(st.characters(max_codepoint=255), max_size=5)).map("".join)


def by_the_library(text: str) -> dict[str, str] | None:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except ValueError:
        return None


@given(RAW)
def test_any_query_is_read_as_the_library_reads_it(text: str) -> None:
    """Blank values, stray signs, escapes that are none; bytes that are no UTF-8 are refused."""
    try:
        found = query_of(HttpRequest("GET", "/", text, {}))
    except ApiError as refusal:
        assert refusal.code == "InvalidParameter"
        assert by_the_library(text) is None
    else:
        assert found == by_the_library(text)


@given(st.dictionaries(st.text(), st.text(max_size=200), max_size=20))
def test_forms_are_read_as_they_were_written(given: dict[str, str]) -> None:
    """Whatever was meant comes out."""
    body = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in given.items())
    headers = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    assert form_of(HttpRequest("POST", "/", "", headers, body.encode())) == given


@pytest.mark.parametrize(("count", "fits"), [(MOST_PARAMETERS, True), (MOST_PARAMETERS + 1, False)])
def test_too_many_parameters(count: int, fits: bool) -> None:
    """Are refused before they are read; empty ones count."""
    request = HttpRequest("GET", "/", "&".join(["a=b"] * count), {})
    empty = HttpRequest("GET", "/", "&" * (count - 1), {})
    if fits:
        assert (query_of(request), query_of(empty)) == ({"a": "b"}, {})
        return
    for refused in (request, empty):
        with pytest.raises(ApiError):
            query_of(refused)


def test_an_empty_text_that_says_something() -> None:
    """Where it takes away what was there it is kept; it is dropped where it says no more than none."""
    given = {"LifecycleHookId": "ash-1", "NotificationArn": "", "LifecycleTransition": ""}
    found = assemble(ModifyLifecycleHook, given)
    assert found == {"LifecycleHookId": "ash-1", "NotificationArn": ""}
    hook = build(ModifyLifecycleHook, found)
    assert isinstance(hook, ModifyLifecycleHook)
    assert (hook.notification_arn, hook.notification_metadata) == ("", None)


@pytest.mark.parametrize("text", ["6_00", "+600", "600.0", " 600", "600 ", "6e2", "６００", "--6"])
def test_numbers_in_odd_spellings(text: str) -> None:
    """A whole number is decimal text; anything else has the operation's own code, in lists as well."""
    with pytest.raises(ApiError) as caught:
        build(ModifyLifecycleHook, assemble(ModifyLifecycleHook, {"HeartbeatTimeout": text}))
    assert caught.value.code == "InvalidParamter"
    hooks = {"MinSize": "0", "MaxSize": "1", "LifecycleHook.1.HeartbeatTimeout": text}
    with pytest.raises(ApiError) as caught:
        assemble(CreateScalingGroup, hooks)
    assert (caught.value.code, "HeartbeatTimeout" in str(caught.value)) == ("InvalidParameter", True)


def test_numbers() -> None:
    """Zeros in front change nothing."""
    found = assemble(ModifyLifecycleHook, {"LifecycleHookId": "ash-1", "HeartbeatTimeout": "0600"})
    hook = build(ModifyLifecycleHook, found)
    assert isinstance(hook, ModifyLifecycleHook)
    assert hook.heartbeat_timeout == 600
