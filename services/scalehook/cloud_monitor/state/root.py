"""The root of the state."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from scalehook.cloud_monitor.state.alarms import Alarm
from scalehook.cloud_monitor.state.groups import Group
from scalehook.cloud_monitor.state.series import Series
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended

KeyT = TypeVar("KeyT")
ThingT = TypeVar("ThingT")


@dataclass
class State:
    """Everything by its key; of the series, those come first that nobody has reported to for longest.

    `watchers` has the alarms that look at a series or a load, `named` the series of a metric, by group
    and name, `of_group` the alarms of a group, `serving` the group of an instance in service. They
    follow from the fields.
    """

    series: OrderedDict[str, Series] = field(default_factory=OrderedDict)
    groups: dict[str, Group] = field(default_factory=dict)
    alarms: dict[str, Alarm] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.watchers: dict[str, dict[str, Alarm]] = {}
        self.named: dict[tuple[str, str], dict[str, Series]] = {}
        self.of_group: dict[str, dict[str, Alarm]] = {}
        self.serving: dict[str, str] = {}
        for key, series in self.series.items():
            self._name(key, series)
        for group_id, group in self.groups.items():
            self.serving.update(dict.fromkeys(group.serving, group_id))
        for alarm in self.alarms.values():
            self.watch(alarm)

    def put_series(self, key: str, series: Series) -> None:
        """A new one, or one that was reported to just now."""
        if key in self.series:
            self.series.move_to_end(key)
        else:
            self.series[key] = series
            self._name(key, series)

    def forget_series(self, key: str) -> None:
        """It is gone."""
        gone = self.series.pop(key)
        _drop(self.named, (gone.group_id, gone.metric_name), key)

    def watch(self, alarm: Alarm) -> None:
        """It looks at what it says."""
        self.alarms[alarm.alarm_id] = alarm
        self.of_group.setdefault(alarm.group_id, {})[alarm.alarm_id] = alarm
        for key in alarm.keys:
            self.watchers.setdefault(key, {})[alarm.alarm_id] = alarm

    def unwatch(self, alarm: Alarm) -> None:
        """It looks at nothing any more."""
        del self.alarms[alarm.alarm_id]
        _drop(self.of_group, alarm.group_id, alarm.alarm_id)
        for key in dict.fromkeys(alarm.keys):
            _drop(self.watchers, key, alarm.alarm_id)

    def _name(self, key: str, series: Series) -> None:
        self.named.setdefault((series.group_id, series.metric_name), {})[key] = series


class Quiet:
    """The series as history: the one that nobody has reported to for longest comes first."""

    def __init__(self, series: dict[str, Series]) -> None:
        self._series = series

    def __len__(self) -> int:
        return len(self._series)

    def __iter__(self) -> Iterator[Ended]:
        for key, series in self._series.items():
            yield Ended(moment(series.touched_at), key)


def _drop(shelves: dict[KeyT, dict[str, ThingT]], shelf: KeyT, key: str) -> None:
    del shelves[shelf][key]
    if not shelves[shelf]:
        del shelves[shelf]
