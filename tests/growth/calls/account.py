"""What the account may, and what is known of groups on the whole."""

from scalehook_contracts.base import Message
from scalehook_contracts.scaling_controller.alert_configurations import (
    DescribeAlertConfiguration,
    ModifyAlertConfiguration,
)
from scalehook_contracts.scaling_controller.diagnosis import (
    CreateDiagnoseReport,
    DeleteDiagnoseReport,
    DescribeDiagnoseReports,
    DescribeScalingGroupDiagnoseDetails,
)
from scalehook_contracts.scaling_controller.known_types import (
    DescribeCandidateInstanceType,
    DescribeElasticStrength,
    DescribePatternTypes,
)
from scalehook_contracts.scaling_controller.limits import DescribeLimitation
from scalehook_contracts.scaling_controller.owners import FindGroup, FindGroupTags
from scalehook_contracts.scaling_controller.regions import DescribeRegions
from scalehook_contracts.scaling_controller.serving import ReportServingInstances
from scalehook_contracts.scaling_controller.statistics import (
    DescribeInstanceCreateAndDeleteStatistics,
    DescribeScalingActivityStatistics,
)
from scalehook_contracts.scaling_controller.users import VerifyAuthentication, VerifyUser
from support.scaling.cloud import REGION
from support.scaling.population import LARGE, REPORT

HERE = {"region_id": REGION}
OF_LARGE = {**HERE, "scaling_group_id": LARGE}
ALWAYS = {"start_time": "2020-01-01T00:00Z", "end_time": "2030-01-01T00:00Z"}


def account_calls(n: int) -> dict[str, Message]:
    """None of them is about a certain group."""
    return {
        "regions": DescribeRegions(),
        "limits": DescribeLimitation(),
        "verify authentication": VerifyAuthentication(),
        "verify user": VerifyUser(),
        "pattern": DescribePatternTypes(**HERE, cores=n),
        "candidates": DescribeCandidateInstanceType(
            instance_types=["ecs.c7.large"], allow_different_generation=True
        ),
        "strength": DescribeElasticStrength(**OF_LARGE),
        "diagnose": DescribeScalingGroupDiagnoseDetails(**OF_LARGE),
        "report": CreateDiagnoseReport(**OF_LARGE),
        "reports": DescribeDiagnoseReports(**OF_LARGE),
        "report gone": DeleteDiagnoseReport(**HERE, report_id=REPORT),
        "alerts": DescribeAlertConfiguration(**OF_LARGE),
        "alert": ModifyAlertConfiguration(**OF_LARGE, scale_statuses=["Failed"]),
        "instance statistics": DescribeInstanceCreateAndDeleteStatistics(**HERE, **ALWAYS),
        "group's statistics": DescribeInstanceCreateAndDeleteStatistics(**OF_LARGE, **ALWAYS),
        "a group is found": FindGroup(scaling_rule_id="none", instance_id="none"),
        "tags of a group": FindGroupTags(resources=[f"acs:ess:r:1:scalinggroup/{LARGE}"]),
        "who serves": ReportServingInstances(scaling_group_id="g-7"),
        "activity statistics": DescribeScalingActivityStatistics(**HERE, **ALWAYS),
    }
