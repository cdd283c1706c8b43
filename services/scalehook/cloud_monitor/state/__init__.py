"""Everything that CloudMonitor knows, and what events do to it."""

from scalehook.cloud_monitor.state.alarms import Alarm
from scalehook.cloud_monitor.state.groups import Group, Load, Step
from scalehook.cloud_monitor.state.root import Quiet, State
from scalehook.cloud_monitor.state.series import Series

__all__ = ["Alarm", "Group", "Load", "Quiet", "Series", "State", "Step"]
