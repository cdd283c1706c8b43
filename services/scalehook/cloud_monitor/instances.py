"""Metrics of instances (`acs_ecs_dashboard`): those in service show the loads of their group."""

from collections.abc import Iterator
from dataclasses import dataclass

from scalehook.cloud_monitor.points import Point
from scalehook.cloud_monitor.state import Group, State

OF_INSTANCES = "acs_ecs_dashboard"
KB_A_MINUTE = 1024 * 8 / 60  # in bits a second
# by the names of instances' metrics: which load it is, and the factor between the units
LOADS: dict[str, tuple[str, float]] = {
    "CPUUtilization": ("CpuUtilization", 1),
    "cpu_total": ("CpuUtilizationAgent", 1),
    "memory_usedutilization": ("MemoryUtilization", 1),
    "load_1m": ("LoadAverage", 1),
    "IntranetInRate": ("IntranetRx", KB_A_MINUTE),
    "IntranetOutRate": ("IntranetTx", KB_A_MINUTE),
    "DiskReadBPS": ("SystemDiskReadBps", 1),
    "DiskWriteBPS": ("SystemDiskWriteBps", 1),
    "DiskReadIOPS": ("SystemDiskReadOps", 1),
    "DiskWriteIOPS": ("SystemDiskWriteOps", 1),
    "net_tcpconnection": ("TcpConnection", 1),
    "concurrentConnections": ("ConcurrentConnections", 1),
}


@dataclass(frozen=True)
class Instance:
    """What an instance shows of its group's load."""

    group: Group
    instance_id: str
    load: str
    factor: float
    account: str

    def point(self, start: int, period: int) -> Point | None:
        """What was shown when the period began."""
        value = self.group.value(self.load, start)
        if value is None:
            return None
        shown = value * self.factor
        owner = {"userId": self.account, "instanceId": self.instance_id}
        return {**owner, "Average": shown, "Minimum": shown, "Maximum": shown}


def instances(name: str, wanted: list[dict[str, str]], state: State, account: str) -> Iterator[Instance]:
    """Those that are named, or all. One that serves in no group shows nothing."""
    load, factor = LOADS[name]
    ids = [each.get("instanceId", "") for each in wanted] if wanted else list(state.serving)
    for instance_id in ids:
        group_id = state.serving.get(instance_id)
        if group_id is not None:
            yield Instance(state.groups[group_id], instance_id, load, factor, account)
