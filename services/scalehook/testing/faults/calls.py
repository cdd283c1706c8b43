"""Faults of API calls."""

from collections.abc import Sequence
from typing import Literal, Unpack

from scalehook.kit.clock.durations import Length
from scalehook.testing.faults.base import Kinds, OfCalls, Turns
from scalehook.testing.faults.fault import Fault

Trouble = Literal["503", "500", "reset", "close"]
RECEIVES = ("ReceiveMessage", "BatchReceiveMessage")
OF_QUEUES = (
    *RECEIVES, "DeleteMessage", "BatchDeleteMessage", "ChangeMessageVisibility",
    "SendMessage", "BatchSendMessage",
)  # fmt: skip


class Calls(Kinds):
    """They strike calls that are well signed, before anything is done. An action is named as in the API;
    several are a list, and an empty text is all of them.
    """

    def refuse(
        self,
        action: str | Sequence[str],
        code: str,
        *,
        status: int | None = None,
        message: str = "",
        **match: Unpack[OfCalls],
    ) -> Fault:
        """Answered with this error. One that no document knows needs a status."""
        return self.add(
            "refuse", action=_named(action), code=code, status=status, message=message, **match
        )

    def slow(
        self,
        action: str | Sequence[str] = "",
        *,
        seconds: Length = 0,
        real_seconds: Length = 0,
        **match: Unpack[OfCalls],
    ) -> Fault:
        """Done at once, and answered when so many virtual and so many real seconds have passed."""
        return self.add(
            "slow", action=_named(action), seconds=seconds, real_seconds=real_seconds, **match
        )

    def lose_answer(
        self,
        action: str | Sequence[str] = "",
        *,
        how: Literal["close", "reset"] = "close",
        **match: Unpack[OfCalls],
    ) -> Fault:
        """Done, and the connection is cut before the answer."""
        return self.add("lose_answer", action=_named(action), how=how, **match)

    def unreachable(
        self,
        *,
        action: str | Sequence[str] = OF_QUEUES,
        how: Sequence[Trouble] = ("503", "reset"),
        **match: Unpack[OfCalls],
    ) -> Fault:
        """Calls that receive from, delete in and send to a queue (or others, if they are named) fail in
        these ways, in turns.
        """
        return self.add("unreachable", action=_named(action), how=list(how), **match)

    def deaf(self, queue: str = "", *, access_key: str = "", **turns: Unpack[Turns]) -> Fault:
        """Receives find nothing, though something is there. They wait as long as they asked to; when the
        fault is removed they get what is there.
        """
        return self.add("deaf", queue=queue, access_key=access_key, **turns)

    def refuse_connections(self, real_seconds: Length) -> Fault:
        """Nobody listens at the stack's port for so long; not even to take the fault back."""
        return self.add("refuse_connections", real_seconds=real_seconds)


def _named(action: str | Sequence[str]) -> str | list[str]:
    return action if isinstance(action, str) else list(action)
