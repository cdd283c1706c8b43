"""The times at which commands run that come again."""

from datetime import UTC, datetime, tzinfo

from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook.script_runner.frequency import At, Cron, parse, zone_named
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import Invocation, Run, State


def next_time(invocation: Invocation, run: Run, work: Work[State, Settings]) -> datetime | None:
    """When its time comes next; None when it does not."""
    frequency = parse(invocation.request.frequency)
    return frequency.next_after(work.now, moment(invocation.invoked_at), _zone(run, work.settings))


def comes_again(invocation: Invocation, run: Run, work: Work[State, Settings]) -> bool:
    """Whether it will run once more after this time."""
    if invocation.repeat_mode == "Period":
        return next_time(invocation, run, work) is not None
    return invocation.repeat_mode == "EveryReboot"


def runs_once(invocation: Invocation) -> bool:
    """Whether its time comes only once."""
    return isinstance(parse(invocation.request.frequency), At)


def asks_for_zone(invocation: Invocation) -> bool:
    """Whether its times depend on where the instance thinks that it is."""
    if not invocation.request.frequency:
        return False
    frequency = parse(invocation.request.frequency)
    return isinstance(frequency, Cron) and frequency.zone is None


def _zone(run: Run, settings: Settings) -> tzinfo:
    return zone_named(run.time_zone or settings.time_zone) or UTC
