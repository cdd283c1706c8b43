"""A scaling group, and what hangs on it."""

from dataclasses import dataclass, field
from itertools import chain

from scalehook.kit.counts import Counts
from scalehook.scaling_controller.state.activities import Activity
from scalehook.scaling_controller.state.attachments import Attachments
from scalehook.scaling_controller.state.configurations import Configuration
from scalehook.scaling_controller.state.hooks import Hook
from scalehook.scaling_controller.state.instance_refreshes import InstanceRefresh
from scalehook.scaling_controller.state.instances import Instance
from scalehook.scaling_controller.state.logbook import Logbook
from scalehook.scaling_controller.state.notification_configurations import NotificationConfiguration
from scalehook.scaling_controller.state.predictions import Load, Sample
from scalehook.scaling_controller.state.removal import DEFAULT_POLICIES, rank
from scalehook.scaling_controller.state.reports import Report
from scalehook.scaling_controller.state.roster import Choosing, Roster
from scalehook.scaling_controller.state.rules import Rule
from scalehook.scaling_controller.state.warmups import Warmups
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

SERVING = ("InService", "Protected", "Standby")


@dataclass
class Group:
    """A scaling group. `request` is the one that would make it as it is now; alarms scale it again from
    `cooldown_until` on. With `size_to_restore`, an activity has made it larger or smaller for a while,
    and the next one brings it back to that size.

    `suspended` names the processes that stand still, `alert_statuses` the ends of activities that its
    owner wants to be told of.

    `hooks` has its hooks by their names, `running` its activities in progress by their ids,
    `attachments` says where instances serve, and who lets them in; like `roster`, `logbook` and
    `warmups` they follow from the state.
    """

    group_id: str
    name: str
    created_at: float
    modified_at: float
    request: CreateScalingGroup
    active: bool = False
    active_configuration_id: str = ""
    instances: dict[str, Instance] = field(default_factory=dict)
    configurations: dict[str, Configuration] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    notification_configurations: dict[str, NotificationConfiguration] = field(default_factory=dict)
    deleting: bool = False
    suspended: set[str] = field(default_factory=set)
    reports: dict[str, Report] = field(default_factory=dict)
    alert_statuses: list[str] = field(default_factory=list)
    cooldown_until: float = 0
    size_to_restore: int | None = None
    refreshes: dict[str, InstanceRefresh] = field(default_factory=dict)
    loads: dict[str, Load] = field(default_factory=dict)
    samples: dict[str, list[Sample]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.attachments = Attachments(self.request)
        self.hooks: dict[str, Hook] = {}
        self.running: dict[str, Activity] = {}
        self.logbook = Logbook()
        self.roster = self._listed()
        self.warmups = Warmups()
        for instance in self.instances.values():
            self.warmups.add(instance)

    def change(self, request: CreateScalingGroup) -> None:
        """It has these settings from now on; what follows from them follows."""
        ranked_by = self.removal_policies
        self.request = request
        self.name = request.scaling_group_name or self.group_id
        self.attachments = Attachments(request)
        if self.removal_policies != ranked_by:
            self.roster = self._listed()

    @property
    def lifecycle_state(self) -> str:
        """As it is described."""
        if self.deleting:
            return "Deleting"
        return "Active" if self.active else "Inactive"

    @property
    def load_balancer_ids(self) -> list[str]:
        """The load balancers that instances serve behind."""
        return self.attachments.load_balancer_ids

    @property
    def db_instance_ids(self) -> list[str]:
        """The databases whose whitelists instances are in."""
        return list(self.attachments.databases.values())

    @property
    def leaving(self) -> list[str]:
        """The names of what is not attached any more, while its instances are taken out of there."""
        going = (a for a in self.running.values() if a.course == "detach-back-ends")
        return [name for activity in going for name in activity.resources]

    @property
    def serving(self) -> list[str]:
        """The instances that have come to stay."""
        return [i.instance_id for i in self.instances.values() if i.lifecycle_state in SERVING]

    @property
    def v_switch_ids(self) -> list[str]:
        """Where its instances are put, the one that is preferred first."""
        asked = self.request
        return asked.v_switch_ids or ([asked.v_switch_id] if asked.v_switch_id else [])

    @property
    def health_check_types(self) -> list[str]:
        """Who says whether its instances are well; `NONE`: nobody."""
        asked = self.request
        return (
            [asked.health_check_type] if asked.health_check_type else asked.health_check_types or ["ECS"]
        )

    @property
    def removal_policies(self) -> list[str]:
        """How instances are chosen for removal, the first key first."""
        return list(self.request.removal_policies) or DEFAULT_POLICIES

    @property
    def heading(self) -> int:
        """How many instances it will have when what runs is done, but for those that are stopped."""
        here = len(self.instances) - self.roster.counts["Stopped"]
        if not self.running:
            return here
        return here + sum(a.lacking - len(a.staying) * a.shrinks for a in self.running.values())

    @property
    def goal(self) -> int:
        """How many it should have: what it expects, or what its limits leave."""
        return self._goal(self.heading)

    @property
    def checks_health(self) -> bool:
        """Whether instances that are unwell are replaced."""
        return "NONE" not in self.health_check_types and "HealthCheck" not in self.suspended

    @property
    def refresh(self) -> InstanceRefresh | None:
        """The task that refreshes its instances, if one has not ended: there is never another one."""
        last = next(reversed(self.refreshes.values()), None)
        return None if last is None or last.over else last

    @property
    def occupied(self) -> bool:
        """Whether something is under way that takes several activities, with no others in between."""
        refreshing = self.refresh is not None and self.refresh.busy
        return refreshing or self.size_to_restore is not None

    @property
    def urgent(self) -> bool:
        """Whether it has something to do that does not wait for better times."""
        return self.deleting or self.occupied

    @property
    def unsettled(self) -> bool:
        """Whether it has something to do when what runs has ended."""
        if self.urgent or not self.active:
            return self.urgent
        heading = self.heading
        return self._goal(heading) != heading or bool(self.roster.ailing and self.checks_health)

    def counts(self) -> Counts[str]:
        """Instances per lifecycle state."""
        return self.roster.counts

    def _goal(self, heading: int) -> int:
        asked = self.request
        wanted = heading if asked.desired_capacity is None else asked.desired_capacity
        return min(max(wanted, asked.min_size), asked.max_size)

    def _listed(self) -> Roster:
        roster = Roster(Choosing(self._rank, self._is_balanced, self._withheld))
        for instance in self.instances.values():
            roster.join(instance)
        return roster

    def _rank(self, instance: Instance, number: int) -> tuple[float, ...]:
        """What the removal policies say of it, the first one first."""
        return rank(instance, number, self.removal_policies, self.configurations)

    def _is_balanced(self) -> bool:
        return self.request.multi_az_policy == "BALANCE"

    def _withheld(self) -> set[str]:
        """They are in service, and about to be put aside."""
        if not self.running:
            return set()
        asides = [a.staying for a in self.running.values() if a.course == "enter-standby"]
        return set(chain.from_iterable(asides))
