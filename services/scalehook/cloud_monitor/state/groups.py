"""A scaling group: who serves in it, and the loads that were set on it."""

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter

MOST_STEPS = 1000


@dataclass
class Step:
    """From now on so many instances show this value; None when there is nobody to show it."""

    since: float
    value: float | None
    instances: int


@dataclass
class Load:
    """What was set: a value of each instance, or the total that they share. `steps` is what it came to,
    the latest last.
    """

    value: float
    total: bool
    steps: list[Step] = field(default_factory=list)

    def shown(self, instances: int) -> float | None:
        """What each of so many shows."""
        if not instances:
            return None
        return self.value / instances if self.total else self.value

    def step(self, at: float, instances: int) -> None:
        """There are so many now."""
        self.steps.append(Step(at, self.shown(instances), instances))
        del self.steps[:-MOST_STEPS]

    def at(self, moment: float) -> Step | None:
        """What it came to then; None before it was set."""
        number = bisect_right(self.steps, moment, key=attrgetter("since"))
        return self.steps[number - 1] if number else None


@dataclass
class Group:
    """A scaling group. `serving` are its instances in service, protected ones too, as far as they are
    `known`: who is in service when its first load is set has to be told first.
    """

    serving: dict[str, None] = field(default_factory=dict)
    loads: dict[str, Load] = field(default_factory=dict)
    known: bool = True

    def value(self, metric_name: str, moment: float) -> float | None:
        """What its instances showed then."""
        load = self.loads.get(metric_name)
        step = load.at(moment) if load is not None else None
        return step.value if step is not None else None


def known_key(group_id: str) -> str:
    """What those wait for who ask of a group that is not known yet."""
    return f"known/{group_id}"


def group_key(group_id: str, metric_name: str) -> str:
    """What alarms on a system metric of a group look at."""
    return f"group/{group_id}/{metric_name}"
