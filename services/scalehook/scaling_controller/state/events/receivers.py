"""What happens to receivers."""

from typing import Literal

from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.plain import PlainObject
from scalehook_contracts.receiver import Kind

NotedKind = Literal[Kind.QUEUE, Kind.TOPIC]


class ReceiverNoted(Note):
    """A queue or topic is there."""

    kind: NotedKind
    name: str


class ReceiverForgotten(Note):
    """A queue or topic is gone."""

    kind: NotedKind
    name: str


class TemplateNoted(Note):
    """A template is there, with these defaults."""

    name: str
    defaults: PlainObject


class TemplateGone(Note):
    """A template is gone."""

    name: str


def receiver_noted(event: ReceiverNoted, state: State) -> None:
    """Hooks may name it."""
    _names(event.kind, state).add(event.name)


def receiver_forgotten(event: ReceiverForgotten, state: State) -> None:
    """Hooks may name it no more."""
    _names(event.kind, state).discard(event.name)


def template_noted(event: TemplateNoted, state: State) -> None:
    """Hooks may name it."""
    state.receivers.templates[event.name] = event.defaults


def template_gone(event: TemplateGone, state: State) -> None:
    """Hooks may name it no more; those that do already keep it."""
    state.receivers.templates.pop(event.name, None)


def _names(kind: NotedKind, state: State) -> set[str]:
    return state.receivers.queues if kind is Kind.QUEUE else state.receivers.topics
