"""Checks scheduled tasks before they are made or changed."""

from datetime import datetime, timedelta

from scalehook.kit import Work
from scalehook.scaling_controller.lookups import changeable, group_of, rule_of
from scalehook.scaling_controller.recurrence import NoRecurrence, check_value, parse_time
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.task_times import recurrence_of
from scalehook_contracts.errors.common import InvalidParameter, MissingParameter
from scalehook_contracts.errors.scaling import InvalidParameterConflict
from scalehook_contracts.errors.scaling_tasks import ScheduledActionRegionMismatch
from scalehook_contracts.products import ESS
from scalehook_contracts.scaling_controller.scheduled_tasks import ScheduledTaskSettings

SIZES = {"min_value": "MinValue", "max_value": "MaxValue", "desired_capacity": "DesiredCapacity"}
LATEST_LAUNCH, LATEST_END = timedelta(days=90), timedelta(days=365)
LONGEST_TRYING = 1800  # seconds, in the later version of the API
ARI_START = "ari:acs:ess:"


def check_action(said: ScheduledTaskSettings, work: Work[State, Settings]) -> str:
    """A rule, or sizes of a group; the id of the group that is changed."""
    given = [name for field, name in SIZES.items() if getattr(said, field) is not None]
    if not said.scheduled_action:
        return _check_sizes(said, given, work)
    if said.scaling_group_id or given:
        other = "ScalingGroupId" if said.scaling_group_id else given[0]
        raise InvalidParameterConflict(one="ScheduledAction", other=other)
    region = said.scheduled_action.removeprefix(ARI_START).partition(":")[0]
    if said.scheduled_action.startswith(ARI_START) and region != work.settings.region:
        raise ScheduledActionRegionMismatch()
    return changeable(rule_of(said.scheduled_action, work)[0]).group_id


def check_times(said: ScheduledTaskSettings, now: datetime) -> None:
    """There is a first run, and it is not too far away."""
    _check_recurrence(said)
    launch = _time("LaunchTime", said.launch_time)
    end = _time("RecurrenceEndTime", said.recurrence_end_time)
    if launch is None and said.recurrence_type != "Cron":
        raise MissingParameter(name="LaunchTime")
    if launch is not None and launch > now + LATEST_LAUNCH:
        raise InvalidParameter(name="LaunchTime")
    if end is not None and not now < end <= now + LATEST_END:
        raise InvalidParameter(name="RecurrenceEndTime")
    if recurrence_of(said).next_after(now) is None:
        raise InvalidParameter(name=_blamed(said))


def check_trying(seconds: int | None, version: str) -> None:
    """How long a run that cannot begin is tried again: the versions of the API differ."""
    if version == ESS.versions[-1] and (seconds or 0) > LONGEST_TRYING:
        raise InvalidParameter(name="LaunchExpirationTime")


def _check_sizes(said: ScheduledTaskSettings, given: list[str], work: Work[State, Settings]) -> str:
    if not said.scaling_group_id:
        raise MissingParameter(name="ScalingGroupId" if given else "ScheduledAction")
    if not given:
        raise MissingParameter(name="MinValue")
    group = changeable(group_of(said.scaling_group_id, work.state))
    low, high, wanted = said.min_value, said.max_value, said.desired_capacity
    for field, name in SIZES.items():
        if (getattr(said, field) or 0) > work.settings.max_group_size:
            raise InvalidParameter(name=name)
    if low is not None and high is not None and low > high:
        raise InvalidParameterConflict(one="MinValue", other="MaxValue")
    if wanted is not None and low is not None and wanted < low:
        raise InvalidParameterConflict(one="DesiredCapacity", other="MinValue")
    if wanted is not None and high is not None and wanted > high:
        raise InvalidParameterConflict(one="DesiredCapacity", other="MaxValue")
    if wanted is not None and group.request.desired_capacity is None:
        raise InvalidParameter(name="DesiredCapacity")  # only groups that have one can be told another
    return group.group_id


def _check_recurrence(said: ScheduledTaskSettings) -> None:
    kind, value = said.recurrence_type, said.recurrence_value
    if kind is None:
        if value or said.recurrence_end_time:
            raise MissingParameter(name="RecurrenceType")
        return
    if not value:
        raise MissingParameter(name="RecurrenceValue")
    try:
        check_value(kind, value)
    except NoRecurrence as problem:
        raise InvalidParameter(name="RecurrenceValue") from problem


def _time(name: str, text: str) -> datetime | None:
    try:
        return parse_time(text) if text else None
    except ValueError as problem:
        raise InvalidParameter(name=name) from problem


def _blamed(said: ScheduledTaskSettings) -> str:
    """What makes that it never runs: it is over already, ends before it begins, or no day fits."""
    if said.recurrence_type is None:
        return "LaunchTime"
    return "RecurrenceEndTime" if said.recurrence_end_time else "RecurrenceValue"
