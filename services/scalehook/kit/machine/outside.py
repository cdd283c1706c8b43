"""What an effect is given: a way to ask other services, and the service's settings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from scalehook.kit.machine.envelope import ROOT
from scalehook.kit.settings import Settings
from scalehook_contracts.base import Command, Reply

R = TypeVar("R", bound=Reply)
Answered = Callable[[Reply | Exception], None]
SettingsT_co = TypeVar("SettingsT_co", bound=Settings, covariant=True)


class Asked(Protocol):
    """A question that is not answered yet."""

    def forget(self) -> None:
        """The asker has gone: it is told nothing any more, and its wait takes nothing from others."""


class Requester(Protocol):
    """The part of a bus that asks and waits for the answer."""

    def ask(
        self,
        command: Command[Any],
        then: Answered,
        *,
        timeout: float = ...,
        caller: str = ...,
        correlation_id: str = ...,
        trace: str = ...,
    ) -> Asked:
        """Ask, and go on: `then` is called once, with the reply or what `call` raises."""

    async def call(
        self,
        command: Command[R],
        *,
        timeout: float = ...,
        caller: str = ...,
        message_id: str = ...,
        correlation_id: str = ...,
        trace: str = ...,
    ) -> R:
        """The owner's reply; raises the `ApiError` that it refused with."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Outside(Generic[SettingsT_co]):
    """The effect's surroundings. `key` is the intent's, unique and the same after a restart."""

    bus: Requester
    settings: SettingsT_co
    key: str
    correlation_id: str

    async def call(self, command: Command[R], step: str = "", caller: str = ROOT) -> R:
        """Ask another service. The message id is derived from the key and `step`, so that an
        effect that is taken up again after a restart has each of its calls done once.
        """
        message_id = f"{self.key}/{step or command.snake_name()}"
        return await self.bus.call(
            command, caller=caller, message_id=message_id, correlation_id=self.correlation_id
        )
