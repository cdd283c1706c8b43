"""What all groups of faults have in common."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypedDict

from scalehook.kit.clock.durations import seconds_of
from scalehook.testing.faults.desk import Desk
from scalehook.testing.faults.fault import Fault


class Turns(TypedDict, total=False):
    """Of what fits, the first `skip` go by, then every `every`-th is struck, `times` in all."""

    times: int
    skip: int
    every: int


class OfWaits(Turns, total=False):
    """Which waits: of this group and hook (ids or names), transition and instance."""

    group: str
    hook: str
    transition: str
    instance: str


class OfCalls(Turns, total=False):
    """Which calls: those that name this group, hook, queue or topic, have these parameters, and are
    signed by this access key.
    """

    group: str
    hook: str
    queue: str
    topic: str
    parameters: dict[str, str]
    access_key: str


class OfScripts(Turns, total=False):
    """Which runs: on this instance, of this command (its name), of scripts that contain this text."""

    instance: str
    command: str
    contains: str


@dataclass(frozen=True)
class Kinds:
    """Some kinds of faults of one stack."""

    desk: Desk

    def add(self, kind: str, **arguments: Any) -> Fault:
        """A fault of any kind, by the names of the HTTP call; FaultRefused for what is none."""
        body = {name: _plain(value) for name, value in arguments.items() if value is not None}
        return Fault(self.desk, self.desk.ask("POST", body={"kind": kind, **body}))


def _plain(value: Any) -> Any:
    return seconds_of(value) if isinstance(value, timedelta) else value
