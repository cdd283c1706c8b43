"""Diagnoses of groups, and reports of them."""

from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook.scaling_controller.diagnosing import look_at, worst
from scalehook.scaling_controller.lookups import check_region, group_of, shown_since
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.state.reports import Report
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.scaling_controller.diagnosis import (
    CreateDiagnoseReport,
    DeleteDiagnoseReport,
    DescribeDiagnoseReports,
    DescribeScalingGroupDiagnoseDetails,
    DiagnoseDetails,
    DiagnoseReportCreated,
    DiagnoseReportCreation,
    DiagnoseReportDeleted,
    DiagnoseReportPage,
    DiagnoseReportView,
)

MOST = 20  # reports of a group


def describe_scaling_group_diagnose_details(
    command: DescribeScalingGroupDiagnoseDetails, work: Work[State, Settings]
) -> DiagnoseDetails:
    """What is found now."""
    check_region(command.region_id, work)
    return DiagnoseDetails(details=look_at(group_of(command.scaling_group_id, work.state)))


def create_diagnose_report(
    command: CreateDiagnoseReport, work: Work[State, Settings]
) -> DiagnoseReportCreation:
    """What is found now is written down; what does not fit any more goes."""
    check_region(command.region_id, work)
    group = group_of(command.scaling_group_id, work.state)
    kept = [report.report_id for report in _shown(group, work)][: MOST - 1]
    report_id = work.new_id(f"{group.group_id}_")  # says whose it is
    work.record(
        DiagnoseReportCreated(
            report_id=report_id,
            scaling_group_id=group.group_id,
            created_at=work.now.timestamp(),
            details=look_at(group),
            forgotten=[known for known in group.reports if known not in kept],
        )
    )
    return DiagnoseReportCreation(report_id=report_id)


def describe_diagnose_reports(
    command: DescribeDiagnoseReports, work: Work[State, Settings]
) -> DiagnoseReportPage:
    """The reports of a group, the newest first."""
    check_region(command.region_id, work)
    group = group_of(command.scaling_group_id, work.state)
    wanted = command.report_ids
    found = [one for one in _shown(group, work) if not wanted or one.report_id in wanted]
    start = (command.page_number - 1) * command.page_size
    return DiagnoseReportPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        reports=[_view(one, group, work) for one in found[start : start + command.page_size]],
    )


def delete_diagnose_report(command: DeleteDiagnoseReport, work: Work[State, Settings]) -> Done:
    """It is gone."""
    check_region(command.region_id, work)
    group = work.state.groups.get(command.report_id.rpartition("_")[0])
    if group is None or command.report_id not in group.reports:
        raise InvalidParameter(name="ReportId")
    work.record(DiagnoseReportDeleted(report_id=command.report_id, scaling_group_id=group.group_id))
    return Done()


def _shown(group: Group, work: Work[State, Settings]) -> list[Report]:
    since = shown_since(work)
    return [report for report in reversed(group.reports.values()) if report.created_at >= since]


def _view(report: Report, group: Group, work: Work[State, Settings]) -> DiagnoseReportView:
    return DiagnoseReportView(
        report_id=report.report_id,
        scaling_group_id=group.group_id,
        region_id=work.settings.region,
        user_id=work.settings.account_id,
        creation_time=iso_minutes(moment(report.created_at)),
        diagnose_status=worst(report.details),
        details=report.details,
    )
