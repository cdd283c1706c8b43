"""Consumers that let go of what they hold, and queues that nobody reads."""

from collections.abc import Iterator

from scalehook.simulate.doubts.doubt import Doubt, of_consumer
from scalehook.simulate.doubts.wiring import Wiring
from scalehook.simulate.scenario.scenario import Scenario


def habits(scenario: Scenario, wiring: Wiring) -> Iterator[Doubt]:
    """Of consumers, and of hooks whose notifications nobody takes."""
    for name, model in scenario.consumers.items():
        beat = model.heartbeat
        if beat is not None and beat.every >= beat.seconds:
            yield of_consumer(
                name, f"a heartbeat asks for {beat.seconds}s, and the next comes after {beat.every:g}s"
            )
        if not wiring.heard_by(model) and wiring.hooks and "event_buses" not in scenario.stack:
            where = f"queue {model.queue}" if model.queue else model.source
            yield of_consumer(name, f"no hook tells {where}: it gets no work")
    told = {hook for model in scenario.consumers.values() for hook in wiring.heard_by(model)}
    for hook in wiring.hooks:
        if hook.queue and hook not in told:
            yield Doubt(("stack",), f"nobody reads queue {hook.queue}: every wait of {hook} times out")
