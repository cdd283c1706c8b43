"""Learns which queues, topics and templates hooks may name."""

from scalehook.kit import Work
from scalehook.scaling_controller.receivers import key
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.receivers import (
    NotedKind,
    ReceiverForgotten,
    ReceiverNoted,
    TemplateGone,
    TemplateNoted,
)
from scalehook_contracts.message_service.queues import QueueCreated, QueueDeleted
from scalehook_contracts.message_service.topics import TopicCreated, TopicDeleted
from scalehook_contracts.receiver import Kind
from scalehook_contracts.template_engine.template_changes import TemplateDeleted
from scalehook_contracts.template_engine.templates import TemplateRegistered


def on_queue_created(event: QueueCreated, work: Work[State, Settings]) -> None:
    """A queue is there."""
    _note(Kind.QUEUE, event.queue_name, work)


def on_queue_deleted(event: QueueDeleted, work: Work[State, Settings]) -> None:
    """A queue is gone."""
    work.record(ReceiverForgotten(kind=Kind.QUEUE, name=event.queue_name))


def on_topic_created(event: TopicCreated, work: Work[State, Settings]) -> None:
    """A topic is there."""
    _note(Kind.TOPIC, event.topic_name, work)


def on_topic_deleted(event: TopicDeleted, work: Work[State, Settings]) -> None:
    """A topic is gone."""
    work.record(ReceiverForgotten(kind=Kind.TOPIC, name=event.topic_name))


def on_template_registered(event: TemplateRegistered, work: Work[State, Settings]) -> None:
    """A template is there."""
    defaults = {parameter.name: parameter.default for parameter in event.parameters}
    work.record(TemplateNoted(name=event.template_name, defaults=defaults))
    work.wake(key(Kind.TEMPLATE, event.template_name))


def on_template_deleted(event: TemplateDeleted, work: Work[State, Settings]) -> None:
    """A template is gone."""
    work.record(TemplateGone(name=event.template_name))


def _note(kind: NotedKind, name: str, work: Work[State, Settings]) -> None:
    work.record(ReceiverNoted(kind=kind, name=name))
    work.wake(key(kind, name))
