"""Kills services: when, where in their work, and for how long, is drawn for each."""

from scalehook.simulate.agenda import FAULT
from scalehook.simulate.cloud import Cloud
from scalehook.simulate.node import POINTS
from scalehook.simulate.scenario.faults import SERVICES, Crash

MOST = 10_000
PLACES = len(POINTS)


class Killer:
    """The k-th crash of a service strikes at the same moment in each run of a seed."""

    def __init__(self, cloud: Cloud, crash: Crash | None, begin: int, end: int) -> None:
        self._cloud, self._crash = cloud, crash
        if crash is not None:
            for service in crash.service or SERVICES:
                self._plan(service, crash, begin, end)

    def _plan(self, service: str, crash: Crash, at: int, end: int) -> None:
        fate, chance = self._cloud.fate, self._cloud.chance
        for number in range(MOST):
            name = f"{service}/{number}"
            at += max(1, crash.every.draw(chance, "crash", name))
            if at >= end:
                return
            down = max(1, crash.down.draw(chance, "down", name))
            where = chance.number("where", name) % PLACES
            if crash.where != "any":
                where = POINTS.index(crash.where)
            value = fate.decide("crash", name, lambda down=down, where=where: down * PLACES + where)  # type: ignore[misc]  # bound for each
            if value:
                self._strike(service, name, at, value)

    def _strike(self, service: str, name: str, at: int, value: int) -> None:
        node, (down, where) = self._cloud.nodes[service], divmod(value, PLACES)
        self._cloud.agenda.at(at, FAULT, f"crash/{name}", lambda: node.arm(POINTS[where], down))
