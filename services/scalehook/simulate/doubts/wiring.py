"""Which hooks tell which queues and endpoints, as the stack of a scenario says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from scalehook.blueprint.element import Element
from scalehook.kit.documents import Scalar
from scalehook.simulate.scenario.consumers import ConsumerModel
from scalehook.simulate.scenario.reading import Study
from scalehook_contracts.message_service.queues import QueueAttributesEvent
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook


@dataclass(frozen=True)
class Hook:
    """`queue` is empty where it tells something else; `places` are all queues and endpoints, those of
    its topic, too.
    """

    group: str
    name: str
    transition: str
    waits: float
    queue: str
    places: frozenset[str]

    def __str__(self) -> str:
        return f"hook {self.group}/{self.name}"


@dataclass(frozen=True)
class Wiring:
    """The hooks, and for how many seconds each queue hides what was received."""

    hooks: list[Hook]
    hides: dict[str, float]

    @classmethod
    def of(cls, study: Study) -> Self:
        """As the file says, or the cloud where it does not."""
        elements = study.blueprint.elements
        hidden = QueueAttributesEvent.model_fields["visibility_timeout"].default
        hides = {
            each.name: float(_said(each, "VisibilityTimeout") or hidden)
            for each in elements
            if each.kind.noun == "queue"
        }
        topics = {each.name: _places(each) for each in elements if each.kind.noun == "topic"}
        return cls([hook for each in elements for hook in _hooks(each, topics)], hides)

    def heard_by(self, model: ConsumerModel) -> list[Hook]:
        """Those that tell it."""
        if not model.amqp:
            return [hook for hook in self.hooks if model.source in hook.places]
        wanted = set(model.hooks)
        names = ((hook, {hook.name, f"{hook.group}/{hook.name}"}) for hook in self.hooks)
        return [hook for hook, called in names if not wanted or wanted & called]


def _places(topic: Element) -> frozenset[str]:
    """What it tells: endpoints, and queues by their names."""
    endpoints = (_said(each, "Endpoint") for each in topic.children)
    return frozenset(
        each if each.startswith(("http://", "https://")) else each.rpartition("/")[2]
        for each in endpoints
    )


def _hooks(group: Element, topics: dict[str, frozenset[str]]) -> Iterator[Hook]:
    waits = CreateLifecycleHook.model_fields["heartbeat_timeout"].default
    for each in group.children:
        if each.kind.noun == "hook":
            arn = _said(each, "NotificationArn")
            told = Receiver.parse(arn) if arn else None
            queue = told.name if told is not None and told.kind is Kind.QUEUE else ""
            topic = told.name if told is not None and told.kind is Kind.TOPIC else ""
            yield Hook(
                group.name,
                each.name,
                _said(each, "LifecycleTransition"),
                float(_said(each, "HeartbeatTimeout") or waits),
                queue,
                topics.get(topic, frozenset({queue} - {""})),
            )


def _said(element: Element, name: str) -> str:
    found = element.given.values.get(name)
    return str(found.value) if isinstance(found, Scalar) and found.value is not None else ""
