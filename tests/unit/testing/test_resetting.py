"""A stack that is emptied."""

import threading
from pathlib import Path

import pytest

from scalehook.testing.cloud import Cloud
from scalehook.testing.running import RunningStack, running_stack
from scalehook_contracts.errors import ApiError
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
    """For tests in any language; what is no empty object is refused, and resets nothing."""
    cloud.queue("q")
    url = f"{cloud.endpoint}/_scalehook/reset"
    assert HTTP.post(url, json={"queues": True}).status_code == 400
    assert cloud.queue("q").depth == 0
    answer = HTTP.post(url, json={})
    assert (answer.status_code, list(answer.json())) == (200, ["now"])
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
