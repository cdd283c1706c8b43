"""The cloud's page on hooks and scripts, played on each executor that has walls; its three errors."""

import pytest

from scalehook.script_runner.executors import executor_of
from scalehook.script_runner.settings import Settings
from scalehook.testing.cloud import Cloud
from scalehook.testing.running import running_stack
from support.guest.instance import IMAGE
from support.patience import wait_until
from support.walk_through import WalkThrough

SET_UP = "yum install -y httpd\nsystemctl start httpd\nsystemctl enable httpd"
JOINED = "yum install -y httpd systemctl start httpd systemctl enable httpd"
LOOK = "systemctl status httpd\nhostname\ncurl -s http://100.100.100.200/latest/meta-data/instance-id"
NOT_GRANTED = [
    "Forbidden.RAM message: User not authorized to operate on the specified resource, "
    "or this API doesn't support RAM.",
    "Forbidden.Unauthorized message: A required authorization for the specified action is not supplied.",
]
# The page calls the second one lifecycleActionId, the list of errors of the operation lifecycleHookId.
TOO_LATE = (
    "LifecycleHookIdAndLifecycleActionToken.Invalid message: The specified lifecycleActionToken and "
    "lifecycleHookId you provided does not match any in process lifecycle action."
)
SLOW = [{"script": "*slow*", "seconds": 3600}]


@pytest.mark.parametrize("name", ["sandbox", "container", "simulated"])
def test_a_web_server(name: str) -> None:
    """Its role may nothing at first: the second of the page's errors. Then it is set up before the
    instance serves; a later command finds it running, and itself.
    """
    if problem := executor_of(name).unavailable():
        pytest.skip(problem)
    settings = Settings.model_validate({"executor": name, "images": {"*": IMAGE}})
    with running_stack(script_runner=settings, speed=4) as cloud:
        walk = WalkThrough(cloud)
        walk.create_hook(SET_UP)
        said = errors(walk, seconds=60)
        assert [row for row in NOT_GRANTED if row not in said] == []
        cloud.advance("1m")
        walk.grant_permission()
        since = today(cloud)
        walk.add_one()
        wait_until(lambda: walk.execution(since), lambda: repr(walk.instances()))
        execution = walk.execution(since)
        assert execution.status == "Success", execution.status_message
        wait_until(lambda: states(walk) == ["InService"], lambda: repr(states(walk)))
        [instance] = walk.instances()
        said = walk.run(instance.instance_id, LOOK)
        assert "active (running)" in said
        assert instance.instance_id.replace("i-", "iZ") + "Z" in said
        assert said.splitlines()[-1] == instance.instance_id
        joined = walk.run(instance.instance_id, JOINED)
        assert "No package systemctl available." in joined
        assert "write each on a line of its own" in joined
        walk.grant_rolling_update()
        update = walk.rolling_update("systemctl restart httpd && systemctl is-active httpd")
        update.until("Success")
        assert update.outputs() == {"commandOutputs": ["active\n"]}
        assert (states(walk), walk.suspended()) == (["InService"], [])


def test_what_the_page_says_of_errors() -> None:
    """Two of a role that nobody has granted anything, and one of a time-out that is too short."""
    settings = Settings.model_validate({"executor": "simulated", "simulated": SLOW})
    with running_stack(script_runner=settings, speed=0.001) as cloud:
        walk = WalkThrough(cloud)
        walk.create_hook("slow")
        said = errors(walk, seconds=60)
        assert [row for row in NOT_GRANTED if row not in said] == []
        cloud.advance("1m")
        walk.grant_permission()
        since = today(cloud)
        walk.add_one()
        wait_until(lambda: "Pending" in states(walk), lambda: repr(states(walk)))
        assert TOO_LATE in told(walk, since, seconds=900)
        assert "InService" in states(walk)  # by its default


def test_the_rolling_update() -> None:
    """The page's end: the instances that a group already has, batch by batch. It pauses, is resumed, and
    another one is cancelled; before anybody has granted the role what it needs, it fails.
    """
    settings = Settings.model_validate({"executor": "simulated"})
    with running_stack(script_runner=settings, speed=60) as cloud:
        walk = WalkThrough(cloud)
        for _ in range(4):
            walk.add_one()
            cloud.advance("5m")
        everybody = sorted(each.instance_id for each in walk.instances())
        refused = walk.rolling_update("echo new")
        refused.until("Failed")
        walk.grant_rolling_update()
        update = walk.rolling_update("echo new", batchNumber=2, batchPauseOption="EveryBatchPause")
        update.until("Waiting")
        first = update.updated()
        assert (len(first), set(first) < set(everybody)) == (2, True)
        assert "ScaleOut" in walk.suspended()
        cloud.advance("1h")
        assert (update.status, update.updated()) == ("Waiting", first)
        update.notify("Approve")
        update.until("Success")
        assert (update.updated(), walk.suspended()) == (everybody, [])
        assert len(update.outputs()["commandOutputs"]) == 4
        another = walk.rolling_update("echo newer", batchNumber=4, batchPauseOption="FirstBatchPause")
        another.until("Waiting")
        another.cancel()
        cloud.advance("1h")
        assert (another.status, len(another.updated())) == ("Cancelled", 1)
        assert {each.lifecycle_state for each in walk.instances()} == {"InService"}
        assert "ScaleOut" in walk.suspended()


def today(cloud: Cloud) -> str:
    return str(cloud.now.strftime("%Y-%m-%dT%H:%M:%SZ"))


def states(walk: WalkThrough) -> list[str]:
    return [str(each.lifecycle_state) for each in walk.instances()]


def errors(walk: WalkThrough, seconds: int) -> str:
    """What the tasks of the execution say that a scale-out starts, in the end."""
    since = today(walk.cloud)
    walk.add_one()
    return told(walk, since, seconds)


def told(walk: WalkThrough, since: str, seconds: int) -> str:
    """What the tasks of the execution since then say, one of them on its own page, too."""
    walk.cloud.advance(seconds)
    execution = walk.execution(since)
    assert execution.status == "Failed"
    assert [row for row in (*NOT_GRANTED, TOO_LATE) if row in execution.status_message] != []
    return "\n".join(walk.messages(execution.execution_id))
