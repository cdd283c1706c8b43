"""What happens to reports."""

from scalehook.scaling_controller.state.reports import Report
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.diagnosis import (
    DiagnoseReportCreated,
    DiagnoseReportDeleted,
)


def diagnose_report_created(event: DiagnoseReportCreated, state: State) -> None:
    """The group has one more, and the oldest ones not any more."""
    reports = state.groups[event.scaling_group_id].reports
    for report_id in event.forgotten:
        reports.pop(report_id, None)
    reports[event.report_id] = Report(event.report_id, event.created_at, list(event.details))


def diagnose_report_deleted(event: DiagnoseReportDeleted, state: State) -> None:
    """The group has one less."""
    del state.groups[event.scaling_group_id].reports[event.report_id]
