"""Custom metrics, reported."""

from dataclasses import dataclass

from scalehook.cloud_monitor import watching
from scalehook.cloud_monitor.reading import report_of
from scalehook.cloud_monitor.settings import Settings
from scalehook.cloud_monitor.state import Quiet, State
from scalehook.cloud_monitor.state.events.series import CustomMetricsReported, SeriesForgotten
from scalehook.kit import Work
from scalehook.kit.history import overdue
from scalehook_contracts.cloud_monitor.custom_metrics import PutCustomMetric, PutCustomMetricAnswer


def put_custom_metric(command: PutCustomMetric, work: Work[State, Settings]) -> PutCustomMetricAnswer:
    """All of them are kept, or none; alarms that look at them are woken."""
    keep, now = work.settings.metric_seconds, work.now.timestamp()
    reports = [report_of(given, work.now, keep) for given in command.metric_list]
    work.record(CustomMetricsReported(reports=reports, reported_at=now, keep_from=now - keep))
    forgotten = overdue(Quiet(work.state.series), work.now, _Keeping(work.settings))
    if forgotten:
        work.record(SeriesForgotten(keys=forgotten))
    watching.data_came((report.key for report in reports), work)
    return PutCustomMetricAnswer()


@dataclass(frozen=True)
class _Keeping:
    """How long series are kept that nobody reports to, and how many."""

    settings: Settings

    @property
    def history_days(self) -> float:
        """As long as their values."""
        return self.settings.metric_hours / 24

    @property
    def history_most(self) -> int:
        """As many as of other history."""
        return self.settings.history_most
