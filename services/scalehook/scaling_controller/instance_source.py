"""Instances as the source of a group's configuration: it is made to be like one that is there."""

import json
from typing import Any

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.sources import SourceForgotten, SourceNoted
from scalehook_contracts.errors.scaling_configurations import SourceInstanceNotFound
from scalehook_contracts.fleet.instances import InstanceCreated
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration

AS_IT_IS = (
    "image_id",
    "instance_type",
    "host_name",
    "instance_name",
    "internet_charge_type",
    "internet_max_bandwidth_in",
    "internet_max_bandwidth_out",
    "io_optimized",
    "key_pair_name",
    "ram_role_name",
    "resource_group_id",
    "spot_strategy",
    "user_data",
)


def configuration_from(
    instance_id: str, work: Work[State, Settings]
) -> CreateScalingConfiguration | Deferred:
    """What would make another instance like this one; its group is still to be said. One that is not
    known may have been made just now, and its event be under way: it is waited for before it is refused.
    """
    source = work.state.sources.get(instance_id)
    if source is not None:
        return source.configuration
    member = work.state.catalogue.instances.things.get(instance_id)
    if member is not None:
        group = work.state.groups[member.group_id]
        if member.configuration_id in group.configurations:
            return group.configurations[member.configuration_id].request
    later = work.await_event(key(instance_id), work.settings.late_events_seconds)
    if later is None:
        raise SourceInstanceNotFound(id=instance_id)
    return later


def note(event: InstanceCreated, work: Work[State, Settings]) -> None:
    """An instance that no activity has made is there."""
    work.record(SourceNoted(instance_id=event.instance_id, configuration=_configuration(event)))
    work.wake(key(event.instance_id))


def forget(instance_id: str, work: Work[State, Settings]) -> None:
    """An instance is gone."""
    if instance_id in work.state.sources:
        work.record(SourceForgotten(instance_id=instance_id))


def key(instance_id: str) -> str:
    """What requests wait for that name an instance before it is known."""
    return f"source/{instance_id}"


def _configuration(event: InstanceCreated) -> CreateScalingConfiguration:
    given: dict[str, Any] = {name: getattr(event, name, "") for name in AS_IT_IS}
    tags = {tag.key: tag.value for tag in getattr(event, "tags", ())}
    return CreateScalingConfiguration(
        scaling_group_id="",
        security_group_id=event.security_group_id,
        tags=json.dumps(tags) if tags else "",
        **{name: value for name, value in given.items() if value not in (None, "")},
    )
