"""A diagnosis that was written down."""

from dataclasses import dataclass, field

from scalehook_contracts.scaling_controller.diagnosis import DiagnoseDetail


@dataclass
class Report:
    """What was found when a group was looked at."""

    report_id: str
    created_at: float
    details: list[DiagnoseDetail] = field(default_factory=list)
