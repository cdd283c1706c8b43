"""What is to happen when a run is over, or before anything is counted."""

from collections.abc import Iterator

from scalehook.simulate.doubts.doubt import Doubt, of_consumer, of_load
from scalehook.simulate.scenario.scenario import Scenario


def moments(scenario: Scenario) -> Iterator[Doubt]:
    """Behind the horizon."""
    horizon = scenario.horizon
    behind = f"the horizon is {horizon:g}s"
    if scenario.warm_up >= horizon:
        yield Doubt(("warm_up",), f"nothing is counted before {scenario.warm_up:g}s, and {behind}")
    for name, load in scenario.load.items():
        given = [*load.at, *(point.at for point in load.curve), *(at for at, _ in load.trace)]
        begins = [load.begin] if load.every is not None else []
        first = min([*given, *begins], default=0.0)
        if first >= horizon:
            yield of_load(name, f"it begins at {first:g}s, and {behind}: it never happens")
    for name, model in scenario.consumers.items():
        if model.begin >= horizon:
            yield of_consumer(name, f"it begins at {model.begin:g}s, and {behind}")
