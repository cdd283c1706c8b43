"""Filters by when something began and ended."""

from collections.abc import Iterator

from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.template_engine.executions import ListExecutions
from scalehook_contracts.template_engine.tasks import ListTaskExecutions

Dates = ListExecutions | ListTaskExecutions  # texts, of which the later is the greater one; or empty


def within(dates: Dates, started_at: float, ended_at: float | None) -> bool:
    """Whether it fits all of them, each to the second and with that second. What has not ended fits no
    filter by its end.
    """
    return all(_fits(dates, started_at, ended_at))


def _fits(dates: Dates, started_at: float, ended_at: float | None) -> Iterator[bool]:
    if dates.start_date_after or dates.start_date_before:
        started = iso_seconds(moment(started_at))
        yield dates.start_date_after <= started <= (dates.start_date_before or started)
    if dates.end_date_after or dates.end_date_before:
        ended = iso_seconds(moment(ended_at)) if ended_at is not None else ""
        yield bool(ended) and dates.end_date_after <= ended <= (dates.end_date_before or ended)
