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
        if not wiring.of_queue(model.queue) and wiring.hooks and not _by_topic(scenario):
            yield of_consumer(name, f"no hook tells queue {model.queue}: it gets no work")
    read = {model.queue for model in scenario.consumers.values()}
    for hook in wiring.hooks:
        if hook.queue and hook.queue not in read:
            yield Doubt(("stack",), f"nobody reads queue {hook.queue}: every wait of {hook} times out")


def _by_topic(scenario: Scenario) -> bool:
    """Whether a queue may be told by a topic or an event bus."""
    return "topics" in scenario.stack or "event_buses" in scenario.stack
