"""What is heard of instances that scaling did not make."""

from scalehook.scaling_controller.state.root import State
from scalehook.scaling_controller.state.sources import Source
from scalehook_contracts.base import Note
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration


class SourceNoted(Note):
    """Such an instance is there."""

    instance_id: str
    configuration: CreateScalingConfiguration


class SourceForgotten(Note):
    """It is gone."""

    instance_id: str


def source_noted(event: SourceNoted, state: State) -> None:
    """Groups may name it."""
    state.sources[event.instance_id] = Source(event.instance_id, event.configuration)


def source_forgotten(event: SourceForgotten, state: State) -> None:
    """Groups may name it no more."""
    del state.sources[event.instance_id]
