"""What is heard of instances that groups can be made after."""

from scalehook.scaling_controller.state.blueprints import Blueprint
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note


class BlueprintNoted(Note):
    """An instance is there that no group has made."""

    instance_id: str
    image_id: str
    instance_type: str
    security_group_id: str
    ram_role_name: str


class BlueprintForgotten(Note):
    """It is gone."""

    instance_id: str


def blueprint_noted(event: BlueprintNoted, state: State) -> None:
    """Groups can be made after it."""
    state.blueprints[event.instance_id] = Blueprint(
        image_id=event.image_id,
        instance_type=event.instance_type,
        security_group_id=event.security_group_id,
        ram_role_name=event.ram_role_name,
    )


def blueprint_forgotten(event: BlueprintForgotten, state: State) -> None:
    """None can any more."""
    del state.blueprints[event.instance_id]
