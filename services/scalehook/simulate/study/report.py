"""What many seeds have come to, together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from scalehook.simulate.agenda import SECOND
from scalehook.simulate.outcome import HookOutcome, LevelOutcome, SeedOutcome
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.estimating import Estimate, effect, mean, quantiles, share
from scalehook.simulate.study.version import VERSION

SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "p99.9": 0.999}
MOST_SHOWN = 20  # violations


@dataclass(frozen=True)
class HookReport:
    """Seconds; None where there is not enough data."""

    actions: int
    in_time: Estimate | None
    timed_out: int
    abandoned: int
    heartbeats_per_action: float
    seconds: dict[str, Estimate | None]


@dataclass(frozen=True)
class LevelReport:
    """Instances that serve, or messages of a queue; `median`, `low` and `high` (10 and 90 %) over seeds,
    at even distances from the warm-up to the horizon.
    """

    mean: Estimate
    most: int
    median: list[int]
    low: list[int]
    high: list[int]


@dataclass(frozen=True)
class Violation:
    """Of a seed; `replay` plays it again."""

    seed: int
    text: str
    replay: str


@dataclass(frozen=True)
class Report:
    """`ended_by` counts the seeds that were cut off by a limit: they are in no other number.
    `restless` are those that had not come to rest hours after the horizon.
    """

    scenario: str
    version: str
    sha256: str
    overrides: dict[str, str]
    seeds: int
    asked: int
    interrupted: bool
    ended_by: dict[str, int]
    restless: int
    hooks: dict[str, HookReport]
    capacity: dict[str, LevelReport]
    depth: dict[str, LevelReport]
    instance_hours: Estimate | None
    activities: dict[str, int]
    refused: dict[str, int]
    faults: dict[str, int]
    received: int
    received_again: int
    dead_letters: int
    never: list[str]
    violations: list[Violation] = field(default_factory=list)
    violated_seeds: int = 0
    digests: dict[int, str] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)  # of users' own functions

    def as_json(self) -> dict[str, Any]:
        """With the version of its shape."""
        return {"schema_version": 1, **asdict(self)}


def report(
    study: Study,
    outcomes: Iterable[SeedOutcome],
    *,
    asked: int,
    interrupted: bool = False,
    replay_of: "dict[int, str] | None" = None,
) -> Report:
    """In the order of seeds, in whichever they came."""
    found = sorted(outcomes, key=lambda outcome: outcome.seed)
    whole = [outcome for outcome in found if outcome.whole]
    faults = _added(outcome.faults for outcome in whole)
    violated = [outcome for outcome in found if outcome.violations]
    return Report(
        scenario=study.scenario.name or study.file,
        version=VERSION,
        sha256=study.sha,
        overrides={override.path: override.value for override in study.overrides},
        seeds=len(found),
        asked=asked,
        interrupted=interrupted,
        ended_by=dict(Counter(outcome.ended for outcome in found if not outcome.whole)),
        restless=sum(not outcome.rested for outcome in whole),
        hooks=_by_name([outcome.hooks for outcome in whole], _hook),
        capacity=_by_name([outcome.capacity for outcome in whole], _level),
        depth=_by_name([outcome.depth for outcome in whole], _level),
        instance_hours=mean([outcome.instance_hours for outcome in whole]) if whole else None,
        activities=_added(outcome.activities for outcome in whole),
        refused=_added(outcome.refused for outcome in whole),
        faults=faults,
        received=sum(outcome.received for outcome in whole),
        received_again=sum(outcome.received_again for outcome in whole),
        dead_letters=sum(outcome.dead_letters for outcome in whole),
        never=_never(study, faults),
        violations=[
            Violation(outcome.seed, text, (replay_of or {}).get(outcome.seed, ""))
            for outcome in violated[:MOST_SHOWN]
            for text in outcome.violations
        ],
        violated_seeds=len(violated),
        digests={outcome.seed: outcome.digest for outcome in found},
        failures=_added(outcome.failures for outcome in found),
    )


def _hook(found: Sequence[HookOutcome | None]) -> HookReport:
    there = [each for each in found if each is not None]
    times = [each.times for each in there]
    actions = sum(each.actions for each in there)
    known = quantiles(times, list(SHARES.values()))
    return HookReport(
        actions=actions,
        in_time=share([h.in_time for h in there], [h.actions for h in there], effect(times)),
        timed_out=sum(each.timed_out for each in there),
        abandoned=sum(each.abandoned for each in there),
        heartbeats_per_action=sum(each.heartbeats for each in there) / actions if actions else 0.0,
        seconds=dict(zip(SHARES, map(_in_seconds, known), strict=True)),
    )


def _in_seconds(found: Estimate | None) -> Estimate | None:
    if found is None:
        return None
    low, high = (None if bound is None else bound / SECOND for bound in (found.low, found.high))
    return Estimate(found.value / SECOND, low, high)


def _level(found: Sequence[LevelOutcome | None]) -> LevelReport:
    """A seed in which there never was any has 0."""
    count = max(len(each.samples) for each in found if each is not None)
    nothing = LevelOutcome(0.0, 0, [0] * count)
    there = [each or nothing for each in found]
    columns = [sorted(each.samples[place] for each in there) for place in range(count)]
    return LevelReport(
        mean=mean([each.mean for each in there]),
        most=max(each.most for each in there),
        median=[column[len(column) // 2] for column in columns],
        low=[column[len(column) // 10] for column in columns],
        high=[column[len(column) * 9 // 10] for column in columns],
    )


def _by_name(found: Sequence[dict[str, Any]], made: Any) -> dict[str, Any]:
    names = sorted({name for each in found for name in each})
    return {name: made([each.get(name) for each in found]) for name in names}


def _added(found: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in found:
        total.update(each)
    return dict(sorted(total.items()))


def _never(study: Study, faults: dict[str, int]) -> list[str]:
    """Faults that the scenario has, and no seed has seen: it is too tame for them."""
    asked = study.scenario.faults
    wanted = [name for name in ("drop", "duplicate", "reorder") if getattr(asked, name)]
    wanted += ["delay"] if asked.delay else []
    wanted += ["partition"] if asked.partitions else []
    never = [name for name in wanted if not faults.get(name)]
    crashed = any(name.startswith("crash") for name in faults)
    return never + (["crash"] if asked.crash and not crashed else [])
