"""What goes wrong: on the way of messages, and with services."""

from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from scalehook.simulate.chance import Chance
from scalehook.simulate.scenario.distribution import Distribution, constant
from scalehook.simulate.scenario.quantities import Length, Model, Share
from scalehook_contracts.topology import ServiceName

SERVICES: tuple[str, ...] = get_args(ServiceName)
CLIENTS = "clients"  # whoever is none of the services
Where = Literal[
    "any", "idle", "before handling", "before commit", "before answer", "before publish",
    "half published", "after publish",
]  # fmt: skip
End = ServiceName | Literal["clients"]


class Delay(Model):
    """A share of messages comes so much later."""

    share: Share
    by: Distribution


class Crash(Model):
    """Services die, one by one, and start again."""

    service: list[ServiceName] = Field(default_factory=list, description="Any, where none is named.")
    every: Distribution
    down: Distribution = constant(5.0)
    where: Where = "any"


class Partition(Model):
    """Between these two sides nothing arrives, from `begin` until `until`."""

    one: list[End]
    other: list[End]
    begin: Length
    until: Length

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.until <= self.begin:
            raise ValueError(f"it ends ({self.until:g}s) before it begins ({self.begin:g}s)")
        return self

    def parts(self, sender: str, reader: str) -> bool:
        """Whether these two cannot hear each other."""
        sender, reader = (end if end in SERVICES else CLIENTS for end in (sender, reader))
        sides = (self.one, self.other)
        return any(sender in here and reader in there for here, there in (sides, sides[::-1]))


class Faults(Model):
    """Until the horizon; then all is well. With `swarm`, each seed has some of them, some weaker."""

    latency: Distribution = constant(0.001)
    drop: Share = 0.0
    duplicate: Share = 0.0
    delay: Delay | None = None
    reorder: Share = 0.0
    partitions: list[Partition] = Field(default_factory=list)
    crash: Crash | None = None
    swarm: bool = False

    def of(self, chance: Chance) -> "Faults":
        """What a seed has of them."""
        if not self.swarm:
            return self
        changed: dict[str, object] = {
            name: getattr(self, name) * _strength(chance, name)
            for name in ("drop", "duplicate", "reorder")
        }
        if self.delay is not None:
            share = self.delay.share * _strength(chance, "delay")
            changed["delay"] = self.delay.model_copy(update={"share": share})
        if not chance.happens(0.5, "swarm", "crash"):
            changed["crash"] = None
        return self.model_copy(update=changed)


def _strength(chance: Chance, kind: str) -> float:
    """Half of them nothing, the others from a tenth to all, evenly by their logarithm."""
    if chance.happens(0.5, "swarm", kind):
        return 0.0
    return float(10 ** -chance.unit("strength", kind))
