"""Faults of what waits: instances and hooks."""

from typing import Any, Literal, Unpack

from scalehook.kit.clock.durations import Length
from scalehook.testing.faults.base import Kinds, OfWaits
from scalehook.testing.faults.fault import Fault


class Waits(Kinds):
    """They strike waits that begin from now on, so long after they have begun."""

    def kill_instance(
        self,
        *,
        seconds: Length = 0,
        how: Literal["released", "stopped"] = "released",
        **match: Unpack[OfWaits],
    ) -> Fault:
        """The instances that wait die: are released, or stopped."""
        return self.add("kill_instance", seconds=seconds, how=how, **match)

    def delete_hook(self, *, seconds: Length = 0, **match: Unpack[OfWaits]) -> Fault:
        """The hook is deleted, and its waits end."""
        return self.add("delete_hook", seconds=seconds, **match)

    def change_hook(
        self,
        *,
        seconds: Length = 0,
        heartbeat_timeout: int | None = None,
        default_result: str | None = None,
        lifecycle_hook_status: str | None = None,
        notification_arn: str | None = None,
        notification_metadata: str | None = None,
        **match: Unpack[OfWaits],
    ) -> Fault:
        """The hook is changed; waits that run keep what they began with."""
        changes: dict[str, Any] = {
            "heartbeat_timeout": heartbeat_timeout,
            "default_result": default_result,
            "lifecycle_hook_status": lifecycle_hook_status,
            "notification_arn": notification_arn,
            "notification_metadata": notification_metadata,
        }
        return self.add("change_hook", seconds=seconds, **changes, **match)
