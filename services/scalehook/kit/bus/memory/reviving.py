"""Sending dead letters again inside one process: a letter goes when its message has been handled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scalehook.kit.dead_letters import DeadLetter, DeadLetters, NotRevived
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook_contracts.base import Message


@dataclass(eq=False, repr=False)
class Reviving:
    """Letters whose messages are under way again: a crash before they are handled loses none."""

    letters: DeadLetters
    types: Mapping[str, type[Message]]
    _under_way: set[str] = field(default_factory=set)

    def bury(self, letter: DeadLetter) -> None:
        """Keep a letter, also in place of the one that its message was made of."""
        self._under_way.discard(letter.letter_id)
        self.letters.add(letter)

    def begin(self, letter: DeadLetter, now: datetime) -> tuple[Envelope, Callable[[], None]]:
        """The message of a letter, and what is to be called when it is done with."""
        envelope = Envelope(
            message=self._message(letter),
            message_id=letter.letter_id.partition(":")[2],
            timestamp=now,
            correlation_id=letter.correlation_id,
            caller=letter.caller or ROOT,  # letters of older versions do not say it
        )
        self._under_way.add(letter.letter_id)
        return envelope, lambda: self._done(letter.letter_id)

    def discard(self, letter_id: str) -> bool:
        """Forget a letter, unless it is under way again; whether it was there."""
        known = {letter.letter_id for letter in self.letters.all()} - self._under_way
        if letter_id in known:
            self.letters.remove(letter_id)
        return letter_id in known

    def _message(self, letter: DeadLetter) -> Message:
        cls = self.types.get(letter.type)
        if cls is None:
            raise NotRevived(f"no contract is called {letter.type!r}")
        try:
            return cls.model_validate_json(letter.body)
        except Exception as problem:  # of a validator as well: whatever it is, the letter stays
            raise NotRevived(f"its body is no {letter.type}: {problem}") from problem

    def _done(self, letter_id: str) -> None:
        if letter_id in self._under_way:  # and has not died again
            self._under_way.discard(letter_id)
            self.letters.remove(letter_id)
