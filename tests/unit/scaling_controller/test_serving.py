"""Who is in service in a group, told to whoever begins to look at it."""

from scalehook_contracts.base import DONE
from scalehook_contracts.scaling_controller.instance_states import SetInstancesProtection
from scalehook_contracts.scaling_controller.serving import (
    ReportServingInstances,
    ServingInstancesReported,
)
from support.scaling.cloud import Cloud


def reported(cloud: Cloud, group_id: str) -> list[str]:
    """The ids, as the event has them."""
    assert cloud.ask(ReportServingInstances(scaling_group_id=group_id)) == DONE
    event = cloud.rehearsal.recorded[-1]
    assert isinstance(event, ServingInstancesReported)
    assert event.scaling_group_id == group_id
    return event.instance_ids


def test_who_serves_is_told() -> None:
    """Protected ones serve, too; those that a hook holds do not, nor those of no group."""
    cloud = Cloud().enabled()
    cloud.scale(2)
    cloud.fleet()
    both = list(cloud.rehearsal.state.groups[cloud.group].instances)
    cloud.ask(
        SetInstancesProtection(
            scaling_group_id=cloud.group, instance_ids=both[:1], protected_from_scale_in=True
        )
    )
    cloud.hook()
    cloud.scale(1)
    cloud.fleet()
    assert sorted(cloud.states()) == ["InService", "Pending:Wait", "Protected"]
    assert sorted(reported(cloud, cloud.group)) == sorted(both)
    assert reported(cloud, "asg-none") == []
