"""The root of the state."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field

from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook.scaling_controller.state.activities import Activity
from scalehook.scaling_controller.state.alarms import Alarm
from scalehook.scaling_controller.state.blueprints import Blueprint
from scalehook.scaling_controller.state.catalogue import Catalogue
from scalehook.scaling_controller.state.client_tokens import ClientCall
from scalehook.scaling_controller.state.groups import Group
from scalehook.scaling_controller.state.hooks import Hook
from scalehook.scaling_controller.state.known_instances import KnownInstance
from scalehook.scaling_controller.state.launch_templates import KnownTemplate
from scalehook.scaling_controller.state.logbook import ended_at
from scalehook.scaling_controller.state.receivers import Receivers
from scalehook.scaling_controller.state.resources import Resources
from scalehook.scaling_controller.state.scheduled_tasks import ScheduledTask
from scalehook.scaling_controller.state.statistics import Statistics


@dataclass
class State:
    """Everything by its id. `catalogue` finds it in other ways; `ended` and `used` are the activities
    and client tokens that will be forgotten, in this order; `statistics` counts what activities did.
    These follow from the fields.
    """

    groups: dict[str, Group] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    receivers: Receivers = field(default_factory=Receivers)
    resources: Resources = field(default_factory=Resources)
    client_calls: dict[str, ClientCall] = field(default_factory=dict)
    launch_templates: dict[str, KnownTemplate] = field(default_factory=dict)
    blueprints: dict[str, Blueprint] = field(default_factory=dict)
    known_instances: dict[str, KnownInstance] = field(default_factory=dict)
    alarms: dict[str, Alarm] = field(default_factory=dict)
    scheduled_tasks: dict[str, ScheduledTask] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.catalogue = Catalogue()
        self.ended: OrderedDict[str, Ended] = OrderedDict()  # a deleted group takes some from within
        self.used: deque[Ended] = deque()
        self.statistics = Statistics()
        for group in self.groups.values():
            self.catalogue.add_group(group)
        for hook in self.hooks.values():
            self.groups[hook.group_id].hooks[hook.name] = hook
        for activity in self.activities.values():
            self.catalogue.add_activity(activity)
            group = self.groups[activity.group_id]
            group.logbook.begin(activity)
            if activity.in_progress:
                group.running[activity.activity_id] = activity
        for activity in sorted(self.activities.values(), key=ended_at):
            self.end_activity(activity)
        for alarm in self.alarms.values():
            self.catalogue.alarms.put(alarm.alarm_id, alarm, alarm.marks())
        for task in self.scheduled_tasks.values():
            self.catalogue.scheduled_tasks.put(task.task_id, task, task.marks())
        for key, call in self.client_calls.items():
            self.use_token(key, call)

    def end_activity(self, activity: Activity) -> None:
        """It is history from now on, if it has ended."""
        if activity.ended_at is not None:
            self.groups[activity.group_id].logbook.end(activity)
            ended = Ended(moment(activity.ended_at), activity.activity_id)
            self.ended[activity.activity_id] = ended
            self.statistics.add(activity)

    def forget_activity(self, activity_id: str) -> None:
        """One that has ended, with its actions."""
        activity = self.activities.pop(activity_id)
        self.catalogue.forget_activity(activity)
        self.groups[activity.group_id].logbook.forget(activity)
        del self.ended[activity_id]
        self.statistics.remove(activity)

    def remove_group(self, group_id: str) -> None:
        """A group, with all that hangs on it. Nothing goes on in it."""
        group = self.groups.pop(group_id)
        for hook in group.hooks.values():
            del self.hooks[hook.hook_id]
        for activity in group.logbook:
            self.catalogue.forget_activity(activity)
            self.statistics.remove(activity)
            del self.activities[activity.activity_id], self.ended[activity.activity_id]
        self.catalogue.remove_group(group)

    def use_token(self, key: str, call: ClientCall) -> None:
        """It is to be forgotten, some day; before all others where nobody knows when it was used."""
        self.used.append(Ended(moment(call.used_at or 0), key))

    def forget_token(self, key: str) -> None:
        """Whoever calls with it again asks for something new."""
        call = self.client_calls.pop(key)
        self.used.remove(Ended(moment(call.used_at or 0), key))
