"""The instances that a request is for."""

from collections.abc import Sequence

from scalehook.kit import Deferred, Work
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook_contracts.errors.ecs import (
    InstanceIdsExceedLimit,
    InvalidInstanceNotFound,
    MissingParamInstanceId,
)
from scalehook_contracts.errors.ecs_commands import (
    InvalidResourceTagConflict,
    InvalidResourceTagInstanceNotFound,
)
from scalehook_contracts.script_runner.base import AssistantTag

MOST_INSTANCES = 100


def chosen(
    instance_ids: Sequence[str], tags: Sequence[AssistantTag], work: Work[State, Settings]
) -> list[str]:
    """The instances that are named, each once; or those that have all these tags."""
    if not tags:
        return check_ids(instance_ids)
    if any(instance_ids):
        raise InvalidResourceTagConflict()
    marks = [("Tag", tag.key, tag.value) if tag.value else ("TagKey", tag.key) for tag in tags]
    found = work.state.roster.instances.find(marks)
    if len(found) > MOST_INSTANCES:
        raise InstanceIdsExceedLimit()
    if not found:
        raise InvalidResourceTagInstanceNotFound()
    return list(found)


def check_ids(instance_ids: Sequence[str], most: int = MOST_INSTANCES) -> list[str]:
    """They are some, and not too many; each once."""
    if not all(instance_ids) or not instance_ids:
        raise MissingParamInstanceId()
    if len(instance_ids) > most:
        raise InstanceIdsExceedLimit()
    return list(dict.fromkeys(instance_ids))


def await_instances(
    instance_ids: Sequence[str], group_id: str, work: Work[State, Settings]
) -> Deferred | None:
    """One instance that is not there refuses the whole call; so does one of another resource group than
    the call's. One that is not there yet, or does not run yet, may do so already by its owner, whose
    event is under way.
    """
    known, agents = work.state.instances, work.state.agents
    late = next((i for i in instance_ids if not known.get(i)), None)
    if late is not None:
        later = work.await_event(instance_key(late), work.settings.late_events_seconds)
        if later is not None:
            return later
    groups = {agents[each].resource_group_id for each in instance_ids if each in agents}
    if any(each not in known for each in instance_ids) or (group_id and groups - {group_id, ""}):
        raise InvalidInstanceNotFound()
    return None


def instance_key(instance_id: str) -> str:
    """What commands wait for that name an instance before it runs."""
    return f"instance/{instance_id}"
