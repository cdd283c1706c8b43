"""More load than the consumers of a queue can work off."""

from collections.abc import Iterator

from scalehook.simulate.doubts.doubt import Doubt
from scalehook.simulate.doubts.wiring import Wiring
from scalehook.simulate.scenario.consumers import ConsumerModel
from scalehook.simulate.scenario.load import Load
from scalehook.simulate.scenario.scenario import Scenario

HOUR = 3600.0


def capacity(scenario: Scenario, wiring: Wiring) -> Iterator[Doubt]:
    """Of each queue or endpoint whose consumers all say how long they work. An activity is one
    notification of each of its hooks, however many instances it has.
    """
    for source in sorted({model.source for model in scenario.consumers.values()}):
        models = [model for model in scenario.consumers.values() if model.source == source]
        if any(model.function for model in models):
            continue
        able, asked = HOUR * sum(map(_able, models)), HOUR * _asked(scenario, wiring, models[0])
        if asked > able:
            where = f"queue {source}" if models[0].queue else source
            yield Doubt(
                ("consumers",),
                f"load brings up to {asked:.0f} actions an hour to {where}, and its consumers can "
                f"work off {able:.0f}",
            )


def _able(model: ConsumerModel) -> float:
    """Actions a second; as many as there may be where work takes no time."""
    mean = model.work.mean()
    return model.instances * model.concurrency / mean if mean else float("inf")


def _asked(scenario: Scenario, wiring: Wiring, model: ConsumerModel) -> float:
    """Actions a second, over the horizon, if no activity is refused."""
    return sum(
        _rate(load, scenario.horizon)
        for load in scenario.load.values()
        for hook in wiring.heard_by(model)
        if hook.group == load.group and hook.transition == _transition(load)
    )


def _transition(load: Load) -> str:
    """Empty where that depends on what there is."""
    if load.add is not None:
        return "SCALE_OUT"
    return "SCALE_IN" if load.remove is not None else ""


def _rate(load: Load, horizon: float) -> float:
    """Activities a second."""
    once = sum(at < horizon for at in load.at) / horizon
    if load.every is None:
        return once
    end = horizon if load.until is None else min(horizon, load.until)
    return once + max(0.0, end - load.begin) / horizon / max(load.every.mean(), 1e-6)
