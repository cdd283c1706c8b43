"""Work that takes longer than a message is hidden, or than a hook waits."""

from collections.abc import Iterator

from scalehook.simulate.doubts.doubt import Doubt, of_consumer
from scalehook.simulate.doubts.wiring import Hook, Wiring
from scalehook.simulate.scenario.consumers import ConsumerModel
from scalehook.simulate.scenario.scenario import Scenario

RARE = 0.99  # of all work: what takes longer is not rare
MOST_EXTENSIONS = 20  # of a wait


def timing(scenario: Scenario, wiring: Wiring) -> Iterator[Doubt]:
    """Of each consumer; nobody knows how long a function of one's own takes."""
    for name, model in scenario.consumers.items():
        if not model.function:
            longest = model.work.quantile(RARE)
            yield from (of_consumer(name, text) for text in _of_queue(model, longest, wiring))
            for hook in wiring.heard_by(model):
                yield from (of_consumer(name, text) for text in _of_hook(model, longest, hook))


def _of_queue(model: ConsumerModel, longest: float, wiring: Wiring) -> Iterator[str]:
    if not model.queue:
        return
    hides = wiring.hides[model.queue]
    if model.style == "complete_first" and longest > hides:
        yield (
            f"1 % of its work takes longer than {longest:.0f}s, and queue {model.queue} shows a message "
            f"again after {hides:g}s: it is worked on twice"
        )


def _of_hook(model: ConsumerModel, longest: float, hook: Hook) -> Iterator[str]:
    beat = model.heartbeat
    if beat is None:
        if longest > hook.waits:
            yield (
                f"1 % of its work takes longer than {longest:.0f}s, and {hook} waits {hook.waits:g}s: "
                f"without a heartbeat they time out"
            )
    elif beat.every >= hook.waits < longest:
        yield f"its first heartbeat comes after {beat.every:g}s, and {hook} waits {hook.waits:g}s"
    elif longest > (most := hook.waits + MOST_EXTENSIONS * beat.every):
        yield (
            f"1 % of its work takes longer than {longest:.0f}s, and {MOST_EXTENSIONS} heartbeats, all "
            f"that {hook} takes, are over after {most:g}s"
        )
