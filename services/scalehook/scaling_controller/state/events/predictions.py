"""What happens to the loads of groups, and to what is known of them."""

from scalehook.scaling_controller.state.predictions import MOST_SAMPLES, Load, Sample
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.numbers import Int64


class GroupLoadNoted(Note):
    """A group shows a metric from now on."""

    scaling_group_id: str
    metric_name: str
    value: float
    total: bool


class GroupLoadForgotten(Note):
    """A group shows a metric no more."""

    scaling_group_id: str
    metric_name: str


class PredictiveSampleTaken(Note):
    """An hour of a group's metric is over."""

    scaling_group_id: str
    metric_name: str
    hour: float
    value: float
    instances: Int64


def group_load_noted(event: GroupLoadNoted, state: State) -> None:
    """Until it shows another one."""
    load = Load(event.value, event.total)
    state.groups[event.scaling_group_id].loads[event.metric_name] = load


def group_load_forgotten(event: GroupLoadForgotten, state: State) -> None:
    """What is known of the past stays."""
    state.groups[event.scaling_group_id].loads.pop(event.metric_name, None)


def predictive_sample_taken(event: PredictiveSampleTaken, state: State) -> None:
    """One more to predict from; the oldest go."""
    samples = state.groups[event.scaling_group_id].samples.setdefault(event.metric_name, [])
    samples.append(Sample(event.hour, event.value, event.instances))
    del samples[:-MOST_SAMPLES]
