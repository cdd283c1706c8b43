"""Makes instances: where there is stock, with addresses and names of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple

from scalehook.fleet import addresses, stock, transitions
from scalehook.fleet.naming import Names
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.v_switches import VSwitch
from scalehook.kit import Work
from scalehook.kit.clock.moments import unix_seconds
from scalehook_contracts.exact import altered, of_own
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceStatus
from scalehook_contracts.fleet.specification import InstanceSpecification

ATTRIBUTES = tuple(InstanceSpecification.model_fields)


class Choice(NamedTuple):
    """A type, and where to have it."""

    instance_type: str
    v_switch_id: str
    where: VSwitch

    def room(self, work: Work[State, Settings]) -> int:
        """So many more can be had there."""
        return stock.room(self.instance_type, self.where.zone_id, work)


@dataclass
class Portions:
    """How many of each choice there will be: as many as there is room for, less those that fail. `left`
    could not be had anywhere. What was made of one choice is there when the next one is looked at.
    """

    choices: list[Choice]
    left: int
    work: Work[State, Settings]

    def __iter__(self) -> Iterator[tuple[Choice, int]]:
        for choice in self.choices:
            portion = min(self.left, choice.room(self.work))
            self.left -= portion
            yield choice, portion - sum(stock.fails(self.work) for _ in range(portion))


class Order(NamedTuple):
    """What instances are made as, and how they are called; `starts` says whether they start by
    themselves. `first_address` is the private address of the first one; empty: any.
    """

    model: InstanceCreated
    names: Names
    starts: bool = True
    first_address: str = ""
    ahead: int = 0  # so many numbers of their names are taken


def model_of(given: InstanceSpecification, work: Work[State, Settings], **more: str) -> InstanceCreated:
    """What all instances of a request have in common; id and places come with each of them."""
    fields, said = _blank().__dict__.copy(), given.__dict__
    for name in ATTRIBUTES:
        fields[name] = said[name]
    fields.update(more, created_at=unix_seconds(work.now))
    return of_own(InstanceCreated, fields)


@cache
def _blank() -> InstanceCreated:
    """What all are made from: what was given for them has been validated."""
    return InstanceCreated(instance_id="", private_ip_address="", zone_id="", created_at=0)


def status_of(starts: bool, work: Work[State, Settings]) -> tuple[InstanceStatus, float]:
    """What a new instance is at first, and how long."""
    if work.settings.creation_seconds:
        return "Pending", work.settings.creation_seconds
    return ("Starting", stock.start_up_seconds(work)) if starts else ("Stopped", 0)


def make(order: Order, choices: Iterable[tuple[Choice, int]], work: Work[State, Settings]) -> list[str]:
    """So many of each choice; their ids. They start, and one timer watches over all of them."""
    status, seconds = status_of(order.starts, work)
    at = work.now + timedelta(seconds=seconds)
    first = {"status": status, "settles_at": at.timestamp()}
    made: list[str] = []
    for choice, amount in choices:
        for _ in range(amount):
            made.append(_make(order, first, choice, len(made), work))
    if made and status == "Pending":
        transitions.watch_creation(made, at, order.starts, work, order.model.scaling_activity_id)
    elif made and order.starts:
        transitions.watch_start(made, at, work)
    return made


def _make(
    order: Order, first: dict[str, Any], choice: Choice, index: int, work: Work[State, Settings]
) -> str:
    instance_id = work.new_id("i-bp1", 17)
    name, host = order.names.of(index, instance_id, order.ahead)
    begin = order.names.begin
    own = {
        **first,
        "instance_id": instance_id,
        "instance_name": name,
        "host_name": host,
        "name_number": None if begin is None else begin + order.ahead + index,
        "instance_type": choice.instance_type,
        "v_switch_id": choice.v_switch_id,
        "zone_id": choice.where.zone_id,
        "vpc_id": choice.where.vpc_id,
        "private_ip_address": _address(order, index, work),
        "public_ip_address": _public(order.model, work),
    }
    work.record(altered(order.model, own))
    return instance_id


def _address(order: Order, index: int, work: Work[State, Settings]) -> str:
    if order.first_address:
        return addresses.after(order.first_address, index)
    return addresses.private(work.state)


def _public(model: InstanceCreated, work: Work[State, Settings]) -> str:
    return addresses.public(work.state) if model.internet_max_bandwidth_out else ""
