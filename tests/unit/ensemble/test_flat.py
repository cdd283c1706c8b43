"""The state does not grow with what is over."""

import gc
from enum import Enum
from types import FunctionType, MethodType, ModuleType

import pytest
from pydantic import TypeAdapter

from scalehook.scaling_controller.service import SERVICE as SCALING
from support.ensemble.cycles import Cycles
from support.ensemble.ensemble import Ensemble

MOST = 6
CODE = (type, ModuleType, FunctionType, Enum)


def objects(root: object) -> int:
    """All that hangs on it, indexes included."""
    seen = {id(root): root}
    waiting = [root]
    while waiting:
        item = waiting.pop()
        inner = [item.__self__] if isinstance(item, MethodType) else gc.get_referents(item)
        new = {id(one): one for one in inner if id(one) not in seen and not isinstance(one, CODE)}
        seen |= new
        waiting += new.values()
    return len(seen)


def weight(cycles: Cycles, service: str) -> tuple[int, int]:
    """Objects of the state, and bytes in a snapshot."""
    state = cycles.ensemble.state(service)
    return objects(state), len(TypeAdapter(type(state)).dump_json(state))


@pytest.fixture(scope="module")
def weights() -> dict[str, list[tuple[int, int]]]:
    """After so many cycles, and after ten times as many, with hooks and client tokens."""
    cycles = Cycles(2, ensemble=Ensemble(history_most=MOST))
    services = ("scaling_controller", "fleet")
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in services}
    for more in (10, 90):
        cycles.run(more)
        for name in services:
            found[name].append(weight(cycles, name))
    return found


@pytest.mark.parametrize("service", ["scaling_controller", "fleet"])
def test_ten_times_as_many_cycles(weights: dict[str, list[tuple[int, int]]], service: str) -> None:
    """A group that has gone up and down a hundred times is no larger than after ten times."""
    (objects_then, bytes_then), (objects_now, bytes_now) = weights[service]
    assert objects_now == objects_then
    assert abs(bytes_now - bytes_then) <= 1  # a counter has one digit more


def test_only_so_much_is_kept() -> None:
    """Of activities, of actions, and of tokens."""
    cycles = Cycles(1, ensemble=Ensemble(history_most=MOST))
    cycles.run(10)
    state = cycles.ensemble.state(SCALING.name)
    assert len(state.activities) == len(state.ended) == MOST
    assert len(state.catalogue.activities) == MOST / 2  # a hook holds them on their way up
    assert len(state.client_calls) == len(state.used) == MOST
    assert len(state.groups[cycles.account.group].logbook.newest(None, 0)) == MOST
