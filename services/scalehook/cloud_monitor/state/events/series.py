"""What happens to series."""

from scalehook.cloud_monitor.state.root import State
from scalehook.cloud_monitor.state.series import Series, series_key
from scalehook.cloud_monitor.windows import Window
from scalehook_contracts.base import Note, Part
from scalehook_contracts.numbers import Int64


class Report(Part):
    """What was measured of a series in a window that is `length` seconds long."""

    group_id: str
    metric_name: str
    dimensions: dict[str, str]
    length: Int64
    start: Int64
    count: float
    total: float
    minimum: float
    maximum: float
    last: float
    last_at: float
    single: bool

    @property
    def key(self) -> str:
        """Which series it is."""
        return series_key(self.group_id, self.metric_name, self.dimensions)

    def window(self) -> Window:
        """What was measured."""
        values = [self.last] if self.single else []
        return Window(
            self.count, self.total, self.minimum, self.maximum, self.last, self.last_at, values
        )


class CustomMetricsReported(Note):
    """Somebody has measured something; what lies before `keep_from` is not kept any more."""

    reports: list[Report]
    reported_at: float
    keep_from: float


class SeriesForgotten(Note):
    """Nobody has reported to these for long, or there were too many."""

    keys: list[str]


def custom_metrics_reported(event: CustomMetricsReported, state: State) -> None:
    """The series have more to show."""
    for report in event.reports:
        key = report.key
        series = state.series.get(key)
        if series is None:
            series = Series(report.group_id, report.metric_name, dict(report.dimensions), 0)
        series.touched_at = event.reported_at
        series.add(report.length, report.start, report.window(), event.keep_from)
        state.put_series(key, series)


def series_forgotten(event: SeriesForgotten, state: State) -> None:
    """They are gone."""
    for key in event.keys:
        state.forget_series(key)
