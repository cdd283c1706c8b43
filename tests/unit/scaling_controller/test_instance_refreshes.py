"""Instance refreshes: batch after batch, paused, turned back, ended, refused."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import LaunchInstances
from scalehook_contracts.scaling_controller.configurations import DeleteScalingConfiguration
from scalehook_contracts.scaling_controller.groups import (
    DisableScalingGroup,
    EnableScalingGroup,
    ModifyScalingGroup,
)
from scalehook_contracts.scaling_controller.instance_refreshes import (
    Checkpoint,
    Container,
    DescribeInstanceRefreshes,
    DesiredConfiguration,
    LaunchTemplateOverride,
    StartInstanceRefresh,
)
from support.scaling.cloud import REGION
from support.scaling.refresher import Refresher
from support.scaling.templates import with_templates
from support.scaling.yard import Yard
from support.thoroughness import tries

OUT = {"lifecycle_transition": "SCALE_OUT"}
IN = {"lifecycle_transition": "SCALE_IN"}
EITHER = pytest.mark.parametrize("group", [{}, {"desired_capacity": 5}])


def refused(yard: Refresher, command: Any) -> ApiError:
    with pytest.raises(ApiError) as caught:
        yard.ask(command)
    return caught.value


# -- batches --------------------------------------------------------------------------------------


@EITHER
def test_all_instances_are_replaced(group: dict[str, int]) -> None:
    """In pairs of activities that name the task; then the new configuration is the active one."""
    yard = Refresher(5, **group)
    task = yard.start()
    assert yard.configurations() == ["new"] * 5
    assert yard.status() == ("Successful", 5, 5)
    assert yard.active() == yard.new
    steps = yard.begun()[1:]
    assert [(s.course, s.amount) for s in steps] == [("scale-out", 1), ("scale-in", 1)] * 5
    assert {s.instance_refresh_task_id for s in steps} == {task}
    assert steps[0].cause == (
        f'Instance refresh task "{task}" replaces instances, '
        'changing the Total Capacity from "5" to "6".'
    )


def test_hooks_hold_both_directions() -> None:
    """New instances and old ones; the task waits for them."""
    yard = Refresher(1)
    yard.hook(**OUT)
    yard.hook(**IN)
    yard.start()
    assert yard.by_state() == {"InService": ["i-0"], "Pending:Wait": ["i-1"]}
    yard.release_all()
    assert yard.by_state() == {"Removing:Wait": ["i-0"], "InService": ["i-1"]}
    assert yard.status() == ("InProgress", 0, 1)
    yard.release_all()
    assert yard.status() == ("Successful", 1, 1)


def test_batches_are_as_large_as_they_may_be() -> None:
    """Forty percent more of ten are four."""
    yard = Refresher(10, max_size=20)
    yard.start(max_healthy_percentage=140)
    assert [s.amount for s in yard.begun()[1:]] == [4, 4, 4, 4, 2, 2]


def test_a_group_at_its_largest_size_is_refreshed_all_the_same() -> None:
    """It is larger for a while, and nothing cuts that."""
    yard = Refresher(0, max_size=5, min_size=5)
    yard.start()
    assert yard.configurations() == ["new"] * 5
    assert all(s.instance_refresh_task_id for s in yard.begun()[2:])


def test_what_matches_is_skipped() -> None:
    """By the configuration's id, unless that is not wanted."""
    yard = Refresher(2)
    yard.start(desired_configuration=DesiredConfiguration())
    assert yard.status() == ("Successful", 0, 0)
    yard.start(desired_configuration=DesiredConfiguration(), skip_matching=False)
    assert yard.status() == ("Successful", 2, 2)
    assert sorted(yard.instances()) == ["i-2", "i-3"]


def test_another_image() -> None:
    """New instances have it; afterwards the active configuration has it, too."""
    yard = Refresher(1)
    wanted = DesiredConfiguration(image_id="img-2")
    yard.start(desired_configuration=wanted)
    [*_, order] = [c for c in yard.rehearsal.sent if isinstance(c, LaunchInstances)]
    assert (order.image_id, order.scaling_configuration_id) == ("img-2", yard.old)
    assert yard.status() == ("Successful", 1, 1)
    group = yard.rehearsal.state.groups[yard.group]
    assert group.configurations[yard.old].request.image_id == "img-2"
    yard.start(desired_configuration=wanted)
    assert yard.status() == ("Successful", 0, 0)


def test_another_version_of_a_launch_template() -> None:
    """A group that has one is refreshed to the version that it has now."""
    yard = Yard()
    with_templates(yard)
    versions = {"scaling_group_id": yard.group, "launch_template_id": "lt-1"}
    yard.ask(ModifyScalingGroup(**versions, launch_template_version="1"))
    yard.ask(EnableScalingGroup(scaling_group_id=yard.group))
    yard.scale(2)
    refresh = StartInstanceRefresh(region_id=REGION, scaling_group_id=yard.group)
    yard.ask(refresh)
    assert len(yard.begun()) == 1
    yard.ask(ModifyScalingGroup(**versions, launch_template_version="2"))
    yard.ask(refresh)
    yard.fleet()
    views = yard.instances().values()
    assert {(v.launch_template_id, v.launch_template_version) for v in views} == {("lt-1", "2")}
    assert sorted(yard.instances()) == ["i-2", "i-3"]


def by_template(version: str, *types: str) -> DesiredConfiguration:
    """By a version of a launch template, perhaps of other types."""
    overrides = [LaunchTemplateOverride(instance_type=t) for t in types]
    return DesiredConfiguration(
        launch_template_id="lt-1", launch_template_version=version, launch_template_overrides=overrides
    )


def test_a_launch_template_takes_the_place_of_a_configuration() -> None:
    """New instances are made by it, and of the types that are given with it; afterwards it is the
    group's. A configuration may take its place in turn.
    """
    yard = Refresher(2)
    with_templates(yard)
    wanted = by_template("2", "ecs.g7.xlarge")
    yard.start(desired_configuration=wanted)
    [*_, order] = [c for c in yard.rehearsal.sent if isinstance(c, LaunchInstances)]
    assert (order.instance_types, order.scaling_configuration_id) == (["ecs.g7.xlarge"], "")
    views = yard.instances().values()
    assert {(v.launch_template_id, v.launch_template_version) for v in views} == {("lt-1", "2")}
    group = yard.rehearsal.state.groups[yard.group]
    assert (group.active_configuration_id, group.request.launch_template_id) == ("", "lt-1")
    yard.start(desired_configuration=wanted)
    assert yard.status() == ("Successful", 0, 0)
    yard.start()
    assert (yard.configurations(), yard.active()) == (["new", "new"], yard.new)
    assert group.request.launch_template_id == ""


def test_the_way_back_from_a_launch_template() -> None:
    """It leads to the former configuration. From a version that is no number there is none."""
    yard = Refresher(2)
    with_templates(yard)
    yard.start(50, 100, desired_configuration=by_template("1"))
    yard.roll_back()
    assert (yard.task().status, yard.configurations()) == ("RollbackSuccessful", ["old", "old"])
    assert yard.rehearsal.state.groups[yard.group].request.launch_template_id == ""
    for version in ("", "Default", "Latest"):
        yard.start(50, 100, desired_configuration=by_template(version))
        with pytest.raises(ApiError, match=r"InvalidOperation\.Conflict"):
            yard.roll_back()
        yard.cancel()


def test_some_instances_are_left_alone() -> None:
    """Protected ones, ones on standby, and what was put aside."""
    yard = Refresher(4, scaling_policy="recycle")
    yard.scale(-1)
    yard.protect("i-1")
    yard.standby("i-2")
    yard.start()
    assert yard.by_state() == {
        "Stopped": ["i-0"], "Protected": ["i-1"], "Standby": ["i-2"], "InService": ["i-4"],
    }  # fmt: skip


def test_a_busy_group_is_waited_for() -> None:
    """The task is pending meanwhile."""
    yard = Refresher(1)
    yard.hook(**IN)
    yard.detach("i-0", lifecycle_hook=True)
    yard.start()
    assert yard.task().status == "Pending"
    yard.release_all("ROLLBACK")
    assert yard.by_state() == {"Removing:Wait": ["i-0"], "InService": ["i-1"]}
    assert yard.task().status == "InProgress"


def test_nothing_else_goes_on_meanwhile() -> None:
    """Scaling is refused, until the task has ended or paused."""
    yard = Refresher(2)
    yard.hook(**OUT)
    yard.start()
    for call in (lambda: yard.scale(1), lambda: yard.remove("i-0")):
        with pytest.raises(ApiError, match="ScalingActivityInProgress"):
            call()
    yard.suspend()
    yard.release_all()
    yard.scale(1)


def test_an_unhealthy_instance_is_replaced_on_the_way() -> None:
    """By one of the new configuration."""
    yard = Refresher(3)
    yard.hook(**OUT)
    yard.start()
    yard.mark("i-2")
    for _ in range(6):
        yard.release_all()
    assert yard.configurations() == ["new"] * 3
    assert yard.task().status == "Successful"


# -- pauses ---------------------------------------------------------------------------------------


@EITHER
def test_a_task_pauses_when_its_batch_is_complete(group: dict[str, int]) -> None:
    """And goes on when it is told to."""
    yard = Refresher(5, **group)
    yard.hook(**OUT)
    yard.start()
    yard.suspend()
    assert yard.task().status == "Paused"
    yard.release_all()
    yard.advance(600)
    assert yard.configurations() == ["new", "old", "old", "old", "old"]
    assert yard.status() == ("Paused", 1, 5)
    yard.resume()
    for _ in range(4):
        yard.release_all()
    assert yard.status() == ("Successful", 5, 5)


def test_instances_that_come_during_a_pause_are_replaced_too() -> None:
    """They were made by the configuration that is still active."""
    yard = Refresher(3)
    yard.hook(**OUT)
    yard.start()
    yard.suspend()
    yard.release_all()
    yard.scale(1)
    yard.release_all()
    assert yard.configurations() == ["new", "old", "old", "old"]
    yard.resume()
    for _ in range(4):
        yard.release_all()
    assert yard.configurations() == ["new"] * 4
    assert yard.status() == ("Successful", 4, 4)


def test_checkpoints() -> None:
    """The task pauses at each for its time, or until it is told to go on."""
    yard = Refresher(10)
    yard.start(20, 50, 100, checkpoint_pause_time=30)
    assert yard.status() == ("CheckpointPause", 2, 10)
    yard.advance(1799)
    assert yard.status() == ("CheckpointPause", 2, 10)
    yard.advance(1)
    assert yard.status() == ("CheckpointPause", 5, 10)
    yard.resume()
    assert yard.status() == ("Successful", 10, 10)
    assert not yard.rehearsal.machine.timers


def test_checkpoints_that_fall_together() -> None:
    """One pause for all that a single instance reaches."""
    yard = Refresher(2)
    yard.start(10, 20, 50, 100)
    assert yard.status() == ("CheckpointPause", 1, 2)
    yard.resume()
    assert yard.status() == ("Successful", 2, 2)


# -- ends -----------------------------------------------------------------------------------------


@EITHER
def test_a_cancelled_task_leaves_what_it_has_done(group: dict[str, int]) -> None:
    """The batch that is under way is completed."""
    yard = Refresher(5, **group)
    yard.hook(**OUT)
    yard.start()
    yard.cancel()
    assert yard.task().status == "Cancelling"
    yard.release_all()
    assert yard.status() == ("Cancelled", 1, 5)
    assert yard.configurations() == ["new", "old", "old", "old", "old"]
    assert yard.active() == yard.old
    assert yard.task().end_time is not None
    yard.start()


@EITHER
def test_a_task_turns_back(group: dict[str, int]) -> None:
    """What it has launched is replaced by instances of the former configuration."""
    yard = Refresher(5, **group)
    yard.start(60, 100)
    assert yard.configurations() == ["new", "new", "new", "old", "old"]
    yard.roll_back()
    assert yard.configurations() == ["old"] * 5
    assert yard.status() == ("RollbackSuccessful", 3, 3)
    assert yard.active() == yard.old


def test_a_task_turns_back_amid_a_batch() -> None:
    """The activity that runs goes on to its end first, however it ends."""
    yard = Refresher(2)
    yard.hook(**OUT)
    yard.start()
    yard.roll_back()
    assert yard.task().status == "RollbackInProgress"
    yard.release_all("ABANDON")
    assert yard.status() == ("RollbackSuccessful", 0, 0)
    assert yard.configurations() == ["old"] * 2


def test_a_failed_activity_fails_the_task() -> None:
    """The reason is told; what has been replaced stays."""
    yard = Refresher(2)
    yard.hook(**OUT)
    yard.start()
    yard.release_all("ABANDON")
    assert yard.status() == ("Failed", 0, 2)
    assert yard.task().detail == ('"1" ECS instances are released: a lifecycle hook ended the scale-out')
    yard.scale(1)


def test_a_configuration_that_is_deleted_fails_the_task() -> None:
    """Nothing can be made by it any more."""
    yard = Refresher(2)
    yard.start(50, 100)
    del yard.rehearsal.state.groups[yard.group].configurations[yard.new]
    yard.resume()
    assert yard.status() == ("Failed", 1, 2)
    assert yard.task().detail == f'The scaling configuration "{yard.new}" does not exist'


def test_configurations_of_a_refresh_stay() -> None:
    """The one that it leads to and the one that it may lead back to, until it has ended."""
    yard = Refresher(1)
    yard.hook(**OUT)
    yard.start()

    def delete(configuration: str) -> DeleteScalingConfiguration:
        return DeleteScalingConfiguration(scaling_configuration_id=configuration)

    yard.rehearsal.state.groups[yard.group].active_configuration_id = yard.configured("img-3")
    for configuration in (yard.old, yard.new):
        problem = refused(yard, delete(configuration))
        assert problem.code == "IncorrectScalingConfigurationLifecycleState"
    yard.release_all("ABANDON")
    yard.ask(delete(yard.new))


def test_a_failed_way_back() -> None:
    """It has a status of its own."""
    yard = Refresher(2)
    yard.start(50, 100)
    yard.hook(**OUT)
    yard.roll_back()
    yard.release_all("ABANDON")
    assert yard.task().status == "RollbackFailed"


def test_a_disabled_group_stands_still() -> None:
    """The task goes on when it is enabled again."""
    yard = Refresher(2)
    yard.hook(**OUT)
    yard.start()
    yard.ask(DisableScalingGroup(scaling_group_id=yard.group))
    yard.release_all()
    assert yard.status() == ("InProgress", 0, 2)
    yard.enabled().fleet()
    yard.release_all()
    assert yard.status()[1:] == (2, 2)


# -- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"scaling_group_id": "asg-none"}, "InvalidScalingGroupId.NotFound"),
        ({"region_id": "cn-beijing"}, "InvalidRegionId.NotFound"),
        ({"checkpoints": [50]}, "InvalidParameter"),
        ({"checkpoints": [50, 50, 100]}, "InvalidParameter"),
        ({"checkpoints": [100, 50]}, "InvalidParameter"),
        (
            {"desired": {"scaling_configuration_id": "asc-none"}},
            "InvalidScalingConfigurationId.NotFound",
        ),
        ({"desired": {"scaling_configuration_id": "x", "image_id": "y"}}, "InvalidParameter.Conflict"),
        ({"desired": {"containers": [Container(name="c")]}}, "InvalidParameter"),
        ({"desired": {"launch_template_id": "lt-none"}}, "LaunchTemplateSet.NotFound"),
        (
            {"desired": {"launch_template_id": "lt-1", "launch_template_version": "9"}},
            "LaunchTemplateVersionSet.NotFound",
        ),
        ({"desired": {"launch_template_id": "lt-1", "image_id": "y"}}, "InvalidParameter.Conflict"),
        ({"desired": {"launch_template_version": "1"}}, "MissingParameter"),
        (
            {"desired": {"launch_template_id": "lt-1", "launch_template_overrides": [{}]}},
            "MissingParameter",
        ),
    ],
)
def test_tasks_that_cannot_be_started(parameters: dict[str, Any], code: str) -> None:
    """And no task is there afterwards."""
    yard = Refresher(1)
    with_templates(yard)
    desired = DesiredConfiguration(**parameters.pop("desired", {}))
    points = [Checkpoint(percentage=p) for p in parameters.pop("checkpoints", [])]
    given = {"region_id": REGION, "scaling_group_id": yard.group, **parameters}
    command = StartInstanceRefresh(**given, desired_configuration=desired, checkpoints=points)
    assert refused(yard, command).code == code
    assert yard.tasks() == []


def test_one_task_at_a_time() -> None:
    """Also while it pauses; a group that is not active has none."""
    yard = Refresher(2)
    task = yard.start(50, 100, client_token="t")
    command = StartInstanceRefresh(region_id=REGION, scaling_group_id=yard.group)
    assert refused(yard, command).code == "InvalidOperation.Conflict"
    assert yard.start(50, 100, client_token="t") == task
    asleep = Refresher(0)
    asleep.ask(DisableScalingGroup(scaling_group_id=asleep.group))
    command = StartInstanceRefresh(region_id=REGION, scaling_group_id=asleep.group)
    assert refused(asleep, command).code == "IncorrectScalingGroupStatus"


@pytest.mark.parametrize(
    "call", [Refresher.suspend, Refresher.resume, Refresher.roll_back, Refresher.cancel]
)
def test_tasks_in_the_wrong_state(call: Any) -> None:
    """One that has ended, and one that is not there."""
    yard = Refresher(1)
    with pytest.raises(ApiError, match="InvalidParameter"):
        call(yard)
    with pytest.raises(ApiError, match="InvalidParameter"):
        call(yard, "no-such-task")
    task = yard.start()
    with pytest.raises(ApiError, match=r"InvalidOperation\.Conflict"):
        call(yard, task)


def test_resuming_what_has_not_paused() -> None:
    """Nor can a paused task be paused."""
    yard = Refresher(1)
    yard.hook(**OUT)
    yard.start()
    with pytest.raises(ApiError, match=r"InvalidOperation\.Conflict"):
        yard.resume()
    yard.suspend()
    with pytest.raises(ApiError, match=r"InvalidOperation\.Conflict"):
        yard.suspend()


# -- described ------------------------------------------------------------------------------------


def test_tasks_are_described() -> None:
    """As they were asked for, page by page, the newest first."""
    yard = Refresher(1)
    first = yard.start(100, min_healthy_percentage=90, max_healthy_percentage=110)
    yard.rehearsal.advance(60)
    second = yard.start(desired_configuration=DesiredConfiguration(), skip_matching=False)
    page = yard.ask(
        DescribeInstanceRefreshes(region_id=REGION, scaling_group_id=yard.group, max_results=1)
    )
    assert [t.instance_refresh_task_id for t in page.instance_refresh_tasks] == [second]
    assert (page.total_count, page.max_results) == (2, 1)
    [task] = yard.tasks(next_token=page.next_token)
    assert task.instance_refresh_task_id == first
    assert (task.min_healthy_percentage, task.max_healthy_percentage) == (90, 110)
    assert (task.skip_matching, task.checkpoint_pause_time) == (True, 60)
    assert [c.percentage for c in task.checkpoints] == [100]
    assert task.desired_configuration.scaling_configuration_id == yard.new
    assert (task.region_id, task.start_time) == (REGION, "2026-01-01T00:00Z")


def test_tasks_are_found_by_their_ids() -> None:
    """Without their group, too; unknown ones are passed over."""
    yard = Refresher(0)
    task = yard.start()
    assert yard.tasks(scaling_group_id="", instance_refresh_task_ids=[task, "x", ""])
    assert not yard.tasks(scaling_group_id="asg-none", instance_refresh_task_ids=[task])
    assert not yard.tasks(scaling_group_id="asg-none")
    with pytest.raises(ApiError, match="MissingParameter"):
        yard.tasks(scaling_group_id="")


def test_history_ends() -> None:
    """Tasks that have ended long ago are shown no more, and forgotten with the next one."""
    yard = Refresher(0)
    yard.start()
    yard.rehearsal.advance(31 * 86_400)
    assert yard.tasks() == []
    yard.start()
    assert len(yard.tasks()) == len(yard.rehearsal.state.groups[yard.group].refreshes) == 1


class Tasks(RuleBasedStateMachine):
    """A group that is refreshed, by somebody who cannot make up his mind."""

    def __init__(self) -> None:
        super().__init__()
        self.yard = Refresher(4, max_size=6)
        self.yard.hook(**OUT, heartbeat_timeout=60)

    def attempt(self, call: Any) -> None:
        try:
            call()
        except ApiError as refusal:
            assert refusal.code in (
                "InvalidOperation.Conflict", "InvalidParameter", "ScalingActivityInProgress",
                "IncorrectCapacity.NoChange",
            )  # fmt: skip

    @rule(points=st.sampled_from([(), (50, 100)]), matching=st.booleans())
    def start(self, points: tuple[int, ...], matching: bool) -> None:
        """A task begins."""
        self.attempt(lambda: self.yard.start(*points, skip_matching=matching))

    @rule(verb=st.sampled_from(["suspend", "resume", "cancel", "roll_back"]))
    def act(self, verb: str) -> None:
        """Somebody thinks better of it."""
        self.attempt(getattr(self.yard, verb))

    @rule(by=st.sampled_from([-1, 1]))
    def scale(self, by: int) -> None:
        """A rule is executed."""
        self.attempt(lambda: self.yard.scale(by))

    @rule(result=st.sampled_from(["CONTINUE", "CONTINUE", "ABANDON"]))
    def release(self, result: str) -> None:
        """The hook lets go."""
        self.yard.release_all(result)

    @rule(number=st.integers(0, 30), fall=st.sampled_from(["vanished", "stopped"]))
    def fall_ill(self, number: int, fall: str) -> None:
        """An instance is no more, or stands still."""
        if f"i-{number}" in self.yard.instances():
            getattr(self.yard, fall)(f"i-{number}")

    @rule()
    def restart(self) -> None:
        """The service starts again from its journal."""
        before = self.yard.rehearsal.state
        self.yard.rehearsal.restart()
        assert self.yard.rehearsal.state == before

    @invariant()
    def one_task_at_most(self) -> None:
        """The others have ended."""
        group = self.yard.rehearsal.state.groups[self.yard.group]
        going = [task for task in group.refreshes.values() if not task.over]
        assert len(going) <= 1
        assert group.refresh in (None, *going)

    def teardown(self) -> None:
        """A task that is not paused comes to its end, and leaves nothing behind."""
        self.attempt(self.yard.resume)
        for _ in range(20):
            self.yard.advance(5000)
        group = self.yard.rehearsal.state.groups[self.yard.group]
        assert group.running == {}
        assert group.refresh is None, group.refresh
        assert set(self.yard.by_state()) <= {"InService"}
        assert len(self.yard.instances()) <= 7


TestTasks = Tasks.TestCase
TestTasks.settings = settings(max_examples=tries(15), stateful_step_count=25)
TestTasks.__doc__ = "Whatever is done to it, a refresh comes to an end."
