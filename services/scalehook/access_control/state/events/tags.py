"""What happens to tags."""

from scalehook.access_control.state.root import State
from scalehook_contracts.access_control.tags import ResourcesTagged, ResourcesUntagged


def resources_tagged(event: ResourcesTagged, state: State) -> None:
    """These have more of them."""
    for resource in event.resources:
        state.tags.setdefault(resource.lower(), {}).update(event.tags)


def resources_untagged(event: ResourcesUntagged, state: State) -> None:
    """These have fewer."""
    for resource in map(str.lower, event.resources):
        tags = state.tags.get(resource, {})
        for key in event.tag_keys:
            tags.pop(key, None)
        if not tags:
            state.tags.pop(resource, None)
