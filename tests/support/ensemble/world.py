"""Some groups of every kind, and what can happen to them: what is refused is refused properly."""

from collections import Counter
from typing import Any

from scalehook.scaling_controller.state import Group
from scalehook_contracts.base import Command
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.conditions import SetFleetConditions
from scalehook_contracts.message_service.queues import CreateQueue
from scalehook_contracts.scaling_controller.actions import CompleteLifecycleAction
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.group_deletion import DeleteScalingGroup
from scalehook_contracts.scaling_controller.group_settings import (
    ServerGroup,
    VServerGroup,
    VServerGroupAttribute,
)
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook, DeleteLifecycleHook
from scalehook_contracts.scaling_controller.instance_refreshes import ResumeInstanceRefresh
from scalehook_contracts.scaling_controller.processes import ResumeProcesses
from scalehook_contracts.scaling_controller.rules import CreateScalingRule
from support.ensemble.account import ACCOUNT, REGION
from support.ensemble.ensemble import Ensemble

TYPE, IMAGE = "ecs.g7.large", "img"
PROCESSES = ["ScaleIn", "ScaleOut", "HealthCheck", "AlarmNotification", "ScheduledAction"]
BROKEN = {"InternalError", "ServiceUnavailable"}
ON_PURPOSE = {("RunInstances", "InternalError")}  # of a fleet in which instances fail


class World:
    """The ensemble as its users see it. `answers` counts what they were told, by call and code."""

    def __init__(self, seed: int | None, *, twice: bool) -> None:
        self.ensemble = Ensemble(
            seed,
            twice=twice,
            keep=True,
            v_switch_zones="vsw-a=zone-a,vsw-b=zone-b",
            hooks_on_removal=True,
        )
        self.answers: Counter[tuple[str, str]] = Counter()
        self.groups: list[str] = []
        self.rules: list[str] = []
        self.ensemble.call(CreateQueue(queue_name="q"))

    def ask(self, command: Command[Any]) -> Any:
        """The answer; None when it is refused."""
        name = type(command).__name__
        try:
            reply = self.ensemble.call(command)
        except ApiError as refusal:
            assert refusal.code not in BROKEN or (name, refusal.code) in ON_PURPOSE, refusal
            self.answers[name, refusal.code] += 1
            return None
        self.answers[name, ""] += 1
        return reply

    def make_group(self, settings: dict[str, Any]) -> None:
        """One with places to serve in, databases, rules; enabled."""
        number = len(self.groups)
        made = self.ask(
            CreateScalingGroup(
                region_id=REGION,
                load_balancer_ids=f'["lb-{number}"]',
                db_instance_ids=f'["rm-{number}","rm-shared"]',
                v_switch_ids=["vsw-a", "vsw-b"],
                v_server_groups=[v_server_group(f"rsp-{number}")],
                server_groups=[server_group(f"sgp-{number}")],
                **settings,
            )
        )
        self.groups.append(made.scaling_group_id)
        here = {"scaling_group_id": self.groups[-1]}
        source = self.ask(CreateScalingConfiguration(**here, image_id=IMAGE, instance_type=TYPE))
        for by in (1, 3, -2):
            kind = {"adjustment_type": "QuantityChangeInCapacity", "adjustment_value": by, "cooldown": 0}
            self.rules.append(self.ask(CreateScalingRule(**here, **kind)).scaling_rule_ari)
        configuration = source.scaling_configuration_id
        self.ask(EnableScalingGroup(**here, active_scaling_configuration_id=configuration))

    def hook(self, group: str, *, told: bool, **said: Any) -> None:
        """With a queue that is told of it, or without."""
        arn = f"acs:mns:{REGION}:{ACCOUNT}:queue/q" if told else ""
        self.ask(CreateLifecycleHook(scaling_group_id=group, notification_arn=arn, **said))

    def group(self, group_id: str) -> Group | None:
        """As the controller knows it."""
        found: Group | None = self.ensemble.state("scaling_controller").groups.get(group_id)
        return found

    def instances(self) -> list[str]:
        """All that the fleet has, whosever they are."""
        return list(self.ensemble.state("fleet").instances)

    def waiting(self) -> list[CompleteLifecycleAction]:
        """How to end what waits."""
        activities = self.ensemble.state("scaling_controller").activities.values()
        return [
            CompleteLifecycleAction(lifecycle_hook_id=a.hook_id, lifecycle_action_token=a.token)
            for activity in activities
            for a in activity.waiting.values()
        ]

    def come_to_rest(self) -> None:
        """Nothing is forbidden any more, no hook sends instances back, there is enough of everything,
        and a long time passes.
        """
        self.ensemble.settle()  # a call that was refused, and comes once more, may do something yet
        self.ask(SetFleetConditions(reset=True))
        for hook in list(self.ensemble.state("scaling_controller").hooks):
            self.ask(DeleteLifecycleHook(lifecycle_hook_id=hook))
        for group in self.groups:
            self.ask(EnableScalingGroup(scaling_group_id=group))
            self.ask(ResumeProcesses(scaling_group_id=group, processes=PROCESSES))
            self.ask(ResumeInstanceRefresh(region_id=REGION, scaling_group_id=group))
        for _ in range(12):
            self.ensemble.advance(400)

    def delete_all(self) -> None:
        """All groups go, whatever is in them."""
        for group in self.groups:
            self.ask(DeleteScalingGroup(scaling_group_id=group, force_delete=True))
        self.ensemble.advance(3600)


def v_server_group(name: str) -> VServerGroup:
    """Of a load balancer that is none of the group's own."""
    attribute = VServerGroupAttribute(v_server_group_id=name, port=80)
    return VServerGroup(load_balancer_id="lb-other", v_server_group_attributes=[attribute])


def server_group(name: str) -> ServerGroup:
    """Of an ALB."""
    return ServerGroup(server_group_id=name, type="ALB", port=80, weight=100)
