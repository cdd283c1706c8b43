"""Filters by when something began and ended."""

from collections.abc import Iterator
from typing import Protocol

from scalehook.kit.clock.moments import iso_seconds, moment


class Dates(Protocol):
    """The filters of a request: texts, of which the later is the greater one; empty: not asked for."""

    start_date_after: str
    start_date_before: str
    end_date_after: str
    end_date_before: str


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
