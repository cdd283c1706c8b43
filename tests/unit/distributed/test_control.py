"""What the gateway can do to a distributed stack."""

from datetime import UTC, datetime
from typing import Any

from scalehook.distributed.control import DistributedControlPlane
from scalehook.kit.bus.bus import Unroutable
from scalehook.kit.dead_letters import DeadLetter


class Bus:
    """Three dead letters, the first of a service that is no more."""

    def __init__(self) -> None:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        names = ("gone:1", "fleet:2", "fleet:3")
        self.letters = [DeadLetter(name, name[:5], "x.y", "why", at, b"{}") for name in names]

    async def dead_letters(self) -> list[DeadLetter]:
        return list(self.letters)

    async def revive(self, letter: DeadLetter) -> None:
        if letter.letter_id == "gone:1":
            raise Unroutable("no service takes x.y")
        self.letters.remove(letter)


async def test_a_letter_that_nobody_takes_holds_no_other_up() -> None:
    """It stays, and is not counted among those that were sent again."""
    bus: Any = Bus()
    coordinator: Any = None
    assert await DistributedControlPlane(bus, coordinator).retry(None) == 2
    assert [letter.letter_id for letter in bus.letters] == ["gone:1"]


async def test_chosen_letters_alone_are_sent_again() -> None:
    """By their ids."""
    bus: Any = Bus()
    coordinator: Any = None
    assert await DistributedControlPlane(bus, coordinator).retry(["fleet:3", "nobody:9"]) == 1
    assert [letter.letter_id for letter in bus.letters] == ["gone:1", "fleet:2"]
