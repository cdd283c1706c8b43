"""The moments of a scheduled task: its runs, and the days on which its end is announced."""

from datetime import datetime, timedelta

from scalehook.scaling_controller.recurrence import Recurrence, parse_time
from scalehook_contracts.scaling_controller.scheduled_tasks import ScheduledTaskSettings

DAY = timedelta(days=1)
LAST_DAYS = 7


def recurrence_of(said: ScheduledTaskSettings) -> Recurrence:
    """When it runs."""
    return Recurrence(
        start=parse_time(said.launch_time) if said.launch_time else None,
        kind=said.recurrence_type,
        value=said.recurrence_value,
        end=end_of(said),
    )


def end_of(said: ScheduledTaskSettings) -> datetime | None:
    """When it ends; None when it goes on for ever, or runs once."""
    return parse_time(said.recurrence_end_time) if said.recurrence_end_time else None


def announcement_after(end: datetime, now: datetime) -> datetime | None:
    """The next of the last seven days before the end; None when they are over."""
    days = (end - now) // DAY
    days = min(days - (now == end - DAY * days), LAST_DAYS)
    return end - DAY * days if days >= 1 else None
