"""Instances that groups are made after: what they are made of is kept while they are there."""

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import sources
from scalehook.scaling_controller.guests import key
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.blueprints import BlueprintForgotten, BlueprintNoted
from scalehook_contracts.errors.scaling_instances import InvalidInstanceIdNotFound
from scalehook_contracts.fleet.instances import InstanceCreated
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration


def note(created: InstanceCreated, work: Work[State, Settings]) -> None:
    """An instance is there. Of one that a group has made its configuration says what it is made of."""
    if created.scaling_activity_id:
        return
    work.record(
        BlueprintNoted(
            instance_id=created.instance_id,
            image_id=created.image_id,
            instance_type=created.instance_type,
            security_group_id=created.security_group_id,
            ram_role_name=created.ram_role_name,
        )
    )
    work.wake(key(created.instance_id))


def forget(instance_id: str, work: Work[State, Settings]) -> None:
    """It is gone."""
    if instance_id in work.state.blueprints:
        work.record(BlueprintForgotten(instance_id=instance_id))


def await_one(instance_id: str, work: Work[State, Settings]) -> Deferred | None:
    """The instance must be there; it may have been made just now."""
    if not instance_id or _is_known(instance_id, work.state):
        return None
    later = work.await_event(key(instance_id), work.settings.late_events_seconds)
    if later is None:
        raise InvalidInstanceIdNotFound(name=instance_id)
    return later


def configuration_of(instance_id: str, group_id: str, state: State) -> CreateScalingConfiguration:
    """The configuration of a group whose instances are to be like this one."""
    seen = state.blueprints.get(instance_id)
    if seen is not None:
        return CreateScalingConfiguration(
            scaling_group_id=group_id,
            image_id=seen.image_id,
            instance_type=seen.instance_type,
            security_group_id=seen.security_group_id,
            ram_role_name=seen.ram_role_name,
        )
    instance = state.catalogue.instances.things[instance_id]
    made_by = sources.of_instance(instance, state.groups[instance.group_id], state)
    return made_by.model_copy(
        update={"scaling_group_id": group_id, "scaling_configuration_name": None, "client_token": ""}
    )


def _is_known(instance_id: str, state: State) -> bool:
    return instance_id in state.blueprints or instance_id in state.catalogue.instances.things
