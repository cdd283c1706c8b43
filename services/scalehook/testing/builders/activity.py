"""A scaling activity."""

from typing import TYPE_CHECKING

from scalehook.testing.builders.action import Action
from scalehook.testing.builders.handle import Handle
from scalehook_contracts.scaling_controller.actions import DescribeLifecycleActions
from scalehook_contracts.scaling_controller.activities import (
    DescribeScalingActivities,
    ScalingActivityView,
)

if TYPE_CHECKING:
    from datetime import timedelta

MOST_ACTIONS = 50


class Activity(Handle):
    """`group.scale(2)`, or one of `group.activities`."""

    @property
    def view(self) -> ScalingActivityView:
        """As DescribeScalingActivities describes it."""
        found = self._ask(DescribeScalingActivities, scaling_activity_ids=[self.id]).scaling_activities
        if not found:
            raise LookupError(f"there is no activity {self.id}, or not any more")
        return found[0]

    @property
    def status(self) -> str:
        """`InProgress`, `Successful`, `Warning`, `Failed` or `Rejected`."""
        return self.view.status_code

    @property
    def actions(self) -> list[Action]:
        """The lifecycle actions that it has begun, those that have ended too."""
        asked = {"scaling_activity_id": self.id, "max_results": MOST_ACTIONS}
        found = self._ask(DescribeLifecycleActions, **asked).lifecycle_actions
        return [
            Action(self.cloud, each.lifecycle_action_token, each.lifecycle_hook_id, self.id)
            for each in found
        ]

    def finish(self, within: "float | str | timedelta" = "1h") -> str:
        """Move the time until it is over; its status."""
        self.cloud.run_until(lambda: self.status != "InProgress", within, patience=0)
        return self.status
