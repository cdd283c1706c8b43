"""What one service of a run knows of the rest."""

from collections.abc import Callable
from typing import Any, NoReturn, Protocol

from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import Machine
from scalehook.simulate.agenda import Agenda
from scalehook.simulate.performance import Question
from scalehook_contracts.base import Command, Intent, Message


class Surroundings(Protocol):
    """What a node knows of the rest."""

    agenda: Agenda

    def publish(self, sender: str, entry: Entry, message: Message, number: int) -> None:
        """Send one message of an entry to whoever listens."""

    def ask(self, question: Question, sender: str, hear: Callable[[object], None]) -> None:
        """A call of an effect."""

    def saw(self, service: str, entry: Entry, raw: bytes) -> None:
        """An entry was kept."""

    def played(self, intent: Intent, name: str) -> "tuple[int, Command[Any]] | None":
        """After so many microseconds the outside world says this; None: the effect runs itself."""

    def posted(self, intent: Intent, name: str, hear: "Callable[[Command[Any]], None]") -> bool:
        """Whether somebody of the scenario answers it; the outcome is heard then."""

    def prepare(self, machine: Machine, envelope: Envelope) -> None:
        """Before a message is handled."""

    def gave_up(self, name: str, problem: Exception) -> None:
        """An effect has failed too often: a dead letter."""

    def failed(self, service: str, problem: Exception) -> NoReturn:
        """A handler broke its rules: nothing that follows would mean anything."""
