"""The rolling update: a script on the instances that a group has, batch by batch."""

from typing import Any

import pytest

from scalehook.testing.builders import Execution
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instance_tags import ListTagResources
from scalehook_contracts.scaling_controller.instances import LifecycleStateChanged
from scalehook_contracts.script_runner.invocations import DescribeInvocations
from scalehook_contracts.template_engine.notices import CancelExecution, NotifyExecution
from support.hook_stage import HookStage

TEMPLATE = "ACS-ESS-RollingUpdateByRunCommandInScalingGroup"
PROCESSES = ["AlarmNotification", "HealthCheck", "ScaleIn", "ScaleOut", "ScheduledAction"]


class Update:
    """A group of so many instances, and an update of it."""

    def __init__(self, stage: HookStage, instances: int) -> None:
        self.stage, self.cloud, self.group = stage, stage.cloud, stage.group
        self.group.scale(instances)
        self.cloud.advance("1m")

    def start(self, **parameters: Any) -> Execution:
        given = {"invokeType": "invoke", "invokeScript": "echo new", "scalingGroupId": self.group.id}
        return self.cloud.template(TEMPLATE).start(**given | parameters)

    def until(self, execution: Execution, *statuses: str) -> None:
        self.stage.until(lambda: execution.status in statuses)

    def notify(self, execution: Execution, kind: str) -> None:
        self.cloud.call(NotifyExecution(execution_id=execution.id, notify_type=kind))
        self.cloud.quiet()

    def updated(self) -> int:
        """So many instances have run a script."""
        listed = self.cloud.call(DescribeInvocations(region_id=self.cloud.region, page_size=50))
        return listed.total_count

    @property
    def suspended(self) -> list[str]:
        """The group's processes that stand still."""
        return sorted(self.group.view.suspended_processes)

    def tags(self) -> dict[str, str]:
        """Of all instances: which update they have had."""
        ids = [each.instance_id for each in self.group.instances]
        asked = ListTagResources(region_id=self.cloud.region, resource_type="instance", resource_ids=ids)
        return {tag.resource_id: tag.tag_value for tag in self.cloud.call(asked).tag_resources}


def test_all_instances_in_batches(stage: HookStage) -> None:
    """Each is in standby while its script runs, and the group's processes stand still; then everything
    is as before, and a tag tells of the update.
    """
    update = Update(stage, 4)
    execution = update.start(batchNumber=2)
    update.until(execution, "Success")
    assert execution.outputs == {"commandOutputs": ["new\n"] * 4}
    moved = [each.lifecycle_state for each in update.cloud.events.all(LifecycleStateChanged)]
    assert moved.count("Standby") == 4
    assert (update.group.states, update.suspended) == (["InService"] * 4, [])
    assert set(update.tags().values()) == {f"oos:{execution.id}"}


def test_pause_and_resume(stage: HookStage) -> None:
    """After the first batch, or after every one, it waits for somebody; meanwhile nothing moves the
    group.
    """
    update = Update(stage, 4)
    execution = update.start(batchNumber=2, batchPauseOption="FirstBatchPause")
    update.until(execution, "Waiting")
    assert (update.updated(), update.suspended) == (2, PROCESSES)
    assert update.group.states == ["InService"] * 4
    update.cloud.advance("1h")
    assert execution.status == "Waiting"
    update.notify(execution, "Approve")
    update.until(execution, "Success")
    assert (update.updated(), update.suspended) == (4, [])


def test_a_pause_after_every_batch(stage: HookStage) -> None:
    """`ExecuteTask` lets it go on, too."""
    update = Update(stage, 3)
    execution = update.start(batchNumber=3, batchPauseOption="EveryBatchPause")
    for done in (1, 2):
        update.until(execution, "Waiting")
        assert update.updated() == done
        update.notify(execution, "ExecuteTask")
    update.until(execution, "Success")
    assert update.updated() == 3


def test_cancel(stage: HookStage) -> None:
    """The rest is not updated. The group's processes stay suspended: who has cancelled resumes them."""
    update = Update(stage, 4)
    execution = update.start(batchNumber=2, batchPauseOption="EveryBatchPause")
    update.until(execution, "Waiting")
    update.cloud.call(CancelExecution(execution_id=execution.id))
    update.cloud.advance("1h")
    assert (execution.status, update.updated(), update.suspended) == ("Cancelled", 2, PROCESSES)


def test_reject(stage: HookStage) -> None:
    """Whoever is asked at a pause may say no."""
    update = Update(stage, 2)
    execution = update.start(batchNumber=2, batchPauseOption="EveryBatchPause")
    update.until(execution, "Waiting")
    update.notify(execution, "Reject")
    assert (execution.status, update.updated()) == ("Cancelled", 1)


def test_a_script_that_fails(stage: HookStage) -> None:
    """The update ends; the instance stays out of service, for whoever looks into it."""
    update = Update(stage, 2)
    execution = update.start(batchNumber=2, invokeScript="exit 1")
    update.until(execution, "Failed")
    assert update.group.states == ["InService", "Standby"]


def test_back_again(stage: HookStage) -> None:
    """A rollback runs on those that the update has reached, and that are still there."""
    update = Update(stage, 3)
    first = update.start(batchNumber=3, batchPauseOption="EveryBatchPause")
    update.until(first, "Waiting")
    update.notify(first, "Approve")
    update.until(first, "Waiting")
    update.cloud.call(CancelExecution(execution_id=first.id))
    back = update.start(
        invokeType="rollback", rollbackScript="echo old", sourceExecutionId=first.id, batchNumber=1
    )
    update.until(back, "Success")
    assert back.outputs == {"commandOutputs": ["old\n"] * 2}
    assert update.suspended == []


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"invokeType": "again"}, "invokeType"),
        ({"batchNumber": 11}, "batchNumber"),
        ({"batchNumber": 0}, "batchNumber"),
        ({"batchPauseOption": "Never"}, "batchPauseOption"),
        ({"enterProcess": "ScaleIn"}, "enterProcess"),
    ],
)
def test_parameters_that_do_not_fit(stage: HookStage, parameters: dict[str, Any], why: str) -> None:
    """Are refused by their names."""
    with pytest.raises(ApiError, match=why):
        Update(stage, 1).start(**parameters)


def test_nothing_is_suspended(stage: HookStage) -> None:
    """Where no process is named, and where the group has no instance, too."""
    update = Update(stage, 1)
    execution = update.start(enterProcess=[], exitProcess=[])
    update.until(execution, "Success")
    empty = update.cloud.group()
    other = update.start(scalingGroupId=empty.id)
    update.until(other, "Success")
    assert (other.outputs.get("commandOutputs"), empty.view.suspended_processes) == (None, [])
