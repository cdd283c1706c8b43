"""What a group has shown, hour by hour, and shows now."""

from dataclasses import dataclass

HOUR = 3600
MOST_SAMPLES = 14 * 24  # two weeks


@dataclass
class Load:
    """A metric that was set by hand: of each instance, or the total that they share."""

    value: float
    total: bool

    def shown(self, instances: int) -> float:
        """What each of so many instances shows."""
        return self.value / instances if self.total else self.value


@dataclass
class Sample:
    """What each of so many instances showed at the end of an hour."""

    hour: float
    value: float
    instances: int
