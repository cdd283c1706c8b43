"""Faults of notifications."""

from typing import Literal, Unpack

from scalehook.kit.clock.durations import Length
from scalehook.testing.faults.base import Kinds, OfWaits
from scalehook.testing.faults.fault import Fault


class Notifications(Kinds):
    """They strike the notifications of waits that begin from now on."""

    def drop(self, **match: Unpack[OfWaits]) -> Fault:
        """Never sent."""
        return self.add("drop", **match)

    def delay(self, seconds: Length, **match: Unpack[OfWaits]) -> Fault:
        """Sent so much later, if the wait is not over by then."""
        return self.add("delay", seconds=seconds, **match)

    def late(self, seconds: Length = 1, **match: Unpack[OfWaits]) -> Fault:
        """Sent so long after the wait has ended."""
        return self.add("late", seconds=seconds, **match)

    def double(
        self,
        *,
        copies: int = 1,
        seconds: Length = 0,
        after: Literal["start", "end"] = "start",
        **match: Unpack[OfWaits],
    ) -> Fault:
        """Sent, and so are copies: each so long after the one before, the first after the start or the
        end of the wait. They have the same token, and message ids of their own.
        """
        return self.add("double", copies=copies, seconds=seconds, after=after, **match)

    def reorder(self, window: int = 2, **match: Unpack[OfWaits]) -> Fault:
        """Held back until there are so many, then sent in reverse."""
        return self.add("reorder", window=window, **match)

    def test_notification(
        self, hook: str, *, group: str = "", form: Literal["empty", "event"] = "empty"
    ) -> Fault:
        """A message without token and instances goes to the hook's receiver, now. The hook is an id, or
        a name in the group.
        """
        return self.add("test_notification", hook=hook, group=group, form=form)
