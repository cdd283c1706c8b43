"""Finds groups, and what hangs on them, by what can be asked of them."""

import itertools
from collections.abc import Iterable, Sequence

from scalehook.kit.shelves import Mark, Shelves
from scalehook.scaling_controller.state.actions import Action
from scalehook.scaling_controller.state.activities import Activity
from scalehook.scaling_controller.state.alarms import Alarm
from scalehook.scaling_controller.state.configurations import Configuration
from scalehook.scaling_controller.state.deadlines import Deadlines
from scalehook.scaling_controller.state.groups import Group
from scalehook.scaling_controller.state.instances import Instance
from scalehook.scaling_controller.state.rules import Rule
from scalehook.scaling_controller.state.scheduled_tasks import ScheduledTask
from scalehook.scaling_controller.state.tags import TagIndex
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.scaling_controller.instances import HealthStatus, LifecycleState
from scalehook_contracts.scaling_controller.rules import CreateScalingRule

ANY = ""
SPOT = "spot"


class Catalogue:
    """All of it follows from the fields of the state: it is made anew from them, and never kept.

    Marks are `(what, value)`. Instances have `("state", group, state)`, configurations and rules
    `("name", group, name)`, where `ANY` stands for whatever it may be; rules say their own.
    """

    def __init__(self) -> None:
        self.groups: Shelves[Group] = Shelves()
        self.tags = TagIndex()
        self.configurations: Shelves[Configuration] = Shelves()
        self.rules: Shelves[Rule] = Shelves()
        self.instances: Shelves[Instance] = Shelves()
        self.alarms: Shelves[Alarm] = Shelves()
        self.scheduled_tasks: Shelves[ScheduledTask] = Shelves()
        self.activities: dict[str, Activity] = {}  # by the tokens of their actions
        self.completed: dict[str, str] = {}  # tokens of actions, by the client tokens that ended them
        self.deadlines = Deadlines()
        self._numbers = itertools.count()

    def add_group(self, group: Group) -> None:
        """With all that hangs on it."""
        self.groups.put(group.group_id, group, group_marks(group))
        self.tags.add(group.request.tags)
        for configuration in group.configurations.values():
            self.add_configuration(configuration)
        for rule in group.rules.values():
            self.add_rule(rule)
        for instance in group.instances.values():
            self.add_instance(instance)

    def change_group(self, group: Group, request: CreateScalingGroup) -> None:
        """It has other settings; where it stood among others, it stands still."""
        before = group_marks(group)
        self.tags.remove(group.request.tags)
        group.change(request)
        self.tags.add(group.request.tags)
        after = group_marks(group)
        self.groups.unmark(group.group_id, [mark for mark in before if mark not in after])
        self.groups.put(group.group_id, group, [mark for mark in after if mark not in before])

    def remove_group(self, group: Group) -> None:
        """With all that hangs on it."""
        self.groups.drop(group.group_id, group_marks(group))
        self.tags.remove(group.request.tags)
        for configuration in group.configurations.values():
            self.remove_configuration(configuration)
        for rule in group.rules.values():
            self.remove_rule(rule)
        for instance in group.instances.values():
            self.remove_instance(instance)

    def add_configuration(self, made: Configuration) -> None:
        """A configuration is new, or has a new name; its group never changes."""
        marks = _names(made.request.scaling_group_id, made.name)
        self.configurations.put(made.configuration_id, made, marks)

    def remove_configuration(self, gone: Configuration) -> None:
        """A configuration is gone, or gets another name."""
        marks = _names(gone.request.scaling_group_id, gone.name)
        self.configurations.drop(gone.configuration_id, marks)

    def add_rule(self, made: Rule) -> None:
        """A rule is new."""
        self.rules.put(made.rule_id, made, made.marks())

    def change_rule(self, rule: Rule, name: str, request: CreateScalingRule) -> None:
        """A rule has another name, or reads otherwise; it keeps its place."""
        before = rule.marks()
        rule.name, rule.request = name, request
        after = rule.marks()
        self.rules.unmark(rule.rule_id, [mark for mark in before if mark not in after])
        self.rules.put(rule.rule_id, rule, [mark for mark in after if mark not in before])

    def remove_rule(self, gone: Rule) -> None:
        """A rule is gone."""
        self.rules.drop(gone.rule_id, gone.marks())

    def add_instance(self, instance: Instance) -> None:
        """An instance is new in its group."""
        self.instances.put(instance.instance_id, instance, _marks(instance))

    def move_instances(self, ids: Iterable[str], group: Group, entered: LifecycleState) -> None:
        """These of a group are in this state now."""
        by_state: dict[LifecycleState, dict[str, Instance]] = {}
        for instance_id in ids:
            instance = group.instances[instance_id]
            by_state.setdefault(instance.lifecycle_state, {})[instance_id] = instance
        for left, instances in by_state.items():
            marks = _states(group.group_id, left), _states(group.group_id, entered)
            self.instances.move(instances, *marks)
            group.roster.move(instances, left, entered)

    def change_health(self, instance: Instance, health: HealthStatus) -> None:
        """An instance is healthy, or unhealthy, now."""
        marks = ([("health", instance.health)], [("health", health)])
        self.instances.move({instance.instance_id: instance}, *marks)
        instance.health = health

    def take_up(self, instance: Instance, activity_id: str) -> None:
        """An instance that was kept is this activity's now."""
        marks = ([("activity", instance.activity_id)], [("activity", activity_id)])
        self.instances.move({instance.instance_id: instance}, *marks)
        instance.activity_id = activity_id

    def remove_instance(self, instance: Instance) -> None:
        """An instance is gone from its group, in the state in which it was last."""
        self.instances.drop(instance.instance_id, _marks(instance))

    def add_activity(self, activity: Activity) -> None:
        """The newest, with its actions."""
        activity.number = next(self._numbers)
        if activity.actions:
            for action in activity.actions.values():
                self.activities[action.token] = activity
                self.complete(action)
            for action in activity.waiting.values():
                self.deadlines.add(action)

    def forget_activity(self, activity: Activity) -> None:
        """One that has ended."""
        for action in activity.actions.values():
            del self.activities[action.token]
            if self.completed.get(action.client_token) == action.token:
                del self.completed[action.client_token]

    def complete(self, action: Action) -> None:
        """A call with a client token may have ended it."""
        if action.client_token:
            self.completed[action.client_token] = action.token


def group_marks(group: Group) -> list[Mark]:
    """What groups are asked for by, each once."""
    asked = group.request
    marks: list[Mark] = [
        ("name", group.name),
        ("type", asked.group_type),
        ("resources", asked.resource_group_id),
    ]
    marks += [("tag", tag.key, value) for tag in asked.tags for value in (None, tag.value)]
    return list(dict.fromkeys(marks))


def name_marks(group_id: str, names: Sequence[str]) -> list[list[Mark]]:
    """The choices of whoever asks for configurations or rules."""
    return _any_of("name", group_id, names)


def state_marks(group_id: str, states: Sequence[str]) -> list[list[Mark]]:
    """The choices of whoever asks for instances."""
    return _any_of("state", group_id, states)


def _any_of(what: str, group_id: str, values: Sequence[str]) -> list[list[Mark]]:
    if values:
        return [[(what, group_id, value) for value in dict.fromkeys(values)]]
    return [[(what, group_id, ANY)]] if group_id != ANY else []


def _names(group_id: str, name: str) -> list[tuple[str, str, str]]:
    return [("name", group_id, name), ("name", group_id, ANY), ("name", ANY, name)]


def _marks(instance: Instance) -> list[tuple[str, ...]]:
    return [
        *_states(instance.group_id, instance.lifecycle_state),
        ("state", instance.group_id, ANY),
        ("activity", instance.activity_id),
        ("configuration", instance.configuration_id),
        ("health", instance.health),
        ("creation", instance.creation_type),
        ("spot", "" if instance.spot_strategy == "NoSpot" else SPOT),
    ]


def _states(group_id: str, state: LifecycleState) -> list[tuple[str, ...]]:
    return [("state", ANY, state), ("state", group_id, state)]
