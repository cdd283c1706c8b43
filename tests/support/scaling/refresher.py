"""A group whose instances are refreshed."""

from typing import Any

from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.instance_refreshes import (
    CancelInstanceRefresh,
    Checkpoint,
    DescribeInstanceRefreshes,
    DesiredConfiguration,
    InstanceRefreshView,
    ResumeInstanceRefresh,
    RollbackInstanceRefresh,
    StartInstanceRefresh,
    SuspendInstanceRefresh,
)
from support.scaling.cloud import REGION
from support.scaling.yard import Yard


class Refresher(Yard):
    """It has two configurations: `old` is active, `new` is not."""

    def __init__(self, amount: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.new = self.configured("img-new")
        self.enabled().fleet()
        self.old = self.rehearsal.state.groups[self.group].active_configuration_id
        if amount > len(self.instances()):
            self.scale(amount)

    def configured(self, image: str) -> str:
        command = CreateScalingConfiguration(
            scaling_group_id=self.group, image_id=image, instance_type="ecs.g7.large"
        )
        return str(self.ask(command).scaling_configuration_id)

    def start(self, *checkpoints: int, **more: Any) -> str:
        """A refresh to the new configuration, if nothing else is asked for."""
        given = {"desired_configuration": DesiredConfiguration(scaling_configuration_id=self.new)}
        command = StartInstanceRefresh(
            region_id=REGION,
            scaling_group_id=self.group,
            checkpoints=[Checkpoint(percentage=p) for p in checkpoints],
            **{**given, **more},
        )
        task = str(self.ask(command).instance_refresh_task_id)
        self.fleet()
        return task

    def suspend(self, task: str = "") -> None:
        self.ask(SuspendInstanceRefresh(**self.naming(task)))
        self.fleet()

    def resume(self, task: str = "") -> None:
        self.ask(ResumeInstanceRefresh(**self.naming(task)))
        self.fleet()

    def roll_back(self, task: str = "") -> None:
        self.ask(RollbackInstanceRefresh(**self.naming(task)))
        self.fleet()

    def cancel(self, task: str = "") -> None:
        self.ask(CancelInstanceRefresh(**self.naming(task)))
        self.fleet()

    def naming(self, task: str) -> dict[str, str]:
        return {
            "region_id": REGION,
            "scaling_group_id": self.group,
            "instance_refresh_task_id": task,
        }

    def tasks(self, **filters: Any) -> list[InstanceRefreshView]:
        given = {"region_id": REGION, "scaling_group_id": self.group, **filters}
        return list(self.ask(DescribeInstanceRefreshes(**given)).instance_refresh_tasks)

    def task(self) -> InstanceRefreshView:
        """The newest."""
        return self.tasks()[0]

    def status(self) -> tuple[str, int, int]:
        """Its status, and how many of how many are done."""
        task = self.task()
        return task.status, task.finished_update_capacity, task.total_need_update_capacity

    def configurations(self) -> list[str]:
        """`old` or `new`, for each instance in service."""
        named = {self.old: "old", self.new: "new"}
        return sorted(named[view.scaling_configuration_id] for view in self.instances().values())

    def active(self) -> str:
        return str(self.rehearsal.state.groups[self.group].active_configuration_id)

    def release_all(self, result: str = "CONTINUE") -> None:
        """End every wait of the last activity."""
        for action in self.actions(self.begun()[-1].scaling_activity_id):
            if action.lifecycle_action_status == "Pending":
                self.complete(action, result)
