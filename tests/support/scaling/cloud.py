"""The scaling controller in rehearsal, and a fleet that answers at once."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from scalehook.scaling_controller.service import SERVICE
from scalehook.scaling_controller.state.attachments import id_list
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Command, Event
from scalehook_contracts.fleet.back_ends import (
    AddInstancesToBackEnds,
    RemoveInstancesFromBackEnds,
    SetWeightsInBackEnds,
)
from scalehook_contracts.fleet.backend_servers import BackendServersChanged
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    LaunchInstances,
    ReleaseInstances,
)
from scalehook_contracts.fleet.server_groups import ServerGroupChanged
from scalehook_contracts.fleet.v_server_groups import VServerGroupChanged
from scalehook_contracts.fleet.whitelists import (
    AddAddressesToWhitelists,
    RemoveAddressesFromWhitelists,
    WhitelistChanged,
)
from scalehook_contracts.message_service.queues import QueueCreated
from scalehook_contracts.message_service.topics import TopicCreated
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    DescribeLifecycleActions,
    LifecycleActionView,
    RecordLifecycleActionHeartbeat,
)
from scalehook_contracts.scaling_controller.activities import (
    DescribeScalingActivities,
    ScalingActivityView,
)
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook
from scalehook_contracts.scaling_controller.instances import DescribeScalingInstances
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ExecuteScalingRule
from scalehook_contracts.template_engine.templates import TemplateParameter, TemplateRegistered
from support.answers import answer
from support.scaling.resources import tell_all

REGION = "cn-hangzhou"
ACCOUNT = "1234567890123456"
TEMPLATE = "ACS-ESS-LifeCycleRunCommand"
BACK_END_COMMANDS = AddInstancesToBackEnds | RemoveInstancesFromBackEnds | SetWeightsInBackEnds


@dataclass
class Cloud:
    """One group; `fleet()` plays what the fleet would answer to the commands sent so far."""

    min_size: int = 0
    max_size: int = 20
    load_balancers: str = ""
    databases: str = ""
    group: str = ""
    rehearsal: Rehearsal = field(default_factory=lambda: Rehearsal(SERVICE))
    answered: int = 0
    launched: int = 0
    more: dict[str, Any] = field(default_factory=dict)  # settings of the group

    def __post_init__(self) -> None:
        with suppress(ValueError):  # a test of texts that are no lists
            balancers, databases = id_list(self.load_balancers), id_list(self.databases)
            tell_all(self.rehearsal, balancers=balancers, databases=databases)
        self.group = self.ask(
            CreateScalingGroup(
                region_id=REGION,
                min_size=self.min_size,
                max_size=self.max_size,
                load_balancer_ids=self.load_balancers,
                db_instance_ids=self.databases,
                **self.more,
            )
        ).scaling_group_id

    def ask(self, command: Command[Any]) -> Any:
        """The answer, even if it needs time to pass."""
        return answer(self.rehearsal, command)

    def enabled(self) -> "Cloud":
        """With an active configuration."""
        made = self.ask(
            CreateScalingConfiguration(
                scaling_group_id=self.group, image_id="img", instance_type="ecs.g7.large"
            )
        ).scaling_configuration_id
        self.ask(EnableScalingGroup(scaling_group_id=self.group, active_scaling_configuration_id=made))
        return self

    def hook(self, **parameters: Any) -> str:
        given = {"lifecycle_transition": "SCALE_OUT", **parameters}
        command = CreateLifecycleHook(scaling_group_id=self.group, **given)
        return str(self.ask(command).lifecycle_hook_id)

    def rule(self, value: int, kind: Any = "QuantityChangeInCapacity", **more: Any) -> str:
        command = CreateScalingRule(
            scaling_group_id=self.group, adjustment_type=kind, adjustment_value=value, **more
        )
        return str(self.ask(command).scaling_rule_ari)

    def execute(self, ari: str, token: str = "") -> str:
        command = ExecuteScalingRule(scaling_rule_ari=ari, client_token=token)
        return str(self.ask(command).scaling_activity_id)

    def scale(self, by: int) -> str:
        """Execute a rule, and let the fleet answer."""
        activity = self.execute(self.rule(by))
        self.fleet()
        return activity

    def fleet(self, most: int = 1000) -> None:
        """What the fleet says to what it was asked for; to so many commands at most."""
        until = self.answered + most
        while self.answered < min(len(self.rehearsal.sent), until):
            command = self.rehearsal.sent[self.answered]
            self.answered += 1
            if isinstance(command, LaunchInstances):
                self._launch(command)
            if isinstance(command, ReleaseInstances):
                for instance_id in command.instance_ids:
                    self.released(instance_id)
            self._change(command)

    def released(self, instance_id: str) -> None:
        """The fleet says that it is gone."""
        self.rehearsal.tell(InstanceReleased(instance_id=instance_id))

    def _change(self, command: Command[Any]) -> None:
        """What it says when a whitelist or a back end has changed."""
        activity = {"scaling_activity_id": getattr(command, "scaling_activity_id", "")}
        if isinstance(command, AddAddressesToWhitelists | RemoveAddressesFromWhitelists):
            for database in command.db_instance_ids:
                self.rehearsal.tell(WhitelistChanged(db_instance_id=database, **activity))
        if isinstance(command, BACK_END_COMMANDS):
            for holder in dict.fromkeys((end.kind, end.back_end_id) for end in command.back_ends):
                self.rehearsal.tell(_changed(*holder, activity))

    def _launch(self, command: LaunchInstances) -> None:
        made = [f"i-{self.launched + number}" for number in range(command.amount)]
        self.launched += command.amount
        for number, instance_id in enumerate(made):
            self.rehearsal.tell(
                InstanceCreated(
                    instance_id=instance_id,
                    private_ip_address=f"172.16.{number}.{self.launched % 250}",
                    zone_id="z",
                    scaling_activity_id=command.scaling_activity_id,
                    scaling_group_id=command.scaling_group_id,
                    created_at=self.rehearsal.now.timestamp(),
                )
            )
        for instance_id in made:
            event = InstanceRunning(
                instance_id=instance_id, scaling_activity_id=command.scaling_activity_id
            )
            self.rehearsal.tell(event)

    def states(self) -> list[str]:
        command = DescribeScalingInstances(region_id=REGION, scaling_group_id=self.group, page_size=100)
        return sorted(i.lifecycle_state for i in self.ask(command).scaling_instances)

    def actions(self, activity: str) -> list[LifecycleActionView]:
        command = DescribeLifecycleActions(scaling_activity_id=activity, max_results=50)
        return list(self.ask(command).lifecycle_actions)

    def activity(self, activity: str) -> ScalingActivityView:
        command = DescribeScalingActivities(region_id=REGION, scaling_activity_ids=[activity])
        view: ScalingActivityView = self.ask(command).scaling_activities[0]
        return view

    def complete(
        self, action: LifecycleActionView, result: Any = None, token: str = "", *, fleet: bool = True
    ) -> None:
        self.ask(
            CompleteLifecycleAction(
                lifecycle_hook_id=action.lifecycle_hook_id,
                lifecycle_action_token=action.lifecycle_action_token,
                lifecycle_action_result=result,
                client_token=token,
            )
        )
        if fleet:
            self.fleet()

    def heartbeat(self, action: LifecycleActionView, seconds: int) -> None:
        self.ask(
            RecordLifecycleActionHeartbeat(
                lifecycle_hook_id=action.lifecycle_hook_id,
                lifecycle_action_token=action.lifecycle_action_token,
                heartbeat_timeout=seconds,
            )
        )

    def advance(self, seconds: float) -> None:
        self.rehearsal.advance(seconds)
        self.fleet()

    def sent(self, *kinds: type[Command[Any]]) -> list[str]:
        """The names of these commands to the fleet, in order."""
        return [type(c).__name__ for c in self.rehearsal.sent if isinstance(c, kinds)]

    def queue(self, name: str) -> str:
        """A queue's ARN, once the controller knows the queue."""
        fields = {name: 0 for name in QueueCreated.model_fields if name != "queue_name"}
        self.rehearsal.tell(QueueCreated.model_construct(queue_name=name, **fields))
        return f"acs:mns:{REGION}:{ACCOUNT}:queue/{name}"

    def topic(self, name: str) -> str:
        """A topic's ARN, once the controller knows the topic."""
        fields = {name: 0 for name in TopicCreated.model_fields if name != "topic_name"}
        self.rehearsal.tell(TopicCreated.model_construct(topic_name=name, **fields))
        return f"acs:mns:{REGION}:{ACCOUNT}:topic/{name}"

    def template(self, name: str = TEMPLATE) -> str:
        """A template's ARN, once the controller knows the template."""
        limit = TemplateParameter(name="timeout", type="Number", default=600)
        self.rehearsal.tell(
            TemplateRegistered(
                template_name=name,
                template_version="v1",
                public=True,
                parameters=[limit],
                content="",
                registered_at=0,
            )
        )
        return f"acs:oos:{REGION}:{ACCOUNT}:template/{name}"


def _changed(kind: str, holder_id: str, activity: dict[str, str]) -> Event:
    """A back end has other servers; nobody here looks at which."""
    if kind == "VServerGroup":
        return VServerGroupChanged(v_server_group_id=holder_id, **activity)
    if kind == "ServerGroup":
        return ServerGroupChanged(server_group_id=holder_id, **activity)
    return BackendServersChanged(load_balancer_id=holder_id, instance_ids=[], **activity)
