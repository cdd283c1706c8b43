"""Who listens to the calls that come: for whoever judges a client by what it asks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from scalehook.gateway.tracing import Traced
from scalehook_contracts.base import Operation, Reply


@dataclass(frozen=True, slots=True)
class Heard:
    """A call by a known key and its outcome; `fault` is the kind of the one that has struck it. Of a
    call that was no operation, `operation` has what was given.
    """

    operation: Operation[Any]
    key_id: str
    outcome: Reply | Exception
    fault: str = ""


Listener = Callable[[Heard], None]


@dataclass(eq=False, repr=False)
class Audience:
    """The listeners of one gateway. As long as there are none, nothing is kept."""

    listeners: list[Listener] = field(default_factory=list)
    traced: Traced | None = None  # is told of each request as a span
    calls: dict[object, Operation[Any]] = field(default_factory=dict)  # that somebody listens to
    _struck: dict[object, str] = field(default_factory=dict)

    def asked(self, call: object, operation: Operation[Any] | None) -> None:
        """A call under way is for this."""
        if self.listeners and operation is not None:
            self.calls[call] = operation

    def struck(self, call: object, kind: str) -> None:
        """A fault of this kind strikes it."""
        if call in self.calls:
            self._struck[call] = kind

    def answered(self, call: object, key_id: Callable[[], str], outcome: Reply | Exception) -> None:
        """It is over, and the listeners are told."""
        operation, fault = self.calls.pop(call, None), self._struck.pop(call, "")
        if operation is not None:
            heard = Heard(operation, key_id(), outcome, fault)
            for listener in self.listeners:
                listener(heard)

    def forget(self, call: object) -> None:
        """Its client has gone."""
        self.calls.pop(call, None)
        self._struck.pop(call, None)
