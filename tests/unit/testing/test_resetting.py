"""A stack that is emptied."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from scalehook.testing.cloud import Cloud
from scalehook.testing.running import RunningStack, running_stack
from scalehook.testing.shared import SharedStack
from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.queues import QueueCreated
from scalehook_contracts.scaling_controller.groups import ScalingGroupCreated
from support.http import HTTP
from support.patience import PATIENCE_SECONDS, wait_until


def test_nothing_is_left(cloud: Cloud) -> None:
    """No resources, no past, no time moved; endpoint and keys stay, and all can be made anew."""
    access = (cloud.endpoint, cloud.access_key_id, cloud.access_key_secret)
    queue, group = cloud.queue("q", visibility_timeout=77), cloud.group("web")
    group.hook("SCALE_OUT")
    group.scale_out()
    refused, dropped = cloud.faults.refuse("CreateQueue", "InternalError"), cloud.faults.drop()
    before = cloud.now
    cloud.advance("6h")
    with refused, dropped:  # a block may end after it
        cloud.reset()
    assert (dropped.fired, dropped.removed) == (0, True)
    assert (cloud.endpoint, cloud.access_key_id, cloud.access_key_secret) == access
    assert (cloud.now - before).total_seconds() < 3600
    assert cloud.events.all(ScalingGroupCreated) == []
    assert cloud.faults.all() == []
    with pytest.raises(ApiError, match="QueueNotExist"):
        _ = queue.depth
    cloud.queue("q")
    again = cloud.group("web", min_size=1)
    again.activities[0].finish()
    assert again.states == ["InService"]


def test_who_waits_is_told(cloud: RunningStack) -> None:
    """A long poll of before gets an error that may be tried again, and takes no message of after."""
    queue, answers = cloud.queue("q"), []

    def poll() -> None:
        try:
            queue.receive(wait=30)
        except ApiError as refused:
            answers.append(refused.status)

    consumer = threading.Thread(target=poll)
    consumer.start()
    wait_until(lambda: _parked(cloud), lambda: "nobody polls")
    cloud.reset()
    consumer.join(PATIENCE_SECONDS)
    cloud.queue("q").send("hello")
    assert (answers, queue.depth) == ([503], 1)


def test_over_http(cloud: Cloud) -> None:
    """For tests in any language; what is no empty object is refused, and resets nothing. Afterwards no
    wait finds what had happened before.
    """
    cloud.queue("q")
    url = f"{cloud.endpoint}/_scalehook/reset"
    assert HTTP.post(url, json={"queues": True}).status_code == 400
    assert cloud.queue("q").depth == 0
    answer = HTTP.post(url, json={})
    assert (answer.status_code, list(answer.json())) == (200, ["now"])
    assert cloud.events.all(QueueCreated) == []
    assert cloud.queue("q", visibility_timeout=77).attributes.visibility_timeout == 77


def test_with_a_state_directory(tmp_path: Path) -> None:
    """Its files are empty as well: the next stack on them finds nothing."""
    with running_stack(tmp_path) as kept:
        kept.queue("q")
        kept.group("web")
        kept.reset()
        kept.queue("after")
    with running_stack(tmp_path) as again:
        assert again.group("web").view.scaling_group_name == "web"
        assert again.queue("after").depth == 0
        assert again.queue("q", visibility_timeout=55).attributes.visibility_timeout == 55


def _parked(cloud: RunningStack) -> bool:
    deadline = cloud.stack.hosts["message_service"].inbox.next_deadline()
    return deadline is not None and (deadline - cloud.now).total_seconds() < 60


def test_faults_are_off_after_a_reset(cloud: Cloud) -> None:
    """Those of calls, of notifications and of scripts: nothing waits for the next test to strike."""
    cloud.faults.refuse("CreateQueue", "Throttling")
    cloud.faults.drop()
    cloud.faults.hang_script()
    cloud.reset()
    assert cloud.faults.all() == []


@pytest.mark.parametrize("kind", ["refuse_connections", "kill_service"])
def test_whoever_was_shut_out_is_let_in(cloud: Cloud, kind: str) -> None:
    """A port that was to be closed for a minute is open for the next test."""
    if kind == "refuse_connections":
        cloud.faults.refuse_connections(60)
    else:
        cloud.faults.kill_service("gateway", real_seconds=60)
    cloud.reset()
    assert HTTP.get(f"{cloud.endpoint}/healthz").status_code == 200
    assert cloud.faults.all() == []


def test_a_move_that_is_under_way_ends(cloud: RunningStack) -> None:
    """It waits for a consumer of before; whoever has asked for it is told, and the reset waits for
    nobody.
    """
    queue, group = cloud.queue("q", visibility_timeout=600), cloud.group()
    group.hook("SCALE_OUT", to=queue, timeout=300)
    action = group.scale_out()
    queue.receive()
    with ThreadPoolExecutor(1) as pool:
        moving = pool.submit(cloud.advance, "1h", patience=PATIENCE_SECONDS)
        wait_until(lambda: (action.deadline - cloud.now).total_seconds() < 2, lambda: f"{cloud.now}")
        cloud.reset()
        with pytest.raises(ValueError, match="somebody has stopped the clock's move"):
            moving.result(PATIENCE_SECONDS)
    assert cloud.queue("q", visibility_timeout=77).depth == 0


def test_a_service_that_is_away_does_not_come_back(cloud: RunningStack) -> None:
    """Another one has taken its place: what it had begun is not gone on with."""
    queue = cloud.queue("q")
    host = cloud.stack.hosts["message_service"]
    with ThreadPoolExecutor(1) as pool:
        killing = pool.submit(cloud.faults.kill_service, "message_service", real_seconds=60)
        wait_until(host.loops.ending, lambda: "it is not killed")
        cloud.reset()
        assert killing.result(PATIENCE_SECONDS).fired == 1
    assert host.loops.ending()
    assert cloud.faults.all() == []
    cloud.queue("q", visibility_timeout=77).send("hello")
    assert queue.receive().text == "hello"


def test_a_stack_that_cannot_go_on() -> None:
    """Whatever a test has done to it: the next one has another, and it alone pays for it."""
    with closing(SharedStack()) as shared:
        first = shared.empty()
        assert shared.empty() is first
        first.loop.call_soon_threadsafe(first.stack.supervision.fail, "by a test", None)
        wait_until(first.loop.is_closed, lambda: "it goes on")
        second = shared.empty()
        assert second is not first
        assert second.queue("q").depth == 0
