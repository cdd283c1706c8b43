"""A scaling group, and what hangs on it."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from scalehook.scaling_controller.state.activities import Activity
from scalehook.scaling_controller.state.configurations import Configuration
from scalehook.scaling_controller.state.hooks import Hook
from scalehook.scaling_controller.state.instances import Instance
from scalehook.scaling_controller.state.logbook import Logbook
from scalehook.scaling_controller.state.reports import Report
from scalehook.scaling_controller.state.roster import Roster
from scalehook.scaling_controller.state.rules import Rule
from scalehook_contracts.plain import parse_json
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

DEFAULT_POLICIES = ["OldestScalingConfiguration", "OldestInstance"]
NEVER = float("inf")  # the rank of what was added by hand: last


@dataclass
class Group:
    """A scaling group. `request` is the one that would make it as it is now; `suspended` names processes
    that stand still.

    `suspended` names the processes that stand still, `alert_statuses` the ends of activities that its
    owner wants to be told of.

    `hooks` has its hooks by their names, `running` its activities in progress by their ids; like
    `roster` and `logbook` they follow from the state.
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
    deleting: bool = False
    suspended: set[str] = field(default_factory=set)
    reports: dict[str, Report] = field(default_factory=dict)
    alert_statuses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hooks: dict[str, Hook] = {}
        self.running: dict[str, Activity] = {}
        self.logbook = Logbook()
        self.roster = self._listed()

    def change(self, request: CreateScalingGroup) -> None:
        """It has these settings from now on; what follows from them follows."""
        ranked_by = self.removal_policies
        self.request = request
        self.name = request.scaling_group_name or self.group_id
        for name in ("load_balancer_ids", "db_instance_ids"):
            self.__dict__.pop(name, None)
        if self.removal_policies != ranked_by:
            self.roster = self._listed()

    @property
    def lifecycle_state(self) -> str:
        """As it is described."""
        if self.deleting:
            return "Deleting"
        return "Active" if self.active else "Inactive"

    @cached_property
    def load_balancer_ids(self) -> list[str]:
        """The load balancers that instances serve behind."""
        return id_list(self.request.load_balancer_ids)

    @cached_property
    def db_instance_ids(self) -> list[str]:
        """The databases whose whitelists instances are in."""
        return id_list(self.request.db_instance_ids)

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
        here = len(self.instances) - self.counts()["Stopped"]
        return here + sum(a.lacking - len(a.staying) * a.shrinks for a in self.running.values())

    @property
    def goal(self) -> int:
        """How many it should have: what it expects, or what its limits leave."""
        asked = self.request
        wanted = self.heading if asked.desired_capacity is None else asked.desired_capacity
        return min(max(wanted, asked.min_size), asked.max_size)

    @property
    def urgent(self) -> bool:
        """Whether it has something to do that does not wait for better times."""
        return self.deleting

    @property
    def unsettled(self) -> bool:
        """Whether it has something to do when what runs has ended."""
        return self.urgent or (self.active and self.goal != self.heading)

    def counts(self) -> Counter[str]:
        """Instances per lifecycle state."""
        return self.roster.counts

    def _listed(self) -> Roster:
        roster = Roster(self._rank)
        for instance in self.instances.values():
            roster.join(instance)
        return roster

    def _rank(self, instance: Instance) -> tuple[float, ...]:
        """What the removal policies say of it, the first one first."""
        configuration = self.configurations.get(instance.configuration_id)
        ranks = {
            "OldestScalingConfiguration": configuration.created_at if configuration else NEVER,
            "OldestInstance": instance.created_at,
            "NewestInstance": -instance.created_at,
        }
        return tuple(ranks[policy] for policy in self.removal_policies if policy in ranks)


def id_list(text: str) -> list[str]:
    """The ids in a JSON array that is given as text; ValueError when it is none."""
    ids = parse_json(text) if text else []
    if not isinstance(ids, list) or not all(isinstance(item, str) for item in ids):
        raise ValueError("not a JSON array of ids")
    return ids
