"""Tells who is in service in a group."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.catalogue import state_marks
from scalehook_contracts.base import Done
from scalehook_contracts.scaling_controller.serving import (
    ReportServingInstances,
    ServingInstancesReported,
)

SERVING = ("InService", "Protected")


def report_serving_instances(command: ReportServingInstances, work: Work[State, Settings]) -> Done:
    """As an event: it comes in its place among those of the group. A group that is gone has nobody."""
    choices = state_marks(command.scaling_group_id, SERVING)
    found = work.state.catalogue.instances.find(*choices)
    ids = [instance.instance_id for instance in found]
    work.record(ServingInstancesReported(scaling_group_id=command.scaling_group_id, instance_ids=ids))
    return Done()
