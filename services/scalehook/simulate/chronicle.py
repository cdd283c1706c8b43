"""What a run has come to: noted from the entries as they are kept."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from scalehook.kit.machine.entry import Entry
from scalehook.simulate.agenda import SECOND, START, Agenda
from scalehook_contracts.base import Event
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceReleased
from scalehook_contracts.message_service.messages import (
    MessageDeadLettered,
    MessageDeleted,
    MessageEnqueued,
    MessageReceived,
    MessagesExpired,
)
from scalehook_contracts.scaling_controller.actions import (
    LifecycleActionEnded,
    LifecycleActionExtended,
    LifecycleActionStarted,
)
from scalehook_contracts.scaling_controller.activities import (
    ScalingActivityEnded,
    ScalingActivityStarted,
)
from scalehook_contracts.scaling_controller.instances import (
    LifecycleStateChanged,
    ScalingInstanceRemoved,
)

SERVING = {"InService", "Protected", "Standby"}


@dataclass
class Act:
    """One lifecycle action."""

    hook: str
    group: str
    began: int
    deadline: int
    ended: int | None = None
    status: str = ""
    result: str = ""
    heartbeats: int = 0
    ends: int = 0

    @property
    def in_time(self) -> bool:
        """Whether somebody has completed it."""
        return self.status == "Completed"

    @property
    def timed_out(self) -> bool:
        """Whether nobody did, until its deadline; not, whether something else has ended it before."""
        return self.status == "Timeout" and self.ended is not None and self.ended >= self.deadline


@dataclass
class Level:
    """A number over time: its steps."""

    steps: list[tuple[int, int]] = field(default_factory=list)
    now: int = 0
    most: int = 0

    def change(self, at: int, by: int) -> None:
        """From that moment on."""
        self.now += by
        self.most = max(self.most, self.now)
        if self.steps and self.steps[-1][0] == at:
            self.steps[-1] = at, self.now
        else:
            self.steps.append((at, self.now))

    def area(self, begin: int, end: int) -> float:
        """Its integral over time, in seconds."""
        total, value, at = 0, 0, begin
        for moment, new in self.steps:
            if moment > end:
                break
            if moment > at:
                total += value * (moment - at)
                at = moment
            value = new
        return (total + value * max(0, end - at)) / SECOND

    def samples(self, moments: list[int]) -> list[int]:
        """Its value at each of these ascending moments."""
        found, value, place = [], 0, 0
        for moment in moments:
            while place < len(self.steps) and self.steps[place][0] <= moment:
                value = self.steps[place][1]
                place += 1
            found.append(value)
        return found


@dataclass
class Chronicle:
    """Of one run."""

    agenda: Agenda
    acts: dict[str, Act] = field(default_factory=dict)
    capacity: dict[str, Level] = field(default_factory=lambda: defaultdict(Level))
    depth: dict[str, Level] = field(default_factory=lambda: defaultdict(Level))
    instances: Level = field(default_factory=Level)
    activities: dict[str, tuple[str, int, int | None]] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    received: int = 0
    received_again: int = 0
    dead_letters: int = 0
    named: Callable[[str, str], None] | None = None  # told each action's token and name
    group_names: dict[str, str] = field(default_factory=dict)
    _serving: dict[str, str] = field(default_factory=dict)
    _ordinals: Counter[str] = field(default_factory=Counter)

    def see(self, service: str, entry: Entry) -> None:
        """One entry more."""
        for event in entry.recorded:
            note = NOTES.get(type(event))
            if note is not None:
                note(self, event)

    def deepen(self, queue: str, by: int) -> None:
        """Of a queue that is none of the message service's."""
        self.depth[queue].change(self.agenda.now, by)

    def _started(self, event: LifecycleActionStarted) -> None:
        deadline = round((event.deadline - START.timestamp()) * SECOND)
        hook, group = event.lifecycle_hook_name, event.scaling_group_name
        self.acts[event.lifecycle_action_token] = Act(hook, group, self.agenda.now, deadline)
        name = f"{group}/{hook}"
        self._ordinals[name] += 1
        if self.named is not None:
            self.named(event.lifecycle_action_token, f"{name}/{self._ordinals[name]}")

    def _extended(self, event: LifecycleActionExtended) -> None:
        if act := self.acts.get(event.lifecycle_action_token):
            act.heartbeats += 1
            act.deadline = round((event.deadline - START.timestamp()) * SECOND)

    def _ended(self, event: LifecycleActionEnded) -> None:
        if act := self.acts.get(event.lifecycle_action_token):
            act.ends += 1
            act.ended = self.agenda.now
            act.status, act.result = event.lifecycle_action_status, event.lifecycle_action_result

    def _state(self, event: LifecycleStateChanged) -> None:
        group = self.group_names.get(event.scaling_group_id, event.scaling_group_id)
        for instance in event.instance_ids:
            was, serves = instance in self._serving, event.lifecycle_state in SERVING
            if serves and not was:
                self._serving[instance] = group
                self.capacity[group].change(self.agenda.now, 1)
            elif was and not serves:
                self._leaves(instance)

    def _removed(self, event: ScalingInstanceRemoved) -> None:
        if event.instance_id in self._serving:
            self._leaves(event.instance_id)

    def _leaves(self, instance: str) -> None:
        self.capacity[self._serving.pop(instance)].change(self.agenda.now, -1)

    def _created(self, event: InstanceCreated) -> None:
        self.instances.change(self.agenda.now, 1)

    def _released(self, event: InstanceReleased) -> None:
        self.instances.change(self.agenda.now, -1)

    def _enqueued(self, event: MessageEnqueued) -> None:
        self.depth[event.queue_name].change(self.agenda.now, 1)

    def _deleted(self, event: MessageDeleted) -> None:
        self.depth[event.queue_name].change(self.agenda.now, -1)

    def _expired(self, event: MessagesExpired) -> None:
        self.depth[event.queue_name].change(self.agenda.now, -event.count)

    def _dead(self, event: MessageDeadLettered) -> None:
        self.dead_letters += 1
        self.depth[event.queue_name].change(self.agenda.now, -1)
        self.depth[event.dead_letter_queue].change(self.agenda.now, 1)

    def _got(self, event: MessageReceived) -> None:
        self.received += 1
        self.received_again += event.waited is None

    def _activity(self, event: ScalingActivityStarted) -> None:
        self.activities[event.scaling_activity_id] = event.scaling_group_id, self.agenda.now, None

    def _activity_ended(self, event: ScalingActivityEnded) -> None:
        self.statuses[event.status_code] += 1
        group, began, _ = self.activities.get(
            event.scaling_activity_id, (event.scaling_group_id, 0, None)
        )
        self.activities[event.scaling_activity_id] = group, began, self.agenda.now


NOTES: dict[type[Event], Callable[[Chronicle, Any], None]] = {
    LifecycleActionStarted: Chronicle._started,
    LifecycleActionExtended: Chronicle._extended,
    LifecycleActionEnded: Chronicle._ended,
    LifecycleStateChanged: Chronicle._state,
    ScalingInstanceRemoved: Chronicle._removed,
    InstanceCreated: Chronicle._created,
    InstanceReleased: Chronicle._released,
    MessageEnqueued: Chronicle._enqueued,
    MessageDeleted: Chronicle._deleted,
    MessagesExpired: Chronicle._expired,
    MessageDeadLettered: Chronicle._dead,
    MessageReceived: Chronicle._got,
    ScalingActivityStarted: Chronicle._activity,
    ScalingActivityEnded: Chronicle._activity_ended,
}
