"""Whether a fault strikes: drawn by the name of what it strikes, or as a list says."""

from collections.abc import Callable

from scalehook.simulate.chance import Chance

Decision = tuple[str, str, int]  # kind, subject, value: microseconds or a count; never 0


class Fate:
    """What was decided is remembered, so that it can be replayed, and made less."""

    def __init__(self, chance: Chance, given: list[Decision] | None = None) -> None:
        self.chance = chance
        self.taken: list[Decision] = []
        self.on = False
        self._given = None if given is None else {(kind, name): value for kind, name, value in given}

    def decide(self, kind: str, subject: str, draw: Callable[[], int]) -> int:
        """0: it does not strike."""
        if not self.on:
            return 0
        value = draw() if self._given is None else self._given.get((kind, subject), 0)
        if value:
            self.taken.append((kind, subject, value))
        return value
