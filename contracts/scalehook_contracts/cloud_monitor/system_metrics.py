"""The system metrics of a scaling group, by the names that alarms and rules use."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SystemMetric:
    """A metric: its shortest period in seconds, and the dimensions that have to be named with it."""

    shortest: int = 60
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)  # no values: any will do


AGENT = SystemMetric(shortest=15)
BASIC = SystemMetric()
PACKAGES = SystemMetric(15, {"device": ("eth0", "eth1")})

SYSTEM_METRICS: dict[str, SystemMetric] = {
    "CpuUtilization": BASIC,
    "CpuUtilizationAgent": AGENT,
    "MemoryUtilization": AGENT,
    "LoadAverage": AGENT,
    "GpuUtilizationAgent": AGENT,
    "GpuMemoryFreeUtilizationAgent": AGENT,
    "GpuMemoryUtilizationAgent": AGENT,
    "IntranetTx": BASIC,
    "IntranetRx": BASIC,
    "VpcInternetTx": BASIC,
    "VpcInternetRx": BASIC,
    "ClassicInternetTx": BASIC,
    "ClassicInternetRx": BASIC,
    "SystemDiskReadBps": BASIC,
    "SystemDiskWriteBps": BASIC,
    "SystemDiskReadOps": BASIC,
    "SystemDiskWriteOps": BASIC,
    "PackagesNetIn": PACKAGES,
    "PackagesNetOut": PACKAGES,
    "TcpConnection": SystemMetric(15, {"state": ("TCP_TOTAL", "ESTABLISHED")}),
    "ConcurrentConnections": BASIC,
    "EciPodCpuUtilization": BASIC,
    "EciPodMemoryUtilization": BASIC,
    "LoadBalancerRealServerAverageQps": SystemMetric(60, {"rulePool": ()}),
}
