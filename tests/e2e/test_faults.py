"""Faults on purpose, as the official SDKs feel them."""

import asyncio
import base64
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import httpx
import pytest
from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_ess20220222 import models as ess
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from mns.mns_exception import MNSExceptionBase, MNSServerException
from mns.queue import Message

from scalehook.testing.faults import Fault
from scalehook.testing.running import RunningStack, running_stack
from scalehook.wiring import gateway_server
from support.cloud.clients import Clients
from support.cloud.stage import BOOT, WAIT, Stage, content_of, token_in
from support.cloud.trouble import away
from support.patience import PATIENCE_SECONDS, wait_until

NETWORK = "NetWorkException"  # how the SDK calls it when there is no answer


@pytest.fixture(scope="module")
def stack() -> Iterator[RunningStack]:
    """One for all tests; time hardly passes by itself."""
    with running_stack(speed=0.001) as running:
        yield running


@pytest.fixture
def stage(stack: RunningStack) -> Iterator[Stage]:
    """A group and a queue; no fault is left behind."""
    yield Stage(stack)
    assert stack.faults.all() == [], stack.faults.clear()


def listed(stack: RunningStack, fault: Fault) -> bool:
    """Whether the stack shows it."""
    return fault.id in [each.id for each in stack.faults.all()]


def complete(stage: Stage, token: str) -> str:
    """The code that a completion is refused with; empty when it is not."""
    try:
        stage.group.complete(stage.hook, token, "CONTINUE")
    except AlibabaCloudException as refusal:
        return str(refusal.code)
    return ""


# -- notifications ------------------------------------------------------------------------------


def test_a_notification_is_dropped(stack: RunningStack, stage: Stage) -> None:
    """Nobody hears of the wait, which ends by its time."""
    with stack.faults.drop(hook=stage.hook) as fault:
        assert listed(stack, fault)
        stage.grow()
        stack.advance(WAIT)
        assert (stage.bodies(), stage.group.states(), fault.fired) == ([], [], 1)


def test_another_hook_is_not_struck(stack: RunningStack, stage: Stage) -> None:
    """A fault fits what it names; and the first may go by."""
    with stack.faults.drop(hook="ash-other") as other, stack.faults.drop(skip=1) as later:
        stage.grow()
        assert len(stage.tokens()) == 1
        assert (other.seen, other.fired, later.seen, later.fired) == (0, 0, 1, 0)


def test_a_notification_is_delayed(stack: RunningStack, stage: Stage) -> None:
    """It comes while the wait goes on."""
    with stack.faults.delay("60s", times=1) as fault:
        stage.grow()
        assert stage.bodies() == []
        stack.advance(60)
        assert len(stage.tokens()) == fault.fired == 1


def test_a_notification_is_doubled(stack: RunningStack, stage: Stage) -> None:
    """The copies have the same body, and message ids of their own; one comes when all is over."""
    with stack.faults.double(seconds=10), stack.faults.double(after="end", seconds=1) as last:
        stage.grow()
        first = stage.messages()
        stack.advance(10)
        assert complete(stage, token_in(first[0].message_body)) == ""
        second = stage.messages()
        stack.advance(1)
        found = first + second + stage.messages()
        assert last.fired == 1
    assert len({message.message_id for message in found}) == 3
    assert len({message.message_body for message in found}) == 1


def test_a_notification_comes_late(stack: RunningStack, stage: Stage) -> None:
    """After the end of its wait: whoever completes then is refused."""
    with stack.faults.late(seconds=5) as fault:
        stage.grow()
        stack.advance(WAIT)
        assert (stage.bodies(), stage.group.states()) == ([], [])
        stack.advance(5)
        [token] = stage.tokens()
        assert complete(stage, token) == "LifecycleHookIdAndLifecycleActionToken.Invalid"
        assert fault.fired == 1


def test_notifications_change_places(stack: RunningStack, stage: Stage) -> None:
    """The later one is read first. What is still held back when the fault ends is sent then."""
    others = Stage(stack), Stage(stack)
    for other in others:
        other.queue_name, other.queue = stage.queue_name, stage.queue
    mine = {"notification_arn": stage.clients.arn("mns", f"queue/{stage.queue_name}")}
    hooks = [other.group.hook(lifecycle_hook_name="late", **mine) for other in others]
    with stack.faults.reorder(2, hook="late") as fault:
        others[0].grow()
        assert fault.seen == 1
        others[1].grow()
        told = [content_of(body)["content"]["lifecycleHookId"] for body in stage.bodies()]
        assert (told, fault.fired) == (hooks[::-1], 2)
    with stack.faults.reorder(2):
        stage.grow()
        assert stage.bodies() == []
    stack.quiet()
    assert len(stage.tokens()) == 1


@pytest.mark.parametrize("form", ["empty", "event"])
def test_the_test_notification(stack: RunningStack, stage: Stage, form: Any) -> None:
    """It comes at once, and tells of no wait."""
    with stack.faults.test_notification(stage.hook, form=form) as fault:
        stack.quiet()
        [message] = map(content_of, stage.bodies())
        assert (message["content"], "event" in message) == ({}, form == "event")
        assert listed(stack, fault)


def test_poison(stack: RunningStack, stage: Stage) -> None:
    """One message of each form; the foreign one is good, and nobody's."""
    with stack.faults.poison(stage.queue_name, "not_base64", "list", "foreign", hook="ash-gone"):
        bad, a_list, foreign = stage.bodies()
    assert "no Base64" in bad
    assert isinstance(content_of(a_list), list)
    assert content_of(foreign)["content"]["lifecycleHookId"] == "ash-gone"
    assert complete(stage, token_in(foreign)) == "LifecycleHookIdAndLifecycleActionToken.Invalid"


# -- what waits ---------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["released", "stopped"])
def test_an_instance_dies_while_it_waits(stack: RunningStack, stage: Stage, how: Any) -> None:
    """ECS has it no more, or not running."""
    with stack.faults.kill_instance(seconds=10, how=how) as fault:
        stage.grow()
        [instance] = [each.instance_id for each in stage.group.instances()]
        stack.advance(60)
        request = ecs.DescribeInstancesRequest(region_id=stack.region, instance_ids=f'["{instance}"]')
        found = stage.clients.ecs.describe_instances(request).body.instances.instance
        assert [each.status for each in found] == ([] if how == "released" else ["Stopped"])
        assert fault.fired == 1


def test_a_hook_is_deleted_meanwhile(stack: RunningStack, stage: Stage) -> None:
    """Its wait ends, and whoever completes it is too late."""
    with stack.faults.delete_hook(group=stage.group.id) as fault:
        stage.grow()
        [token] = stage.tokens()
        assert complete(stage, token) != ""
        assert fault.fired == 1


def test_a_hook_is_changed_meanwhile(stack: RunningStack, stage: Stage) -> None:
    """The wait keeps what it began with."""
    with stack.faults.change_hook(heartbeat_timeout=30, default_result="CONTINUE"):
        stage.grow()
    request = ess.DescribeLifecycleHooksRequest(
        region_id=stack.region, lifecycle_hook_ids=[stage.hook], scaling_group_id=stage.group.id
    )
    [hook] = stage.clients.ess.describe_lifecycle_hooks(request).body.lifecycle_hooks
    assert (hook.heartbeat_timeout, hook.default_result) == (30, "CONTINUE")
    stack.advance(WAIT - BOOT - 10)
    assert stage.group.states() == ["Pending:Wait"]


# -- calls --------------------------------------------------------------------------------------


def test_a_call_is_refused(stack: RunningStack, stage: Stage) -> None:
    """So often, with this code; then it is done. Nothing was done before."""
    stage.grow()
    [token] = stage.tokens()
    mine = {"LifecycleActionToken": token}
    with stack.faults.refuse("CompleteLifecycleAction", "Throttling", times=2, parameters=mine) as fault:
        assert listed(stack, fault)
        assert [complete(stage, token) for _ in range(3)] == ["Throttling", "Throttling", ""]
        assert fault.fired == 2


@pytest.mark.parametrize(
    ("code", "status"), [("InternalError", None), ("ServiceUnavailable", None), ("Odd.Code", 418)]
)
def test_any_code(stack: RunningStack, stage: Stage, code: str, status: int | None) -> None:
    """A documented one has its status; of a made-up one it is said."""
    refusing = stack.faults.refuse("", code, status=status, group=stage.group.id)
    with refusing, pytest.raises(AlibabaCloudException) as refusal:
        stage.group.rule(1)
    assert refusal.value.code == code


def test_a_queue_refuses(stack: RunningStack, stage: Stage) -> None:
    """In MNS's own form; every second receive."""
    with stack.faults.refuse(
        ["ReceiveMessage"], "AccessDenied", queue=stage.queue_name, every=2
    ) as fault:
        with pytest.raises(MNSServerException, match="AccessDenied"):
            stage.receive()
        assert stage.receive() is None
        assert (fault.seen, fault.fired) == (2, 1)


def test_another_key_is_not_struck(stack: RunningStack, stage: Stage) -> None:
    """A fault may be one consumer's."""
    with stack.faults.refuse("", "Throttling", access_key="somebody's"):
        stage.grow()
    with stack.faults.refuse("", "Throttling", access_key=stack.access_key_id) as fault:
        assert complete(stage, "token") == "Throttling"
        assert fault.fired == 1


def test_an_answer_is_lost(stack: RunningStack, stage: Stage) -> None:
    """It was done: who tries again is refused."""
    stage.grow()
    [token] = stage.tokens()
    with stack.faults.lose_answer("CompleteLifecycleAction", how="reset", times=1) as fault:
        with pytest.raises(Exception) as trouble:
            complete(stage, token)
        assert away(trouble.value) or "reset" in str(trouble.value).lower()
        assert fault.fired == 1
        assert complete(stage, token) == "LifecycleHookIdAndLifecycleActionToken.Invalid"
    stack.advance(1)
    assert stage.group.states() == ["InService"]


def test_a_message_is_lost_with_the_answer(stack: RunningStack, stage: Stage) -> None:
    """Nobody has it, and nobody is waited for; then it is visible again."""
    stage.grow()
    losing = stack.faults.lose_answer("ReceiveMessage", queue=stage.queue_name, how="reset", times=1)
    with losing, pytest.raises(MNSExceptionBase):
        stage.receive()
    moved = stack.advance(31, patience=PATIENCE_SECONDS)  # a message is hidden for 30 s
    [passed] = moved.passed
    assert [holder.hint for holder in passed.holders] == ["the holder has gone"]
    assert len(stage.tokens()) == 1


def test_a_call_is_slow(stack: RunningStack, stage: Stage) -> None:
    """It is done at once, and answered when its time has passed: virtual time, that somebody moves."""
    stage.grow()
    [token] = stage.tokens()
    with ThreadPoolExecutor() as pool, stack.faults.slow("CompleteLifecycleAction", seconds=3600):
        answer = pool.submit(complete, stage, token)
        wait_until(lambda: stage.group.states() == ["InService"], lambda: "not completed")
        assert not answer.done()
        stack.advance(3600)
        assert answer.result(PATIENCE_SECONDS) == ""


def test_a_slow_call_is_let_go(stack: RunningStack, stage: Stage) -> None:
    """A fault that is removed keeps nobody waiting: of real time, too."""
    with ThreadPoolExecutor() as pool:
        with stack.faults.slow("DescribeScalingInstances", real_seconds=600) as fault:
            answer = pool.submit(stage.group.states)
            wait_until(lambda: fault.fired, lambda: "not asked")
        assert answer.result(PATIENCE_SECONDS) == []


@pytest.mark.parametrize(
    ("how", "type_"),
    [("503", "ServiceUnavailable"), ("500", "InternalError"), ("reset", NETWORK), ("close", NETWORK)],
)
def test_a_queue_is_unreachable(stack: RunningStack, stage: Stage, how: Any, type_: str) -> None:
    """Other queues are not."""
    with stack.faults.unreachable(queue=stage.queue_name, how=[how]) as fault:
        with pytest.raises(MNSExceptionBase) as trouble:
            stage.receive()
        assert trouble.value.type == type_
        assert Stage(stack).receive() is None
        assert fault.fired >= 1  # the SDK may have tried again
    assert stage.receive() is None


def test_polls_are_deaf(stack: RunningStack, stage: Stage) -> None:
    """They wait as long as they asked to, and find nothing; afterwards what is there is read."""
    stage.grow()
    with ThreadPoolExecutor() as pool:
        with stack.faults.deaf(stage.queue_name) as fault:
            assert stage.receive() is None
            poll = pool.submit(stage.receive, 20)
            wait_until(lambda: fault.fired == 2, lambda: "no poll")
            stack.advance(20)
            assert poll.result(PATIENCE_SECONDS) is None
            poll = pool.submit(stage.receive, 20)
            wait_until(lambda: fault.fired == 3, lambda: "no poll")
        assert poll.result(PATIENCE_SECONDS) is not None


def test_no_connection_is_taken(
    stack: RunningStack, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a while; the end of the block waits until the same port is open again."""
    over, asked = Event(), []

    async def pause_until_over(seconds: float, _: object) -> None:
        asked.append(seconds)
        await asyncio.to_thread(over.wait, PATIENCE_SECONDS)

    monkeypatch.setattr(gateway_server, "pause", pause_until_over)
    with stack.faults.refuse_connections(0.2):
        try:
            with pytest.raises(httpx.ConnectError):
                stack.faults.all()
        finally:
            over.set()
    assert stage.receive() is None
    assert asked == [0.2]


# -- scripts and services -----------------------------------------------------------------------


def run(stage: Stage, script: str = "echo well") -> Any:
    """The result of a script on an instance of the group, when its time is over."""
    [instance] = [each.instance_id for each in stage.group.instances()]
    request = ecs.RunCommandRequest(
        region_id=stage.stack.region,
        type="RunShellScript",
        command_content=script,
        instance_id=[instance],
        timeout=60,
    )
    invoke_id = stage.clients.ecs.run_command(request).body.invoke_id
    asked = ecs.DescribeInvocationResultsRequest(region_id=stage.stack.region, invoke_id=invoke_id)

    def result() -> Any:
        found = stage.clients.ecs.describe_invocation_results(asked).body.invocation
        [each] = found.invocation_results.invocation_result
        return each if each.invocation_status != "Running" else None

    if script == "hang":
        stage.stack.advance(60)
    return wait_until(result, lambda: f"{invoke_id} still runs")


def test_scripts_hang_fail_and_flood(stack: RunningStack, stage: Stage) -> None:
    """As they are told to, whatever they say themselves; others run."""
    stage.grow()
    with stack.faults.hang_script(contains="hang") as hanging:
        assert run(stage, "hang").error_code == "ExecutionTimeout"
        assert hanging.fired == 1
    with stack.faults.fail_script(3, output="no", times=1) as failing:
        failed = run(stage)
        assert (failed.exit_code, base64.b64decode(failed.output)) == (3, b"no")
        assert failed.invocation_status == "Failed"
        assert failing.fired == 1
    with stack.faults.fail_script(error_code="ExecutionException"):
        assert run(stage).error_code == "ExecutionException"
    with stack.faults.flood_script(2**20):
        flooded = run(stage)
        assert len(base64.b64decode(flooded.output)) + flooded.dropped == 2**20


@pytest.mark.parametrize(
    "service", ["message_service", "scaling_controller", "notification_dispatcher", "fleet"]
)
def test_a_service_is_killed(stack: RunningStack, stage: Stage, service: str) -> None:
    """It comes back, and has lost nothing: neither what waits, nor a fault and its count."""
    with stack.faults.delay("60s") as delay, stack.faults.drop(skip=1) as drop:
        stage.grow()
        stack.faults.kill_service(service).remove()
        assert (delay.fired, drop.seen, drop.fired) == (1, 1, 0)
        assert stage.group.states() == ["Pending:Wait"]
        stack.advance(60)
    [token] = stage.tokens()
    assert complete(stage, token) == ""
    stack.quiet()
    assert stage.group.states() == ["InService"]


def test_a_poll_outlives_the_service_that_it_waits_for(stack: RunningStack, stage: Stage) -> None:
    """It gets the message that is sent while nobody is there to take it."""
    keys = stack.access_key_id, stack.access_key_secret
    other = Clients(stack.address, *keys).mns.get_queue(stage.queue_name)  # a connection of its own
    other.set_encoding(False)
    with ThreadPoolExecutor() as pool:
        poll = pool.submit(stage.receive, 20)
        killing = pool.submit(stack.faults.kill_service, "message_service", real_seconds=0.2)
        sending = pool.submit(other.send_message, Message("late"))
        assert sending.result(PATIENCE_SECONDS).message_id
        assert poll.result(PATIENCE_SECONDS).message_body == "late"
        killing.result(PATIENCE_SECONDS).remove()


def test_the_gateway_is_killed(stack: RunningStack, stage: Stage) -> None:
    """Who polls is cut off, and finds it again where it was; a message of meanwhile is not lost. Faults
    of calls were its own, and are gone.
    """
    refused = stack.faults.refuse("CreateScalingGroup", "Throttling")
    with ThreadPoolExecutor() as pool:
        poll = pool.submit(
            httpx.get, f"{stack.endpoint}/_scalehook/clock/wait?seconds=600", timeout=None
        )
        wait_until(lambda: stack.stack.timekeeper.sleepers.next_deadline(), lambda: "nobody waits")
        with stack.faults.kill_service("gateway", real_seconds=0.1):
            with pytest.raises(httpx.TransportError):
                poll.result(PATIENCE_SECONDS)
            stack.queue(stage.queue_name).send("late")
    assert stack.queue(stage.queue_name).receive().text == "late"
    assert (stack.faults.all(), refused.fired, refused.removed) == ([], 0, True)


# -- the desk -----------------------------------------------------------------------------------


def test_all_are_listed_and_cleared(stack: RunningStack, stage: Stage) -> None:
    """Wherever they stand, with what was asked for."""
    made = [
        stack.faults.refuse("CreateScalingGroup", "Throttling"),
        stack.faults.drop(group="asg-1"),
        stack.faults.hang_script(command="c"),
    ]
    shown = {each.id: each.view for each in stack.faults.all()}
    assert [shown[each.id]["kind"] for each in made] == ["refuse", "drop", "hang_script"]
    assert shown[made[1].id]["group"] == "asg-1"
    assert len(stack.faults.clear()) == 3
    assert stack.faults.all() == []
    assert made[0].removed is False
    made[0].remove()
    assert (made[0].removed, made[0].fired) == (True, 0)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"kind": "explode"}, "known are change_hook, deaf, delay"),
        ({}, "known are"),
        ({"kind": "refuse"}, r"refuse\.code Field required"),
        ({"kind": "refuse", "code": "Made.Up"}, "say which status"),
        (
            {"kind": "slow", "action": ["", "CompleteLifecycleActions"]},
            "'completelifecycleactions': did you mean CompleteLifecycleAction?",
        ),
        ({"kind": "drop", "times": 0}, r"drop\.times"),
        ({"kind": "drop", "colour": 1}, r"drop\.colour Extra inputs"),
        ({"kind": "delay", "seconds": "soon"}, "is not a length of time"),
        ({"kind": "change_hook"}, "nothing is to be changed"),
        ({"kind": "kill_service", "service": "console"}, r"kill_service\.service"),
        ({"kind": "test_notification", "hook": "ash-none"}, "lifecycleHookId not exist"),
        ({"kind": "poison", "queue": "none"}, "queue"),
    ],
)
def test_what_cannot_be_is_refused(
    stack: RunningStack, stage: Stage, body: dict[str, Any], said: str
) -> None:
    """With 400 or 404, and a sentence that helps."""
    answer = httpx.post(f"{stack.endpoint}/_scalehook/faults", json=body, trust_env=False)
    assert answer.status_code in (400, 404)
    assert re.search(said, answer.json()["Message"]), answer.text
