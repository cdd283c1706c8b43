"""Finds the instances that a request names, or refuses as documented."""

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import Instance, State
from scalehook.kit import Work
from scalehook_contracts.errors.ecs_instances import (
    InvalidInstanceIdNotFound,
    InvalidInstanceIdNull,
    InvalidInstanceIdsMalFormed,
    InvalidInstanceIdsNotFound,
    InvalidRegionIdNotFound,
    TooManyInstanceIds,
)
from scalehook_contracts.fleet.base import MOST_INSTANCE_IDS


def check_region(region_id: str, work: Work[State, Settings]) -> None:
    """Only the region that this cloud plays exists."""
    if region_id != work.settings.region:
        raise InvalidRegionIdNotFound()


def instance_of(instance_id: str, work: Work[State, Settings]) -> Instance:
    """The instance with this id."""
    instance = work.state.instances.get(instance_id)
    if instance is None:
        raise InvalidInstanceIdNotFound()
    return instance


def check_ids(instance_ids: list[str]) -> None:
    """They can be ids, and are not too many."""
    if len(instance_ids) > MOST_INSTANCE_IDS:
        raise TooManyInstanceIds()
    if not all(each.startswith("i-") for each in instance_ids):
        raise InvalidInstanceIdsMalFormed()


def batch_of(instance_ids: list[str], work: Work[State, Settings]) -> list[Instance]:
    """The instances with these ids, each once."""
    if not instance_ids:
        raise InvalidInstanceIdNull()
    check_ids(instance_ids)
    known = work.state.instances
    if not all(each in known for each in instance_ids):
        raise InvalidInstanceIdsNotFound()
    return [known[each] for each in dict.fromkeys(instance_ids)]
