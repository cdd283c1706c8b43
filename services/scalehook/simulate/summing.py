"""A run as numbers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from scalehook.simulate.agenda import SECOND, of_seconds
from scalehook.simulate.chronicle import Act, Level
from scalehook.simulate.outcome import HookOutcome, LevelOutcome, SeedOutcome

if TYPE_CHECKING:
    from scalehook.simulate.run import Run

SAMPLES = 60
HOUR = 3600.0


def summed(run: Run, ended: str, violations: list[str]) -> SeedOutcome:
    """What is of interest of it."""
    chronicle, cloud = run.chronicle, run.cloud
    begin = getattr(run, "begin", 0)
    warm, end = begin + of_seconds(run.scenario.warm_up), begin + of_seconds(run.scenario.horizon)
    crashes = {
        f"crash, {point}": sum(node.crashes[point] for node in cloud.nodes.values())
        for point in sorted({point for node in cloud.nodes.values() for point in node.crashes})
    }
    refused = {**run.refused, **run.told.refused}
    return SeedOutcome(
        seed=run.seed,
        ended=ended,
        digest=str(cloud.digest),
        entries=cloud.digest.entries,
        events=run.agenda.count,
        virtual_seconds=run.agenda.now / SECOND,
        rested=run.rested,
        hooks=_hooks(list(chronicle.acts.values()), warm),
        capacity={name: _level(each, warm, end) for name, each in sorted(chronicle.capacity.items())},
        depth={name: _level(each, warm, end) for name, each in sorted(chronicle.depth.items())},
        instance_hours=chronicle.instances.area(warm, end) / HOUR,
        activities=dict(sorted(chronicle.statuses.items())),
        refused=dict(sorted(refused.items())),
        faults={**dict(sorted(cloud.network.struck.items())), **crashes},
        received=chronicle.received,
        received_again=chronicle.received_again,
        dead_letters=chronicle.dead_letters + run.told.buried,
        violations=violations,
        decisions=run.fate.taken if violations else [],
        arrivals=run.arrivals if violations else [],
        failures=dict(sorted(run.told.failures.items())),
    )


def _hooks(acts: list[Act], warm: int) -> dict[str, HookOutcome]:
    by_hook: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        if act.began >= warm:
            by_hook[f"{act.group}/{act.hook}"].append(act)
    return {name: _hook(found) for name, found in sorted(by_hook.items())}


def _hook(acts: list[Act]) -> HookOutcome:
    done = [act for act in acts if act.in_time and act.ended is not None]
    return HookOutcome(
        actions=len(acts),
        in_time=len(done),
        timed_out=sum(act.timed_out for act in acts),
        abandoned=sum(act.result == "ABANDON" for act in acts),
        heartbeats=sum(act.heartbeats for act in acts),
        times=sorted((act.ended or 0) - act.began for act in done),
    )


def _level(level: Level, begin: int, end: int) -> LevelOutcome:
    moments = [begin + (end - begin) * number // SAMPLES for number in range(SAMPLES + 1)]
    seconds = max(1, end - begin) / SECOND
    return LevelOutcome(level.area(begin, end) / seconds, level.most, level.samples(moments))
