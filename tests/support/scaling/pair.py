"""The scaling controller and the fleet together, each with its real handlers: what one sends or says
comes to the other, in order, when `settle` is called.
"""

from dataclasses import dataclass, field
from typing import Any

from scalehook.fleet.service import SERVICE as FLEET
from scalehook.scaling_controller.service import SERVICE as CONTROLLER
from scalehook.scaling_controller.state import Group, Instance
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Command, Event
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from support.estate import Estate
from support.scaling.cloud import REGION, Cloud


@dataclass
class Pair:
    """Both services; `told` is what both have said, in the order in which it happened."""

    estate: Estate = field(default_factory=lambda: Estate(Rehearsal(FLEET)))
    cloud: Cloud = field(default_factory=lambda: Cloud(rehearsal=Rehearsal(CONTROLLER)))
    told: list[Event] = field(default_factory=list)
    _heard: dict[str, int] = field(default_factory=lambda: {"fleet": 0, "controller": 0, "sent": 0})

    def group(self, **parameters: Any) -> None:
        """The group is one with these settings, enabled."""
        self.settle()
        given = {"region_id": REGION, "min_size": 0, "max_size": 20, **parameters}
        made = self.cloud.ask(CreateScalingGroup(**given))
        self.cloud.group = made.scaling_group_id
        self.cloud.enabled()

    def settle(self) -> None:
        """Until nobody has anything to say any more; whoever boots has booted."""
        while self._step():
            pass

    def pass_time(self, seconds: float) -> None:
        """For both of them."""
        self.cloud.rehearsal.advance(seconds)
        self.estate.rehearsal.advance(seconds)

    def call(self, command: Command[Any]) -> Any:
        """Something is asked of the controller, and done."""
        reply = self.cloud.ask(command)
        self.settle()
        return reply

    @property
    def instances(self) -> dict[str, Instance]:
        """Those of the group."""
        return self.state.instances

    @property
    def state(self) -> Group:
        """The group."""
        found: Group = self.cloud.rehearsal.state.groups[self.cloud.group]
        return found

    def serving(self, balancer: str) -> dict[str, int]:
        """Who is behind a load balancer, with which weight."""
        return self.estate.servers(balancer)

    def let_in(self, database: str) -> set[str]:
        """The addresses in a database's first whitelist, but for the one that it begins with."""
        return set(self.estate.whitelists(database)["default"].split(",")) - {"127.0.0.1"}

    def _step(self) -> bool:
        """One thing that one of them has for the other; False when there is nothing."""
        fleet, controller = self.estate.rehearsal, self.cloud.rehearsal
        self._note("controller", controller)
        if (command := self._next("sent", controller.sent)) is not None:
            fleet.play(command)
            return True
        if (event := self._next("fleet", fleet.recorded)) is not None:
            self.told.append(event)
            if not event.private:
                controller.play(event)
                self._note("controller", controller)
            return True
        starting = any(i.status == "Starting" for i in fleet.state.instances.values())
        if starting:
            fleet.advance(10)
        return starting

    def _note(self, who: str, rehearsal: Rehearsal) -> None:
        while (event := self._next(who, rehearsal.recorded)) is not None:
            self.told.append(event)

    def _next(self, key: str, log: list[Any]) -> Any:
        number = self._heard[key]
        if number == len(log):
            return None
        self._heard[key] = number + 1
        return log[number]
