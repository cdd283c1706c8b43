"""What keeps a group from scaling: looked at now, or written down in a report."""

from typing import Literal

from scalehook_contracts.base import Done, Event, Listed, Part, Reply
from scalehook_contracts.pages import Page, PageNumber, PageSize
from scalehook_contracts.scaling_controller.base import EssOperation

DiagnoseStatus = Literal["Normal", "Warn", "Critical"]


class DiagnoseDetail(Part):
    """One thing that was looked at; the error code is empty where all is well."""

    diagnose_type: str
    error_code: str
    resource_id: str
    status: DiagnoseStatus


class DiagnoseDetails(Reply):
    """All that was looked at."""

    details: list[DiagnoseDetail] = Listed("Detail")


class DescribeScalingGroupDiagnoseDetails(EssOperation[DiagnoseDetails]):
    """Looks at a group now."""

    region_id: str
    scaling_group_id: str


class DiagnoseReportCreation(Reply):
    """The new report's id."""

    report_id: str


class CreateDiagnoseReport(EssOperation[DiagnoseReportCreation]):
    """Looks at a group, and writes down what it finds."""

    region_id: str
    scaling_group_id: str


class DiagnoseReportView(Part):
    """A report, as it is described."""

    report_id: str
    scaling_group_id: str
    region_id: str
    user_id: str
    creation_time: str
    process_status: Literal["Finished"] = "Finished"
    diagnose_status: DiagnoseStatus
    details: list[DiagnoseDetail] = Listed("Detail")


class DiagnoseReportPage(Page, Reply):
    """One page of reports, the newest first."""

    reports: list[DiagnoseReportView] = Listed("Report")


class DescribeDiagnoseReports(EssOperation[DiagnoseReportPage]):
    """Lists the reports of a group; ids that do not exist are passed over."""

    region_id: str
    scaling_group_id: str
    report_ids: list[str] = Listed("ReportId", max_length=20)
    page_number: PageNumber = 1
    page_size: PageSize = 10


class DeleteDiagnoseReport(EssOperation[Done]):
    """Deletes a report. Its id says which group it is about."""

    region_id: str
    report_id: str

    def resources(self) -> list[str]:
        """The group."""
        return [f"scalinggroup/{self.report_id.rpartition('_')[0] or '*'}"]


class DiagnoseReportCreated(Event):
    """A group was looked at. A group keeps so many reports: the oldest go."""

    report_id: str
    scaling_group_id: str
    created_at: float
    details: list[DiagnoseDetail] = Listed("Detail")
    forgotten: list[str] = Listed("ReportId")


class DiagnoseReportDeleted(Event):
    """A report is gone."""

    report_id: str
    scaling_group_id: str
