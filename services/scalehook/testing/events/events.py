"""The events of a stack: those of the past, and those that are waited for."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from scalehook.kit.clock.durations import Length, seconds_of
from scalehook.testing.events.criteria import Criteria
from scalehook.testing.events.failure import not_there, there, told
from scalehook.testing.events.timeline import timeline_of
from scalehook.testing.events.tree import drawn
from scalehook.testing.moving import ANSWER_SECONDS, real_seconds_of
from scalehook.testing.past import Happened
from scalehook_contracts.base import Event

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud

E = TypeVar("E", bound=Event)
PATIENCE_SECONDS = 5.0  # real: for consumers and scripts


class Events:
    """What has happened in a stack since its start or its last reset, and what will.

    Events are named by their class and by what they say: fields of theirs (`status_code="Failed"`), or
    `hook=`, `group=`, `action=`, `instance=`, `queue=`, `topic=`, `execution=` with a handle, an id or a
    name. A function as a value is asked whether the field is right.
    """

    def __init__(self, cloud: "Cloud") -> None:
        self._cloud = cloud

    def all(self, kind: type[E], /, **fields: Any) -> list[E]:
        """Those that have happened, oldest first."""
        return [found.event for found in self._found(Criteria.of(kind, fields))]  # type: ignore[misc]  # Criteria looks for `kind` alone

    def wait_for(
        self,
        kind: type[E],
        /,
        *,
        within: Length = 0,
        patience: Length = PATIENCE_SECONDS,
        **fields: Any,
    ) -> E:
        """The first one of the past, or the next that comes.

        Moves virtual time by no more than `within`, from deadline to deadline, and stops at the event.
        Then waits up to `patience` real seconds for what consumers and scripts do. AssertionError, with
        what did happen, when it does not come.
        """
        criteria, patience = Criteria.of(kind, fields), real_seconds_of(patience)
        self._reach(lambda: bool(self._found(criteria)), within)
        coming = self._patiently(lambda: bool(self._found(criteria)), patience)
        self._cloud.run(coming, ANSWER_SECONDS + patience)
        for found in self._found(criteria):
            return found.event  # type: ignore[return-value]  # likewise
        raise not_there(criteria, self._cloud.past, _waited(within, patience))

    def never(self, kind: type[Event], /, *, within: Length = 0, **fields: Any) -> None:
        """Moves virtual time by `within`; AssertionError when such an event has happened by then."""
        criteria = Criteria.of(kind, fields)
        self._reach(lambda: bool(self._found(criteria)), within)
        for found in self._found(criteria):
            raise there(criteria, self._cloud.past, found)

    def run_until(
        self, condition: Callable[[], object], within: Length, patience: Length = PATIENCE_SECONDS
    ) -> None:
        """Moves virtual time from deadline to deadline until the condition holds, as `wait_for` does."""
        patience = real_seconds_of(patience)
        self._reach(condition, within)
        end = time.monotonic() + patience
        while not condition():
            if (left := end - time.monotonic()) <= 0:
                named = getattr(condition, "__name__", repr(condition))
                raise told(f"{named} does not hold {_waited(within, patience)}", self._cloud.past)
            self._cloud.run(self._cloud.past.more(min(left, 0.05)))

    def tree(self) -> str:
        """All that has happened, below each message what it led to."""
        return drawn(self._cloud.past.entries())

    def timeline(self, wanted: str = "") -> str:
        """What led to what, from scaling rules to the ends of lifecycle actions: all of it, or the trees
        that name this id.
        """
        return timeline_of(self._cloud.past, self._cloud.now, wanted)

    def _found(self, criteria: Criteria) -> list[Happened]:
        return [found for found in self._cloud.past.events() if criteria.meets(found.event)]

    def _reach(self, condition: Callable[[], object], within: Length) -> None:
        """Quiet, and then from deadline to deadline, until it holds or the time has passed."""
        cloud = self._cloud
        target = cloud.later(within)
        # first the deadline, then the condition: time passes, and what came due before it may be seen
        while (at := cloud.next_deadline()) is not None and not condition() and at <= target:
            cloud.advance_to(at)
        if seconds_of(within) and not condition():
            cloud.advance_to(target)

    async def _patiently(self, condition: Callable[[], bool], patience: float) -> None:
        end = time.monotonic() + patience
        while not condition() and (left := end - time.monotonic()) > 0:
            await self._cloud.past.more(left)


def _waited(within: Length, patience: float) -> str:
    return f"within {seconds_of(within):g} virtual and {patience:g} real seconds"
