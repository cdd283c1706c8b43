"""Faults of calls, over a bus that answers what it is told to."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from scalehook.gateway.faults.errors import error_of
from scalehook.gateway.faults.kinds import KINDS
from scalehook.gateway.faults.matching import fits
from scalehook.gateway.faults.poison import FORMS, body
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.message_service.messages import ReceiveMessage, SendMessage
from scalehook_contracts.message_service.queues import GetQueueAttributes, QueueAttributes
from scalehook_contracts.notification_dispatcher.faults import (
    AddNotificationFault,
    DescribeNotificationFaults,
    NotificationFaultCounts,
    RemoveNotificationFaults,
)
from scalehook_contracts.scaling_controller.actions import CompleteLifecycleAction
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups
from scalehook_contracts.scaling_controller.hooks import DeleteLifecycleHook
from scalehook_contracts.script_runner.faults import (
    DescribeScriptFaults,
    RemoveScriptFaults,
    ScriptFaultCounts,
)
from support.desk_of_gateway import Desk
from support.patience import eventually, in_time

FAULTS = "/_scalehook/faults"
MESSAGES = "/queues/q/messages"
QUEUE = QueueAttributes(
    queue_name="q", create_time=0, last_modify_time=0, delay_seconds=0, maximum_message_size=1,
    message_retention_period=60, visibility_timeout=30, polling_wait_seconds=7, logging_enabled=False,
    active_messages=1, inactive_messages=0, delay_messages=0,
)  # fmt: skip
KILLED = {"kind": "kill_service", "service": "gateway"}
COMPLETION = CompleteLifecycleAction(lifecycle_hook_id="ash-1", lifecycle_action_token="T")
REPLIES: dict[type, Any] = {
    AddNotificationFault: Done(),
    DescribeNotificationFaults: NotificationFaultCounts(),
    RemoveNotificationFaults: NotificationFaultCounts(),
    DescribeScriptFaults: ScriptFaultCounts(),
    RemoveScriptFaults: ScriptFaultCounts(),
    GetQueueAttributes: QUEUE,
}


@pytest.fixture(autouse=True)
def answering(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Owners of faults have none; everything else is done."""
    usual = desk.bus.call

    async def call(command: Any, **more: Any) -> Any:
        answer = await usual(command, **more)
        return REPLIES.get(type(command), answer)

    monkeypatch.setattr(desk.bus, "call", call)


async def add(desk: Desk, kind: str, **more: Any) -> dict[str, Any]:
    answer = await desk.send("POST", FAULTS, json={"kind": kind, **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.parametrize(
    ("given", "operation", "is_struck"),
    [
        ({}, COMPLETION, True),
        ({"action": "completelifecycleaction"}, COMPLETION, True),
        ({"action": ["A", "CompleteLifecycleAction"]}, COMPLETION, True),
        ({"action": "DeleteLifecycleHook"}, COMPLETION, False),
        ({"hook": "ash-1"}, COMPLETION, True),
        ({"hook": "ash-2"}, COMPLETION, False),
        ({"hook": "name"}, DeleteLifecycleHook(lifecycle_hook_name="name"), True),
        ({"group": "asg-1"}, COMPLETION, False),
        ({"group": "asg-1"}, DeleteLifecycleHook(scaling_group_id="asg-1"), True),
        ({"queue": "q"}, ReceiveMessage(queue_name="q"), True),
        ({"queue": "q"}, COMPLETION, False),
        ({"topic": "t"}, ReceiveMessage(queue_name="t"), False),
        ({"parameters": {"lifecycleactiontoken": "T"}}, COMPLETION, True),
        ({"parameters": {"LifecycleActionToken": "U"}}, COMPLETION, False),
        ({"parameters": {"Unknown": "T"}}, COMPLETION, False),
        (
            {"parameters": {"ScalingGroupIds": "asg-2"}},
            DescribeScalingGroups(region_id="r", scaling_group_ids=["asg-1", "asg-2"]),
            True,
        ),
        ({"access_key": "key"}, COMPLETION, True),
        ({"access_key": "other"}, COMPLETION, False),
    ],
)
def test_which_calls_a_fault_fits(given: dict[str, Any], operation: Any, is_struck: bool) -> None:
    """By all that is given, and nothing else."""
    spec: Any = KINDS.validate_python({"kind": "refuse", "code": "Throttling", **given})
    assert fits(spec, operation, "key") is is_struck


def test_only_receives_are_deaf() -> None:
    """Of the queue, or of any."""
    spec: Any = KINDS.validate_python({"kind": "deaf", "queue": "q"})
    assert fits(spec, ReceiveMessage(queue_name="q"), "key")
    assert not fits(spec, ReceiveMessage(queue_name="r"), "key")
    assert not fits(spec, SendMessage(queue_name="q"), "key")


@pytest.mark.parametrize(
    ("code", "given", "status"),
    [
        ("Throttling", None, 400), ("Throttling.User", None, 400), ("InternalError", None, 500),
        ("ServiceUnavailable", None, 503), ("Forbidden.Unauthorized", None, 403),
        ("AccessDenied", None, 403), ("LifecycleHookIdAndLifecycleActionToken.Invalid", None, 400),
        ("ServiceUnavailable", 500, 500), ("Made.Up", 418, 418),
    ],
)  # fmt: skip
def test_errors_of_faults(code: str, given: int | None, status: int) -> None:
    """Of a documented code the status is known, and may be another."""
    error = error_of(code, given, "")
    assert (error.code, error.status, bool(error.message)) == (code, status, True)
    assert error_of(code, status, "words").message == "words"


def test_an_error_without_a_status() -> None:
    """What no document has needs one."""
    with pytest.raises(InvalidParameter, match=r"Made\.Up is no documented code"):
        error_of("Made.Up", None, "")


@pytest.mark.parametrize("form", FORMS)
def test_poison_fits_into_a_queue(form: str) -> None:
    """The largest nearly fills it."""
    size = len(body(form, hook="h").encode())
    assert 0 < size <= 64 * 1024
    assert (size > 60 * 1024) == (form == "large")


async def test_nothing_is_done_that_is_refused(desk: Desk) -> None:
    """So often; the owner hears of the third alone. A call that is not well signed does not count."""
    made = await add(desk, "refuse", code="Throttling", queue="q", times=2)
    assert (await desk.mns("GET", MESSAGES, secret="wrong")).status_code == 403
    answers = [await desk.mns("GET", MESSAGES) for _ in range(3)]
    assert ["Throttling" in answer.text for answer in answers] == [True, True, False]
    assert [type(asked) for asked, _ in desk.bus.asked].count(ReceiveMessage) == 1
    shown = (await desk.send("GET", f"{FAULTS}/{made['id']}")).json()
    assert (shown["seen"], shown["fired"], shown["queue"]) == (3, 2, "q")


async def test_the_oldest_strikes_alone(desk: Desk) -> None:
    """Those behind do not see the call; when it has done its part the next one does."""
    for code in ("InternalError", "ServiceUnavailable"):
        await add(desk, "refuse", code=code, times=1)
    answers = [await desk.mns("GET", MESSAGES) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [500, 503]


async def test_troubles_come_in_turns(desk: Desk) -> None:
    """And anew; nothing is done."""
    await add(desk, "unreachable", how=["503", "500"], queue="q")
    answers = [await desk.mns("GET", MESSAGES) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 500, 503]
    assert ReceiveMessage not in [type(asked) for asked, _ in desk.bus.asked]


async def test_a_poll_that_hears_nothing_waits_for_its_time(desk: Desk) -> None:
    """The queue's own, as it names none: virtual time."""
    desk.bus.reply = QUEUE
    await add(desk, "deaf", queue="q")
    poll = asyncio.ensure_future(desk.mns("GET", MESSAGES))
    await eventually(lambda: GetQueueAttributes in [type(asked) for asked, _ in desk.bus.asked])
    assert not poll.done()
    desk.stack.date += timedelta(seconds=7)
    assert "MessageNotExist" in (await in_time(poll)).text


async def test_what_is_slow_is_answered_when_the_fault_goes(desk: Desk) -> None:
    """It was done before."""
    await add(desk, "slow", seconds="1h", real_seconds=600)
    deletion = asyncio.ensure_future(desk.mns("DELETE", f"{MESSAGES}?ReceiptHandle=1-a"))
    await in_time(desk.bus.reached.wait())
    assert not deletion.done()
    cleared = (await desk.send("DELETE", FAULTS)).json()["faults"]
    assert [each["fired"] for each in cleared] == [1]
    assert (await in_time(deletion)).status_code == 204


async def test_services_are_killed(desk: Desk) -> None:
    """By the stack that they are in."""
    made = await add(desk, "kill_service", service="fleet", real_seconds=0.5)
    assert desk.stack.killed == [("fleet", 0.5)]
    assert (made["fired"], made["service"]) == (1, "fleet")


async def test_a_gateway_without_a_port(desk: Desk) -> None:
    """It cannot close it, nor be cut off."""
    for asked in ({"kind": "refuse_connections", "real_seconds": 1}, KILLED):
        answer = await desk.send("POST", FAULTS, json=asked)
        assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/x", 404), ("DELETE", "/x", 404), ("PUT", "", 405), ("POST", "/x", 405)],
)
async def test_what_is_not_there(desk: Desk, method: str, path: str, status: int) -> None:
    """Unknown ids, and other methods."""
    assert (await desk.send(method, f"{FAULTS}{path}", json={})).status_code == status


async def test_other_types_are_refused(desk: Desk) -> None:
    """A web page could send them."""
    answer: httpx.Response = await desk.send("POST", FAULTS, content=b"{}")
    assert answer.status_code == 415
