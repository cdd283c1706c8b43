"""What makes groups scale."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scalehook.simulate.actors.client import Client, rest
from scalehook.simulate.agenda import SECOND, of_seconds
from scalehook.simulate.chance import Chance
from scalehook.simulate.scenario.load import Load
from scalehook_contracts.base import Command
from scalehook_contracts.cloud_monitor.group_metrics import SetGroupMetric
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.adjustments import ScaleWithAdjustment

TRIES, BETWEEN_SECONDS = 5, 2.0
STEP = 60 * SECOND  # of a metric between two points of its curve


@dataclass(frozen=True)
class Arrival:
    """Something happens to a group."""

    at: int
    name: str
    command: Command[Any]


def arrivals(name: str, load: Load, group_id: str, chance: Chance, end: int) -> Iterator[Arrival]:
    """All of it, in order, before the end."""
    if load.metric is not None:
        made = _metric(load, group_id)
    elif load.csv is not None:
        made = ((of_seconds(at), scaling(group_id, change)) for at, change in load.trace if change)
    else:
        made = ((at, _change(load, group_id)) for at in _moments(name, load, chance, end))
    for number, (at, command) in enumerate(made):
        if at >= end:
            return
        yield arrival(at, name, number, command)


def arrival(at: int, name: str, number: int, command: Command[Any]) -> Arrival:
    """The `number`-th of this load."""
    label = f"load/{name}/{number}"
    if isinstance(command, ScaleWithAdjustment):
        command = command.model_copy(update={"client_token": label.replace("/", "-")[-64:]})
    return Arrival(at, label, command)


async def happen(client: Client, arrival: Arrival) -> str:
    """The code that it is refused with, or nothing; tried again while nobody answers."""
    for _ in range(TRIES):
        try:
            await client.call(arrival.command)
        except TimeoutError:
            await rest(BETWEEN_SECONDS)
        except ApiError as refusal:
            return refusal.code
        else:
            return ""
    return "no answer"


def _moments(name: str, load: Load, chance: Chance, end: int) -> Iterator[int]:
    if load.every is None:
        yield from map(of_seconds, load.at)
        return
    fixed = [of_seconds(at) for at in load.at]
    yield from fixed
    at = max([of_seconds(load.begin), *fixed])
    until = end if load.until is None else min(end, of_seconds(load.until))
    number = 0
    while True:
        at += max(1, load.every.draw(chance, "load", name, str(number)))
        if at >= until:
            return
        yield at
        number += 1


def _change(load: Load, group_id: str) -> Command[Any]:
    if load.to is not None:
        return scaling(group_id, load.to, "TotalCapacity")
    return scaling(group_id, load.add or -(load.remove or 0))


def scaling(group_id: str, value: int, kind: Any = "QuantityChangeInCapacity") -> Command[Any]:
    """Of a group, by so many or to so many."""
    return ScaleWithAdjustment(scaling_group_id=group_id, adjustment_type=kind, adjustment_value=value)


def _metric(load: Load, group_id: str) -> Iterator[tuple[int, Command[Any]]]:
    """Every minute, along the lines between its points."""
    points = [(of_seconds(point.at), point.value) for point in load.curve]
    for (at, value), (then, next_value) in zip(points, [*points[1:], points[-1]], strict=True):
        for moment in range(at, max(then, at + 1), STEP):
            share = (moment - at) / (then - at) if then > at else 0.0
            shown = value + (next_value - value) * share
            yield (
                moment,
                SetGroupMetric(
                    scaling_group_id=group_id,
                    metric_name=load.metric or "",
                    value=shown,
                    total=load.total,
                ),
            )
