"""The action that a handler gets: what waits, and what shall become of it."""

import json
import math
from collections.abc import Awaitable, Callable
from typing import Any

from scalehook.consumer.clock import Clock
from scalehook.consumer.notification import Notification
from scalehook.consumer.wait import Wait

Heartbeat = Callable[[int | None], Awaitable[None]]
# does what is due, for one who sleeps until then; the seconds until something is due again
Kept = Callable[[float], Awaitable[float]]


async def unkept(asleep_until: float) -> float:
    """Nothing is ever due."""
    return math.inf


class LifecycleAction:
    """Instances that a hook holds until the handler returns.

    A return completes the action with CONTINUE, or with what `abandon()` or `rollback()` has chosen.
    """

    def __init__(
        self,
        found: Notification,
        wait: Wait,
        clock: Clock,
        heartbeat: Heartbeat,
        kept: Kept = unkept,
    ) -> None:
        self._found = found
        self._wait = wait
        self._clock = clock
        self._heartbeat = heartbeat
        self._kept = kept
        self._result = ""
        self._ended = ""

    def __repr__(self) -> str:
        where = f"{self.group} {self.hook} {self.transition}"
        return f"<LifecycleAction {self.token} {where} {' '.join(self.instance_ids)}>"

    @property
    def token(self) -> str:
        """The action's own name; a second notification of it has the same."""
        return self._found.token

    @property
    def transition(self) -> str:
        """`SCALE_OUT` or `SCALE_IN`."""
        return self._found.transition

    @property
    def hook(self) -> str:
        """The hook's name."""
        return self._found.hook

    @property
    def hook_id(self) -> str:
        """The hook's id."""
        return self._found.hook_id

    @property
    def group(self) -> str:
        """The scaling group's name."""
        return self._found.group

    @property
    def group_id(self) -> str:
        """The scaling group's id."""
        return self._found.group_id

    @property
    def instance_ids(self) -> list[str]:
        """The instances that wait, one or many."""
        return list(self._found.instance_ids)

    @property
    def metadata(self) -> str:
        """The hook's NotificationMetadata, as it was written."""
        return self._found.metadata

    def metadata_json(self) -> Any:
        """The metadata read as JSON; None when it is empty, ValueError when it is something else."""
        return json.loads(self.metadata) if self.metadata else None

    @property
    def default_result(self) -> str:
        """What the action ends with if nobody completes it."""
        return self._found.default_result

    @property
    def request_id(self) -> str:
        """The request that made the group scale."""
        return self._found.request_id

    @property
    def activity_id(self) -> str:
        """The scaling activity that waits."""
        return self._found.activity_id

    @property
    def region(self) -> str:
        """The region of the group; empty where the message does not tell."""
        return self._found.region

    @property
    def result(self) -> str:
        """What was chosen; empty when nothing was."""
        return self._result

    def abandon(self) -> None:
        """Complete with ABANDON: a new instance is released."""
        self._result = "ABANDON"

    def rollback(self) -> None:
        """Complete with ROLLBACK: on scale-in, the instance is kept."""
        self._result = "ROLLBACK"

    @property
    def ended(self) -> bool:
        """Whether the wait is over: nothing that the handler does still counts."""
        return bool(self._ended)

    @property
    def ended_because(self) -> str:
        """Why it is over, in words; empty while it is not."""
        return self._ended

    def end(self, why: str) -> None:
        """The wait is over. For tests of handlers; the consumer calls it by itself."""
        self._ended = self._ended or why

    @property
    def seconds_left(self) -> float:
        """The wait that remains, by what is known without asking; 0 when it has ended."""
        return 0.0 if self.ended else max(0.0, self._wait.deadline - self._clock.now())

    @property
    def heartbeats(self) -> int:
        """How many have been granted to this consumer."""
        return self._wait.heartbeats

    async def sleep(self, seconds: float) -> None:
        """Let time pass as a part of the work: in a stack its own time, which may be moved.
        Message and action are kept meanwhile, however fast that goes.
        """
        if math.isnan(seconds):
            raise ValueError("a number of seconds is needed")
        end = await self._clock.look(anew=True) + seconds
        while (left := end - self._clock.now()) > 0:
            await self._clock.sleep(min(left, await self._kept(end)), self.token)

    async def heartbeat(self, seconds: int | None = None) -> None:
        """Ask for more time now, besides the heartbeats that are sent by themselves. Never more than
        the cloud allows: where nothing more can be had, nothing is asked.
        """
        await self._heartbeat(seconds)
