"""What one seed has come to: small enough to be sent between processes."""

from dataclasses import dataclass, field

ENDED, BROKEN = "ended", "broken"


@dataclass(frozen=True)
class HookOutcome:
    """The actions of a hook that began behind the warm-up; times in microseconds."""

    actions: int
    in_time: int
    timed_out: int
    abandoned: int
    heartbeats: int
    times: list[int]  # of those that were completed, ascending


@dataclass(frozen=True)
class LevelOutcome:
    """A number over time: of instances that serve, of messages."""

    mean: float
    most: int
    samples: list[int]


@dataclass(frozen=True)
class SeedOutcome:
    """`ended` is `ended`, or which limit has cut it off. `violations` say what was not so."""

    seed: int
    ended: str
    digest: str
    entries: int
    events: int
    virtual_seconds: float
    rested: bool
    hooks: dict[str, HookOutcome]
    capacity: dict[str, LevelOutcome]
    depth: dict[str, LevelOutcome]
    instance_hours: float
    activities: dict[str, int]
    refused: dict[str, int]
    faults: dict[str, int]
    received: int
    received_again: int
    dead_letters: int
    violations: list[str] = field(default_factory=list)
    decisions: list[tuple[str, str, int]] = field(default_factory=list)
    arrivals: list[str] = field(default_factory=list)
    failures: dict[str, int] = field(default_factory=dict)  # of users' own functions, in words

    @property
    def whole(self) -> bool:
        """Whether no limit has cut it off."""
        return self.ended == ENDED


def lost(seed: int, ended: str) -> SeedOutcome:
    """Of a run that nobody has seen the end of; nothing is known of it but what has ended it."""
    return SeedOutcome(
        seed=seed, ended=ended, digest="", entries=0, events=0, virtual_seconds=0.0, rested=False,
        hooks={}, capacity={}, depth={}, instance_hours=0.0, activities={}, refused={}, faults={},
        received=0, received_again=0, dead_letters=0,
    )  # fmt: skip
