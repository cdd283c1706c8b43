"""Metrics, read back."""

from itertools import chain, islice

from scalehook.cloud_monitor import naming, times
from scalehook.cloud_monitor.choosing import chosen
from scalehook.cloud_monitor.points import Point, Span, period_of, points, written
from scalehook.cloud_monitor.settings import Settings
from scalehook.cloud_monitor.state import State
from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook_contracts.cloud_monitor.datapoints import (
    DescribeMetricData,
    DescribeMetricLast,
    DescribeMetricList,
    MetricDatapoints,
    MetricPage,
    MetricQuery,
)
from scalehook_contracts.errors.cms import ParameterInvalid
from scalehook_contracts.errors.common import InvalidParameter

HOUR, MOST_SECONDS = 3600, 31 * 86_400
LENGTH, MOST_LENGTH = "1000", 1440


def describe_metric_list(command: DescribeMetricList, work: Work[State, Settings]) -> MetricPage:
    """One page of points."""
    span = _span(command, work)
    found = chain.from_iterable(points(series, span) for series in chosen(command, work))
    try:
        page, token = next_page(found, command.next_token, _length(command))
    except InvalidParameter as problem:
        raise ParameterInvalid() from problem
    return _page(span, list(page), token)


def describe_metric_last(command: DescribeMetricLast, work: Work[State, Settings]) -> MetricPage:
    """The newest of each; so many series at most."""
    span = _span(command, work)
    newest = (islice(points(each, span, newest_first=True), 1) for each in chosen(command, work))
    try:
        page, token = next_page(chain.from_iterable(newest), command.next_token, _length(command))
    except InvalidParameter as problem:
        raise ParameterInvalid() from problem
    return _page(span, list(page), token)


def describe_metric_data(command: DescribeMetricData, work: Work[State, Settings]) -> MetricDatapoints:
    """As many as are asked for."""
    span = _span(command, work)
    found = chain.from_iterable(points(series, span) for series in chosen(command, work))
    text = written(list(islice(found, _length(command))))
    return MetricDatapoints(period=str(span.period), datapoints=text)


def _page(span: Span, found: list[Point], token: str) -> MetricPage:
    return MetricPage(period=str(span.period), datapoints=written(found), next_token=token or None)


def _span(query: MetricQuery, work: Work[State, Settings]) -> Span:
    """Not further back than anything is kept."""
    now = work.now.timestamp()
    try:
        period = period_of(query)
        end = times.seconds_of(query.end_time) if query.end_time else now
        start = times.seconds_of(query.start_time) if query.start_time else end - HOUR
    except ValueError as problem:
        raise ParameterInvalid() from problem
    if start > end or end - start > MOST_SECONDS:
        raise ParameterInvalid()
    return Span(int(max(start, now - work.settings.metric_seconds)), int(min(end, now)), period)


def _length(query: MetricQuery) -> int:
    try:
        length = naming.number(query.length or LENGTH)
    except ValueError as problem:
        raise ParameterInvalid() from problem
    if not 1 <= length <= MOST_LENGTH:
        raise ParameterInvalid()
    return length
