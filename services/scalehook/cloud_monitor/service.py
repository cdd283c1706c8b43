"""CloudMonitor as the host sees it."""

from scalehook.cloud_monitor import handlers
from scalehook.cloud_monitor.settings import Settings
from scalehook.cloud_monitor.state import State, events
from scalehook.kit import Service

SERVICE = Service(
    name="cloud_monitor", state=State, appliers=events, handlers=handlers, settings=Settings
)
