"""Instances on their way from one status to the next: a batch has one durable timer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import Instance, State
from scalehook.fleet.stock import start_up_seconds
from scalehook.kit import Work
from scalehook.kit.clock.moments import unix_seconds
from scalehook_contracts.exact import maker
from scalehook_contracts.fleet.instances import (
    FinishCreation,
    InstanceStartBegun,
    InstanceStatus,
    InstanceStopBegun,
    ShutDownInstances,
    StartUpInstance,
)

start_up_instance = maker(StartUpInstance)


def start(instance_ids: Sequence[str], work: Work[State, Settings], activity_id: str = "") -> None:
    """They start now, or reboot."""
    if instance_ids:
        at = work.now + timedelta(seconds=start_up_seconds(work))
        work.record(
            InstanceStartBegun(
                instance_ids=list(instance_ids),
                scaling_activity_id=activity_id,
                started_at=unix_seconds(work.now),
                settles_at=at.timestamp(),
            )
        )
        watch_start(instance_ids, at, work)


def watch_start(instance_ids: Sequence[str], at: datetime, work: Work[State, Settings]) -> None:
    """The timer of a start that has begun. Its key is this message's: who starts the first of them anew
    does not take it away from the others.
    """
    command = start_up_instance(instance_id=instance_ids[0], other_ids=list(instance_ids[1:]))
    work.schedule(f"start-up/{instance_ids[0]}/{work.entry.seq}", at, command)


def watch_creation(
    instance_ids: Sequence[str],
    at: datetime,
    starts: bool,
    work: Work[State, Settings],
    activity_id: str = "",
) -> None:
    """The timer of instances that are not there yet."""
    command = FinishCreation(
        instance_ids=list(instance_ids), starts=starts, scaling_activity_id=activity_id
    )
    work.schedule(f"creation/{instance_ids[0]}/{work.entry.seq}", at, command)


def stop(
    instance_ids: Sequence[str],
    work: Work[State, Settings],
    mode: str,
    *,
    at_once: bool = False,
    activity_id: str = "",
) -> None:
    """They shut down now; `at_once` cuts their power."""
    if instance_ids:
        seconds = 0 if at_once else work.settings.stop_seconds
        at = work.now + timedelta(seconds=seconds)
        work.record(
            InstanceStopBegun(
                instance_ids=list(instance_ids),
                scaling_activity_id=activity_id,
                stopped_mode=mode,
                settles_at=at.timestamp(),
            )
        )
        command = ShutDownInstances(instance_ids=list(instance_ids))
        work.schedule(f"shut-down/{instance_ids[0]}/{work.entry.seq}", at, command)


def settled(
    instance_ids: Sequence[str], status: InstanceStatus, work: Work[State, Settings]
) -> list[Instance]:
    """Those that are still on the way from this status, and have arrived: since the timer was set, some
    may have been released, or have begun another way that takes longer.
    """
    found = filter(None, map(work.state.instances.get, instance_ids))
    now = unix_seconds(work.now)
    return [each for each in found if each.status == status and each.settles_at <= now]
