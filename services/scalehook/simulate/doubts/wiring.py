"""Which hooks tell which queues, as the stack of a scenario says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from scalehook.blueprint.element import Element
from scalehook.kit.documents import Scalar
from scalehook.simulate.scenario.reading import Study
from scalehook_contracts.message_service.queues import QueueAttributesEvent
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook


@dataclass(frozen=True)
class Hook:
    """`queue` is empty where it tells something else."""

    group: str
    name: str
    transition: str
    waits: float
    queue: str

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
        return cls([hook for each in elements for hook in _hooks(each)], hides)

    def of_queue(self, queue: str) -> list[Hook]:
        """Those that tell it."""
        return [hook for hook in self.hooks if hook.queue == queue]


def _hooks(group: Element) -> Iterator[Hook]:
    waits = CreateLifecycleHook.model_fields["heartbeat_timeout"].default
    for each in group.children:
        if each.kind.noun == "hook":
            arn = _said(each, "NotificationArn")
            told = Receiver.parse(arn) if arn else None
            yield Hook(
                group.name,
                each.name,
                _said(each, "LifecycleTransition"),
                float(_said(each, "HeartbeatTimeout") or waits),
                told.name if told is not None and told.kind is Kind.QUEUE else "",
            )


def _said(element: Element, name: str) -> str:
    found = element.given.values.get(name)
    return str(found.value) if isinstance(found, Scalar) and found.value is not None else ""
