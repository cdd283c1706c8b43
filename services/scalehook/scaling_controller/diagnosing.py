"""Looks at a group for what keeps it from scaling, as far as is known here."""

from collections.abc import Callable, Iterator

from scalehook.scaling_controller.shortages import shortage_of
from scalehook.scaling_controller.state import Group
from scalehook_contracts.scaling_controller.diagnosis import DiagnoseDetail, DiagnoseStatus

SEVERITY: tuple[DiagnoseStatus, ...] = ("Normal", "Warn", "Critical")


def look_at(group: Group) -> list[DiagnoseDetail]:
    """All that was looked at, whether it is well or not."""
    return [detail for check in CHECKS for detail in check(group)]


def worst(details: list[DiagnoseDetail]) -> DiagnoseStatus:
    """The status of the whole."""
    return max((detail.status for detail in details), key=SEVERITY.index, default="Normal")


def _activity(group: Group) -> Iterator[DiagnoseDetail]:
    """Whether it may scale at all."""
    yield _detail("ScalingGroup", group.group_id, "" if group.active else "ScalingGroupInactive", "Warn")


def _configuration(group: Group) -> Iterator[DiagnoseDetail]:
    """Whether it is known what new instances look like."""
    source = group.active_configuration_id or group.request.launch_template_id
    error = "" if source else "ScalingConfigurationNotFound"
    yield _detail("ScalingConfiguration", source or group.group_id, error, "Critical")


def _processes(group: Group) -> Iterator[DiagnoseDetail]:
    """Each one that is suspended."""
    for process in sorted(group.suspended):
        yield _detail("SuspendedProcess", process, f"{process}Suspended", "Warn")


def _stock(group: Group) -> Iterator[DiagnoseDetail]:
    """Whether it got the instances that it asked for."""
    error = "ElasticStrengthAlert" if shortage_of(group) else ""
    yield _detail("ElasticStrength", group.group_id, error, "Critical")


def _detail(kind: str, resource: str, error: str, severity: DiagnoseStatus) -> DiagnoseDetail:
    return DiagnoseDetail(
        diagnose_type=kind,
        error_code=error,
        resource_id=resource,
        status=severity if error else "Normal",
    )


CHECKS: tuple[Callable[[Group], Iterator[DiagnoseDetail]], ...] = (
    _activity,
    _configuration,
    _processes,
    _stock,
)
