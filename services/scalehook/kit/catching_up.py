"""A service in which another's events lead to nothing, until it is asked what depends on them. Then it
asks for all that is there. The report comes as events, in their place among the others: so nothing is
missed, in whatever order links deliver.
"""

from collections.abc import Callable
from typing import Any, Literal, Protocol

from scalehook.kit.machine.work import Deferred, Work
from scalehook_contracts.base import Command, Note
from scalehook_contracts.errors.common import ServiceUnavailable

Knowledge = Literal["none", "asked", "all"]
REPORT = "report"  # what waits for it
PATIENCE_SECONDS = 30  # in one about very many the last part comes late


class Learner(Protocol):
    """A state that says how much it knows; events are heeded from `asked` on."""

    knowledge: Knowledge


def catch_up(question: Command[Any], note: Callable[..., Note], work: Work[Any, Any]) -> Deferred | None:
    """None once all is known. The `note` has the `knowledge`."""
    state: Learner = work.state
    if state.knowledge == "all":
        return None
    if state.knowledge == "none":
        work.record(note(knowledge="asked"))
        work.send(question)
        return work.defer(REPORT, work.now)
    later = work.await_event(REPORT, PATIENCE_SECONDS)
    if later is None:
        raise ServiceUnavailable()
    return later


def caught_up(note: Callable[..., Note], work: Work[Any, Any]) -> None:
    """The report is whole: whoever waits for it goes on."""
    work.record(note(knowledge="all"))
    work.wake(REPORT)
