"""Processes of scaling groups are suspended and resumed."""

from typing import Any

import pytest

from scalehook.kit.api.operations import build
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.processes import (
    ProcessesSuspended,
    ResumeProcesses,
    SuspendProcesses,
)
from support.scaling.cloud import Cloud
from support.scaling.groups import delete, described, modify, refusal

ALL: list[Any] = ["ScaleIn", "ScaleOut", "HealthCheck", "AlarmNotification", "ScheduledAction"]


def suspend(cloud: Cloud, *processes: Any, token: str = "") -> None:
    cloud.ask(
        SuspendProcesses(scaling_group_id=cloud.group, processes=list(processes), client_token=token)
    )


def resume(cloud: Cloud, *processes: Any, token: str = "") -> None:
    cloud.ask(
        ResumeProcesses(scaling_group_id=cloud.group, processes=list(processes), client_token=token)
    )
    cloud.fleet()


def test_they_are_described() -> None:
    """Each once, whatever was said twice; over a restart."""
    cloud = Cloud()
    suspend(cloud, *ALL, *ALL)
    resume(cloud, "HealthCheck", "HealthCheck")
    cloud.rehearsal.restart()
    expected = ["AlarmNotification", "ScaleIn", "ScaleOut", "ScheduledAction"]
    assert described(cloud).suspended_processes == expected
    resume(cloud, *ALL)
    assert described(cloud).suspended_processes == []


def test_a_group_that_is_resumed_comes_to_its_size() -> None:
    """What had to wait is done then; what runs goes on."""
    cloud = Cloud().enabled()
    cloud.hook()
    activity = cloud.scale(1)
    suspend(cloud, "ScaleOut")
    cloud.complete(cloud.actions(activity)[0])
    modify(cloud, min_size=2)
    assert cloud.states() == ["InService"]
    resume(cloud, "ScaleOut")
    assert cloud.states() == ["InService", "Pending:Wait"]


@pytest.mark.parametrize(("process", "by"), [("ScaleOut", 1), ("ScaleIn", -1)])
def test_a_direction_stands_still(process: str, by: int) -> None:
    """Executing a rule is refused; the other direction goes on."""
    cloud = Cloud().enabled()
    cloud.scale(2)
    suspend(cloud, process)
    with pytest.raises(ApiError, match="IncorrectScalingGroupStatus"):
        cloud.scale(by)
    cloud.scale(-by)
    assert len(cloud.states()) == 2 - by


def test_client_tokens() -> None:
    """The same call has one effect; another call with its token is refused."""
    cloud = Cloud()
    suspend(cloud, "ScaleIn", token="t")
    resume(cloud, "ScaleIn")
    suspend(cloud, "ScaleIn", token="t")
    assert described(cloud).suspended_processes == []
    told = [e for e in cloud.rehearsal.recorded if isinstance(e, ProcessesSuspended)]
    assert len(told) == 1
    other = SuspendProcesses(scaling_group_id=cloud.group, processes=["ScaleOut"], client_token="t")
    assert refusal(cloud, other)[0] == "IdempotentParameterMismatch"
    resume(cloud, "ScaleIn", token="t")  # a token belongs to an operation


@pytest.mark.parametrize("operation", [SuspendProcesses, ResumeProcesses])
def test_what_is_refused(operation: Any) -> None:
    """Unknown processes, groups and regions, and nothing to do."""
    cloud = Cloud()
    with pytest.raises(ApiError) as caught:
        build(operation, {"ScalingGroupId": cloud.group, "Processes": ["ScaleIn", "ScaleUp"]})
    assert str(caught.value) == (
        'InvalidParameter: The specified value of parameter "Processes.2" is not valid.'
    )
    asked = {"scaling_group_id": cloud.group, "processes": ["ScaleIn"]}
    for given, code in (
        ({"processes": []}, "MissingParameter"),
        ({"scaling_group_id": "asg-none"}, "InvalidScalingGroupId.NotFound"),
        ({"region_id": "cn-nowhere"}, "InvalidRegionId.NotFound"),
    ):
        assert refusal(cloud, operation(**{**asked, **given}))[0] == code


def test_a_group_that_is_deleted() -> None:
    """It accepts nothing more."""
    cloud = Cloud().enabled()
    modify(cloud, min_size=1)
    delete(cloud)
    command = SuspendProcesses(scaling_group_id=cloud.group, processes=["ScaleIn"])
    assert refusal(cloud, command)[0] == "IncorrectScalingGroupStatus"
