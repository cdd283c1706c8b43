"""The console's way in: who gets a page, what a page may do, and how it calls the cloud's APIs."""

from typing import Any

import pytest

from scalehook.gateway.console.explorer.forms import form
from scalehook.gateway.console.headers import POLICY
from scalehook.gateway.control.once import MOST
from scalehook.kit.api.operations import operations
from scalehook_contracts.event_bus.data_plane.events import PutEvents
from scalehook_contracts.message_service.messages import PeekMessage
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    RecordLifecycleActionHeartbeat,
)
from scalehook_contracts.shape import shape
from support.desk_of_gateway import HOST, Desk

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGE = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
HOME = "/_scalehook/console/"
TOKEN = "not-to-be-guessed"
CALL = {"product": "Ess", "operation": "CompleteLifecycleAction"}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_browser_at_the_root_gets_the_page(method: str, desk: Desk) -> None:
    """By a redirect that no cache keeps for clients of the API."""
    answer = await desk.send(method, "/", headers=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (302, HOME)
    assert (answer.headers["vary"], answer.headers["cache-control"]) == ("accept", "no-store")


@pytest.mark.parametrize(
    ("method", "target", "headers"),
    [
        ("GET", "/", {"accept": "*/*"}),
        ("GET", "/", {"accept": "application/json"}),
        ("GET", "/?Action=DescribeScalingGroups", BROWSER),
        ("POST", "/", BROWSER),
        ("DELETE", "/", BROWSER),
        ("GET", "/", BROWSER | {"authorization": "ACS3-HMAC-SHA256 Credential=x"}),
        ("GET", "/", BROWSER | {"x-acs-action": "DescribeScalingGroups"}),
        ("GET", "/", BROWSER | {"x-mns-version": "2015-06-06"}),
        ("GET", "//", BROWSER),
    ],
)
async def test_what_a_client_may_send_is_the_apis(
    method: str, target: str, headers: dict[str, str], desk: Desk
) -> None:
    """Whatever it accepts: the same answer as from a stack that has no console."""
    answer = await desk.send(method, target, headers=headers)
    plain = await Desk(over_asgi=desk.over_asgi, console=False).send(method, target, headers=headers)
    assert answer.status_code == plain.status_code >= 400
    assert answer.headers["content-type"] == plain.headers["content-type"]
    assert "location" not in answer.headers


async def test_a_stack_without_console() -> None:
    """Has no page, and nothing that a page looks at."""
    desk = Desk(console=False)
    assert (await desk.send("GET", "/", headers=BROWSER)).status_code == 400
    for target in (HOME, "/_scalehook/overview", "/_scalehook/stream?watch=overview"):
        assert (await desk.send("GET", target)).status_code == 404


async def test_files_come_with_a_strict_policy(desk: Desk) -> None:
    """A browser keeps them as long as they are the same; no name leads out of the folder."""
    page = await desk.send("GET", HOME)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"] == POLICY
    assert page.headers["x-content-type-options"] == "nosniff"
    kept = {"if-none-match": page.headers["etag"]}
    assert (await desk.send("GET", HOME, headers=kept)).status_code == 304
    script = await desk.send("GET", f"{HOME}vendor/ui.js")
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    for name in ("../door.py", "..%2fdoor.py", "nothing.js", "vendor/", "%00"):
        assert (await desk.send("GET", HOME + name)).status_code == 404, name
    assert (await desk.send("POST", HOME, json={})).status_code == 405


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_pages_of_others_are_kept_out_without_an_origin(site: str, desk: Desk) -> None:
    """A picture or a script of theirs asks without one; somebody who follows a link may come in."""
    foreign = {"sec-fetch-site": site, "sec-fetch-mode": "no-cors"}
    for path in ("/", HOME, "/_scalehook/overview", "/_scalehook/info", "/healthz"):
        answer = await desk.send("GET", path, headers=foreign)
        assert answer.status_code == 403, path
    clicked = BROWSER | foreign | {"sec-fetch-mode": "navigate"}
    assert (await desk.send("GET", "/", headers=clicked)).status_code == 302
    assert (await desk.send("GET", HOME, headers=clicked)).status_code == 200
    assert (await desk.send("GET", "/_scalehook/info", headers=clicked)).status_code == 403
    assert (await desk.send("GET", "/?a=b", headers=clicked)).status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/_scalehook/clock/advance"),
        ("POST", "/_scalehook/dead/retry"),
        ("DELETE", "/_scalehook/faults"),
        ("PUT", "/_scalehook/state"),
        ("POST", "/_scalehook/call"),
        ("POST", "/_scalehook/reset"),
    ],
)
@pytest.mark.parametrize("mark", list(PAGE))
async def test_a_page_changes_nothing_without_the_token(
    method: str, path: str, mark: str, desk: Desk
) -> None:
    """Its own pages neither; whoever is no browser needs none."""
    for wrong in ({}, {"x-scalehook-token": ""}, {"x-scalehook-token": "wröng".encode()}):
        headers: dict[str, Any] = {mark: PAGE[mark], **wrong}
        answer = await desk.send(method, path, headers=headers, json={})
        assert (answer.status_code, answer.json()["Code"]) == (403, "Forbidden.Token")
    assert (desk.stack.advanced, desk.stack.retried, desk.stack.resets) == ([], [], 0)


async def test_a_page_with_the_token() -> None:
    """Does what a command does; with JSON alone, which no form of another page can send."""
    desk = Desk(console_token=TOKEN)
    headers = PAGE | {"x-scalehook-token": TOKEN}
    answer = await desk.send("POST", "/_scalehook/clock/advance", headers=headers, json={"seconds": 60})
    assert (answer.status_code, desk.stack.advanced) == (200, [60])
    for path in ("/_scalehook/clock/advance", "/_scalehook/call"):
        answer = await desk.send("POST", path, headers=headers, content=b"{}")
        assert answer.status_code == 415


async def test_a_call_is_signed_as_the_account(desk: Desk) -> None:
    """The operation comes to its owner as any client's, and the page sees what was signed."""
    parameters = {"LifecycleHookId": "ash-1", "LifecycleActionToken": "T +&é", "ClientToken": None}
    answer = await desk.send("POST", "/_scalehook/call", json={**CALL, "parameters": parameters})
    told = answer.json()
    assert (answer.status_code, told["status"], set(told["body"])) == (200, 200, {"RequestId"})
    assert "Action%3DCompleteLifecycleAction" in told["signing"]["string_to_sign"]
    assert desk.bus.operation == CompleteLifecycleAction(
        lifecycle_hook_id="ash-1", lifecycle_action_token="T +&é", region_id="cn-hangzhou"
    )
    assert "testsecret" not in answer.text


async def test_a_call_with_lists_and_numbers(desk: Desk) -> None:
    """Written as the APIs take them; a refusal is shown as the cloud writes it."""
    asked = {
        "product": "ess",
        "operation": "RecordLifecycleActionHeartbeat",
        "version": "2014-08-28",
        "parameters": {
            "lifecycleHookId": "h",
            "lifecycleActionToken": "t",
            "heartbeatTimeout": 60,
        },
    }
    await desk.send("POST", "/_scalehook/call", json=asked)
    assert isinstance(desk.bus.operation, RecordLifecycleActionHeartbeat)
    assert desk.bus.operation.heartbeat_timeout == 60
    listed = {"operation": "DescribeLifecycleHooks", "parameters": {"LifecycleHookId": ["a", "b"]}}
    await desk.send("POST", "/_scalehook/call", json={**CALL, **listed})
    assert desk.bus.operation.lifecycle_hook_ids == ["a", "b"]  # type: ignore[attr-defined]  # of that one
    told = (await desk.send("POST", "/_scalehook/call", json=CALL)).json()
    assert (told["status"], told["body"]["Code"]) == (400, "MissingParameter")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"product": "Ess"},
        {"product": "MNS", "operation": "SendNothing"},
        {"product": "none", "operation": "X"},
        {"product": "Ess", "operation": ""},
        {"product": "Ess", "operation": "X", "secret": "x"},
        {"product": "Ess", "operation": "X", "parameters": []},
        [],
    ],
)
async def test_calls_that_are_none(body: Any, desk: Desk) -> None:
    """Are refused before anything is asked."""
    answer = await desk.send("POST", "/_scalehook/call", json=body)
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
    assert desk.bus.asked == []


async def test_methods_and_paths_that_are_none(desk: Desk) -> None:
    """Are refused as everywhere below the root."""
    assert (await desk.send("GET", "/_scalehook/nothing")).status_code == 404
    assert (await desk.send("GET", "/_scalehook/groups//hooks")).status_code == 404
    assert (await desk.send("GET", "/_scalehook/call")).status_code == 405
    assert (await desk.send("POST", "/_scalehook/overview", json={})).status_code == 405
    for method in ("POST", "PUT", "DELETE", "HEAD", "OPTIONS"):
        assert (await desk.send(method, "/_scalehook/none", json={})).status_code == 404
    assert (await desk.send("GET", "/_scalehook/overview?x=1")).status_code == 400
    assert (await desk.send("GET", "/_scalehook/groups?limit=501")).status_code == 400
    assert (await desk.send("GET", "/_scalehook/stream")).status_code == 400


@pytest.mark.parametrize(
    ("product", "operation", "parameters", "asked"),
    [
        ("MNS", "PeekMessage", {"QueueName": "q"}, PeekMessage(queue_name="q")),
        ("CS", "DescribeTaskInfo", {"TaskId": "T-1"}, {"TaskId": "T-1"}),
        ("eventbridge-data", "PutEvents", {"Events": "[]"}, PutEvents(events="[]")),
    ],
)
async def test_a_call_by_method_and_path(
    product: str, operation: str, parameters: Any, asked: Any, desk: Desk
) -> None:
    """Whatever an API's style is, it is signed as its clients do, and each step of that is told."""
    body = {"product": product, "operation": operation, "parameters": parameters}
    told = (await desk.send("POST", "/_scalehook/call", json={**body, "sign_only": True})).json()
    assert ("status" in told, desk.bus.asked) == (False, [])
    assert told["signing"]["signature"] in told["signing"]["headers"]["authorization"]
    told = (await desk.send("POST", "/_scalehook/call", json=body)).json()
    assert told["ms"] >= 0
    assert told["headers"]
    found = desk.bus.operation
    assert found.model_dump(by_alias=True) == asked if isinstance(asked, dict) else found == asked


async def test_a_form_says_what_the_contract_says(desk: Desk) -> None:
    """Types, ranges, choices, what must be given, and what it may be refused with."""
    found = (await desk.send("GET", "/_scalehook/operations/Ess/CreateLifecycleHook")).json()
    fields = {field["name"]: field for field in found["fields"]}
    assert fields["ScalingGroupId"]["required"]
    assert fields["LifecycleTransition"]["enum"] == ["SCALE_OUT", "SCALE_IN"]
    timeout = fields["HeartbeatTimeout"]
    assert (timeout["type"], timeout["minimum"], timeout["maximum"], timeout["default"]) == (
        "integer", 30, 21600, 600,
    )  # fmt: skip
    assert "MissingParameter" in [error["code"] for error in found["errors"]]
    assert (await desk.send("GET", "/_scalehook/operations/Ess/Nothing")).status_code == 404
    every = (await desk.send("GET", "/_scalehook/operations")).json()
    assert sum(len(product["operations"]) for product in every["items"]) == len(operations())


def test_every_form_has_every_parameter() -> None:
    """By its documented name, in the order of the contract, to any depth."""
    for cls in operations().values():
        names = [field["name"] for field in form(cls)["fields"]]
        assert names == [field.alias for field in shape(cls).parameters]


async def test_samples_need_no_token_and_have_no_secret(desk: Desk) -> None:
    """They are made of what is sent, and change nothing."""
    body = {**CALL, "parameters": {"LifecycleHookId": "h"}, "language": "python"}
    told = (await desk.send("POST", "/_scalehook/samples", headers=PAGE, json=body)).json()
    assert ("testsecret" in told["code"], '"LifecycleHookId": "h"' in told["code"]) == (False, True)
    wrong = await desk.send("POST", "/_scalehook/samples", json={**body, "language": "cobol"})
    assert wrong.status_code == 400
    assert (await desk.send("GET", "/_scalehook/samples")).status_code == 405


async def test_a_double_click_has_one_effect() -> None:
    """The same key again gets the same answer; another one, or another path, is another change."""
    desk = Desk(console_token=TOKEN)

    async def moved(key: str, path: str = "/_scalehook/clock/advance") -> int:
        headers = {"idempotency-key": key}
        return (await desk.send("POST", path, headers=headers, json={"seconds": 60})).status_code

    assert [await moved("a"), await moved("a"), await moved("b")] == [200, 200, 200]
    assert desk.stack.advanced == [60, 60]
    assert await moved("a", "/_scalehook/clock/settle") == 400
    assert await moved("x" * 129) == 400
    for number in range(MOST):
        await moved(str(number))
    await moved("a")
    assert len(desk.stack.advanced) == 2 + MOST + 1
