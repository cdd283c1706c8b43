"""What an effect is given: a way to ask other services, and the service's settings."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from scalehook.kit.machine.envelope import ROOT
from scalehook.kit.settings import Settings
from scalehook_contracts.base import Command, Reply

R = TypeVar("R", bound=Reply)
SettingsT_co = TypeVar("SettingsT_co", bound=Settings, covariant=True)


class Requester(Protocol):
    """The part of a bus that asks and waits for the answer."""

    async def call(
        self,
        command: Command[R],
        *,
        timeout: float = ...,
        caller: str = ...,
        message_id: str = ...,
        correlation_id: str = ...,
    ) -> R:
        """The owner's reply; raises the `ApiError` that it refused with."""


@dataclass(frozen=True, slots=True)
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
