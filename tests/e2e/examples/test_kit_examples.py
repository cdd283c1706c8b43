"""The examples that use the kit, a push endpoint without it, and a receiver that somebody has added."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from runpy import run_path

import pytest

from scalehook.notification_dispatcher.targets import TARGETS
from scalehook.testing.builders import Action, Group
from scalehook.testing.cloud import Cloud
from scalehook.testing.throwaway import free_port
from scalehook_contracts.message_service.deliveries import ListDeliveries
from scalehook_contracts.receiver import Kind
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionExtended
from scalehook_contracts.scaling_controller.notification_configurations import (
    CreateNotificationConfiguration,
)
from support.documents import ROOT
from support.http import HTTP
from support.patience import PATIENCE_SECONDS, wait_until
from support.programs.running import RunningFile, running_file

EXAMPLES = ROOT / "examples"
QUEUE = "hooks"
STEP_SECONDS = 15  # no more than a consumer sleeps until it holds its message anew
Start = Callable[..., RunningFile]


@pytest.fixture
def cloud(scalehook_session: Cloud) -> Cloud:
    return scalehook_session


@pytest.fixture
def start(cloud: Cloud, tmp_path: Path) -> Iterator[Start]:
    """Programs of the examples, that find the cloud by their environment."""
    told = {**os.environ, **cloud.environment(), "SCALEHOOK_CONSUMER_QUEUE": QUEUE}
    with ExitStack() as ending:

        def start(file: str, *arguments: str, **environment: str) -> RunningFile:
            log = tmp_path / f"{file.replace('/', '-')}.log"
            running = running_file(
                EXAMPLES / file, *arguments, log=log, environment={**told, **environment}
            )
            return ending.enter_context(running)

        yield start


@pytest.fixture
def serve(start: Start) -> Callable[[str], str]:
    """A server of an example; its address."""

    def serve(file: str) -> str:
        port = str(free_port())
        start(file, port).wait_for("ready")
        return f"http://127.0.0.1:{port}"

    return serve


def over(cloud: Cloud, action: Action) -> str:
    """Its result, when somebody has completed it."""
    cloud.events.wait_for(LifecycleActionEnded, action=action, patience=PATIENCE_SECONDS)
    cloud.quiet()
    return action.result


def slept_over(cloud: Cloud, action: Action, consumer: RunningFile) -> str:
    """Its result, when time has passed whenever the consumer slept."""
    asleep = cloud.stack.control.sleepers.actions
    while action.status == "Pending":
        wait_until(lambda: action.token in asleep() or action.status != "Pending", consumer.said)
        cloud.advance(STEP_SECONDS)
    cloud.quiet()
    return action.result


# -- drain a worker --------------------------------------------------------------------------------


def two_instances(cloud: Cloud) -> Group:
    """One of which is going to be removed."""
    group = cloud.group()
    group.scale(2).finish()
    group.hook("SCALE_IN", to=cloud.queue(QUEUE), timeout=600, default="CONTINUE")
    return group


def test_a_worker_is_drained(cloud: Cloud, start: Start, serve: Callable[[str], str]) -> None:
    """It takes no new job, and the instance goes when the last one is done: and not before."""
    group, workers = two_instances(cloud), serve("drain_worker/worker.py")
    action = group.scale_in()
    url = f"{workers}/{action.instance_ids[0]}"
    assert HTTP.put(f"{url}/jobs/one").status_code == 201
    consumer = start("drain_worker/consumer.py", WORKERS=f"{workers}/{{instance}}")
    consumer.wait_for("1 jobs left")
    assert HTTP.put(f"{url}/jobs/two").status_code == 409
    assert action.status == "Pending"
    HTTP.delete(f"{url}/jobs/one")
    assert slept_over(cloud, action, consumer) == "CONTINUE"
    assert group.states == ["InService"]
    assert "drained" in consumer.said()


@pytest.mark.parametrize(("worker", "result", "left"), [("dead", "CONTINUE", 1), ("bad", "ROLLBACK", 2)])
def test_a_worker_that_cannot_be_drained(
    cloud: Cloud, start: Start, worker: str, result: str, left: int
) -> None:
    """The instance of one that is dead goes; that of one that does not obey is kept."""
    group = two_instances(cloud)
    address = f"127.0.0.1:{free_port()}" if worker == "dead" else f"{cloud.address}/nobody"
    start("drain_worker/consumer.py", WORKERS=f"http://{address}/{{instance}}")
    action = group.scale_in()
    assert over(cloud, action) == result
    assert group.states == ["InService"] * left


# -- register in a registry ------------------------------------------------------------------------


def test_instances_are_registered(cloud: Cloud, start: Start, serve: Callable[[str], str]) -> None:
    """With their address before they are in service, and taken back before they go."""
    group, registry = cloud.group(), f"{serve('service_registry/registry.py')}/web"
    for transition in ("SCALE_OUT", "SCALE_IN"):
        group.hook(transition, to=cloud.queue(QUEUE), timeout=600, default="ABANDON")
    start("service_registry/consumer.py", REGISTRY=registry)
    assert over(cloud, group.scale_out()) == "CONTINUE"
    [instance] = group.instances
    assert HTTP.get(registry).json() == {instance.instance_id: instance.private_ip_address}
    assert over(cloud, group.scale_in()) == "CONTINUE"
    assert (HTTP.get(registry).json(), group.instances) == ({}, [])


def test_a_registry_that_is_away(cloud: Cloud, start: Start) -> None:
    """Five attempts, and the new instance is given up."""
    group = cloud.group()
    group.hook("SCALE_OUT", to=cloud.queue(QUEUE), timeout=3600, default="CONTINUE")
    action = group.scale_out()
    consumer = start("service_registry/consumer.py", REGISTRY=f"http://127.0.0.1:{free_port()}/web")

    def over_by_now() -> bool:
        cloud.advance("1s")  # passes the pauses between attempts
        return action.status != "Pending"

    wait_until(over_by_now, consumer.said)
    assert action.result == "ABANDON"
    assert group.instances == []


# -- warm a cache ----------------------------------------------------------------------------------


def test_a_cache_is_warmed(cloud: Cloud, start: Start, serve: Callable[[str], str]) -> None:
    """It takes longer than the hook waits: heartbeats hold it until all keys are there."""
    group, caches = cloud.group(), serve("warm_cache/cache.py")
    group.hook("SCALE_OUT", to=cloud.queue(QUEUE), timeout=600, default="ABANDON")
    action = group.scale_out()
    consumer = start("warm_cache/consumer.py", CACHES=f"{caches}/{{instance}}")
    assert slept_over(cloud, action, consumer) == "CONTINUE"
    assert HTTP.get(f"{caches}/{action.instance_ids[0]}").text == "60"
    assert len(cloud.events.all(LifecycleActionExtended, action=action)) >= 3
    assert group.states == ["InService"]


# -- a receiver that was added ---------------------------------------------------------------------


def test_a_target_that_was_added(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file brings the function and the line of the table: then the receiver is notified."""
    monkeypatch.setitem(TARGETS, Kind.CLOUD_MONITOR, TARGETS[Kind.QUEUE])  # to be put back at the end
    added = run_path(str(EXAMPLES / "custom_target/cloud_monitor.py"))
    queue, group = cloud.queue(added["QUEUE"]), cloud.group()
    cloud.call(
        CreateNotificationConfiguration(
            scaling_group_id=group.id,
            notification_arn=f"acs:ess:{cloud.region}:{cloud.account_id}:cloudmonitor",
            notification_types=["AUTOSCALING:SCALE_OUT_SUCCESS"],
        )
    )
    group.scale(1).finish()
    told = json.loads(queue.receive(wait=30).text)
    assert (told["product"], told["name"]) == ("ESS", "AUTOSCALING:SCALE_OUT_SUCCESS")
    assert told["resourceId"].endswith(f":scalinggroup/{group.id}")


def test_scalehook_with_one_receiver_more(start: Start) -> None:
    """The file as a program is the whole command line."""
    assert start("custom_target/cloud_monitor.py", "--version").program.wait() == 0


# -- an endpoint that is pushed to -----------------------------------------------------------------


@pytest.fixture
def pushed_to(cloud: Cloud, start: Start, request: pytest.FixtureRequest) -> tuple[RunningFile, str]:
    """One of the two endpoints, and its address."""
    port = str(free_port())
    if request.param == "with_kit":
        endpoint = start("push_endpoint/with_kit.py", SCALEHOOK_CONSUMER_PUSH_PORT=port)
        endpoint.wait_for("listening")
    else:
        endpoint = start("push_endpoint/by_hand.py", port)
        endpoint.wait_for("ready")
    return endpoint, f"http://127.0.0.1:{port}/"


BOTH = pytest.mark.parametrize("pushed_to", ["with_kit", "by_hand"], indirect=True)


@BOTH
def test_pushes(cloud: Cloud, pushed_to: tuple[RunningFile, str]) -> None:
    """An action is completed; what is pushed twice is worked on once."""
    endpoint, url = pushed_to
    topic, group = cloud.topic("hooks"), cloud.group()
    topic.subscribe(url)
    group.hook("SCALE_OUT", to=topic, timeout=600, default="ABANDON")
    with cloud.faults.double() as fault:
        action = group.scale_out()
        assert over(cloud, action) == "CONTINUE"
    assert fault.fired == 1
    assert group.states == ["InService"]
    assert endpoint.said().count("working on") == 1
    assert endpoint.stop() == 0


@BOTH
def test_pushes_that_are_none(cloud: Cloud, pushed_to: tuple[RunningFile, str]) -> None:
    """A test of the receiver is taken; so is what nobody can read in the endpoint by hand. Whatever is
    not signed is refused.
    """
    endpoint, url = pushed_to
    topic = cloud.topic("hooks")
    topic.subscribe(url)
    topic.publish(json.dumps({"content": {}}))
    if "by_hand" in endpoint.log.name:
        for text in ("poison", "[]", '{"content": 1}'):
            topic.publish(text)
    cloud.settle()
    deliveries = cloud.call(ListDeliveries(topic_name="hooks")).deliveries
    assert deliveries
    assert {(one.outcome, one.attempt) for one in deliveries} == {("taken", 1)}
    assert HTTP.post(url, content=b"e30=").status_code == 403
    assert "working on" not in endpoint.said()
