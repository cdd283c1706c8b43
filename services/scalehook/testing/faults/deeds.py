"""Faults that are done at once: bad messages, and services that die."""

from typing import Literal

from scalehook.kit.clock.durations import Length
from scalehook.testing.faults.base import Kinds
from scalehook.testing.faults.fault import Fault

Poison = Literal[
    "not_base64", "not_json", "list", "large", "unknown_fields", "wrong_token", "empty", "foreign"
]


class Deeds(Kinds):
    """They are over when the call returns."""

    def poison(self, queue: str, *forms: Poison, hook: str = "") -> Fault:
        """Messages of these forms are put into the queue: `not_base64` without any. `foreign` is a good
        one, of a hook (`hook`, or one that nobody knows) and an action that is not there.
        """
        return self.add("poison", queue=queue, forms=list(forms) or None, hook=hook)

    def kill_service(self, service: str, *, real_seconds: Length = 0) -> Fault:
        """It is torn down as by `kill -9`, stays away for so long, and is back when this returns; a
        `gateway`, whose callers are all cut off, when the fault is removed.
        """
        return self.add("kill_service", service=service, real_seconds=real_seconds)
