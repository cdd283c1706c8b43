"""A scenario: the stack, what happens to it, and how far a run may go."""

import json
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from scalehook.kit.settings import Settings
from scalehook.simulate.scenario.consumers import ConsumerModel
from scalehook.simulate.scenario.faults import Faults
from scalehook.simulate.scenario.fleet import Fleet
from scalehook.simulate.scenario.load import Load
from scalehook.simulate.scenario.outside import OutsideWorld
from scalehook.simulate.scenario.quantities import Length, Model
from scalehook.simulate.told import told
from scalehook.wiring.services import NAMES, settings_of

FORMAT = "simulate/1"
MEBIBYTE = 2**20


class Limits(Model):
    """Of one seed: a run that passes them is ended, and counted as such. `kept` is what its journals
    hold, `memory` by how much its process grows, both in MiB; `virtual` how long it may take to come to
    rest behind the horizon.
    """

    events: int = Field(2_000_000, ge=1)
    kept: int = Field(256, ge=1, le=2**20)
    memory: int = Field(1024, ge=1, le=2**20)
    virtual: Length = 8 * 3600.0
    real: Length = 120.0


class Scenario(Model):
    """What a file says. `stack` is what an init file says: groups with hooks, queues, topics, roles."""

    scalehook: Literal["simulate/1"] = "simulate/1"
    name: str = ""
    seeds: int = Field(100, ge=1, le=10_000_000)
    horizon: Length = Field(3600.0, gt=0)
    warm_up: Length = 0.0
    stack: dict[str, Any]
    settings: dict[str, object] = Field(
        default_factory=dict, description="Of services, as in a TOML file."
    )
    fleet: Fleet = Field(default_factory=Fleet)
    load: dict[str, Load] = Field(default_factory=dict)
    consumers: dict[str, ConsumerModel] = Field(default_factory=dict)
    outside: OutsideWorld = Field(default_factory=OutsideWorld)
    faults: Faults = Field(default_factory=Faults)
    limits: Limits = Field(default_factory=Limits)

    @cached_property
    def settings_by_service(self) -> dict[str, Settings]:
        """By name; ValidationError where one does not fit. They are the same in all runs."""
        given: dict[str, Any] = {"make_resources_at_first_sight": True, **self.settings}
        return {name: told(settings_of(name), given) for name in NAMES}

    @property
    def slowest(self) -> float:
        """Seconds that something of the fleet, or outside, takes: of a thousand draws the longest."""
        starts = (each.start_up for each in self.fleet.groups.values() if each.start_up)
        outside = (self.outside.scripts.work, self.outside.pushes.answer)
        return max(each.quantile(1) for each in (self.fleet.start_up, *starts, *outside))

    @property
    def has_functions(self) -> bool:
        """Whether users' own code has a part in it."""
        consumers, load = self.consumers.values(), self.load.values()
        return any(each.function for each in consumers) or any(each.function for each in load)

    @property
    def names_templates(self) -> bool:
        """Whether a hook may start a public template."""
        said = json.dumps(self.stack)
        return "template/" in said or "oos" in said
