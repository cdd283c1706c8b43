"""What happens to resources."""

from scalehook.resource_provider.state import Resource, State
from scalehook_contracts.resource_provider.resources import (
    ResourceChanged,
    ResourceCreated,
    ResourceRemoved,
)


def resource_created(event: ResourceCreated, state: State) -> None:
    """One more."""
    state.put(Resource(event.kind, event.resource_id, dict(event.attributes)))


def resource_changed(event: ResourceChanged, state: State) -> None:
    """Some values are others."""
    state.change(state.resources[event.kind][event.resource_id], dict(event.attributes))


def resource_removed(event: ResourceRemoved, state: State) -> None:
    """One less."""
    state.drop(state.resources[event.kind][event.resource_id])
