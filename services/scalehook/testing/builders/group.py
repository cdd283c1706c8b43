"""A scaling group."""

from typing import TYPE_CHECKING, Any

from scalehook.testing.asking import ask
from scalehook.testing.builders.action import Action
from scalehook.testing.builders.activity import Activity
from scalehook.testing.builders.handle import Handle
from scalehook.testing.builders.hook import Hook
from scalehook.testing.builders.scaling import first_action
from scalehook_contracts.errors.scaling import InvalidScalingGroupIdNotFound
from scalehook_contracts.scaling_controller.activities import DescribeScalingActivities
from scalehook_contracts.scaling_controller.adjustments import ScaleWithAdjustment
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.group_views import ScalingGroupView
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    DescribeScalingGroups,
    EnableScalingGroup,
)
from scalehook_contracts.scaling_controller.hooks import DescribeLifecycleHooks
from scalehook_contracts.scaling_controller.instances import (
    DescribeScalingInstances,
    ScalingInstanceView,
)
from scalehook_contracts.scaling_controller.waiting_actions import ListWaitingActions

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud

SIZE = {"min_size": 0, "max_size": 10}
CONFIGURATION = {
    "image_id": "my-image",
    "instance_type": "ecs.g7.large",
    "security_group_id": "sg-1",
}
ACTIVITIES, INSTANCES = 50, 100  # on a page


class Group(Handle):
    """`cloud.group(max_size=5)`."""

    @classmethod
    def make(
        cls,
        cloud: "Cloud",
        name: str | None = None,
        configuration: dict[str, Any] | None = None,
        enabled: bool = True,
        **parameters: Any,
    ) -> "Group":
        """`configuration` changes or adds parameters of CreateScalingConfiguration. Without one, a group
        with a launch template or with an instance to be like gets none.
        """
        given = {**SIZE, "scaling_group_name": name, **parameters}
        group = cls(cloud, ask(cloud, CreateScalingGroup, **given).scaling_group_id)
        made = None
        if configuration is not None or not {"launch_template_id", "instance_id"} & parameters.keys():
            made = group.configure(**(configuration or {}))
        if enabled:
            group.enable(active_scaling_configuration_id=made)
        return group

    def configure(self, **parameters: Any) -> str:
        """One more configuration; its id."""
        given = {**CONFIGURATION, **parameters}
        asked = self._ask(CreateScalingConfiguration, scaling_group_id=self.id, **given)
        return asked.scaling_configuration_id

    def enable(self, **parameters: Any) -> None:
        """Let it scale."""
        self._ask(EnableScalingGroup, scaling_group_id=self.id, **parameters)
        self.cloud.quiet()

    def hook(
        self,
        transition: str,
        to: object = None,
        *,
        timeout: int | None = None,
        default: str | None = None,
        metadata: object = None,
        name: str | None = None,
    ) -> Hook:
        """A hook on `SCALE_OUT` or `SCALE_IN` that notifies a queue, a topic, a template or whatever an
        ARN names; `timeout` is in seconds, `default` the result when nobody completes.
        """
        return Hook.make(
            self, transition, to, metadata,
            heartbeat_timeout=timeout, default_result=default, lifecycle_hook_name=name,
        )  # fmt: skip

    # -- what it shows -----------------------------------------------------------------------------

    @property
    def view(self) -> ScalingGroupView:
        """As DescribeScalingGroups describes it."""
        found = self._ask(DescribeScalingGroups, scaling_group_ids=[self.id]).scaling_groups
        if not found:
            raise InvalidScalingGroupIdNotFound(id=self.id)
        return found[0]

    @property
    def hooks(self) -> list[Hook]:
        """Its lifecycle hooks."""
        found = self._ask(DescribeLifecycleHooks, scaling_group_id=self.id).lifecycle_hooks
        return [Hook(self.cloud, view.lifecycle_hook_id, self) for view in found]

    @property
    def instances(self) -> list[ScalingInstanceView]:
        """All of them, as DescribeScalingInstances describes them."""
        found: list[ScalingInstanceView] = []
        while True:
            number = len(found) // INSTANCES + 1
            page = self._ask(
                DescribeScalingInstances, scaling_group_id=self.id, page_size=INSTANCES,
                page_number=number,
            )  # fmt: skip
            found += page.scaling_instances
            if len(found) >= page.total_count or not page.scaling_instances:
                return found

    @property
    def states(self) -> list[str]:
        """The lifecycle states of its instances, sorted."""
        return sorted(instance.lifecycle_state for instance in self.instances)

    @property
    def activities(self) -> list[Activity]:
        """The newest fifty, the newest first."""
        page = self._ask(DescribeScalingActivities, scaling_group_id=self.id, page_size=ACTIVITIES)
        return [Activity(self.cloud, view.scaling_activity_id) for view in page.scaling_activities]

    @property
    def waiting(self) -> list[Action]:
        """Its actions that wait, the first deadline first."""
        return [
            Action(
                self.cloud, each.lifecycle_action_token, each.lifecycle_hook_id, each.scaling_activity_id
            )
            for each in self.cloud.call(ListWaitingActions()).waiting_actions
            if each.scaling_group_id == self.id
        ]

    # -- what it does ------------------------------------------------------------------------------

    def scale_out(self, count: int = 1) -> Action:
        """Add instances; returns when they wait for a hook, with the (first) action that holds them."""
        return first_action(self, "SCALE_OUT", self.scale(count))

    def scale_in(self, count: int = 1) -> Action:
        """Take instances away; returns when they wait for a hook, with the (first) action that holds
        them.
        """
        return first_action(self, "SCALE_IN", self.scale(-count))

    def scale(self, by: int) -> Activity:
        """Begin to add so many instances, or to take them away; no time passes."""
        begun = self._ask(
            ScaleWithAdjustment, scaling_group_id=self.id,
            adjustment_type="QuantityChangeInCapacity", adjustment_value=by, sync_activity=True,
        )  # fmt: skip
        self.cloud.quiet()
        return Activity(self.cloud, begun.scaling_activity_id or "")
