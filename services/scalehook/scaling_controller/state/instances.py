"""An instance of a group."""

from dataclasses import dataclass
from functools import cached_property

from scalehook.scaling_controller.state.known_instances import PowerStatus
from scalehook_contracts.scaling_controller.instances import (
    CreationType,
    HealthStatus,
    LifecycleState,
    WarmupState,
)

SETTLED: frozenset[LifecycleState] = frozenset({"InService", "Protected", "Standby", "Stopped"})


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """What never changes of an instance. Each has its own, which no other one is equal to: as a key that
    costs nothing.
    """

    instance_id: str
    group_id: str
    configuration_id: str
    created_at: float
    private_ip_address: str
    zone_id: str
    instance_type: str
    spot_strategy: str
    creation_type: CreationType
    launch_template_id: str
    launch_template_version: str


@dataclass
class Instance:
    """An instance of a group. `entrusted` ones may be released by it. `weight` is what it was attached
    with; None: as its configuration says. It warms up for `warmup` seconds from when it entered service.
    `status` is what the fleet has said last; of one that boots, its activity knows. `former` is the
    state that it left when it was to go: it comes back to it when it stays after all.
    """

    instance_id: str
    group_id: str
    configuration_id: str
    activity_id: str
    private_ip_address: str
    zone_id: str
    created_at: float
    lifecycle_state: LifecycleState = "Pending"
    creation_type: CreationType = "AutoCreated"
    entrusted: bool = True
    health: HealthStatus = "Healthy"
    v_switch_id: str = ""
    instance_type: str = ""
    weight: int | None = None
    in_service_at: float | None = None
    warmup: int = 0
    status: PowerStatus = "Running"
    charge_type: str = "PostPaid"
    spot_strategy: str = "NoSpot"
    launch_template_id: str = ""
    launch_template_version: str = ""
    former: LifecycleState = "InService"

    @cached_property
    def origin(self) -> Origin:
        """Gathered once: each page on which it stands asks for it."""
        return Origin(*(getattr(self, name) for name in Origin.__slots__))

    @property
    def well(self) -> bool:
        """Whether there is no reason to replace it."""
        return self.health == "Healthy" and self.status == "Running"

    @property
    def place(self) -> tuple[str, str]:
        """Its zone and its vSwitch."""
        return self.zone_id, self.v_switch_id

    @property
    def warm_at(self) -> float | None:
        """When it has warmed up; None for one that need not, or is not there yet."""
        if not self.warmup or self.in_service_at is None:
            return None
        return self.in_service_at + self.warmup

    def warmup_state(self, now: float) -> WarmupState:
        """As it is described."""
        if self.warm_at is None:
            return "NoNeedWarmup"
        return "WaitingForInstanceWarmup" if now < self.warm_at else "InstanceWarmupFinish"
