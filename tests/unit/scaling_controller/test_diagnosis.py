"""Diagnoses: what keeps a group from scaling, now and in reports; alerts; statistics."""

from typing import Any

import pytest

from scalehook.scaling_controller.handlers.diagnosis import MOST
from scalehook_contracts.scaling_controller.alert_configurations import (
    DescribeAlertConfiguration,
    ModifyAlertConfiguration,
)
from scalehook_contracts.scaling_controller.diagnosis import (
    CreateDiagnoseReport,
    DeleteDiagnoseReport,
    DescribeDiagnoseReports,
    DescribeScalingGroupDiagnoseDetails,
    DiagnoseReportPage,
)
from support.scaling.cloud import ACCOUNT, REGION, Cloud
from support.scaling.configurations import code_of
from support.scaling.shortage import run_short


def found(cloud: Cloud) -> dict[str, tuple[str, str]]:
    asked = DescribeScalingGroupDiagnoseDetails(region_id=REGION, scaling_group_id=cloud.group)
    details = cloud.ask(asked).details
    return {detail.diagnose_type: (detail.error_code, detail.status) for detail in details}


def report(cloud: Cloud) -> str:
    asked = CreateDiagnoseReport(region_id=REGION, scaling_group_id=cloud.group)
    return str(cloud.ask(asked).report_id)


def reports(cloud: Cloud, **more: Any) -> DiagnoseReportPage:
    asked = DescribeDiagnoseReports(region_id=REGION, scaling_group_id=cloud.group, **more)
    page: DiagnoseReportPage = cloud.ask(asked)
    return page


def test_a_group_that_is_well() -> None:
    """Everything is looked at, and normal."""
    assert found(Cloud().enabled()) == {
        "ScalingGroup": ("", "Normal"),
        "ScalingConfiguration": ("", "Normal"),
        "ElasticStrength": ("", "Normal"),
    }


def test_a_group_that_is_not() -> None:
    """It is inactive, and nobody knows what its instances look like; a process is suspended."""
    cloud = Cloud()
    cloud.rehearsal.state.groups[cloud.group].suspended.add("ScaleOut")
    assert found(cloud) == {
        "ScalingGroup": ("ScalingGroupInactive", "Warn"),
        "ScalingConfiguration": ("ScalingConfigurationNotFound", "Critical"),
        "SuspendedProcess": ("ScaleOutSuspended", "Warn"),
        "ElasticStrength": ("", "Normal"),
    }


def test_stock_is_missing() -> None:
    """As the latest activity has found out."""
    cloud = Cloud().enabled()
    run_short(cloud)
    assert found(cloud)["ElasticStrength"] == ("ElasticStrengthAlert", "Critical")


def test_a_report_keeps_what_was_found() -> None:
    """Also when the group is well again; its status is the worst of all."""
    cloud = Cloud()
    first = report(cloud)
    cloud.enabled()
    second = report(cloud)
    page = reports(cloud)
    assert [one.report_id for one in page.reports] == [second, first]
    assert [one.diagnose_status for one in page.reports] == ["Normal", "Critical"]
    assert {one.process_status for one in page.reports} == {"Finished"}
    assert {(one.user_id, one.region_id) for one in page.reports} == {(ACCOUNT, REGION)}
    chosen = reports(cloud, report_ids=[first, "nosuch"])
    assert [one.report_id for one in chosen.reports] == [first]
    assert [one.report_id for one in reports(cloud, page_number=2, page_size=1).reports] == [first]


def test_reports_go() -> None:
    """By hand, after their time, and when there are too many."""
    cloud = Cloud()
    first = report(cloud)
    cloud.ask(DeleteDiagnoseReport(region_id=REGION, report_id=first))
    again = DeleteDiagnoseReport(region_id=REGION, report_id=first)
    assert code_of(cloud, again) == "InvalidParameter"
    made = [report(cloud) for _ in range(MOST + 2)]
    page = reports(cloud, page_size=50)
    assert [one.report_id for one in page.reports] == made[:1:-1]
    cloud.advance(31 * 86_400)
    assert reports(cloud).total_count == 0
    last = report(cloud)
    assert list(cloud.rehearsal.state.groups[cloud.group].reports) == [last]


@pytest.mark.parametrize("report_id", ["", "asg-nosuch_x", "x"])
def test_unknown_reports(report_id: str) -> None:
    """Are refused."""
    cloud = Cloud()
    command = DeleteDiagnoseReport(region_id=REGION, report_id=report_id)
    assert code_of(cloud, command) == "InvalidParameter"


def test_unknown_groups_and_regions() -> None:
    """Are refused by every one of these operations."""
    cloud = Cloud()
    kinds = (
        CreateDiagnoseReport,
        DescribeDiagnoseReports,
        DescribeScalingGroupDiagnoseDetails,
        DescribeAlertConfiguration,
        ModifyAlertConfiguration,
    )
    for kind in kinds:
        unknown = kind(region_id=REGION, scaling_group_id="asg-nosuch")
        assert code_of(cloud, unknown) == "InvalidScalingGroupId.NotFound"
        elsewhere = kind(region_id="elsewhere", scaling_group_id=cloud.group)
        assert code_of(cloud, elsewhere) == "InvalidRegionId.NotFound"


def test_alerts() -> None:
    """The statuses that were chosen last, each once; none at first, and when none are given."""
    cloud = Cloud()
    where: dict[str, str] = {"region_id": REGION, "scaling_group_id": cloud.group}
    assert cloud.ask(DescribeAlertConfiguration(**where)).scale_statuses == []
    cloud.ask(ModifyAlertConfiguration(**where, scale_statuses=["Failed", "Warning", "Failed"]))
    assert cloud.ask(DescribeAlertConfiguration(**where)).scale_statuses == ["Failed", "Warning"]
    cloud.ask(ModifyAlertConfiguration(**where))
    assert cloud.ask(DescribeAlertConfiguration(**where)).scale_statuses == []
