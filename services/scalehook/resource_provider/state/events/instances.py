"""What ECS instances bring along, and take with them."""

from typing import Any

from scalehook.kit.catching_up import Knowledge
from scalehook.resource_provider.state import Resource, State
from scalehook_contracts.base import Fresh, Listed, Note
from scalehook_contracts.plain import PlainObject

INSTANCE_ID = "InstanceId"  # what a resource calls the instance that it is on


class KnowledgeGained(Note):
    """So much of the instances is known from now on."""

    knowledge: Knowledge


class InstanceNoted(Note):
    """There is an instance, with a network interface and disks: what they have beside the usual."""

    instance_id: str
    interface: PlainObject = Fresh(dict)
    disks: list[PlainObject] = Listed("Disk")


class InstanceForgotten(Note):
    """The instance is gone, and so are these that it brought along: kinds and ids."""

    instance_id: str


def knowledge_gained(event: KnowledgeGained, state: State) -> None:
    """Instances are looked at."""
    state.knowledge = event.knowledge


def instance_noted(event: InstanceNoted, state: State) -> None:
    """One more. An older version noted each without having asked for them."""
    if state.knowledge == "none":
        state.knowledge = "all"
    state.instances[event.instance_id] = True
    owned = {INSTANCE_ID: event.instance_id}
    interface_id = event.instance_id.replace("i-", "eni-", 1)
    state.put(_implied("network-interface", interface_id, event.interface | owned))
    for number, disk in enumerate(event.disks):
        suffix = f"-{number}" if number else ""
        disk_id = event.instance_id.replace("i-", "d-", 1) + suffix
        state.put(_implied("disk", disk_id, disk | owned))


def instance_forgotten(event: InstanceForgotten, state: State) -> None:
    """One less; what came with it and is still on it goes, too."""
    state.instances.pop(event.instance_id, None)
    for kind in ("network-interface", "disk"):
        for resource_id in list(state.marked(kind, INSTANCE_ID, event.instance_id)):
            resource = state.resources[kind][resource_id]
            if resource.implied:
                state.drop(resource)


def _implied(kind: str, resource_id: str, values: dict[str, Any]) -> Resource:
    return Resource(kind, resource_id, values, implied=True)
