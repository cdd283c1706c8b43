"""The same services as processes of their own, on RabbitMQ and PostgreSQL."""

import asyncio
import json
import os
import signal
import subprocess
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import aio_pika
import pytest
from aio_pika.abc import AbstractConnection, AbstractIncomingMessage
from alibabacloud_mns_open20220119 import models as m
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from mns.queue import Message, QueueMeta
from mns.subscription import SubscriptionMeta
from mns.topic import TopicMessage, TopicMeta
from typer.testing import CliRunner

from scalehook.cli import app
from scalehook.consumer import Consumer, LifecycleAction
from scalehook.kit.traces import of_action
from scalehook.testing.faults import Faults
from scalehook.testing.faults.desk import FaultRefused
from scalehook.testing.throwaway import free_port
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.topology import EVENTS
from support.cloud.actions import Actions
from support.cloud.group import Group
from support.cloud.leaving import check_that_only_who_is_left_gets_it
from support.cloud.process import KEY_ID, SECRET
from support.cloud.processes import NAMES, DistributedStack
from support.documents import write_files
from support.http import HTTP
from support.mns_clients.clients import CLIENTS
from support.mns_clients.program import ClientProgram
from support.patience import PATIENCE_SECONDS, eventually, eventually_is, in_time, wait_until
from support.programs.program import quick, run
from support.push_receiver import Receiver, receiving
from support.tracing.collector import Collector, traced
from support.tracing.span import Span

BOOT = 2
RUNNER, STARTED = CliRunner(), LifecycleActionStarted.wire_name()


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    """Of all spans."""
    with traced() as collector:
        yield collector


@pytest.fixture(scope="module")
def stack(
    module_vhost: str,
    module_database: str,
    tmp_path_factory: pytest.TempPathFactory,
    collector: Collector,
) -> Iterator[DistributedStack]:
    """A process for each service, and the gateway."""
    folder = tmp_path_factory.mktemp("distributed")
    running = DistributedStack(module_vhost, module_database, folder).start()
    yield running
    codes = running.stop()
    assert set(codes.values()) == {0}, (codes, running.logs())


@contextmanager
def happening(stack: DistributedStack) -> Iterator[Iterator[str]]:
    """All events of the past, and then those that come."""
    url = f"{stack.endpoint}/_scalehook/events?since=1970-01-01T00:00:00Z"
    with HTTP.stream("GET", url, timeout=PATIENCE_SECONDS) as answer:
        yield answer.iter_lines()


def span_of(collector: Collector, name: str, is_it: Callable[[Span], bool]) -> Span:
    """The one that is it: each process tells its own spans, in its own time."""

    def found() -> list[Span]:
        return [span for span in collector.all(name) if is_it(span)]

    wait_until(found, lambda: f"no {name} in {collector.spans}")
    [span] = found()
    return span


def test_the_demo(stack: DistributedStack) -> None:
    """All stories, against this stack."""
    keys = {"SCALEHOOK_ACCESS_KEY_ID": KEY_ID, "SCALEHOOK_ACCESS_KEY_SECRET": SECRET}
    done = run("demo", "--endpoint", stack.endpoint, environment={**os.environ, **keys})
    assert done.returncode == 0, done.stdout + done.stderr + stack.logs()
    assert "all true" in done.stdout


@pytest.mark.parametrize("client", CLIENTS, ids=str)
def test_a_client_of_mns(stack: DistributedStack, client: ClientProgram) -> None:
    """Whatever language it is in, it cannot tell several processes from one."""
    assert client.run(stack.endpoint) == client.sees


def test_the_status_at_one_look(stack: DistributedStack) -> None:
    """Asked of the processes over the bus."""
    group = Group(stack.clients())
    group.hook(heartbeat_timeout=600)
    group.execute(group.rule(1))
    stack.advance(BOOT)
    done = run("status", "--json", "--endpoint", stack.endpoint)
    assert done.returncode == 0, done.stderr
    status = json.loads(done.stdout)
    [mine] = [each for each in status["groups"] if each["id"] == group.id]
    assert mine["instances"] == {"Pending:Wait": 1}
    assert group.id in [action["group"] for action in status["waiting"]]


def test_faults_on_purpose(stack: DistributedStack) -> None:
    """They are asked for at the gateway, stand where they happen, and are there when a process that
    has been killed is replaced.
    """
    faults = Faults(stack.endpoint)
    clients, group = stack.clients(), Group(stack.clients())
    clients.mns.get_queue("faults").create(QueueMeta())
    hook = group.hook(heartbeat_timeout=600, notification_arn=clients.arn("mns", "queue/faults"))
    with faults.drop(hook=hook) as drop, faults.refuse("", "Throttling", group=group.id, times=1):
        with pytest.raises(AlibabaCloudException, match="Throttling"):
            group.rule(1)
        group.execute(group.rule(1))
        stack.advance(BOOT)
        faults.kill_service("notification_dispatcher").remove()
        assert [each.kind for each in faults.all()] == ["refuse", "drop"]
        assert (drop.seen, drop.fired) == (1, 1)
        with pytest.raises(FaultRefused, match="when its standby does"):
            faults.kill_service("fleet", real_seconds=1)
    assert faults.clear() == []
    assert group.states() == ["Pending:Wait"]


def test_the_documented_consumer_that_speaks_amqp(stack: DistributedStack, tmp_path: Path) -> None:
    """It hears of the action, completes it by a command, and gets its answer."""
    write_files(tmp_path, "consumer.py")
    group = Group(stack.clients())
    group.hook(default_result="ABANDON", heartbeat_timeout=600)
    with subprocess.Popen(
        [quick("python"), tmp_path / "consumer.py"], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "SCALEHOOK_AMQP_URL": stack.amqp_url},
    ) as consumer:  # fmt: skip
        assert consumer.stdout is not None
        assert consumer.stdout.readline() == "listening\n"
        group.execute(group.rule(1))
        stack.advance(BOOT)
        said = [consumer.stdout.readline(), consumer.stdout.readline()]
        consumer.terminate()
    wait_until(lambda: group.states() == ["InService"], stack.logs)
    [instance] = group.instances()
    assert said == [f"working on ['{instance.instance_id}']\n", "answer base.done {}\n"]


def test_the_documented_listener_to_messages(stack: DistributedStack, tmp_path: Path) -> None:
    """It hears what a queue and a topic have taken from then on, each in order."""
    write_files(tmp_path, "listener.py")
    mns = stack.clients().mns
    queue, topic = mns.get_queue("heard"), mns.get_topic("heard")
    queue.create(QueueMeta())
    topic.create(TopicMeta())
    queue.send_message(Message("before"))
    with subprocess.Popen(
        [quick("python"), tmp_path / "listener.py"], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "SCALEHOOK_AMQP_URL": stack.amqp_url},
    ) as listener:  # fmt: skip
        assert listener.stdout is not None
        assert listener.stdout.readline() == "listening\n"
        queue.send_message(Message("first"))
        topic.publish_message(TopicMessage("second"))
        queue.send_message(Message("third"))
        said = [listener.stdout.readline() for _ in range(3)]
        listener.terminate()
    said.remove("heard second\n")  # the first of a kind may come a moment late
    assert said == [f"heard {b64encode(body).decode()}\n" for body in (b"first", b"third")]


def test_clients_that_leave_while_they_wait(stack: DistributedStack) -> None:
    """They are forgotten across the broker, too: the message is for the one who is left."""
    check_that_only_who_is_left_gets_it(stack, stack.clients())


def test_dead_letters_of_the_control_plane(stack: DistributedStack) -> None:
    """Its official client sets the policy; REST receives, and time moves the letter."""
    clients = stack.clients()
    clients.mns_open.create_queue(m.CreateQueueRequest(queue_name="lost"))
    policy = m.CreateQueueRequestDlqPolicy(
        enabled=True, dead_letter_target_queue="lost", max_receive_count=1
    )
    clients.mns_open.create_queue(m.CreateQueueRequest(queue_name="tried", dlq_policy=policy))
    tried, lost = (clients.mns.get_queue(name) for name in ("tried", "lost"))
    tried.send_message(Message("poison"))
    tried.receive_message(0)
    stack.advance(31)
    assert lost.receive_message(0).message_body == b"poison"


def test_pushes_are_signed(stack: DistributedStack) -> None:
    """By one key, whichever process serves its certificate."""
    mns = stack.clients().mns
    topic = mns.get_topic("signed")
    topic.create(TopicMeta())
    with receiving() as address:
        mns.get_subscription("signed", "web").subscribe(SubscriptionMeta(address.partition("?")[0]))
        topic.publish_message(TopicMessage("hello"))
        wait_until(lambda: Receiver.taken, lambda: f"nothing was taken: {stack.logs()}")
    assert b"<Message>hello</Message>" in Receiver.taken[0]


async def test_a_consumer_of_the_kit_that_hears_the_bus(
    stack: DistributedStack, collector: Collector
) -> None:
    """It completes the first action, in whose trace its request is; the handler of the second is
    cancelled when somebody else does.
    """
    consumer = Consumer("bus", source="rabbit", amqp_url=stack.amqp_url, endpoint=stack.endpoint,
                        access_key_id=KEY_ID, access_key_secret=SECRET)  # fmt: skip
    group = await asyncio.to_thread(Group, stack.clients())
    hook = await asyncio.to_thread(group.hook, default_result="ABANDON", heartbeat_timeout=600)
    tokens: list[str] = []
    ended: list[str] = []

    @consumer.on("SCALE_OUT", hook=hook)
    async def work(action: LifecycleAction) -> None:
        tokens.append(action.token)
        if len(tokens) == 2:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(action.ended_because)

    rule = await asyncio.to_thread(group.rule, 1)
    async with consumer:
        activity = await asyncio.to_thread(group.execute, rule)
        await asyncio.to_thread(stack.advance, BOOT)
        await eventually_is(lambda: asyncio.to_thread(group.states), ["InService"])
        await asyncio.to_thread(group.execute, rule)
        await asyncio.to_thread(stack.advance, BOOT)
        await eventually(lambda: len(tokens) == 2)
        await asyncio.to_thread(group.complete, hook, tokens[1], "CONTINUE")
        await eventually(lambda: ended)
    assert ended == ["it has ended: Completed, CONTINUE"]
    trace, span, _ = of_action(activity, tokens[0])
    told = (trace, span)  # by the gateway, a moment later
    wait_until(
        lambda: told in [(each.trace, each.parent) for each in collector.all("CompleteLifecycleAction")],
        lambda: f"{told}: {collector.spans}",
    )


def test_the_clock_moves_everywhere(stack: DistributedStack) -> None:
    """Six hours pass at once, in order, and the call returns when all is quiet. How fast it goes, and
    that it jumps by itself, is for one process alone to change: a page is told so.
    """
    for path, asked in (("auto", {"on": True}), ("auto", {"on": False}), ("speed", {"speed": 60})):
        refused = HTTP.post(f"{stack.endpoint}/_scalehook/clock/{path}", json=asked)
        assert (refused.status_code, refused.json()["Code"]) == (400, "InvalidParameter"), asked
    group = Group(stack.clients())
    group.hook(default_result="ABANDON", heartbeat_timeout=21600)
    activity = group.execute(group.rule(2))
    stack.advance(BOOT)
    assert group.states() == ["Pending:Wait", "Pending:Wait"]
    stack.advance(21600 - 600)  # on a busy machine minutes may pass between two looks
    assert group.states() == ["Pending:Wait", "Pending:Wait"]
    stack.advance(600 + BOOT)
    assert group.states() == []
    assert group.actions(activity)[0].lifecycle_action_status == "Timeout"


def test_a_consumer_is_waited_for(stack: DistributedStack) -> None:
    """What it has received holds its action's end off in all processes, until it completes."""
    clients = stack.clients()
    queue = clients.mns.get_queue("held")
    queue.create(QueueMeta(vis_timeout=43200))
    group = Group(clients)
    arn = clients.arn("mns", "queue/held")
    group.hook(default_result="ABANDON", heartbeat_timeout=600, notification_arn=arn)
    group.execute(group.rule(1))
    stack.advance(BOOT)
    message = queue.receive_message(30)
    content = json.loads(message.message_body)["content"]
    end = stack.now() + timedelta(seconds=590)
    with ThreadPoolExecutor(1) as pool:
        moving = pool.submit(stack.advance, 700, patience=60)
        wait_until(lambda: stack.now() >= end, lambda: f"it is {stack.now()}")
        assert not moving.done()
        group.complete(content["lifecycleHookId"], content["lifecycleActionToken"], "CONTINUE")
        assert moving.result()["passed"] == []
    assert group.states() == ["InService"]


def test_what_led_to_what(stack: DistributedStack, collector: Collector) -> None:
    """A timeline knows the past of all processes, and goes on; the console shows them as they were. A
    collector gets it as one trace, which is linked to the request that began it.
    """
    clients = stack.clients()
    clients.mns.get_queue("told").create(QueueMeta())
    group = Group(clients)
    hook = group.hook(notification_arn=clients.arn("mns", "queue/told"))
    activity = group.execute(group.rule(1))
    stack.advance(BOOT)
    with happening(stack) as lines:
        while STARTED not in (line := next(lines)) or activity not in line:
            pass
        message = clients.mns.get_queue("told").receive_message(30)
        waiting = stack.now().isoformat().replace("+00:00", "Z")
        stack.advance(1)
        group.complete(hook, group.actions(activity)[0].lifecycle_action_token, "CONTINUE")
        while "lifecycle_action_ended" not in (line := next(lines)) or activity not in line:
            pass
    shown = RUNNER.invoke(app, ["timeline", activity, "--endpoint", stack.endpoint]).stdout
    for said in ("SCALE_OUT of 1", "notification to", "message in queue told", "received, hidden until"):
        assert said in shown
    looked = f"{stack.endpoint}/_scalehook/groups/{group.id}/instances"

    def states(at: str) -> list[str]:
        return [each["lifecycle_state"] for each in HTTP.get(looked + at).json()["items"]]

    assert states(f"?at={waiting}") == ["Pending:Wait"]
    wait_until(lambda: states("") == ["InService"], stack.logs)
    told = span_of(
        collector, "scaling activity", lambda span: span.attributes["scalehook.id"] == activity
    )
    action = span_of(collector, "lifecycle action", lambda span: span.trace == told.trace)
    notification = span_of(collector, "notification", lambda span: span.trace == told.trace)
    assert (action.parent, notification.parent) == (told.id, action.id)
    request = span_of(collector, "ExecuteScalingRule", lambda span: span.trace == told.links[0][0])
    assert told.links == [(request.trace, request.id)]
    carried = {name: each.string_value for name, each in message.system_properties.items()}
    assert carried["traceparent"] == f"00-{told.trace}-{notification.id}-01"


def test_alarms_and_health(stack: DistributedStack) -> None:
    """CloudMonitor tells of an alarm, which executes a rule; an instance that is deleted in ECS is
    replaced: each over the broker, and each once.
    """
    group = Group(stack.clients(), max_size=5, default_cooldown=0)
    group.execute(group.rule(2))
    stack.advance(BOOT)
    call, monitor = Actions(stack.clients()), Actions(stack.clients(), "2019-01-01")
    call(
        "CreateAlarm", ScalingGroupId=group.id, MetricType="custom", MetricName="jobs", Threshold=5,
        Period=60, EvaluationCount=1, AlarmAction__1=group.rule(1), GroupId=7,
        Dimension__1__DimensionKey="host", Dimension__1__DimensionValue="a",
    )  # fmt: skip
    monitor(
        "PutCustomMetric", MetricList__1__GroupId="7", MetricList__1__MetricName="jobs",
        MetricList__1__Dimensions='{"host":"a"}', MetricList__1__Type="0",
        MetricList__1__Values='{"value":9}',
    )  # fmt: skip
    stack.advance(60)
    stack.advance(BOOT)
    assert group.states() == ["InService"] * 3
    call("ModifyScalingGroup", ScalingGroupId=group.id, MinSize=3)
    gone = group.instances()[0].instance_id
    Actions(stack.clients(), "2014-05-26")("DeleteInstance", InstanceId=gone, Force=True)
    stack.advance(60)
    assert group.states() == ["InService"] * 3
    assert gone not in {instance.instance_id for instance in group.instances()}
    sources = Counter(activity.trigger_source_type for activity in group.activities())
    assert sources == {"APIs": 1, "Cms": 1, "Ess": 2}


def test_services_are_killed_and_their_standbys_go_on(stack: DistributedStack) -> None:
    """One after the other: nothing is lost, nothing is doubled, and time stands where it stood. For each
    the instance of another group waits.
    """
    groups = {name: Group(stack.clients()) for name in NAMES}
    hooks = {name: group.hook() for name, group in groups.items()}
    waiting = {name: group.execute(group.rule(1)) for name, group in groups.items()}
    standbys = {name: stack.start_one(name) for name in NAMES}
    stack.advance(BOOT)
    for name, standby in standbys.items():
        standby.become("standby")
        group, before = groups[name], stack.now()
        [action] = group.actions(waiting[name])
        stack.kill(name)
        standby.become("active")
        group.complete(hooks[name], action.lifecycle_action_token)
        with pytest.raises(AlibabaCloudException):
            group.complete(hooks[name], action.lifecycle_action_token)
        stack.advance(0)
        assert group.states() == ["InService"], name
        assert len(group.activities()) == 1, name
        assert timedelta() <= stack.now() - before < timedelta(hours=1), name


def test_a_service_is_killed_while_the_clock_moves(stack: DistributedStack) -> None:
    """Its standby learns where the clock stands, and the call returns."""
    group = Group(stack.clients())
    group.hook(default_result="ABANDON", heartbeat_timeout=21600)
    group.execute(group.rule(1))
    stack.advance(BOOT)
    stack.start_one("fleet").become("standby")
    stack.processes["fleet"][0].signal(signal.SIGSTOP)  # it dies with the question in its hands
    with ThreadPoolExecutor(1) as thread:
        moving = thread.submit(stack.advance, 21601)
        wait_until(lambda: stack.now() == stack.now(), lambda: "the clock does not stand still")
        assert not moving.done()
        stack.kill("fleet")
        moving.result()
    assert group.states() == []


def test_a_second_gateway_has_the_same_time(stack: DistributedStack) -> None:
    """It learns that the other one has moved it, and moves it on from there. When both move it at once,
    one does so after the other: both distances are gone.
    """
    second = replace(stack, port=free_port())
    second.start_one("gateway")
    second.await_ready()
    stack.advance(86400)
    there = stack.now()
    wait_until(lambda: second.now() >= there, lambda: f"{second.now()} is before {there}")
    with ThreadPoolExecutor(2) as pool:
        moved = list(pool.map(lambda gateway: gateway.advance(3600), (stack, second)))
    first, last = sorted(datetime.fromisoformat(str(each["now"])) for each in moved)
    assert last - first >= timedelta(seconds=3600)
    later = there + timedelta(seconds=7200)
    wait_until(lambda: stack.now() >= later, lambda: f"{stack.now()} is before {later}")


async def test_a_gateway_that_lets_time_jump_and_knows_consumers_of_events(
    stack: DistributedStack,
) -> None:
    """All processes jump over the start of an instance, and over a wait that nobody works on; neither by
    itself nor by a move does time run past a consumer that has the event in hand.
    """
    second = replace(stack, port=free_port())
    knows = {"SCALEHOOK_AMQP_QUEUES": "theirs", "SCALEHOOK_PATIENCE_TAKEN": str(PATIENCE_SECONDS)}
    gateway = second.start_one("gateway", SCALEHOOK_AUTO_ADVANCE="1", **knows)
    await asyncio.to_thread(second.await_ready)
    group = Group(stack.clients())
    hook = group.hook(default_result="ABANDON", heartbeat_timeout=600)
    async with await aio_pika.connect(stack.amqp_url) as connection:
        heard = await events_of(connection, "theirs")
        await asyncio.to_thread(group.execute, group.rule(1))
        event = json.loads((await in_time(heard.get())).body)
        end = stack.now() + timedelta(seconds=590)
        moving = asyncio.create_task(asyncio.to_thread(second.advance, 700, patience=PATIENCE_SECONDS))
        await eventually(lambda: stack.now() >= end)
        assert not moving.done()
        group.complete(hook, event["LifecycleActionToken"], "CONTINUE")
        assert (await moving)["passed"] == []
    assert group.states() == ["InService"]
    activity = group.execute(group.rule(1))
    await eventually(lambda: group.activities()[0].progress == 100)
    assert (group.activities()[0].scaling_activity_id, group.states()) == (activity, ["InService"])
    assert gateway.stop() == 0
    stack.processes["gateway"].remove(gateway)


async def events_of(
    connection: AbstractConnection, queue_name: str
) -> "asyncio.Queue[AbstractIncomingMessage]":
    """The actions that begin to wait, as they come to a queue of a consumer's own."""
    heard: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
    channel = await connection.channel()
    queue = await channel.declare_queue(queue_name)
    await queue.bind(EVENTS, LifecycleActionStarted.wire_name())
    await queue.consume(heard.put)
    return heard


def test_no_such_service() -> None:
    """Exit code 2, and the names that there are."""
    done = run("service", "nothing")
    assert done.returncode == 2
    assert "scaling_controller" in done.stderr
