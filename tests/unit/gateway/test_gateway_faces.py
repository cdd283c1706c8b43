"""Which face claims a request, and the form of what it answers."""

from typing import Any

import httpx
import pytest
from defusedxml.ElementTree import fromstring

from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from support.desk_of_gateway import Desk

MNS = {"x-mns-version": "2015-06-06"}


def face(answer: httpx.Response) -> str:
    """Whose form the answer has."""
    if "x-mns-request-id" in answer.headers:
        assert answer.headers["content-type"].startswith("text/xml")
        return "mns"
    return "rpc" if "x-acs-request-id" in answer.headers else "control"


@pytest.mark.parametrize(
    ("target", "headers", "claimed"),
    [
        ("/", {}, "rpc"),
        ("/foo", {}, "rpc"),
        ("/queuesfoo", {}, "rpc"),
        ("/topicsfoo/x", {}, "rpc"),
        ("//queues", {}, "rpc"),
        ("/_scalehookfoo", {}, "rpc"),
        ("/healthz/", {}, "rpc"),
        ("/?ScalingGroupName=accountmeta-group", {}, "rpc"),
        ("/?Description=a%26accountmeta", {}, "rpc"),
        ("/?x-accountmeta=true", {}, "rpc"),
        ("/x?accountmeta=true", {}, "rpc"),
        ("/?accountmeta=true", {}, "mns"),
        ("/?a=b&AccountMeta", {}, "mns"),
        ("/?%61ccountmeta=true", {}, "mns"),
        ("/queues", {}, "mns"),
        ("/queues/", {}, "mns"),
        ("/queues/q/messages", {}, "mns"),
        ("/topics/t", {}, "mns"),
        ("/commonbuy/openservice", {}, "mns"),
        ("/", MNS, "mns"),
        ("/foo", MNS, "mns"),
        ("//queues", MNS, "mns"),
        ("/q/messages", MNS, "mns"),
        ("/foo", {"authorization": "MNS a:b"}, "mns"),
        ("/foo", {"authorization": "MNS4-HMAC-SHA256 Credential=a"}, "mns"),
        ("/foo", {"authorization": "ACS3-HMAC-SHA256 Credential=a"}, "rpc"),
        ("/foo", {"authorization": "MNSX"}, "rpc"),
        ("/healthz", {}, "control"),
        ("/_scalehook/clock", MNS, "mns"),
        ("/healthz", MNS, "mns"),
        ("/x509_public_certificate.pem", MNS, "mns"),
        ("/_scalehook/none", {}, "control"),
    ],
)
async def test_who_claims_what(desk: Desk, target: str, headers: dict[str, str], claimed: str) -> None:
    """By path, or by the headers that only clients of one API send; refusals of the door as well."""
    assert face(await desk.send("GET", target, headers=headers)) == claimed
    for odd in ({"host": "evil.example"}, {"origin": "http://evil.example"}, {"x": "x" * 70_000}):
        answer = await desk.send("GET", target, headers=headers | odd)
        assert (face(answer), answer.status_code in (403, 413)) == (claimed, True)


@pytest.mark.parametrize("target", ["/foo", "//queues", "/q/messages", "/", "/?metaoverride=true"])
async def test_urls_that_message_service_does_not_have(desk: Desk, target: str) -> None:
    """Its clients take JSON for success: they get XML, with the id in the header too."""
    answer = await desk.mns("GET", target)
    assert (answer.status_code, face(answer)) == (400, "mns")
    error = fromstring(answer.content)
    assert error.findtext("{*}Code") == "InvalidRequestURL"
    assert error.findtext("{*}RequestId") == answer.headers["x-mns-request-id"]
    assert desk.bus.asked == []


async def test_a_group_whose_name_is_another_apis_word(desk: Desk) -> None:
    """Only a parameter of that name belongs to Message Service, not a value."""
    given = {"RegionId": "cn-hangzhou", "MinSize": "0", "MaxSize": "1"}
    answer = await desk.rpc(Action="CreateScalingGroup", ScalingGroupName="accountmeta-group", **given)
    assert answer.status_code == 200
    assert isinstance(desk.bus.operation, CreateScalingGroup)


@pytest.mark.parametrize("text", ["\ud800", "\x00", "\ufffe", "a" * 100_000, "\x1b[31m"])
async def test_any_error_can_be_answered(desk: Desk, text: str) -> None:
    """Whatever a service has put into its message."""
    desk.bus.reply = InvalidParameter(text)
    for given in ({}, {"Format": "XML"}, {"Version": "2022-02-22"}):
        answer = await desk.rpc(**given)
        assert (answer.status_code, face(answer)) == (400, "rpc")
        assert _read(answer)
    answer = await desk.mns("GET", "/queues/q")
    assert (answer.status_code, face(answer)) == (400, "mns")
    assert _read(answer)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
async def test_methods_that_rpc_does_not_have(desk: Desk, method: str) -> None:
    """Are refused in its form."""
    answer = await desk.send(method, "/")
    assert (answer.status_code, face(answer)) == (400, "rpc")


async def test_nesting_that_nothing_can_follow(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the client's fault, wherever the gateway meets it."""

    def too_deep(*_: Any) -> None:
        raise RecursionError

    monkeypatch.setattr("scalehook.gateway.rpc.face.assemble", too_deep)
    monkeypatch.setattr("scalehook.gateway.mns.face.route", too_deep)
    for answer in (await desk.rpc(), await desk.mns("GET", "/queues/q")):
        assert (answer.status_code, "NestedTooDeep" in answer.text) == (400, True)


def _read(answer: httpx.Response) -> Any:
    is_json = "json" in answer.headers["content-type"]
    return answer.json() if is_json else fromstring(answer.content)
