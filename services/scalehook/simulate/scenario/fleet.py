"""Instances: how long they take to start, how many fail, how many there are."""

from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from scalehook.simulate.scenario.distribution import Distribution, constant
from scalehook.simulate.scenario.quantities import Length, Model, Share


class Starts(Model):
    """Of one group; what is not said is as for all."""

    start_up: Distribution | None = None
    failure_rate: Share | None = None


class Stock(Model):
    """From `at` until `until` there are only so many more of a type, or of all (`*`)."""

    instance_type: str = "*"
    amount: int = Field(ge=0, le=2**31 - 1)
    at: Length
    until: Length

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.until <= self.at:
            raise ValueError(f"until ({self.until:g}s) is not after at ({self.at:g}s)")
        return self


class Settled(Model):
    """What holds for a group."""

    start_up: Distribution
    failure_rate: float


class Fleet(Model):
    """Of all groups, and of some in another way."""

    start_up: Distribution = constant(2.0)
    failure_rate: Share = 0.0
    groups: dict[str, Starts] = Field(default_factory=dict)
    stock: list[Stock] = Field(default_factory=list)

    def of(self, group: str) -> Settled:
        """What holds for a group of this name."""
        if group not in self._all:
            own = self.groups.get(group, Starts())
            rate = self.failure_rate if own.failure_rate is None else own.failure_rate
            self._all[group] = Settled(start_up=own.start_up or self.start_up, failure_rate=rate)
        return self._all[group]

    @cached_property
    def _all(self) -> dict[str, Settled]:
        return {}
