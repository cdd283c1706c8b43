"""Instances of a group that stop or vanish behind its back, and those that come back."""

from scalehook.kit import Work
from scalehook.scaling_controller import backend_servers, departing, replacing, whitelists
from scalehook.scaling_controller.courses import RELEASE
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Instance, State
from scalehook.scaling_controller.state.events.known_instances import InstanceStatusNoted
from scalehook.scaling_controller.state.known_instances import PowerStatus

FROZEN = frozenset({"Protected", "Standby", "Stopped"})  # states in which the health is not looked at


def fail(instance: Instance, status: PowerStatus, work: Work[State, Settings]) -> None:
    """It does not run any more: it is unhealthy, unless nobody looks at that."""
    if instance.status == status or instance.lifecycle_state == "Stopped":
        return
    work.record(InstanceStatusNoted(instance_id=instance.instance_id, status=status))
    checked = work.state.groups[instance.group_id].checks_health
    if checked and instance.lifecycle_state not in FROZEN:
        replacing.set_health(instance, "Unhealthy", work)


def recover(instance: Instance, work: Work[State, Settings]) -> None:
    """It runs again, and nobody has replaced it meanwhile."""
    if instance.status == "Stopped" and instance.lifecycle_state != "Stopped":
        work.record(InstanceStatusNoted(instance_id=instance.instance_id, status="Running"))
        replacing.set_health(instance, "Healthy", work)


def leave(instance: Instance, activity: Activity, work: Work[State, Settings]) -> None:
    """It is gone from its group and from the activity. Unless it was released for that, it is taken out
    of whitelists and back ends as well.
    """
    group = work.state.groups[instance.group_id]
    if activity.step != RELEASE.name:
        whitelists.forget(instance, group, work)
        backend_servers.forget(instance, group, work)
    departing.remove(instance, activity.activity_id, work)
